<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>sorami</name>
    <message numerus="yes">
        <source>%n labels hidden</source>
        <translation>
            <numerusform>%n label hidden</numerusform>
            <numerusform>%n labels hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks without altitude</source>
        <translation>
            <numerusform>%n track without altitude</numerusform>
            <numerusform>%n tracks without altitude</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 % are blind at %2 m AMSL; the greatest of %n gaps has %3 km² and %4</source>
        <translation>
            <numerusform>%1 % are blind at %2 m AMSL; the gap has %3 km² and %4</numerusform>
            <numerusform>%1 % are blind at %2 m AMSL; the greatest of %n gaps has %3 km² and %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sorami::CheckPage</name>
    <message numerus="yes">
        <source>%n faults</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sorami::CoverPage</name>
    <message numerus="yes">
        <source>%n gaps at %1: %2 of the area is open</source>
        <translation>
            <numerusform>%n gap at %1: %2 of the area is open</numerusform>
            <numerusform>%n gaps at %1: %2 of the area is open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sorami::FlightPage</name>
    <message numerus="yes">
        <source>First seen %1, then for %2 of the time with %n gaps.</source>
        <translation>
            <numerusform>First seen %1, then for %2 of the time with %n gap.</numerusform>
            <numerusform>First seen %1, then for %2 of the time with %n gaps.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sorami::LinksPage</name>
    <message numerus="yes">
        <source>%1 covered, %n sensors reach no working centre</source>
        <translation>
            <numerusform>%1 covered, %n sensor reaches no working centre</numerusform>
            <numerusform>%1 covered, %n sensors reach no working centre</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sorami::PlanTables</name>
    <message numerus="yes">
        <source>Take the %n good rows</source>
        <translation>
            <numerusform>Take the good row</numerusform>
            <numerusform>Take the %n good rows</numerusform>
        </translation>
    </message>
</context>
</TS>

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
</context>
</TS>

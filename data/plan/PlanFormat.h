// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <array>
#include <utility>

namespace sorami::format {

/// What the members of a plan's JSON are called and which values they may have: one description that reading
/// and writing share. An archive A is bound to one object and has number(), integer(), flag(), text(),
/// texts(), oneOf(), time(), place(), points(), list() and child(); each takes the JSON key and a pointer to
/// member.
template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, const char*>, N>;

constexpr Names<SiteKind, 11> kSiteKinds{{
    {SiteKind::LongRangeRadar, "long-range-radar"},
    {SiteKind::GapFillerRadar, "gap-filler-radar"},
    {SiteKind::TerminalRadar, "terminal-radar"},
    {SiteKind::AirborneRadar, "airborne-radar"},
    {SiteKind::ShipRadar, "ship-radar"},
    {SiteKind::SectorRadar, "sector-radar"},
    {SiteKind::SecondaryRadar, "secondary-radar"},
    {SiteKind::Passive, "passive"},
    {SiteKind::Battery, "battery"},
    {SiteKind::ControlCentre, "control-centre"},
    {SiteKind::Relay, "relay"},
}};
constexpr Names<LinkKind, 3> kLinkKinds{{
    {LinkKind::Microwave, "microwave"},
    {LinkKind::Satellite, "satellite"},
    {LinkKind::Cable, "cable"},
}};
constexpr Names<Affiliation, 8> kAffiliations{{
    {Affiliation::Pending, "pending"},
    {Affiliation::Unknown, "unknown"},
    {Affiliation::AssumedFriend, "assumed-friend"},
    {Affiliation::Friend, "friend"},
    {Affiliation::Neutral, "neutral"},
    {Affiliation::Suspect, "suspect"},
    {Affiliation::Hostile, "hostile"},
    {Affiliation::Civil, "civil"},
}};
constexpr Names<SensorPrinciple, 4> kPrinciples{{
    {SensorPrinciple::Radar, "radar"},
    {SensorPrinciple::Secondary, "secondary"},
    {SensorPrinciple::Passive, "passive"},
    {SensorPrinciple::RangeRing, "range-ring"},
}};
constexpr Names<VerticalPattern, 4> kPatterns{{
    {VerticalPattern::Flat, "flat"},
    {VerticalPattern::Gaussian, "gaussian"},
    {VerticalPattern::CosecantSquared, "cosecant-squared"},
    {VerticalPattern::Given, "given"},
}};
constexpr Names<TargetClass, 4> kTargets{{
    {TargetClass::Aircraft, "aircraft"},
    {TargetClass::CruiseMissile, "cruise-missile"},
    {TargetClass::BallisticMissile, "ballistic-missile"},
    {TargetClass::GlideVehicle, "glide-vehicle"},
}};
constexpr Names<DefenceLayer, 3> kDefenceLayers{{
    {DefenceLayer::Terminal, "terminal"},
    {DefenceLayer::UpperTier, "upper-tier"},
    {DefenceLayer::GlidePhase, "glide-phase"},
}};
constexpr Names<AreaKind, 5> kAreaKinds{{
    {AreaKind::Interest, "interest"},
    {AreaKind::Corridor, "corridor"},
    {AreaKind::Defended, "defended"},
    {AreaKind::Exclusion, "exclusion"},
    {AreaKind::Candidates, "candidates"},
}};
constexpr Names<ThreatKind, 4> kThreatKinds{{
    {ThreatKind::Aircraft, "aircraft"},
    {ThreatKind::Cruise, "cruise"},
    {ThreatKind::Ballistic, "ballistic"},
    {ThreatKind::Glide, "glide"},
}};
constexpr Names<DrawingKind, 6> kDrawingKinds{{
    {DrawingKind::Line, "line"},
    {DrawingKind::Polygon, "polygon"},
    {DrawingKind::Circle, "circle"},
    {DrawingKind::Text, "text"},
    {DrawingKind::Arrow, "arrow"},
    {DrawingKind::Bullseye, "bullseye"},
}};

constexpr Names<Domain, 7> kDomains{{
    {Domain::Unknown, "unknown"},
    {Domain::Air, "air"},
    {Domain::Space, "space"},
    {Domain::Surface, "surface"},
    {Domain::Subsurface, "subsurface"},
    {Domain::Ground, "ground"},
    {Domain::Missile, "missile"},
}};
constexpr Names<IdKind, 9> kIdKinds{{
    {IdKind::None, "none"},
    {IdKind::Icao24, "icao24"},
    {IdKind::NonIcao24, "non-icao24"},
    {IdKind::AsterixTrack, "track number"},
    {IdKind::Mode3A, "mode 3/a"},
    {IdKind::Object, "object"},
    {IdKind::Entity, "entity"},
    {IdKind::Mmsi, "mmsi"},
    {IdKind::Text, "text"},
}};

template <typename A>
void describe(A& a, const AzimuthSpan*) {
  a.number("fromDeg", &AzimuthSpan::fromDeg, -360, 360);
  a.number("toDeg", &AzimuthSpan::toDeg, -360, 720);
}

template <typename A>
void describe(A& a, const PatternPoint*) {
  a.number("elevationDeg", &PatternPoint::elevationDeg, -90, 90);
  a.number("gainDb", &PatternPoint::gainDb, -200, 100);
}

template <typename A>
void describe(A& a, const AspectPoint*) {
  a.number("aspectDeg", &AspectPoint::aspectDeg, 0, 180);
  a.number("gainDb", &AspectPoint::gainDb, -100, 100);
}

template <typename A>
void describe(A& a, const SensorParameters*) {
  using S = SensorParameters;
  a.oneOf("principle", &S::principle, kPrinciples);
  a.number("antennaHeightM", &S::antennaHeight, 0, 40'000);
  a.flag("antennaIsMsl", &S::antennaIsMsl);
  a.number("minimumRangeM", &S::minimumRange, 0, 1'000'000);
  a.number("instrumentedRangeM", &S::instrumentedRange, 1'000, 5'000'000);
  a.number("elevationMinDeg", &S::elevationMinDeg, -90, 90);
  a.number("elevationMaxDeg", &S::elevationMaxDeg, -90, 90);
  a.number("tiltDeg", &S::tiltDeg, -90, 90);
  a.number("sectorCentreDeg", &S::sectorCentreDeg, -360, 360);
  a.number("sectorWidthDeg", &S::sectorWidthDeg, 1, 360);
  a.list("blanked", &S::blanked);
  a.number("frequencyHz", &S::frequencyHz, 0, 1e12);
  a.number("peakPowerW", &S::peakPowerW, 0, 1e9);
  a.number("pulseWidthS", &S::pulseWidthS, 0, 1);
  a.number("prfHz", &S::prfHz, 0, 1e7);
  a.number("gainDbi", &S::gainDbi, -20, 80);
  a.number("beamwidthAzimuthDeg", &S::beamwidthAzimuthDeg, 0.01, 360);
  a.number("beamwidthElevationDeg", &S::beamwidthElevationDeg, 0.01, 180);
  a.oneOf("pattern", &S::pattern, kPatterns);
  a.list("patternPoints", &S::patternPoints);
  a.number("systemTemperatureK", &S::systemTemperatureK, 1, 1e5);
  a.number("noiseFigureDb", &S::noiseFigureDb, -1, 60);
  a.number("lossesDb", &S::lossesDb, 0, 60);
  a.integer("pulsesIntegrated", &S::pulsesIntegrated, 1, 1'000'000);
  a.number("falseAlarmProbability", &S::falseAlarmProbability, 1e-15, 0.1);
  a.number("requiredPd", &S::requiredPd, 0.01, 0.9999);
  a.integer("swerling", &S::swerling, 0, 4);
  a.number("targetRcsM2", &S::targetRcs, 1e-6, 1e6);
  a.list("rcsAspect", &S::rcsAspect);
  a.number("targetHeadingDeg", &S::targetHeadingDeg, -1, 360);
  a.number("scanPeriodS", &S::scanPeriodS, 0, 3600);
  a.flag("lobing", &S::lobing);
  a.flag("diffraction", &S::diffraction);
  a.integer("arrayFaces", &S::arrayFaces, 0, 8);
  a.number("rainRateMmH", &S::rainRateMmH, 0, 300);
  a.number("rainExtentM", &S::rainExtent, 0, 500'000);
  a.number("waveRmsM", &S::waveRms, 0, 10);
  a.number("sensitivityDbm", &S::sensitivityDbm, -150, 0);
  a.number("targetEirpDbm", &S::targetEirpDbm, -30, 120);
}

template <typename A>
void describe(A& a, const Envelope*) {
  a.oneOf("target", &Envelope::target, kTargets);
  a.number("minRangeM", &Envelope::minRange, 0, 20'000'000);
  a.number("maxRangeM", &Envelope::maxRange, 0, 20'000'000);
  a.number("minAltitudeM", &Envelope::minAltitude, 0, 5'000'000);
  a.number("maxAltitudeM", &Envelope::maxAltitude, 0, 5'000'000);
}

template <typename A>
void describe(A& a, const StockChange*) {
  a.time("time", &StockChange::time);
  a.integer("ready", &StockChange::ready, -1'000'000, 1'000'000);
  a.integer("reserve", &StockChange::reserve, -1'000'000, 1'000'000);
  a.text("note", &StockChange::note);
}

template <typename A>
void describe(A& a, const Stock*) {
  a.text("type", &Stock::type);
  a.integer("ready", &Stock::ready, 0, 1'000'000);
  a.integer("reserve", &Stock::reserve, 0, 1'000'000);
  a.list("changes", &Stock::changes);
}

template <typename A>
void describe(A& a, const Battery*) {
  a.oneOf("layer", &Battery::layer, kDefenceLayers);
  a.number("sectorCentreDeg", &Battery::sectorCentreDeg, -360, 360);
  a.number("sectorWidthDeg", &Battery::sectorWidthDeg, 1, 360);
  a.list("envelopes", &Battery::envelopes);
  a.list("stocks", &Battery::stocks);
}

template <typename A>
void describe(A& a, const Waypoint*) {
  a.place(&Waypoint::position);
  a.number("altitudeM", &Waypoint::altitude, -1000, 5'000'000);
  a.time("time", &Waypoint::time);
}

template <typename A>
void describe(A& a, const Outage*) {
  a.time("from", &Outage::from);
  a.time("until", &Outage::until);
  a.text("reason", &Outage::reason);
}

/// Whose it is, who may see it, and how it is handled: what sites, areas, threats and drawings share.
template <typename T, typename A>
void describeMarks(A& a) {
  a.text("owner", &T::owner);
  a.texts("releasableTo", &T::releasableTo);
  a.text("group", &T::group);
  a.flag("locked", &T::locked);
  a.flag("hidden", &T::hidden);
}

template <typename A>
void describe(A& a, const Site*) {
  a.id(&Site::id);
  a.text("name", &Site::name);
  a.always("kind", &Site::kind, kSiteKinds);
  a.place(&Site::position);
  a.oneOf("affiliation", &Site::affiliation, kAffiliations);
  a.child("sensor", &Site::sensor);
  a.child("battery", &Site::battery);
  a.list("route", &Site::route);
  a.text("track", &Site::track);
  a.list("outages", &Site::outages);
  a.number("engagementRangeM", &Site::engagementRange, 0, 20'000'000);
  a.flag("active", &Site::active);
  a.flag("notional", &Site::notional);
  a.text("note", &Site::note);
  describeMarks<Site>(a);
}

template <typename A>
void describe(A& a, const Link*) {
  a.id(&Link::id);
  a.text("from", &Link::from);
  a.text("to", &Link::to);
  a.always("kind", &Link::kind, kLinkKinds);
  a.flag("active", &Link::active);
  a.number("frequencyHz", &Link::frequencyHz, 1e6, 1e12);
  a.number("antennaHeightFromM", &Link::antennaHeightFrom, 0, 1000);
  a.number("antennaHeightToM", &Link::antennaHeightTo, 0, 1000);
  a.number("marginDb", &Link::marginDb, 0, 200);
  a.list("outages", &Link::outages);
}

template <typename A>
void describe(A& a, const Area*) {
  a.id(&Area::id);
  a.text("name", &Area::name);
  a.always("kind", &Area::kind, kAreaKinds);
  a.points("ring", &Area::ring, 3);
  a.number("weight", &Area::weight, 1e-6, 1e6);
  a.number("altitudeFromM", &Area::altitudeFrom, -1000, 5'000'000);
  a.number("altitudeToM", &Area::altitudeTo, 0, 5'000'000);
  describeMarks<Area>(a);
}

template <typename A>
void describe(A& a, const Threat*) {
  a.id(&Threat::id);
  a.text("name", &Threat::name);
  a.always("kind", &Threat::kind, kThreatKinds);
  a.points("path", &Threat::path, 2);
  a.number("altitudeM", &Threat::altitude, 0, 5'000'000);
  a.number("speedMps", &Threat::speed, 1, 12'000);
  a.time("launchTime", &Threat::launchTime);
  describeMarks<Threat>(a);
}

template <typename A>
void describe(A& a, const Drawing*) {
  a.id(&Drawing::id);
  a.always("kind", &Drawing::kind, kDrawingKinds);
  a.points("points", &Drawing::points, 1);
  a.number("radiusM", &Drawing::radius, 0, 20'000'000);
  a.text("text", &Drawing::text);
  a.text("colour", &Drawing::colour);
  describeMarks<Drawing>(a);
}

template <typename A>
void describe(A& a, const NarrativeEntry*) {
  a.id(&NarrativeEntry::id);
  a.time("time", &NarrativeEntry::time);
  a.text("author", &NarrativeEntry::author);
  a.text("marking", &NarrativeEntry::marking);
  a.text("text", &NarrativeEntry::text);
  a.text("step", &NarrativeEntry::step);
}

template <typename A>
void describe(A& a, const TrackRef*) {
  a.oneOf("id", &TrackRef::kind, kIdKinds);
  a.digits("value", &TrackRef::value);
  a.text("uid", &TrackRef::uid);
  a.text("name", &TrackRef::name);
  a.time("first", &TrackRef::first);
}

template <typename A>
void describe(A& a, const TrackEdit*) {
  a.child("track", &TrackEdit::track);
  a.text("callsign", &TrackEdit::callsign);
  a.text("type", &TrackEdit::type);
  a.flag("setsAffiliation", &TrackEdit::setsAffiliation);
  a.oneOf("affiliation", &TrackEdit::affiliation, kAffiliations);
  a.flag("setsDomain", &TrackEdit::setsDomain);
  a.oneOf("domain", &TrackEdit::domain, kDomains);
  a.text("remarks", &TrackEdit::remarks);
}

template <typename A>
void describe(A& a, const LayerLook*) {
  a.id(&LayerLook::id);
  a.flag("hidden", &LayerLook::hidden);
  a.number("opacity", &LayerLook::opacity, 0, 1);
  a.number("largestScale", &LayerLook::largestScale, 0, 1e9);
  a.number("smallestScale", &LayerLook::smallestScale, 0, 1e9);
}

template <typename A>
void describe(A& a, const MapFile*) {
  a.text("path", &MapFile::path);
  a.text("colour", &MapFile::colour);
  a.number("widthPx", &MapFile::width, 0, 50);
  a.number("fill", &MapFile::fill, 0, 1);
  a.number("pointPx", &MapFile::point, 0, 60);
  a.text("labelField", &MapFile::label);
  a.text("timeField", &MapFile::time);
  a.text("untilField", &MapFile::until);
  a.number("windowS", &MapFile::window, 0, 1e9);
  a.text("owner", &MapFile::owner);
  a.texts("releasableTo", &MapFile::releasableTo);
}

template <typename A>
void describe(A& a, const SourceMark*) {
  a.text("source", &SourceMark::source);
  a.text("owner", &SourceMark::owner);
  a.texts("releasableTo", &SourceMark::releasableTo);
}

template <typename A>
void describe(A& a, const DisplaySettings*) {
  a.text("projection", &DisplaySettings::projection);
  a.place(&DisplaySettings::centre);
  a.number("metresPerPixel", &DisplaySettings::metresPerPixel, 0, 1e6);
  a.number("altitudeM", &DisplaySettings::altitude, -1000, 100'000);
  a.flag("aboveGround", &DisplaySettings::aboveGround);
}

}  // namespace sorami::format

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which properties sites, sensors, links, stocks, areas, threats and drawings have.
#include "data/core/Translate.h"
#include "data/plan/PropertyMakers.h"

#include <QtGlobal>

#include <algorithm>

namespace sorami {
namespace {

using namespace properties;

/// What titleOf() makes of the format's names, and the headings of forms, for the translators.
[[maybe_unused]] constexpr const char* kMarked[] = {
    QT_TR_NOOP("Long range radar"),
    QT_TR_NOOP("Gap filler radar"),
    QT_TR_NOOP("Terminal radar"),
    QT_TR_NOOP("Airborne radar"),
    QT_TR_NOOP("Ship radar"),
    QT_TR_NOOP("Sector radar"),
    QT_TR_NOOP("Secondary radar"),
    QT_TR_NOOP("Passive"),
    QT_TR_NOOP("Battery"),
    QT_TR_NOOP("Control centre"),
    QT_TR_NOOP("Relay"),
    QT_TR_NOOP("Microwave"),
    QT_TR_NOOP("Satellite"),
    QT_TR_NOOP("Cable"),
    QT_TR_NOOP("Pending"),
    QT_TR_NOOP("Unknown"),
    QT_TR_NOOP("Assumed friend"),
    QT_TR_NOOP("Friend"),
    QT_TR_NOOP("Neutral"),
    QT_TR_NOOP("Suspect"),
    QT_TR_NOOP("Hostile"),
    QT_TR_NOOP("Civil"),
    QT_TR_NOOP("Radar"),
    QT_TR_NOOP("Secondary"),
    QT_TR_NOOP("Range ring"),
    QT_TR_NOOP("Flat"),
    QT_TR_NOOP("Gaussian"),
    QT_TR_NOOP("Cosecant squared"),
    QT_TR_NOOP("Given"),
    QT_TR_NOOP("Aircraft"),
    QT_TR_NOOP("Cruise missile"),
    QT_TR_NOOP("Ballistic missile"),
    QT_TR_NOOP("Glide vehicle"),
    QT_TR_NOOP("Terminal"),
    QT_TR_NOOP("Upper tier"),
    QT_TR_NOOP("Glide phase"),
    QT_TR_NOOP("Interest"),
    QT_TR_NOOP("Corridor"),
    QT_TR_NOOP("Defended"),
    QT_TR_NOOP("Exclusion"),
    QT_TR_NOOP("Candidates"),
    QT_TR_NOOP("Cruise"),
    QT_TR_NOOP("Ballistic"),
    QT_TR_NOOP("Glide"),
    QT_TR_NOOP("Line"),
    QT_TR_NOOP("Polygon"),
    QT_TR_NOOP("Circle"),
    QT_TR_NOOP("Text"),
    QT_TR_NOOP("Arrow"),
    QT_TR_NOOP("Bullseye"),
    QT_TR_NOOP("SITE"),
    QT_TR_NOOP("SENSOR"),
    QT_TR_NOOP("RADAR EQUATION"),
    QT_TR_NOOP("BATTERY"),
    QT_TR_NOOP("SHARING"),
    QT_TR_NOOP("LINK"),
    QT_TR_NOOP("MICROWAVE"),
    QT_TR_NOOP("CHANGE"),
    QT_TR_NOOP("OUTAGE"),
    QT_TR_NOOP("ENVELOPE"),
    QT_TR_NOOP("STOCK"),
    QT_TR_NOOP("AREA"),
    QT_TR_NOOP("NOTIONAL THREAT"),
    QT_TR_NOOP("DRAWING"),
};

Property named(Property p) {
  p.check = [](const Plan&, const PlanRow&, const PropertyValue& v) {
    return std::get<std::string>(v).empty() ? tr("a name is needed").toStdString() : std::string();
  };
  return p;
}

template <typename T>
void addMarks(std::vector<Property>& list) {
  list.push_back(text("owner", QT_TR_NOOP("Owner"), "SHARING", &T::owner));
  list.push_back(texts("releasableTo", QT_TR_NOOP("Releasable to"), "SHARING", &T::releasableTo));
  list.push_back(text("group", QT_TR_NOOP("Group"), "SHARING", &T::group));
  list.push_back(flag("locked", QT_TR_NOOP("Locked"), "SHARING", &T::locked));
  list.push_back(flag("hidden", QT_TR_NOOP("Hidden"), "SHARING", &T::hidden));
}

Property position() {
  Property p = base("position", QT_TR_NOOP("Position"), "SITE", Kind::Position);
  p.get = [](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const Site* s = read<Site>(plan, row);
    return s ? PropertyValue(s->position) : PropertyValue();
  };
  p.set = [](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    if (Site* s = objectOf<Site>(plan, row)) s->position = std::get<LatLon>(v);
  };
  return p;
}

void addSensor(std::vector<Property>& list) {
  using S = SensorParameters;
  constexpr const char* kGroup = "SENSOR";
  constexpr const char* kRadar = "RADAR EQUATION";
  list.push_back(choice("principle", QT_TR_NOOP("Principle"), kGroup, &S::principle, format::kPrinciples));
  list.push_back(number("antennaHeightM", QT_TR_NOOP("Antenna height"), kGroup, &S::antennaHeight,
                        Quantity::Height, 0, 40'000));
  list.push_back(flag("antennaIsMsl", QT_TR_NOOP("Height above sea level"), kGroup, &S::antennaIsMsl));
  Property range = number("instrumentedRangeM", QT_TR_NOOP("Range"), kGroup, &S::instrumentedRange,
                          Quantity::Distance, 1'000, 1'000'000);
  range.check = [](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const S* s = read<S>(plan, row);
    return s && std::get<double>(v) <= s->minimumRange ? tr("above the minimum range").toStdString()
                                                       : std::string();
  };
  list.push_back(range);
  Property least = number("minimumRangeM", QT_TR_NOOP("Minimum range"), kGroup, &S::minimumRange,
                          Quantity::Distance, 0, 1'000'000);
  least.check = [](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const S* s = read<S>(plan, row);
    return s && std::get<double>(v) >= s->instrumentedRange ? tr("below the range").toStdString()
                                                            : std::string();
  };
  list.push_back(least);
  Property low = number("elevationMinDeg", QT_TR_NOOP("Lowest elevation"), kGroup, &S::elevationMinDeg,
                        Quantity::Angle, -90, 90);
  low.check = [](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const S* s = read<S>(plan, row);
    return s && std::get<double>(v) >= s->elevationMaxDeg ? tr("below the highest elevation").toStdString()
                                                          : std::string();
  };
  list.push_back(low);
  Property high = number("elevationMaxDeg", QT_TR_NOOP("Highest elevation"), kGroup, &S::elevationMaxDeg,
                         Quantity::Angle, -90, 90);
  high.check = [](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const S* s = read<S>(plan, row);
    return s && std::get<double>(v) <= s->elevationMinDeg ? tr("above the lowest elevation").toStdString()
                                                          : std::string();
  };
  list.push_back(high);
  list.push_back(number("tiltDeg", QT_TR_NOOP("Tilt"), kGroup, &S::tiltDeg, Quantity::Angle, -90, 90));
  list.push_back(number("sectorCentreDeg", QT_TR_NOOP("Sector centre"), kGroup, &S::sectorCentreDeg,
                        Quantity::Angle, -360, 360));
  list.push_back(number("sectorWidthDeg", QT_TR_NOOP("Sector width"), kGroup, &S::sectorWidthDeg,
                        Quantity::Angle, 1, 360));
  list.push_back(
      number("scanPeriodS", QT_TR_NOOP("Scan period"), kGroup, &S::scanPeriodS, Quantity::Time, 0, 3600));
  list.push_back(
      number("frequencyHz", QT_TR_NOOP("Frequency"), kRadar, &S::frequencyHz, Quantity::Frequency, 0, 1e12));
  list.push_back(
      number("peakPowerW", QT_TR_NOOP("Peak power"), kRadar, &S::peakPowerW, Quantity::Power, 0, 1e9));
  list.push_back(
      number("pulseWidthS", QT_TR_NOOP("Pulse width"), kRadar, &S::pulseWidthS, Quantity::Time, 0, 1));
  list.push_back(number("prfHz", QT_TR_NOOP("Pulse rate"), kRadar, &S::prfHz, Quantity::None, 0, 1e7));
  list.push_back(
      number("gainDbi", QT_TR_NOOP("Antenna gain"), kRadar, &S::gainDbi, Quantity::Decibel, -20, 80));
  list.push_back(number("beamwidthAzimuthDeg", QT_TR_NOOP("Beam, azimuth"), kRadar, &S::beamwidthAzimuthDeg,
                        Quantity::Angle, 0.01, 360));
  list.push_back(number("beamwidthElevationDeg", QT_TR_NOOP("Beam, elevation"), kRadar,
                        &S::beamwidthElevationDeg, Quantity::Angle, 0.01, 180));
  list.push_back(choice("pattern", QT_TR_NOOP("Vertical pattern"), kRadar, &S::pattern, format::kPatterns));
  list.push_back(number("systemTemperatureK", QT_TR_NOOP("System temperature"), kRadar,
                        &S::systemTemperatureK, Quantity::Temperature, 1, 1e5));
  list.push_back(number("noiseFigureDb", QT_TR_NOOP("Noise figure"), kRadar, &S::noiseFigureDb,
                        Quantity::Decibel, -1, 60));
  list.push_back(number("lossesDb", QT_TR_NOOP("Losses"), kRadar, &S::lossesDb, Quantity::Decibel, 0, 60));
  list.push_back(number("pulsesIntegrated", QT_TR_NOOP("Pulses integrated"), kRadar, &S::pulsesIntegrated,
                        Quantity::None, 1, 1'000'000));
  list.push_back(number("falseAlarmProbability", QT_TR_NOOP("False-alarm rate"), kRadar,
                        &S::falseAlarmProbability, Quantity::None, 1e-15, 0.1));
  list.push_back(
      number("requiredPd", QT_TR_NOOP("Required Pd"), kRadar, &S::requiredPd, Quantity::None, 0.01, 0.9999));
  list.push_back(number("swerling", QT_TR_NOOP("Swerling case"), kRadar, &S::swerling, Quantity::None, 0, 4));
  list.push_back(number("targetRcsM2", QT_TR_NOOP("Target cross-section"), kRadar, &S::targetRcs,
                        Quantity::Area, 1e-6, 1e6));
  list.push_back(
      number("arrayFaces", QT_TR_NOOP("Array faces"), kRadar, &S::arrayFaces, Quantity::None, 0, 8));
  list.push_back(
      number("rainRateMmH", QT_TR_NOOP("Rain, mm/h"), kRadar, &S::rainRateMmH, Quantity::None, 0, 300));
  list.push_back(number("rainExtentM", QT_TR_NOOP("Rain extent"), kRadar, &S::rainExtent, Quantity::Distance,
                        0, 500'000));
  list.push_back(number("waveRmsM", QT_TR_NOOP("Waves, rms"), kRadar, &S::waveRms, Quantity::Height, 0, 10));
  list.push_back(number("sensitivityDbm", QT_TR_NOOP("Sensitivity, dBm"), kRadar, &S::sensitivityDbm,
                        Quantity::None, -150, 0));
  list.push_back(number("targetEirpDbm", QT_TR_NOOP("Target EIRP, dBm"), kRadar, &S::targetEirpDbm,
                        Quantity::None, -30, 120));
  list.push_back(flag("lobing", QT_TR_NOOP("Sea multipath"), kRadar, &S::lobing));
  list.push_back(flag("diffraction", QT_TR_NOOP("Diffraction"), kRadar, &S::diffraction));
}

std::vector<Property> siteHead() {
  std::vector<Property> list;
  list.push_back(named(text("name", QT_TR_NOOP("Name"), "SITE", &Site::name)));
  list.push_back(choice("kind", QT_TR_NOOP("Kind"), "SITE", &Site::kind, format::kSiteKinds));
  list.push_back(position());
  return list;
}

std::vector<Property> makeSites() {
  std::vector<Property> list = siteHead();
  list.push_back(
      choice("affiliation", QT_TR_NOOP("Affiliation"), "SITE", &Site::affiliation, format::kAffiliations));
  list.push_back(flag("active", QT_TR_NOOP("Active"), "SITE", &Site::active));
  list.push_back(flag("notional", QT_TR_NOOP("Notional"), "SITE", &Site::notional));
  list.push_back(text("track", QT_TR_NOOP("Rides on track"), "SITE", &Site::track));
  list.push_back(text("note", QT_TR_NOOP("Note"), "SITE", &Site::note));
  addSensor(list);
  list.push_back(
      choice("layer", QT_TR_NOOP("Defence layer"), "BATTERY", &Battery::layer, format::kDefenceLayers));
  list.push_back(number("batterySectorCentreDeg", QT_TR_NOOP("Primary direction"), "BATTERY",
                        &Battery::sectorCentreDeg, Quantity::Angle, -360, 360));
  list.push_back(number("batterySectorWidthDeg", QT_TR_NOOP("Sector width"), "BATTERY",
                        &Battery::sectorWidthDeg, Quantity::Angle, 1, 360));
  addMarks<Site>(list);
  return list;
}

std::vector<Property> makeSensors() {
  std::vector<Property> list = siteHead();
  addSensor(list);
  return list;
}

std::vector<Property> makeLinks() {
  std::vector<Property> list;
  const auto end = [](const char* key, const char* title, std::string Link::*member) {
    Property p = base(key, title, "LINK", Kind::Text);
    p.get = [member](const Plan& plan, const PlanRow& row) -> PropertyValue {
      const Link* l = read<Link>(plan, row);
      const Site* s = l ? plan.site(l->*member) : nullptr;
      return s ? PropertyValue(s->name) : PropertyValue();
    };
    // Sites are named by people; of several with one name the first is meant.
    p.check = [member](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
      const Link* l = read<Link>(plan, row);
      const std::string& name = std::get<std::string>(v);
      const auto s = std::find_if(plan.sites.begin(), plan.sites.end(),
                                  [&](const Site& each) { return each.name == name; });
      if (s == plan.sites.end())
        return tr("there is no site called '%1'").arg(QString::fromStdString(name)).toStdString();
      const std::string& other = member == &Link::from ? l->to : l->from;
      return s->id == other ? tr("a link needs two different sites").toStdString() : std::string();
    };
    p.set = [member](Plan& plan, const PlanRow& row, const PropertyValue& v) {
      Link* l = objectOf<Link>(plan, row);
      for (const Site& s : plan.sites) {
        if (!l || s.name != std::get<std::string>(v)) continue;
        l->*member = s.id;
        return;
      }
    };
    return p;
  };
  list.push_back(end("from", QT_TR_NOOP("From"), &Link::from));
  list.push_back(end("to", QT_TR_NOOP("To"), &Link::to));
  list.push_back(choice("kind", QT_TR_NOOP("Kind"), "LINK", &Link::kind, format::kLinkKinds));
  list.push_back(flag("active", QT_TR_NOOP("Active"), "LINK", &Link::active));
  list.push_back(number("frequencyHz", QT_TR_NOOP("Frequency"), "MICROWAVE", &Link::frequencyHz,
                        Quantity::Frequency, 1e6, 1e12));
  list.push_back(number("antennaHeightFromM", QT_TR_NOOP("Antenna, from"), "MICROWAVE",
                        &Link::antennaHeightFrom, Quantity::Height, 0, 1000));
  list.push_back(number("antennaHeightToM", QT_TR_NOOP("Antenna, to"), "MICROWAVE", &Link::antennaHeightTo,
                        Quantity::Height, 0, 1000));
  list.push_back(
      number("marginDb", QT_TR_NOOP("Fade margin"), "MICROWAVE", &Link::marginDb, Quantity::Decibel, 0, 200));
  return list;
}

Property siteName(const char* group) {
  Property site = base("site", QT_TR_NOOP("Site"), group, Kind::Text);
  site.get = [](const Plan& plan, const PlanRow& row) -> PropertyValue {
    if (row.item.kind != PlanItemKind::Site) return {};
    const Site* s = read<Site>(plan, row);
    return s ? PropertyValue(s->name) : PropertyValue();
  };
  return site;
}

std::vector<Property> makeChanges() {
  std::vector<Property> list{siteName("CHANGE")};
  Property type = base("type", QT_TR_NOOP("Type"), "CHANGE", Kind::Text);
  type.get = [](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const Stock* stock = read<Stock>(plan, {row.item, row.part / PlanRow::kPartChanges});
    return stock ? PropertyValue(stock->type) : PropertyValue();
  };
  list.push_back(type);
  list.push_back(time("time", QT_TR_NOOP("Time"), "CHANGE", &StockChange::time));
  // Changes stand in the order of time; one may not pass another, or rows would change places in the hand.
  list.back().check = [](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const Stock* stock = read<Stock>(plan, {row.item, row.part / PlanRow::kPartChanges});
    const auto t = fromIso(std::get<std::string>(v));
    const auto k = static_cast<std::size_t>(row.part % PlanRow::kPartChanges);
    if (!t) return tr("a time is needed, such as 2026-08-12T06:12:30Z").toStdString();
    if (!stock || k >= stock->changes.size()) return std::string();
    if (k > 0 && t->us < stock->changes[k - 1].time) return tr("not before the change above").toStdString();
    if (k + 1 < stock->changes.size() && t->us > stock->changes[k + 1].time) {
      return tr("not after the change below").toStdString();
    }
    return std::string();
  };
  list.push_back(number("ready", QT_TR_NOOP("Ready ±"), "CHANGE", &StockChange::ready, Quantity::None,
                        -1'000'000, 1'000'000));
  list.push_back(number("reserve", QT_TR_NOOP("Reserve ±"), "CHANGE", &StockChange::reserve, Quantity::None,
                        -1'000'000, 1'000'000));
  list.push_back(text("note", QT_TR_NOOP("Note"), "CHANGE", &StockChange::note));
  return list;
}

std::vector<Property> makeOutages() {
  std::vector<Property> list{siteName("OUTAGE")};
  Property link = base("link", QT_TR_NOOP("Link"), "OUTAGE", Kind::Text);
  link.get = [](const Plan& plan, const PlanRow& row) -> PropertyValue {
    if (row.item.kind != PlanItemKind::Link) return {};
    return PropertyValue(nameOf(plan, row.item));
  };
  list.push_back(link);
  const auto moment = [](const PropertyValue& v) {
    const auto t = fromIso(std::get<std::string>(v));
    return t ? t->us : Micros{0};
  };
  list.push_back(time("from", QT_TR_NOOP("From"), "OUTAGE", &Outage::from));
  // As changes of stock, they keep their order.
  list.back().check = [moment](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const Outage* o = read<Outage>(plan, row);
    const Micros from = moment(v);
    if (from == 0) return tr("a time is needed, such as 2026-08-12T06:12:30Z").toStdString();
    if (!o) return std::string();
    if (o->until != 0 && from >= o->until) return tr("before its end").toStdString();
    const std::vector<Outage>& all = *Owner<Outage>::allOf(const_cast<Plan&>(plan), row);
    const auto k = static_cast<std::size_t>(row.part);
    if (k > 0 && from < all[k - 1].from) return tr("not before the outage above").toStdString();
    if (k + 1 < all.size() && from > all[k + 1].from) return tr("not after the outage below").toStdString();
    return std::string();
  };
  list.push_back(time("until", QT_TR_NOOP("Until"), "OUTAGE", &Outage::until));
  list.back().check = [moment](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const Outage* o = read<Outage>(plan, row);
    const Micros until = moment(v);
    return o && until != 0 && until <= o->from ? tr("after its beginning; empty: for good").toStdString()
                                               : std::string();
  };
  list.push_back(text("reason", QT_TR_NOOP("Reason"), "OUTAGE", &Outage::reason));
  return list;
}

std::vector<Property> makeEnvelopes() {
  std::vector<Property> list{siteName("ENVELOPE")};
  const auto below = [](double Envelope::*high, const char* what) {
    return [high, what](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
      const Envelope* e = read<Envelope>(plan, row);
      return e && std::get<double>(v) > e->*high ? translated(what).toStdString() : std::string();
    };
  };
  const auto above = [](double Envelope::*low, const char* what) {
    return [low, what](const Plan& plan, const PlanRow& row, const PropertyValue& v) {
      const Envelope* e = read<Envelope>(plan, row);
      return e && std::get<double>(v) < e->*low ? translated(what).toStdString() : std::string();
    };
  };
  list.push_back(choice("target", QT_TR_NOOP("Against"), "ENVELOPE", &Envelope::target, format::kTargets));
  list.push_back(number("minRangeM", QT_TR_NOOP("From range"), "ENVELOPE", &Envelope::minRange,
                        Quantity::Distance, 0, 20'000'000));
  list.back().check = below(&Envelope::maxRange, QT_TR_NOOP("not above the greatest range"));
  list.push_back(number("maxRangeM", QT_TR_NOOP("To range"), "ENVELOPE", &Envelope::maxRange,
                        Quantity::Distance, 0, 20'000'000));
  list.back().check = above(&Envelope::minRange, QT_TR_NOOP("not below the least range"));
  list.push_back(number("minAltitudeM", QT_TR_NOOP("From altitude"), "ENVELOPE", &Envelope::minAltitude,
                        Quantity::Altitude, 0, 5'000'000));
  list.back().check = below(&Envelope::maxAltitude, QT_TR_NOOP("not above the greatest altitude"));
  list.push_back(number("maxAltitudeM", QT_TR_NOOP("To altitude"), "ENVELOPE", &Envelope::maxAltitude,
                        Quantity::Altitude, 0, 5'000'000));
  list.back().check = above(&Envelope::minAltitude, QT_TR_NOOP("not below the least altitude"));
  return list;
}

std::vector<Property> makeStocks() {
  std::vector<Property> list{siteName("STOCK")};
  list.push_back(named(text("type", QT_TR_NOOP("Type"), "STOCK", &Stock::type)));
  list.push_back(number("ready", QT_TR_NOOP("Ready"), "STOCK", &Stock::ready, Quantity::None, 0, 1'000'000));
  list.push_back(
      number("reserve", QT_TR_NOOP("Reserve"), "STOCK", &Stock::reserve, Quantity::None, 0, 1'000'000));
  return list;
}

std::vector<Property> makeAreas() {
  std::vector<Property> list;
  list.push_back(named(text("name", QT_TR_NOOP("Name"), "AREA", &Area::name)));
  list.push_back(choice("kind", QT_TR_NOOP("Kind"), "AREA", &Area::kind, format::kAreaKinds));
  list.push_back(number("weight", QT_TR_NOOP("Weight"), "AREA", &Area::weight, Quantity::None, 1e-6, 1e6));
  list.push_back(number("altitudeFromM", QT_TR_NOOP("From altitude"), "AREA", &Area::altitudeFrom,
                        Quantity::Altitude, -1000, 5'000'000));
  list.push_back(number("altitudeToM", QT_TR_NOOP("To altitude, 0: none"), "AREA", &Area::altitudeTo,
                        Quantity::Altitude, 0, 5'000'000));
  addMarks<Area>(list);
  return list;
}

std::vector<Property> makeThreats() {
  std::vector<Property> list;
  list.push_back(named(text("name", QT_TR_NOOP("Name"), "NOTIONAL THREAT", &Threat::name)));
  list.push_back(choice("kind", QT_TR_NOOP("Kind"), "NOTIONAL THREAT", &Threat::kind, format::kThreatKinds));
  list.push_back(number("altitudeM", QT_TR_NOOP("Height or apogee"), "NOTIONAL THREAT", &Threat::altitude,
                        Quantity::Altitude, 0, 5'000'000));
  list.push_back(number("speedMps", QT_TR_NOOP("Mean speed"), "NOTIONAL THREAT", &Threat::speed,
                        Quantity::Speed, 1, 12'000));
  list.push_back(time("launchTime", QT_TR_NOOP("Starts"), "NOTIONAL THREAT", &Threat::launchTime));
  addMarks<Threat>(list);
  return list;
}

std::vector<Property> makeDrawings() {
  std::vector<Property> list;
  list.push_back(text("text", QT_TR_NOOP("Text"), "DRAWING", &Drawing::text));
  list.push_back(choice("kind", QT_TR_NOOP("Kind"), "DRAWING", &Drawing::kind, format::kDrawingKinds));
  list.push_back(number("radiusM", QT_TR_NOOP("Radius"), "DRAWING", &Drawing::radius, Quantity::Distance, 0,
                        20'000'000));
  list.push_back(text("colour", QT_TR_NOOP("Colour"), "DRAWING", &Drawing::colour));
  addMarks<Drawing>(list);
  return list;
}

}  // namespace

std::span<const Property> propertiesOf(PropertySet set) {
  static const std::vector<Property> kSites = makeSites();
  static const std::vector<Property> kSensors = makeSensors();
  static const std::vector<Property> kLinks = makeLinks();
  static const std::vector<Property> kStocks = makeStocks();
  static const std::vector<Property> kChanges = makeChanges();
  static const std::vector<Property> kEnvelopes = makeEnvelopes();
  static const std::vector<Property> kOutages = makeOutages();
  static const std::vector<Property> kAreas = makeAreas();
  static const std::vector<Property> kThreats = makeThreats();
  static const std::vector<Property> kDrawings = makeDrawings();
  switch (set) {
    case PropertySet::Sites:
      return kSites;
    case PropertySet::Sensors:
      return kSensors;
    case PropertySet::Links:
      return kLinks;
    case PropertySet::Stocks:
      return kStocks;
    case PropertySet::StockChanges:
      return kChanges;
    case PropertySet::Envelopes:
      return kEnvelopes;
    case PropertySet::Outages:
      return kOutages;
    case PropertySet::Areas:
      return kAreas;
    case PropertySet::Threats:
      return kThreats;
    case PropertySet::Drawings:
      break;
  }
  return kDrawings;
}

}  // namespace sorami

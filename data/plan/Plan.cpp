// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Plan.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace sorami {
namespace {

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

template <typename Enum, std::size_t N>
QString nameOf(const Names<Enum, N>& names, Enum value) {
  for (const auto& [e, name] : names) {
    if (e == value) return QString::fromLatin1(name);
  }
  return {};
}

/// Reads members of one JSON object; the first thing that is wrong is kept with its path, later reads do
/// nothing.
class Reader {
 public:
  Reader(QJsonObject object, QString path, Error& error)
      : m_object(std::move(object)), m_path(std::move(path)), m_error(error) {}

  QString text(const char* key, const QString& fallback = {}) {
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (value.isUndefined()) return fallback;
    if (!value.isString()) fail(key, QStringLiteral("is no text"));
    return value.toString();
  }

  QString requiredText(const char* key) {
    if (!m_object.contains(QLatin1String(key))) fail(key, QStringLiteral("is missing"));
    return text(key);
  }

  double number(const char* key, double fallback, double low, double high) {
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (value.isUndefined()) return fallback;
    const double d = value.toDouble(std::nan(""));
    if (!(d >= low && d <= high)) {
      fail(key, QStringLiteral("is no number from %1 to %2").arg(low).arg(high));
      return fallback;
    }
    return d;
  }

  double requiredNumber(const char* key, double low, double high) {
    if (!m_object.contains(QLatin1String(key))) fail(key, QStringLiteral("is missing"));
    return number(key, 0, low, high);
  }

  bool boolean(const char* key, bool fallback) {
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (value.isUndefined()) return fallback;
    if (!value.isBool()) fail(key, QStringLiteral("is neither true nor false"));
    return value.toBool(fallback);
  }

  template <typename Enum, std::size_t N>
  Enum oneOf(const char* key, const Names<Enum, N>& names, Enum fallback) {
    const QString wanted = text(key, nameOf(names, fallback));
    for (const auto& [e, name] : names) {
      if (wanted == QLatin1String(name)) return e;
    }
    fail(key, QStringLiteral("'%1' is none of the known kinds").arg(wanted));
    return fallback;
  }

  QJsonArray array(const char* key) {
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (!value.isUndefined() && !value.isArray()) fail(key, QStringLiteral("is no list"));
    return value.toArray();
  }

  bool has(const char* key) const { return m_object.contains(QLatin1String(key)); }
  QJsonObject object(const char* key) {
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (!value.isObject()) fail(key, QStringLiteral("is no object"));
    return value.toObject();
  }
  QString path(const char* key) const { return m_path + QLatin1Char('/') + QLatin1String(key); }

  void fail(const char* key, const QString& what) {
    if (!m_error.what.empty()) return;
    m_error.what = (path(key) + QLatin1Char(' ') + what).toStdString();
    m_error.hint = "mend this member or open an older version of the plan";
  }

 private:
  QJsonObject m_object;
  QString m_path;
  Error& m_error;
};

SensorParameters readSensor(Reader r) {
  SensorParameters s;
  s.antennaHeight = r.number("antennaHeightM", s.antennaHeight, 0, 40'000);
  s.antennaIsMsl = r.boolean("antennaIsMsl", s.antennaIsMsl);
  s.instrumentedRange = r.number("instrumentedRangeM", s.instrumentedRange, 1'000, 1'000'000);
  s.elevationMinDeg = r.number("elevationMinDeg", s.elevationMinDeg, -90, 90);
  s.elevationMaxDeg = r.number("elevationMaxDeg", s.elevationMaxDeg, -90, 90);
  s.sectorCentreDeg = r.number("sectorCentreDeg", s.sectorCentreDeg, 0, 360);
  s.sectorWidthDeg = r.number("sectorWidthDeg", s.sectorWidthDeg, 1, 360);
  s.frequencyHz = r.number("frequencyHz", s.frequencyHz, 0, 1e12);
  s.peakPowerW = r.number("peakPowerW", s.peakPowerW, 0, 1e9);
  s.pulseWidthS = r.number("pulseWidthS", s.pulseWidthS, 0, 1);
  s.gainDbi = r.number("gainDbi", s.gainDbi, -20, 80);
  s.systemTemperatureK = r.number("systemTemperatureK", s.systemTemperatureK, 1, 1e5);
  s.lossesDb = r.number("lossesDb", s.lossesDb, 0, 60);
  s.pulsesIntegrated = static_cast<int>(r.number("pulsesIntegrated", s.pulsesIntegrated, 1, 1e6));
  s.scanPeriodS = r.number("scanPeriodS", s.scanPeriodS, 0, 3600);
  if (s.elevationMinDeg >= s.elevationMaxDeg)
    r.fail("elevationMaxDeg", QStringLiteral("is not above elevationMinDeg"));
  return s;
}

QJsonObject writeSensor(const SensorParameters& s) {
  return {{QStringLiteral("antennaHeightM"), s.antennaHeight},
          {QStringLiteral("antennaIsMsl"), s.antennaIsMsl},
          {QStringLiteral("instrumentedRangeM"), s.instrumentedRange},
          {QStringLiteral("elevationMinDeg"), s.elevationMinDeg},
          {QStringLiteral("elevationMaxDeg"), s.elevationMaxDeg},
          {QStringLiteral("sectorCentreDeg"), s.sectorCentreDeg},
          {QStringLiteral("sectorWidthDeg"), s.sectorWidthDeg},
          {QStringLiteral("frequencyHz"), s.frequencyHz},
          {QStringLiteral("peakPowerW"), s.peakPowerW},
          {QStringLiteral("pulseWidthS"), s.pulseWidthS},
          {QStringLiteral("gainDbi"), s.gainDbi},
          {QStringLiteral("systemTemperatureK"), s.systemTemperatureK},
          {QStringLiteral("lossesDb"), s.lossesDb},
          {QStringLiteral("pulsesIntegrated"), s.pulsesIntegrated},
          {QStringLiteral("scanPeriodS"), s.scanPeriodS}};
}

Site readSite(Reader r, Error& error) {
  Site s;
  s.id = r.requiredText("id").toStdString();
  s.name = r.requiredText("name").toStdString();
  s.kind = r.oneOf("kind", kSiteKinds, s.kind);
  s.affiliation = r.oneOf("affiliation", kAffiliations, s.affiliation);
  s.position.lat = r.requiredNumber("lat", -90, 90);
  s.position.lon = r.requiredNumber("lon", -180, 180);
  s.engagementRange = r.number("engagementRangeM", 0, 0, 5'000'000);
  s.active = r.boolean("active", true);
  s.notional = r.boolean("notional", true);
  s.note = r.text("note").toStdString();
  if (r.has("sensor")) s.sensor = readSensor(Reader(r.object("sensor"), r.path("sensor"), error));
  return s;
}

QJsonObject writeSite(const Site& s) {
  QJsonObject o{{QStringLiteral("id"), QString::fromStdString(s.id)},
                {QStringLiteral("name"), QString::fromStdString(s.name)},
                {QStringLiteral("kind"), nameOf(kSiteKinds, s.kind)},
                {QStringLiteral("affiliation"), nameOf(kAffiliations, s.affiliation)},
                {QStringLiteral("lat"), s.position.lat},
                {QStringLiteral("lon"), s.position.lon},
                {QStringLiteral("active"), s.active},
                {QStringLiteral("notional"), s.notional}};
  if (s.engagementRange > 0) o.insert(QStringLiteral("engagementRangeM"), s.engagementRange);
  if (!s.note.empty()) o.insert(QStringLiteral("note"), QString::fromStdString(s.note));
  if (s.sensor) o.insert(QStringLiteral("sensor"), writeSensor(*s.sensor));
  return o;
}

/// The line and column of a byte offset, for a message about text a person may edit.
std::string lineAndColumn(const QByteArray& text, qsizetype offset) {
  const QByteArray head = text.left(offset);
  const qsizetype line = head.count('\n') + 1;
  const qsizetype column = offset - (head.lastIndexOf('\n') + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

const Site* Plan::site(const std::string& id) const {
  for (const Site& s : sites) {
    if (s.id == id) return &s;
  }
  return nullptr;
}

Result<Plan> parsePlan(const std::string& json, const std::string& name) {
  const QByteArray bytes = QByteArray::fromStdString(json);
  QJsonParseError parseError;
  const QJsonDocument document = QJsonDocument::fromJson(bytes, &parseError);
  if (parseError.error != QJsonParseError::NoError) {
    return Error{
        parseError.errorString().toStdString(),
        name + ", byte " + std::to_string(parseError.offset) + ", " + lineAndColumn(bytes, parseError.offset),
        "a plan is a JSON text; is this one?"};
  }
  if (!document.isObject() || !document.object().contains(QLatin1String("soramiPlan"))) {
    return Error{
        "this is JSON, but no Sorami plan: the member soramiPlan (the schema's number) is missing", name, {}};
  }

  Error error;
  Reader root(document.object(), {}, error);
  const double schema = root.requiredNumber("soramiPlan", 1, 1e6);
  if (schema > Plan::kSchema) {
    return Error{"the plan has schema " + std::to_string(static_cast<int>(schema)) + ", this program knows " +
                     std::to_string(Plan::kSchema),
                 name, "open it with a newer Sorami"};
  }
  Plan plan;
  plan.name = root.text("name").toStdString();
  plan.marking = root.text("marking", QString::fromStdString(plan.marking)).toStdString();
  for (const QJsonValue& v : root.array("altitudeDetentsM")) plan.altitudeDetents.push_back(v.toDouble());

  std::set<std::string> ids;
  const QJsonArray sites = root.array("sites");
  for (qsizetype i = 0; i < sites.size(); ++i) {
    Reader r(sites.at(i).toObject(), QStringLiteral("/sites/%1").arg(i), error);
    plan.sites.push_back(readSite(r, error));
    if (!ids.insert(plan.sites.back().id).second) r.fail("id", QStringLiteral("is there twice"));
  }
  const QJsonArray links = root.array("links");
  for (qsizetype i = 0; i < links.size(); ++i) {
    Reader r(links.at(i).toObject(), QStringLiteral("/links/%1").arg(i), error);
    Link link;
    link.id = r.requiredText("id").toStdString();
    link.from = r.requiredText("from").toStdString();
    link.to = r.requiredText("to").toStdString();
    link.kind = r.oneOf("kind", kLinkKinds, link.kind);
    link.active = r.boolean("active", true);
    if (!ids.contains(link.from)) r.fail("from", QStringLiteral("names no site of the plan"));
    if (!ids.contains(link.to)) r.fail("to", QStringLiteral("names no site of the plan"));
    plan.links.push_back(std::move(link));
  }
  if (Result<Storyboard> story = storyboardFromJson(root.array("storyboard"))) {
    plan.storyboard = std::move(*story);
  } else if (error.what.empty()) {
    error = story.error();
  }
  if (!error.what.empty()) {
    error.where = name;
    return error;
  }
  return plan;
}

std::string planToJson(const Plan& plan) {
  QJsonArray detents;
  for (double d : plan.altitudeDetents) detents.append(d);
  QJsonArray sites;
  for (const Site& s : plan.sites) sites.append(writeSite(s));
  QJsonArray links;
  for (const Link& l : plan.links) {
    links.append(QJsonObject{{QStringLiteral("id"), QString::fromStdString(l.id)},
                             {QStringLiteral("from"), QString::fromStdString(l.from)},
                             {QStringLiteral("to"), QString::fromStdString(l.to)},
                             {QStringLiteral("kind"), nameOf(kLinkKinds, l.kind)},
                             {QStringLiteral("active"), l.active}});
  }
  const QJsonObject root{{QStringLiteral("soramiPlan"), Plan::kSchema},
                         {QStringLiteral("name"), QString::fromStdString(plan.name)},
                         {QStringLiteral("marking"), QString::fromStdString(plan.marking)},
                         {QStringLiteral("altitudeDetentsM"), detents},
                         {QStringLiteral("sites"), sites},
                         {QStringLiteral("links"), links},
                         {QStringLiteral("storyboard"), storyboardToJson(plan.storyboard)}};
  return QJsonDocument(root).toJson(QJsonDocument::Indented).toStdString();
}

Result<Plan> readPlan(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) {
    return Error{"cannot be read: " + file.errorString().toStdString(), path, {}};
  }
  return parsePlan(file.readAll().toStdString(), path);
}

Status writePlan(const Plan& plan, const std::string& path) {
  QSaveFile file(QString::fromStdString(path));
  const std::string json = planToJson(plan);
  if (!file.open(QIODevice::WriteOnly) || file.write(json.data(), static_cast<qint64>(json.size())) < 0 ||
      !file.commit()) {
    return Error{"cannot be written: " + file.errorString().toStdString(), path,
                 "the file there before is untouched"};
  }
  return std::monostate{};
}

}  // namespace sorami

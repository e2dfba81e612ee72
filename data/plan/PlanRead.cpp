// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/plan/PlanFormat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace sorami {
namespace {

using format::Names;
constexpr std::size_t kMaxProblems = 1000;

struct Problems {
  OpenedPlan& opened;
  void add(const QString& where, const QString& what) {
    ++opened.problemCount;
    if (opened.problems.size() < kMaxProblems) {
      opened.problems.push_back({where.toStdString(), what.toStdString()});
    }
  }
};

/// Fills one object from its JSON. What is damaged keeps its default and is listed.
template <typename T>
class Reader {
 public:
  Reader(T& value, QJsonObject object, QString path, Problems& problems)
      : m_value(value), m_object(std::move(object)), m_path(std::move(path)), m_problems(problems) {}

  /// False: something is missing without which the object makes no sense.
  bool isUsable() const { return m_usable; }

  void id(std::string T::*member) {
    text("id", member);
    if ((m_value.*member).empty()) fail("id", QStringLiteral("is missing; one is made up"));
  }
  void number(const char* key, double T::*member, double low, double high) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    const double d = v.toDouble(std::nan(""));
    if (d >= low && d <= high) {
      m_value.*member = d;
    } else {
      fail(key,
           QStringLiteral("is no number from %1 to %2; %3 is taken").arg(low).arg(high).arg(m_value.*member));
    }
  }
  void integer(const char* key, int T::*member, int low, int high) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    const double d = v.toDouble(std::nan(""));
    if (d >= low && d <= high && d == std::floor(d)) {
      m_value.*member = static_cast<int>(d);
    } else {
      fail(key, QStringLiteral("is no whole number from %1 to %2; %3 is taken")
                    .arg(low)
                    .arg(high)
                    .arg(m_value.*member));
    }
  }
  void flag(const char* key, bool T::*member) {
    const QJsonValue v = value(key);
    if (v.isBool()) {
      m_value.*member = v.toBool();
    } else if (!v.isUndefined()) {
      fail(key, QStringLiteral("is neither true nor false"));
    }
  }
  void text(const char* key, std::string T::*member) {
    const QJsonValue v = value(key);
    if (v.isString()) {
      m_value.*member = v.toString().toStdString();
    } else if (!v.isUndefined()) {
      fail(key, QStringLiteral("is no text"));
    }
  }
  void texts(const char* key, std::vector<std::string> T::*member) {
    for (const QJsonValue& v : array(key)) {
      if (v.isString()) {
        (m_value.*member).push_back(v.toString().toStdString());
      } else {
        fail(key, QStringLiteral("holds something that is no text; it is left out"));
      }
    }
  }
  template <typename Enum, std::size_t N>
  void oneOf(const char* key, Enum T::*member, const Names<Enum, N>& names) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    for (const auto& [e, name] : names) {
      if (v.toString() != QLatin1String(name)) continue;
      m_value.*member = e;
      return;
    }
    QStringList known;
    QString taken;
    for (const auto& [e, name] : names) {
      known << QString::fromLatin1(name);
      if (e == m_value.*member) taken = known.last();
    }
    fail(key, QStringLiteral("'%1' is none of %2; %3 is taken")
                  .arg(v.toVariant().toString(), known.join(QStringLiteral(", ")), taken));
  }
  template <typename Enum, std::size_t N>
  void always(const char* key, Enum T::*member, const Names<Enum, N>& names) {
    oneOf(key, member, names);
  }
  /// Sixty-four bits do not fit a JSON number.
  void digits(const char* key, std::uint64_t T::*member) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    bool ok = false;
    const qulonglong n = v.toString().toULongLong(&ok);
    if (ok) {
      m_value.*member = n;
    } else {
      fail(key, QStringLiteral("is no text of digits"));
    }
  }
  void time(const char* key, UtcTime T::*member) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    if (const std::optional<UtcTime> t = fromIso(v.toString().toStdString())) {
      m_value.*member = *t;
    } else {
      fail(key, QStringLiteral("is no time such as 2026-08-12T06:12:30Z"));
    }
  }
  void time(const char* key, Micros T::*member) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    if (const std::optional<UtcTime> t = fromIso(v.toString().toStdString())) {
      m_value.*member = t->us;
    } else {
      fail(key, QStringLiteral("is no time such as 2026-08-12T06:12:30Z"));
    }
  }
  void place(LatLon T::*member) {
    coordinate("lat", (m_value.*member).lat, 90);
    coordinate("lon", (m_value.*member).lon, 180);
  }
  void points(const char* key, std::vector<LatLon> T::*member, std::size_t least) {
    const QJsonArray all = array(key);
    for (qsizetype i = 0; i < all.size(); ++i) {
      const QJsonArray pair = all.at(i).toArray();
      const double lat = pair.at(0).toDouble(std::nan(""));
      const double lon = pair.at(1).toDouble(std::nan(""));
      if (pair.size() == 2 && std::abs(lat) <= 90 && std::abs(lon) <= 180) {
        (m_value.*member).push_back({lat, lon});
      } else {
        m_problems.add(path(key) + QStringLiteral("/%1").arg(i),
                       QStringLiteral("is no pair of latitude and longitude; the point is left out"));
      }
    }
    if ((m_value.*member).size() < least) {
      m_usable = false;
      fail(key, QStringLiteral("has fewer than %1 points").arg(least));
    }
  }
  template <typename U>
  void list(const char* key, std::vector<U> T::*member) {
    const QJsonArray all = array(key);
    for (qsizetype i = 0; i < all.size(); ++i) {
      read(all.at(i), path(key) + QStringLiteral("/%1").arg(i), m_value.*member);
    }
  }
  template <typename U>
  void child(const char* key, std::optional<U> T::*member) {
    const QJsonValue v = value(key);
    if (v.isUndefined()) return;
    std::vector<U> one;
    read(v, path(key), one);
    if (!one.empty()) m_value.*member = std::move(one.front());
  }

  template <typename U>
  void read(const QJsonValue& json, const QString& where, std::vector<U>& into) {
    if (!json.isObject()) {
      m_problems.add(where, QStringLiteral("is no object; it is left out"));
      return;
    }
    U element;
    Reader<U> reader(element, json.toObject(), where, m_problems);
    format::describe(reader, static_cast<const U*>(nullptr));
    if (reader.isUsable()) {
      into.push_back(std::move(element));
    } else {
      m_problems.add(where, QStringLiteral("is left out"));
    }
  }

 private:
  QJsonValue value(const char* key) const { return m_object.value(QLatin1String(key)); }
  QString path(const char* key) const { return m_path + QLatin1Char('/') + QLatin1String(key); }
  void fail(const char* key, const QString& what) { m_problems.add(path(key), what); }
  QJsonArray array(const char* key) {
    const QJsonValue v = value(key);
    if (!v.isUndefined() && !v.isArray()) fail(key, QStringLiteral("is no list"));
    return v.toArray();
  }
  void coordinate(const char* key, double& into, double most) {
    const double d = value(key).toDouble(std::nan(""));
    if (std::abs(d) <= most) {
      into = d;
      return;
    }
    m_usable = false;
    fail(key, value(key).isUndefined() ? QStringLiteral("is missing")
                                       : QStringLiteral("is no number from %1 to %2").arg(-most).arg(most));
  }

  T& m_value;
  QJsonObject m_object;
  QString m_path;
  Problems& m_problems;
  bool m_usable = true;
};

// --- what no single member shows

void checkSensor(SensorParameters& s, const QString& where, Problems& problems) {
  if (s.elevationMinDeg >= s.elevationMaxDeg) {
    problems.add(where + QStringLiteral("/elevationMaxDeg"),
                 QStringLiteral("is not above elevationMinDeg; the defaults of both are taken"));
    s.elevationMinDeg = SensorParameters{}.elevationMinDeg;
    s.elevationMaxDeg = SensorParameters{}.elevationMaxDeg;
  }
  if (s.minimumRange >= s.instrumentedRange) {
    problems.add(where + QStringLiteral("/minimumRangeM"),
                 QStringLiteral("is not below instrumentedRangeM; 0 is taken"));
    s.minimumRange = 0;
  }
}

template <typename U>
void sortByTime(std::vector<U>& list, const QString& where, Problems& problems, Micros U::*time = &U::time) {
  const auto before = [time](const U& a, const U& b) { return a.*time < b.*time; };
  if (std::is_sorted(list.begin(), list.end(), before)) return;
  problems.add(where, QStringLiteral("is not in the order of time; it is sorted"));
  std::stable_sort(list.begin(), list.end(), before);
}

void checkOutages(std::vector<Outage>& outages, const QString& where, Problems& problems) {
  for (std::size_t i = 0; i < outages.size(); ++i) {
    Outage& o = outages[i];
    if (o.until == 0 || o.until > o.from) continue;
    problems.add(where + QStringLiteral("/outages/%1/until").arg(i),
                 QStringLiteral("is not after from; they are exchanged"));
    std::swap(o.from, o.until);
  }
  sortByTime(outages, where + QStringLiteral("/outages"), problems, &Outage::from);
}

void checkSite(Site& s, const QString& where, Problems& problems) {
  if (s.sensor) checkSensor(*s.sensor, where + QStringLiteral("/sensor"), problems);
  sortByTime(s.route, where + QStringLiteral("/route"), problems);
  checkOutages(s.outages, where, problems);
  if (!s.battery) return;
  for (std::size_t i = 0; i < s.battery->envelopes.size(); ++i) {
    Envelope& e = s.battery->envelopes[i];
    const QString at = where + QStringLiteral("/battery/envelopes/%1").arg(i);
    if (e.minRange > e.maxRange) {
      problems.add(at + QStringLiteral("/minRangeM"),
                   QStringLiteral("is above maxRangeM; they are exchanged"));
      std::swap(e.minRange, e.maxRange);
    }
    if (e.minAltitude > e.maxAltitude) {
      problems.add(at + QStringLiteral("/minAltitudeM"),
                   QStringLiteral("is above maxAltitudeM; they are exchanged"));
      std::swap(e.minAltitude, e.maxAltitude);
    }
  }
  for (std::size_t i = 0; i < s.battery->stocks.size(); ++i) {
    sortByTime(s.battery->stocks[i].changes, where + QStringLiteral("/battery/stocks/%1/changes").arg(i),
               problems);
  }
  s.engagementRange = greatestRange(*s.battery);
}

/// Each id of a list once; where it is not, the later element gets one of its own.
template <typename T>
void makeIdsUnique(std::vector<T>& list, const char* name, Problems& problems) {
  std::set<std::string> ids;
  for (const T& t : list) ids.insert(t.id);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!list[i].id.empty() && seen.insert(list[i].id).second) continue;
    const std::string wanted = list[i].id.empty() ? std::string(name) + "-" + std::to_string(i) : list[i].id;
    std::string id = wanted;
    for (int n = 2; ids.contains(id); ++n) id = wanted + "-" + std::to_string(n);
    if (!list[i].id.empty()) {
      problems.add(QStringLiteral("/%1/%2/id").arg(QLatin1String(name)).arg(i),
                   QStringLiteral("'%1' is there twice; the second becomes '%2'")
                       .arg(QString::fromStdString(wanted), QString::fromStdString(id)));
    }
    list[i].id = id;
    ids.insert(id);
    seen.insert(id);
  }
}

void dropLooseLinks(Plan& plan, Problems& problems) {
  std::set<std::string> ids;
  for (const Site& s : plan.sites) ids.insert(s.id);
  std::vector<Link> kept;
  for (std::size_t i = 0; i < plan.links.size(); ++i) {
    Link& link = plan.links[i];
    const bool from = ids.contains(link.from);
    const bool to = ids.contains(link.to);
    if (from && to && link.from != link.to) {
      kept.push_back(std::move(link));
      continue;
    }
    const char* end = !from ? "from" : "to";
    const std::string& named = !from ? link.from : link.to;
    problems.add(QStringLiteral("/links/%1/%2").arg(i).arg(QLatin1String(end)),
                 from && to ? QStringLiteral("is where the link begins; the link is left out")
                            : QStringLiteral("'%1' names no site of the plan; the link is left out")
                                  .arg(QString::fromStdString(named)));
  }
  plan.links = std::move(kept);
}

/// A step that is damaged is left out, the others stay.
void readStoryboard(Plan& plan, const QJsonArray& steps, Problems& problems) {
  if (Result<Storyboard> whole = storyboardFromJson(steps)) {
    plan.storyboard = std::move(*whole);
    return;
  }
  QJsonArray good;
  for (qsizetype i = 0; i < steps.size(); ++i) {
    QJsonArray more = good;
    more.append(steps.at(i));
    if (const Result<Storyboard> read = storyboardFromJson(more)) {
      good = more;
    } else {
      // Named by its place in the file, not among the good ones.
      QString what = QString::fromStdString(read.error().what);
      const QString prefix = QStringLiteral("/storyboard/%1").arg(good.size());
      if (what.startsWith(prefix)) what.remove(0, prefix.size());
      problems.add(QStringLiteral("/storyboard/%1").arg(i) + what.section(QLatin1Char(' '), 0, 0),
                   what.section(QLatin1Char(' '), 1) + QStringLiteral("; the step is left out"));
    }
  }
  if (Result<Storyboard> read = storyboardFromJson(good)) plan.storyboard = std::move(*read);
}

/// Schema 1 had no sensor principles and no envelopes: a battery was a range.
void migrateFrom1(Site& s) {
  if (s.sensor && s.kind == SiteKind::SecondaryRadar) s.sensor->principle = SensorPrinciple::Secondary;
  if (s.sensor && s.kind == SiteKind::Passive) s.sensor->principle = SensorPrinciple::Passive;
  if (s.kind == SiteKind::Battery && !s.battery && s.engagementRange > 0) {
    Battery battery;
    if (s.sensor) {
      battery.sectorCentreDeg = s.sensor->sectorCentreDeg;
      battery.sectorWidthDeg = s.sensor->sectorWidthDeg;
    }
    battery.envelopes.push_back({TargetClass::Aircraft, 0, s.engagementRange, 0, 24'000});
    s.battery = std::move(battery);
  }
}

// --- texts that break off

/// The line and column of a byte offset, for a message about text a person may edit.
std::string lineAndColumn(const QByteArray& text, qsizetype offset) {
  const QByteArray head = text.left(offset);
  const qsizetype line = head.count('\n') + 1;
  const qsizetype column = offset - (head.lastIndexOf('\n') + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// What can be kept of a JSON text that is broken at `broken`: everything up to the last whole element of an
/// outer list (or member of the root), with what is open closed. Empty when nothing can be.
QByteArray cutAtLastWhole(const QByteArray& text, qsizetype broken) {
  QByteArray open;  // closers of what is open
  qsizetype cut = -1;
  QByteArray closers;
  bool inText = false;
  const qsizetype end = std::min(broken, text.size());
  for (qsizetype i = 0; i < end; ++i) {
    const char c = text.at(i);
    if (inText) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        inText = false;
      }
      continue;
    }
    if (c == '"') inText = true;
    if (c == '{') open.prepend('}');
    if (c == '[') open.prepend(']');
    if ((c == '}' || c == ']') && !open.isEmpty()) open.remove(0, 1);
    // Depth 1: the root's members; depth 2: elements of its lists.
    const bool whole =
        ((c == '}' || c == ']') && open.size() <= 2 && !open.isEmpty()) || (c == ',' && open.size() == 1);
    if (!whole) continue;
    cut = c == ',' ? i : i + 1;
    closers = open;
  }
  return cut < 0 ? QByteArray() : text.left(cut) + closers;
}

}  // namespace

Result<OpenedPlan> openPlanText(const std::string& json, const std::string& name) {
  const QByteArray bytes = QByteArray::fromStdString(json);
  QJsonParseError parseError;
  QJsonDocument document = QJsonDocument::fromJson(bytes, &parseError);
  OpenedPlan opened;
  Problems problems{opened};
  if (parseError.error != QJsonParseError::NoError) {
    const std::string where =
        "byte " + std::to_string(parseError.offset) + ", " + lineAndColumn(bytes, parseError.offset);
    QJsonParseError again;
    document = QJsonDocument::fromJson(cutAtLastWhole(bytes, parseError.offset), &again);
    if (again.error != QJsonParseError::NoError || !document.object().contains(QLatin1String("sites"))) {
      return Error{parseError.errorString().toStdString(), name + ", " + where,
                   tr("a plan is a JSON text; is this one?").toStdString()};
    }
    problems.add(QString::fromStdString(where),
                 QStringLiteral("%1; what stands before it is read").arg(parseError.errorString()));
  } else if (!document.isObject() || !document.object().contains(QLatin1String("soramiPlan"))) {
    return Error{
        tr("this is JSON, but no Sorami plan: the member soramiPlan (the schema's number) is missing")
            .toStdString(),
        name,
        {}};
  }

  const QJsonObject object = document.object();
  const QJsonValue schema = object.value(QLatin1String("soramiPlan"));
  if (schema.isUndefined()) {
    opened.schema = Plan::kSchema;  // keys are sorted: it stood in the part that is gone
  } else if (const double n = schema.toDouble(-1); n >= 1 && n <= 1e6) {
    opened.schema = static_cast<int>(n);
  } else {
    return Error{tr("/soramiPlan is no schema's number").toStdString(), name,
                 tr("is this a plan of Sorami?").toStdString()};
  }
  struct Root {
    std::string name;
    std::string marking = Plan{}.marking;
    std::vector<Site> sites;
    std::vector<Link> links;
    std::vector<Area> areas;
    std::vector<Threat> threats;
    std::vector<Drawing> drawings;
    std::vector<NarrativeEntry> narrative;
    std::vector<TrackEdit> trackEdits;
    std::vector<LayerLook> layers;
    std::vector<MapFile> maps;
    std::vector<SourceMark> sources;
    std::optional<DisplaySettings> display;
  } root;
  Reader<Root> reader(root, object, {}, problems);
  reader.text("name", &Root::name);
  reader.text("marking", &Root::marking);
  reader.list("sites", &Root::sites);
  reader.list("links", &Root::links);
  reader.list("areas", &Root::areas);
  reader.list("threats", &Root::threats);
  reader.list("drawings", &Root::drawings);
  reader.list("narrative", &Root::narrative);
  reader.list("trackEdits", &Root::trackEdits);
  reader.list("layers", &Root::layers);
  reader.list("maps", &Root::maps);
  reader.list("sources", &Root::sources);
  reader.child("display", &Root::display);
  Plan& plan = opened.plan;
  plan.name = std::move(root.name);
  plan.marking = std::move(root.marking);
  plan.sites = std::move(root.sites);
  plan.links = std::move(root.links);
  plan.areas = std::move(root.areas);
  plan.threats = std::move(root.threats);
  plan.drawings = std::move(root.drawings);
  plan.narrative = std::move(root.narrative);
  plan.trackEdits = std::move(root.trackEdits);
  plan.layers = std::move(root.layers);
  plan.maps = std::move(root.maps);
  plan.sources = std::move(root.sources);
  plan.display = std::move(root.display);
  const QJsonArray detents = object.value(QLatin1String("altitudeDetentsM")).toArray();
  for (qsizetype i = 0; i < detents.size(); ++i) {
    if (const double d = detents.at(i).toDouble(std::nan("")); d >= -1000 && d <= 100'000) {
      plan.altitudeDetents.push_back(d);
    } else {
      problems.add(QStringLiteral("/altitudeDetentsM/%1").arg(i),
                   QStringLiteral("is no altitude from -1000 to 100000 m; it is left out"));
    }
  }

  readStoryboard(plan, object.value(QLatin1String("storyboard")).toArray(), problems);

  for (std::size_t i = 0; i < plan.sites.size(); ++i) {
    if (opened.schema == 1) migrateFrom1(plan.sites[i]);
    checkSite(plan.sites[i], QStringLiteral("/sites/%1").arg(i), problems);
  }
  for (std::size_t i = 0; i < plan.links.size(); ++i) {
    checkOutages(plan.links[i].outages, QStringLiteral("/links/%1").arg(i), problems);
  }
  makeIdsUnique(plan.sites, "sites", problems);
  makeIdsUnique(plan.links, "links", problems);
  makeIdsUnique(plan.areas, "areas", problems);
  makeIdsUnique(plan.threats, "threats", problems);
  makeIdsUnique(plan.drawings, "drawings", problems);
  makeIdsUnique(plan.narrative, "narrative", problems);
  sortNarrative(plan.narrative);
  dropLooseLinks(plan, problems);
  return opened;
}

Result<Plan> parsePlan(const std::string& json, const std::string& name) {
  Result<OpenedPlan> opened = openPlanText(json, name);
  if (!opened) return opened.error();
  if (opened->isNewer()) {
    return Error{tr("the plan has schema %1, this program knows %2")
                     .arg(opened->schema)
                     .arg(Plan::kSchema)
                     .toStdString(),
                 name, tr("open it with a newer Sorami").toStdString()};
  }
  if (!opened->problems.empty()) {
    const PlanProblem& first = opened->problems.front();
    std::string what = first.where + " " + first.what;
    if (opened->problemCount > 1) what += " (and " + std::to_string(opened->problemCount - 1) + " more)";
    return Error{what, name, tr("mend this member or open an older version of the plan").toStdString()};
  }
  return std::move(opened->plan);
}

}  // namespace sorami

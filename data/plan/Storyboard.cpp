// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Storyboard.h"

#include "data/ingest/encoders/Encoder.h"
#include "data/plan/FindTrack.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace sorami {
namespace {

QString qt(const std::string& text) {
  return QString::fromStdString(text);
}

constexpr IdKind kIdKinds[] = {IdKind::None,         IdKind::Icao24, IdKind::NonIcao24,
                               IdKind::AsterixTrack, IdKind::Mode3A, IdKind::Object,
                               IdKind::Entity,       IdKind::Mmsi,   IdKind::Text};

QJsonObject refToJson(const TrackRef& ref) {
  QJsonObject o{{QStringLiteral("id"),
                 QString::fromUtf8(nameOf(ref.kind).data(), static_cast<int>(nameOf(ref.kind).size()))},
                {QStringLiteral("name"), qt(ref.name)}};
  // Sixty-four bits do not fit a JSON number.
  if (ref.value != 0) o.insert(QStringLiteral("value"), QString::number(ref.value));
  if (!ref.uid.empty()) o.insert(QStringLiteral("uid"), qt(ref.uid));
  if (ref.first.isValid()) o.insert(QStringLiteral("first"), qt(toIso(ref.first)));
  return o;
}

/// Reads the members of one object; the first thing that is wrong is kept with its path.
class Member {
 public:
  Member(const QJsonValue& value, std::string path, Error& error)
      : m_object(value.toObject()), m_path(std::move(path)), m_error(error) {
    if (!value.isObject()) fail({}, "is no object");
  }
  std::string text(const char* key) {
    const QJsonValue v = m_object.value(QLatin1String(key));
    if (!v.isUndefined() && !v.isString()) fail(key, "is no text");
    return v.toString().toStdString();
  }
  double number(const char* key, double fallback, double low, double high) {
    const QJsonValue v = m_object.value(QLatin1String(key));
    if (v.isUndefined()) return fallback;
    const double d = v.toDouble(std::nan(""));
    if (d >= low && d <= high) return d;
    fail(key, QStringLiteral("is no number from %1 to %2").arg(low).arg(high).toStdString());
    return fallback;
  }
  bool boolean(const char* key) {
    const QJsonValue v = m_object.value(QLatin1String(key));
    if (!v.isUndefined() && !v.isBool()) fail(key, "is neither true nor false");
    return v.toBool();
  }
  UtcTime time(const char* key) {
    const std::string value = text(key);
    if (value.empty()) return {};
    const auto t = fromIso(value);
    if (!t) fail(key, "is no time such as 2026-08-12T06:12:30Z");
    return t.value_or(UtcTime{});
  }
  QJsonArray array(const char* key) {
    const QJsonValue v = m_object.value(QLatin1String(key));
    if (!v.isUndefined() && !v.isArray()) fail(key, "is no list");
    return v.toArray();
  }
  bool has(const char* key) const { return m_object.contains(QLatin1String(key)); }
  QJsonValue value(const char* key) const { return m_object.value(QLatin1String(key)); }
  std::string path(const std::string& key) const { return m_path + "/" + key; }
  void fail(const std::string& key, const std::string& what) {
    if (m_error.what.empty()) {
      m_error = {(key.empty() ? m_path : path(key)) + " " + what, "",
                 "mend this member or open an older version of the plan"};
    }
  }

 private:
  QJsonObject m_object;
  std::string m_path;
  Error& m_error;
};

TrackRef refFromJson(Member m) {
  TrackRef ref;
  const std::string kind = m.text("id");
  const IdKind* found = std::find_if(std::begin(kIdKinds), std::end(kIdKinds),
                                     [&](IdKind each) { return nameOf(each) == kind; });
  if (found == std::end(kIdKinds)) {
    m.fail("id", "'" + kind + "' is none of the known kinds");
  } else {
    ref.kind = *found;
  }
  ref.value = std::strtoull(m.text("value").c_str(), nullptr, 10);
  ref.uid = m.text("uid");
  ref.name = m.text("name");
  ref.first = m.time("first");
  return ref;
}

LatLon placeFromJson(Member& m, const char* lat, const char* lon) {
  return {m.number(lat, 0, -90, 90), m.number(lon, 0, -180, 180)};
}

QJsonObject stepToJson(const StoryStep& s) {
  QJsonObject o{{QStringLiteral("id"), qt(s.id)}, {QStringLiteral("title"), qt(s.title)}};
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) o.insert(QLatin1String(key), qt(value));
  };
  text("words", s.words);
  text("notes", s.notes);
  text("time", s.time.isValid() ? toIso(s.time) : std::string());
  text("until", s.until.isValid() ? toIso(s.until) : std::string());
  text("projection", s.projection);
  text("filter", s.filter);
  if (s.rate != 1) o.insert(QStringLiteral("rate"), s.rate);
  if (s.loop) o.insert(QStringLiteral("loop"), true);
  if (s.hold != StoryStep{}.hold) o.insert(QStringLiteral("holdS"), s.hold);
  if (s.filterDims) o.insert(QStringLiteral("filterDims"), true);
  if (s.asKnown) o.insert(QStringLiteral("asKnown"), true);
  if (s.height > 0) {
    o.insert(QStringLiteral("lat"), s.centre.lat);
    o.insert(QStringLiteral("lon"), s.centre.lon);
    o.insert(QStringLiteral("heightM"), s.height);
  }
  if (!s.hiddenLayers.empty()) {
    QJsonArray hidden;
    for (const std::string& each : s.hiddenLayers) hidden.append(qt(each));
    o.insert(QStringLiteral("hiddenLayers"), hidden);
  }
  if (!s.highlights.empty()) {
    QJsonArray all;
    for (const TrackRef& each : s.highlights) all.append(refToJson(each));
    o.insert(QStringLiteral("highlights"), all);
  }
  if (!s.callouts.empty()) {
    QJsonArray all;
    for (const Callout& c : s.callouts) {
      QJsonObject each{{QStringLiteral("text"), qt(c.text)},
                       {QStringLiteral("offsetX"), c.offsetX},
                       {QStringLiteral("offsetY"), c.offsetY}};
      if (c.track) {
        each.insert(QStringLiteral("track"), refToJson(*c.track));
      } else {
        each.insert(QStringLiteral("lat"), c.place.lat);
        each.insert(QStringLiteral("lon"), c.place.lon);
      }
      all.append(each);
    }
    o.insert(QStringLiteral("callouts"), all);
  }
  return o;
}

StoryStep stepFromJson(Member m, Error& error) {
  StoryStep s;
  s.id = m.text("id");
  if (s.id.empty()) m.fail("id", "is missing");
  s.title = m.text("title");
  s.words = m.text("words");
  s.notes = m.text("notes");
  s.time = m.time("time");
  s.until = m.time("until");
  s.rate = m.number("rate", 1, 0.1, 5000);
  s.loop = m.boolean("loop");
  s.hold = m.number("holdS", s.hold, 0, 3600);
  s.centre = placeFromJson(m, "lat", "lon");
  s.height = m.number("heightM", 0, 0, 1e9);
  s.projection = m.text("projection");
  s.filter = m.text("filter");
  s.filterDims = m.boolean("filterDims");
  s.asKnown = m.boolean("asKnown");
  for (const QJsonValue& v : m.array("hiddenLayers")) s.hiddenLayers.push_back(v.toString().toStdString());
  const QJsonArray highlights = m.array("highlights");
  for (int i = 0; i < highlights.size(); ++i) {
    s.highlights.push_back(
        refFromJson(Member(highlights.at(i), m.path("highlights/" + std::to_string(i)), error)));
  }
  const QJsonArray callouts = m.array("callouts");
  for (int i = 0; i < callouts.size(); ++i) {
    Member each(callouts.at(i), m.path("callouts/" + std::to_string(i)), error);
    Callout c;
    c.text = each.text("text");
    c.offsetX = each.number("offsetX", c.offsetX, -10'000, 10'000);
    c.offsetY = each.number("offsetY", c.offsetY, -10'000, 10'000);
    if (each.has("track")) {
      c.track = refFromJson(Member(each.value("track"), each.path("track"), error));
    } else {
      c.place = placeFromJson(each, "lat", "lon");
    }
    s.callouts.push_back(std::move(c));
  }
  return s;
}

}  // namespace

TrackRef refOf(const TrackInfo& track) {
  return {track.nativeId.kind, track.nativeId.value, track.uid, track.displayName(), track.first};
}

TrackId findTrack(const StoreView& view, const TrackRef& ref) {
  TrackId best = kNoTrack;
  // Identity first, then nearness in time.
  std::pair<int, std::int64_t> bestScore{3, 0};
  for (const TrackInfo& track : view.tracks()) {
    if (track.isPlots) continue;
    const bool isSame = ref.kind != IdKind::None && track.nativeId.kind == ref.kind &&
                        track.nativeId.value == ref.value && track.uid == ref.uid;
    if (!isSame && (ref.name.empty() || track.displayName() != ref.name)) continue;
    const std::int64_t away = ref.first.isValid() && track.first.isValid()
                                  ? std::abs(track.first.us / 1000 - ref.first.us / 1000)
                                  : std::numeric_limits<std::int64_t>::max();
    const std::pair<int, std::int64_t> score{isSame ? 0 : 1, away};
    if (score < bestScore) {
      bestScore = score;
      best = track.id;
    }
  }
  return best;
}

double StoryStep::duration() const {
  return isSpan() ? static_cast<double>(until - time) * 1e-6 / std::max(rate, 0.01) : hold;
}

int Storyboard::indexOf(const std::string& id) const {
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].id == id) return static_cast<int>(i);
  return -1;
}

std::string Storyboard::freeId() const {
  for (std::size_t i = steps.size() + 1;; ++i) {
    std::string id = "step-" + std::to_string(i);
    if (indexOf(id) < 0) return id;
  }
}

QJsonArray storyboardToJson(const Storyboard& story) {
  QJsonArray all;
  for (const StoryStep& step : story.steps) all.append(stepToJson(step));
  return all;
}

Result<Storyboard> storyboardFromJson(const QJsonArray& json, const std::string& path) {
  Storyboard story;
  Error error;
  for (int i = 0; i < json.size(); ++i) {
    const std::string at = path + "/" + std::to_string(i);
    StoryStep step = stepFromJson(Member(json.at(i), at, error), error);
    if (error.what.empty() && story.indexOf(step.id) >= 0) {
      error = {at + "/id is there twice", "", "give each step an id of its own"};
    }
    if (!error.what.empty()) return error;
    story.steps.push_back(std::move(step));
  }
  return story;
}

}  // namespace sorami

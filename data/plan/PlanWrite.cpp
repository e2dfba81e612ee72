// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/PlanFormat.h"

#include <QJsonArray>
#include <QJsonObject>

#include <charconv>
#include <cmath>
#include <optional>

namespace sorami {
namespace {

using format::Names;

QString textOf(const std::string& s) {
  return QString::fromStdString(s);
}

/// Fills a JSON object from the members of one object; what has its default is left out.
template <typename T>
class Writer {
 public:
  explicit Writer(const T& value) : m_value(value) {}
  QJsonObject take() { return std::move(m_object); }

  void id(std::string T::*member) { put("id", textOf(m_value.*member)); }
  void number(const char* key, double T::*member, double, double) {
    if (m_value.*member != m_default.*member) put(key, m_value.*member);
  }
  void integer(const char* key, int T::*member, int, int) {
    if (m_value.*member != m_default.*member) put(key, m_value.*member);
  }
  void flag(const char* key, bool T::*member) {
    if (m_value.*member != m_default.*member) put(key, m_value.*member);
  }
  void text(const char* key, std::string T::*member) {
    if (!(m_value.*member).empty()) put(key, textOf(m_value.*member));
  }
  void texts(const char* key, std::vector<std::string> T::*member) {
    QJsonArray array;
    for (const std::string& s : m_value.*member) array.append(textOf(s));
    if (!array.isEmpty()) put(key, array);
  }
  template <typename Enum, std::size_t N>
  void oneOf(const char* key, Enum T::*member, const Names<Enum, N>& names) {
    if (m_value.*member != m_default.*member) always(key, member, names);
  }
  template <typename Enum, std::size_t N>
  void always(const char* key, Enum T::*member, const Names<Enum, N>& names) {
    for (const auto& [e, name] : names) {
      if (e == m_value.*member) put(key, QString::fromLatin1(name));
    }
  }
  void digits(const char* key, std::uint64_t T::*member) {
    if (m_value.*member != 0) put(key, QString::number(m_value.*member));
  }
  void time(const char* key, UtcTime T::*member) {
    if ((m_value.*member).isValid()) put(key, textOf(toIso(m_value.*member)));
  }
  void time(const char* key, Micros T::*member) {
    if (m_value.*member != 0) put(key, textOf(toIso({m_value.*member})));
  }
  void place(LatLon T::*member) {
    put("lat", (m_value.*member).lat);
    put("lon", (m_value.*member).lon);
  }
  void points(const char* key, std::vector<LatLon> T::*member, std::size_t) {
    QJsonArray array;
    for (const LatLon& p : m_value.*member) array.append(QJsonArray{p.lat, p.lon});
    put(key, array);
  }
  template <typename U>
  void list(const char* key, std::vector<U> T::*member) {
    QJsonArray array;
    for (const U& u : m_value.*member) {
      Writer<U> writer(u);
      format::describe(writer, static_cast<const U*>(nullptr));
      array.append(writer.take());
    }
    if (!array.isEmpty()) put(key, array);
  }
  template <typename U>
  void child(const char* key, std::optional<U> T::*member) {
    if (!(m_value.*member)) return;
    Writer<U> writer(*(m_value.*member));
    format::describe(writer, static_cast<const U*>(nullptr));
    put(key, writer.take());
  }

 private:
  void put(const char* key, const QJsonValue& value) { m_object.insert(QLatin1String(key), value); }
  const T& m_value;
  const T m_default{};
  QJsonObject m_object;
};

template <typename T>
QJsonArray written(const std::vector<T>& list) {
  QJsonArray array;
  for (const T& t : list) {
    Writer<T> writer(t);
    format::describe(writer, static_cast<const T*>(nullptr));
    array.append(writer.take());
  }
  return array;
}

// --- text: as QJsonDocument would indent it, but lists of bare numbers stay on one line, so that a moved
// vertex is one line of a diff.

void appendText(std::string& out, const QString& text) {
  out += '"';
  for (const char c : text.toUtf8()) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          constexpr char kHex[] = "0123456789abcdef";
          out += "\\u00";
          out += kHex[(c >> 4) & 0xf];
          out += kHex[c & 0xf];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void appendNumber(std::string& out, double value) {
  char buffer[64];
  value += 0.0;  // -0 becomes 0
  const double size = std::abs(value);
  const bool plain = value == 0 || (size >= 1e-4 && size < 1e15);
  const auto end = plain ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed)
                         : std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, end.ptr);
}

void append(std::string& out, const QJsonValue& value, int depth) {
  const auto newLine = [&](int d) {
    out += '\n';
    out.append(static_cast<std::size_t>(d) * 2, ' ');
  };
  switch (value.type()) {
    case QJsonValue::Bool:
      out += value.toBool() ? "true" : "false";
      return;
    case QJsonValue::Double:
      appendNumber(out, value.toDouble());
      return;
    case QJsonValue::String:
      appendText(out, value.toString());
      return;
    case QJsonValue::Array: {
      const QJsonArray array = value.toArray();
      bool flat = true;
      for (const QJsonValue& v : array) flat = flat && v.isDouble();
      out += '[';
      for (qsizetype i = 0; i < array.size(); ++i) {
        if (i > 0) out += flat ? ", " : ",";
        if (!flat) newLine(depth + 1);
        append(out, array.at(i), depth + 1);
      }
      if (!flat) newLine(depth);
      out += ']';
      return;
    }
    case QJsonValue::Object: {
      const QJsonObject object = value.toObject();
      out += '{';
      bool first = true;
      for (auto it = object.begin(); it != object.end(); ++it) {
        if (!first) out += ',';
        first = false;
        newLine(depth + 1);
        appendText(out, it.key());
        out += ": ";
        append(out, it.value(), depth + 1);
      }
      if (!first) newLine(depth);
      out += '}';
      return;
    }
    default:
      out += "null";
      return;
  }
}

}  // namespace

std::string planToJson(const Plan& plan) {
  QJsonObject root{{QStringLiteral("soramiPlan"), Plan::kSchema},
                   {QStringLiteral("name"), textOf(plan.name)},
                   {QStringLiteral("marking"), textOf(plan.marking)}};
  const auto put = [&](const char* key, const QJsonArray& array) {
    if (!array.isEmpty()) root.insert(QLatin1String(key), array);
  };
  QJsonArray detents;
  for (const double d : plan.altitudeDetents) detents.append(d);
  put("altitudeDetentsM", detents);
  put("sites", written(plan.sites));
  put("links", written(plan.links));
  put("areas", written(plan.areas));
  put("threats", written(plan.threats));
  put("drawings", written(plan.drawings));
  put("storyboard", storyboardToJson(plan.storyboard));
  put("narrative", written(plan.narrative));
  put("trackEdits", written(plan.trackEdits));
  put("layers", written(plan.layers));
  put("maps", written(plan.maps));
  put("sources", written(plan.sources));
  if (plan.display) root.insert(QStringLiteral("display"), written(std::vector{*plan.display}).at(0));
  std::string out;
  append(out, root, 0);
  out += '\n';
  return out;
}

}  // namespace sorami

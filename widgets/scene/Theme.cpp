// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Theme.h"

#include "widgets/scene/Fonts.h"
#include "widgets/scene/Resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <utility>

namespace sorami {
namespace {

struct ColourMember {
  const char* name;
  QColor Theme::*member;
};

constexpr ColourMember kColours[] = {
    {"window", &Theme::window},
    {"panel", &Theme::panel},
    {"panelRaised", &Theme::panelRaised},
    {"border", &Theme::border},
    {"text", &Theme::text},
    {"textMuted", &Theme::textMuted},
    {"accent", &Theme::accent},
    {"accentText", &Theme::accentText},
    {"warning", &Theme::warning},
    {"error", &Theme::error},
    {"ok", &Theme::ok},
    {"sea", &Theme::sea},
    {"land", &Theme::land},
    {"landEdge", &Theme::landEdge},
    {"boundary", &Theme::boundary},
    {"province", &Theme::province},
    {"river", &Theme::river},
    {"place", &Theme::place},
    {"graticule", &Theme::graticule},
    {"graticuleLabel", &Theme::graticuleLabel},
    {"coverageEdge", &Theme::coverageEdge},
    {"coverageUnknown", &Theme::coverageUnknown},
    {"coverageLabel", &Theme::coverageLabel},
    {"labelText", &Theme::labelText},
    {"labelPlate", &Theme::labelPlate},
    {"leader", &Theme::leader},
    {"trail", &Theme::trail},
    {"selection", &Theme::selection},
    {"stale", &Theme::stale},
    {"link", &Theme::link},
    {"linkDown", &Theme::linkDown},
    {"footprint", &Theme::footprint},
};

constexpr std::pair<const char*, std::vector<QColor> Theme::*> kRamps[] = {
    {"hypsometric", &Theme::hypsometric},
    {"bathymetric", &Theme::bathymetric},
    {"coverageBands", &Theme::coverageBands},
};

constexpr std::pair<const char*, double Theme::*> kNumbers[] = {
    {"hypsometricStep", &Theme::hypsometricStep},
    {"reliefStrength", &Theme::reliefStrength},
    {"fontScale", &Theme::fontScale},
};

constexpr std::pair<const char*, Affiliation> kAffiliations[] = {
    {"pending", Affiliation::Pending}, {"unknown", Affiliation::Unknown},
    {"friend", Affiliation::Friend},   {"assumedFriend", Affiliation::AssumedFriend},
    {"neutral", Affiliation::Neutral}, {"suspect", Affiliation::Suspect},
    {"hostile", Affiliation::Hostile}, {"civil", Affiliation::Civil},
};

/// Reads members and keeps the first thing that is wrong.
class Reader {
 public:
  Reader(const QJsonObject& object, const QString& where) : m_object(object), m_where(where) {}

  QColor colour(const QJsonValue& value, const QString& name) {
    const QColor c(value.toString());
    if (!value.isString() || !c.isValid()) {
      fail(QStringLiteral("member %1 is %2")
               .arg(name, value.isUndefined() ? QStringLiteral("missing") : QStringLiteral("no colour")),
           "write it as \"#rrggbb\" or \"#aarrggbb\"");
    }
    return c;
  }
  QColor colour(const char* name) {
    return colour(m_object.value(QLatin1String(name)), QString::fromLatin1(name));
  }
  double positive(const char* name) {
    const QJsonValue value = m_object.value(QLatin1String(name));
    if (!value.isDouble() || !(value.toDouble() > 0)) {
      fail(QStringLiteral("member %1 is not a number above zero").arg(QLatin1String(name)), "");
    }
    return value.toDouble();
  }
  QString text(const char* name) {
    const QString value = m_object.value(QLatin1String(name)).toString();
    if (value.isEmpty()) fail(QStringLiteral("member %1 is missing or no text").arg(QLatin1String(name)), "");
    return value;
  }
  QJsonArray list(const char* name) {
    const QJsonArray value = m_object.value(QLatin1String(name)).toArray();
    if (value.isEmpty()) fail(QStringLiteral("member %1 is missing or no list").arg(QLatin1String(name)), "");
    return value;
  }
  void fail(const QString& what, const char* hint) {
    if (!m_error) m_error = Error{what.toStdString(), m_where.toStdString(), hint};
  }
  const std::optional<Error>& error() const { return m_error; }

 private:
  const QJsonObject& m_object;
  QString m_where;
  std::optional<Error> m_error;
};

QString fontOf(Reader& reader, const char* name, bool mono) {
  QStringList families;
  for (const QJsonValue& family : reader.list(name)) families << family.toString();
  return resolveFamily(families, mono);
}

}  // namespace

Result<Theme> parseTheme(const QByteArray& json, const QString& where) {
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
  if (!document.isObject()) {
    const QString what = problem.error == QJsonParseError::NoError
                             ? QStringLiteral("the theme is no JSON object")
                             : QStringLiteral("%1 at byte %2").arg(problem.errorString()).arg(problem.offset);
    return Error{what.toStdString(), where.toStdString(), ""};
  }
  const QJsonObject object = document.object();
  Reader reader(object, where);
  Theme theme;
  theme.id = reader.text("id");
  theme.title = reader.text("title");
  const QJsonValue dark = object.value(QLatin1String("isDark"));
  if (!dark.isBool()) reader.fail(QStringLiteral("member isDark is not true or false"), "");
  theme.isDark = dark.toBool();
  for (const ColourMember& m : kColours) theme.*(m.member) = reader.colour(m.name);
  for (const auto& [name, member] : kRamps) {
    const QJsonArray list = reader.list(name);
    for (qsizetype i = 0; i < list.size(); ++i) {
      (theme.*member)
          .push_back(reader.colour(list[i], QStringLiteral("%1[%2]").arg(QLatin1String(name)).arg(i)));
    }
  }
  for (const auto& [name, member] : kNumbers) theme.*member = reader.positive(name);
  const QJsonObject affiliations = object.value(QLatin1String("affiliation")).toObject();
  for (const auto& [name, affiliation] : kAffiliations) {
    theme.affiliation[static_cast<std::size_t>(affiliation)] = reader.colour(
        affiliations.value(QLatin1String(name)), QStringLiteral("affiliation.") + QLatin1String(name));
  }
  theme.textFont = fontOf(reader, "textFont", false);
  theme.monoFont = fontOf(reader, "monoFont", true);
  if (reader.error()) return *reader.error();
  return theme;
}

Result<Theme> loadTheme(const QString& id) {
  const QString name = QStringLiteral("themes/%1.json").arg(id);
  const QByteArray json = themeIds().contains(id) ? sceneResource(name) : QByteArray();
  if (json.isEmpty()) {
    return Error{"there is no theme of this name", id.toStdString(),
                 "choose one of " + themeIds().join(QStringLiteral(", ")).toStdString()};
  }
  return parseTheme(json, name);
}

QStringList themeIds() {
  return {QStringLiteral("night"), QStringLiteral("dusk"), QStringLiteral("day")};
}

}  // namespace sorami

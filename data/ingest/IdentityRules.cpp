// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/IdentityRules.h"

#include "data/core/Translate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <fnmatch.h>
#include <optional>

namespace sorami {
namespace {

constexpr std::array<const char*, 8> kAffiliations{"pending", "unknown", "assumed-friend", "friend",
                                                   "neutral", "suspect", "hostile",        "civil"};
constexpr std::array<const char*, 7> kDomains{"unknown",    "air",    "space",  "surface",
                                              "subsurface", "ground", "missile"};

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<const char*, N>& names, const QString& text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (text == QLatin1String(names[i])) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

Result<IdentityRules> IdentityRules::parse(const std::string& json, const std::string& name) {
  QJsonParseError parseError;
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &parseError);
  if (parseError.error != QJsonParseError::NoError) {
    return Error{
        parseError.errorString().toStdString(), name + ", byte " + std::to_string(parseError.offset), {}};
  }
  const QJsonValue list = document.object().value(QLatin1String("identityRules"));
  if (!list.isArray()) return Error{sorami::tr("the list identityRules is missing").toStdString(), name, {}};
  std::vector<Rule> rules;
  const QJsonArray array = list.toArray();
  for (qsizetype i = 0; i < array.size(); ++i) {
    const QJsonObject o = array.at(i).toObject();
    const std::string where = name + ", /identityRules/" + std::to_string(i);
    Rule rule;
    rule.callsign = o.value(QLatin1String("callsign")).toString(QStringLiteral("*")).toStdString();
    rule.source = o.value(QLatin1String("source")).toString(QStringLiteral("*")).toStdString();
    rule.type = o.value(QLatin1String("type")).toString().toStdString();
    rule.simulated = o.value(QLatin1String("simulated")).toBool();
    const QString affiliation = o.value(QLatin1String("affiliation")).toString(QStringLiteral("pending"));
    const QString domain = o.value(QLatin1String("domain")).toString(QStringLiteral("unknown"));
    const auto a = find<Affiliation>(kAffiliations, affiliation);
    if (!a)
      return Error{sorami::tr("'%1' is no affiliation")
                       .arg(QString::fromStdString(affiliation.toStdString()))
                       .toStdString(),
                   where, sorami::tr("one of pending … civil").toStdString()};
    const auto d = find<Domain>(kDomains, domain);
    if (!d)
      return Error{
          sorami::tr("'%1' is no domain").arg(QString::fromStdString(domain.toStdString())).toStdString(),
          where, sorami::tr("one of unknown … missile").toStdString()};
    rule.affiliation = *a;
    rule.domain = *d;
    rules.push_back(std::move(rule));
  }
  return IdentityRules(std::move(rules));
}

Result<IdentityRules> IdentityRules::read(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly))
    return Error{sorami::tr("cannot be read: %1")
                     .arg(QString::fromStdString(file.errorString().toStdString()))
                     .toStdString(),
                 path,
                 {}};
  return parse(file.readAll().toStdString(), path);
}

const IdentityRules& IdentityRules::builtIn() {
  // ICAO Doc 8585: an operator's three letters and a flight number; civil registrations pass as call signs
  // too.
  static const IdentityRules rules({
      {.callsign = "[A-Z][A-Z][A-Z][0-9]*", .affiliation = Affiliation::Civil, .domain = Domain::Air},
      {.callsign = "JA[0-9]*", .affiliation = Affiliation::Civil, .domain = Domain::Air},
      {.callsign = "N[0-9]*", .affiliation = Affiliation::Civil, .domain = Domain::Air},
  });
  return rules;
}

std::string IdentityRules::toJson() const {
  QJsonArray array;
  for (const Rule& r : m_rules) {
    QJsonObject o{{QStringLiteral("callsign"), QString::fromStdString(r.callsign)},
                  {QStringLiteral("affiliation"),
                   QLatin1String(kAffiliations[static_cast<std::size_t>(r.affiliation)])},
                  {QStringLiteral("domain"), QLatin1String(kDomains[static_cast<std::size_t>(r.domain)])}};
    if (r.source != "*") o.insert(QStringLiteral("source"), QString::fromStdString(r.source));
    if (!r.type.empty()) o.insert(QStringLiteral("type"), QString::fromStdString(r.type));
    if (r.simulated) o.insert(QStringLiteral("simulated"), true);
    array.append(o);
  }
  return QJsonDocument(QJsonObject{{QStringLiteral("identityRules"), array}})
      .toJson(QJsonDocument::Indented)
      .toStdString();
}

bool IdentityRules::apply(TrackInfo& track, const SourceKey& source) const {
  for (const Rule& r : m_rules) {
    if (fnmatch(r.callsign.c_str(), track.callsign.c_str(), 0) != 0) continue;
    if (fnmatch(r.source.c_str(), source.name.c_str(), 0) != 0) continue;
    if (r.affiliation != Affiliation::Pending) track.affiliation = r.affiliation;
    if (r.domain != Domain::Unknown) track.domain = r.domain;
    if (!r.type.empty()) track.type = r.type;
    if (r.simulated) track.simulated = true;
    return true;
  }
  return false;
}

}  // namespace sorami

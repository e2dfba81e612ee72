// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/SymbolFactory.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

// Number codes of MIL-STD-2525D (10 June 2014), appendix A: version 10, context reality, identity, symbol
// set, status, amplifiers, entity of six digits, two modifiers of two.

namespace sorami {
namespace {

enum class AirRole {
  Any,
  Fighter,
  Attack,
  Bomber,
  EarlyWarning,
  Tanker,
  Transport,
  Patrol,
  Trainer,
  Helicopter,
  Unmanned,
  Balloon
};

/// Beginnings of type designators (ICAO Doc 8643 and common names) and what they fly as. Only what matters in
/// an air picture; the first match wins.
struct TypeRole {
  std::string_view prefix;
  AirRole role;
};
constexpr TypeRole kRoles[] = {
    {"FIGHTER", AirRole::Fighter},   {"BOMBER", AirRole::Bomber},      {"TANKER", AirRole::Tanker},
    {"AEW", AirRole::EarlyWarning},  {"AWACS", AirRole::EarlyWarning}, {"PATROL", AirRole::Patrol},
    {"MPA", AirRole::Patrol},        {"DRONE", AirRole::Unmanned},     {"UAV", AirRole::Unmanned},
    {"UAS", AirRole::Unmanned},      {"HELO", AirRole::Helicopter},    {"BALL", AirRole::Balloon},
    {"E767", AirRole::EarlyWarning}, {"E3", AirRole::EarlyWarning},    {"E2", AirRole::EarlyWarning},
    {"E737", AirRole::EarlyWarning}, {"E7", AirRole::EarlyWarning},    {"A50", AirRole::EarlyWarning},
    {"KJ", AirRole::EarlyWarning},   {"K35", AirRole::Tanker},         {"KC", AirRole::Tanker},
    {"KE3", AirRole::Tanker},        {"A332MRTT", AirRole::Tanker},    {"IL78", AirRole::Tanker},
    {"F15", AirRole::Fighter},       {"F16", AirRole::Fighter},        {"F18", AirRole::Fighter},
    {"F22", AirRole::Fighter},       {"F35", AirRole::Fighter},        {"F2", AirRole::Fighter},
    {"F4", AirRole::Fighter},        {"F5", AirRole::Fighter},         {"EUFI", AirRole::Fighter},
    {"RFAL", AirRole::Fighter},      {"GRIF", AirRole::Fighter},       {"SU2", AirRole::Fighter},
    {"SU3", AirRole::Fighter},       {"SU57", AirRole::Fighter},       {"MG", AirRole::Fighter},
    {"MIG", AirRole::Fighter},       {"J10", AirRole::Fighter},        {"J11", AirRole::Fighter},
    {"J15", AirRole::Fighter},       {"J16", AirRole::Fighter},        {"J20", AirRole::Fighter},
    {"A10", AirRole::Attack},        {"SU25", AirRole::Attack},        {"B52", AirRole::Bomber},
    {"B1", AirRole::Bomber},         {"B2", AirRole::Bomber},          {"TU95", AirRole::Bomber},
    {"TU16", AirRole::Bomber},       {"T160", AirRole::Bomber},        {"TU22", AirRole::Bomber},
    {"H6", AirRole::Bomber},         {"P3", AirRole::Patrol},          {"P1", AirRole::Patrol},
    {"P8", AirRole::Patrol},         {"C130", AirRole::Transport},     {"C30J", AirRole::Transport},
    {"C17", AirRole::Transport},     {"C5M", AirRole::Transport},      {"C1", AirRole::Transport},
    {"C2", AirRole::Transport},      {"A400", AirRole::Transport},     {"IL76", AirRole::Transport},
    {"Y20", AirRole::Transport},     {"T4", AirRole::Trainer},         {"T7", AirRole::Trainer},
    {"HAWK", AirRole::Trainer},      {"Q4", AirRole::Unmanned},        {"Q9", AirRole::Unmanned},
    {"MQ", AirRole::Unmanned},       {"RQ", AirRole::Unmanned},        {"H60", AirRole::Helicopter},
    {"H47", AirRole::Helicopter},    {"H64", AirRole::Helicopter},     {"EC", AirRole::Helicopter},
    {"AS", AirRole::Helicopter},     {"R22", AirRole::Helicopter},     {"R44", AirRole::Helicopter},
    {"R66", AirRole::Helicopter},    {"B06", AirRole::Helicopter},     {"B412", AirRole::Helicopter},
    {"S76", AirRole::Helicopter},    {"A139", AirRole::Helicopter},    {"A109", AirRole::Helicopter},
    {"CH", AirRole::Helicopter},     {"UH", AirRole::Helicopter},      {"AH", AirRole::Helicopter},
};

AirRole roleOf(const QString& type, bool isCivil) {
  // Without hyphens, blanks and case: F-15, f15 and F15 are one.
  QString plain;
  for (QChar c : type) {
    if (c.isLetterOrNumber()) plain += c.toUpper();
  }
  if (plain.isEmpty()) return AirRole::Any;
  for (const TypeRole& row : kRoles) {
    if (!plain.startsWith(QLatin1String(row.prefix.data(), static_cast<qsizetype>(row.prefix.size()))))
      continue;
    const bool isWhole = plain.size() == static_cast<qsizetype>(row.prefix.size());
    // Two characters say little: F2 is a fighter and F2A too, but E290 is an airliner and F27 as well.
    if (row.prefix.size() == 2 && !isWhole && plain[2].isDigit() && row.prefix[1] >= '0' &&
        row.prefix[1] <= '9') {
      continue;
    }
    const bool civilToo =
        row.role == AirRole::Helicopter || row.role == AirRole::Unmanned || row.role == AirRole::Balloon;
    if (isCivil && !civilToo) continue;
    return row.role;
  }
  return AirRole::Any;
}

const char* airEntity(AirRole role, bool isCivil) {
  if (isCivil) {
    switch (role) {
      case AirRole::Helicopter:
        return "120200";
      case AirRole::Unmanned:
        return "120300";
      case AirRole::Balloon:
        return "120400";
      default:
        return "120100";
    }
  }
  switch (role) {
    case AirRole::Fighter:
      return "110104";
    case AirRole::Attack:
      return "110102";
    case AirRole::Bomber:
      return "110103";
    case AirRole::EarlyWarning:
      return "110116";
    case AirRole::Tanker:
      return "110109";
    case AirRole::Transport:
      return "110107";
    case AirRole::Patrol:
      return "110110";
    case AirRole::Trainer:
      return "110112";
    case AirRole::Helicopter:
      return "110200";
    case AirRole::Unmanned:
      return "110300";
    case AirRole::Balloon:
      return "110500";
    case AirRole::Any:
      break;
  }
  return "110100";
}

char identityDigit(Affiliation affiliation) {
  switch (affiliation) {
    case Affiliation::Pending:
      return '0';
    case Affiliation::Unknown:
      return '1';
    case Affiliation::AssumedFriend:
      return '2';
    case Affiliation::Friend:
      return '3';
    // A civil track is shown in the neutral frame; its civil entity gives it the civil colour.
    case Affiliation::Civil:
    case Affiliation::Neutral:
      return '4';
    case Affiliation::Suspect:
      return '5';
    case Affiliation::Hostile:
      return '6';
  }
  return '1';
}

QString code(Affiliation affiliation, const char* set, const char* entity, const char* modifiers = "0000") {
  // Suspect has a colour of its own only since the next edition (MIL-STD-2525E, version 13).
  const bool isSuspect = affiliation == Affiliation::Suspect;
  return QStringLiteral("%1%2%3")
             .arg(isSuspect ? QStringLiteral("130") : QStringLiteral("100"))
             .arg(QLatin1Char(identityDigit(affiliation)))
             .arg(QLatin1String(set)) +
         QStringLiteral("0000") + QLatin1String(entity) + QLatin1String(modifiers);
}

}  // namespace

QString sidcFor(Affiliation affiliation, Domain domain, const QString& type) {
  const bool isCivil = affiliation == Affiliation::Civil;
  switch (domain) {
    case Domain::Missile: {
      // Air missiles; the first modifier tells the kind where the type does.
      const QString upper = type.toUpper();
      const auto says = [&](std::initializer_list<const char*> words) {
        return std::any_of(words.begin(), words.end(),
                           [&](const char* word) { return upper.contains(QLatin1String(word)); });
      };
      if (says({"ABM", "PAC", "SM3", "SM-3", "INTERCEPT"})) return code(affiliation, "02", "110000", "0800");
      if (says({"CRUISE", "ALCM", "ASCM", "LACM", "GLCM", "CM"}))
        return code(affiliation, "02", "110000", "0700");
      if (says({"BM", "BALLISTIC"})) return code(affiliation, "02", "110000", "0600");
      return code(affiliation, "02", "110000");
    }
    case Domain::Space:
      return code(affiliation, "05", "110700");
    case Domain::Surface:
      return code(affiliation, "30", isCivil ? "140000" : "120000");
    case Domain::Subsurface:
      return code(affiliation, "35", "110100");
    case Domain::Ground:
      return code(affiliation, "15", isCivil ? "160000" : "120000");
    case Domain::Air:
      return code(affiliation, "01", airEntity(roleOf(type, isCivil), isCivil));
    case Domain::Unknown:
      break;
  }
  // In an air picture what is not told is taken to fly; the icon is left out where nothing says what it is.
  const AirRole role = roleOf(type, isCivil);
  if (!isCivil && role == AirRole::Any) return code(affiliation, "01", "000000");
  return code(affiliation, "01", airEntity(role, isCivil));
}

QString sidcFor(SiteKind kind, Affiliation affiliation) {
  switch (kind) {
    case SiteKind::LongRangeRadar:
      return code(affiliation, "15", "220300", "0300");  // radar, early warning
    case SiteKind::GapFillerRadar:
    case SiteKind::TerminalRadar:
    case SiteKind::SectorRadar:
      return code(affiliation, "15", "220300");  // radar
    case SiteKind::SecondaryRadar:
    case SiteKind::Passive:
      return code(affiliation, "15", "220100");  // sensor
    case SiteKind::AirborneRadar:
      return code(affiliation, "01", "110116");  // airborne early warning
    case SiteKind::ShipRadar:
      return code(affiliation, "30", "120203");  // destroyer
    case SiteKind::Battery:
      return code(affiliation, "10", "130102");  // air defence, missile
    case SiteKind::ControlCentre:
      return code(affiliation, "10", "130100", "1000");  // air defence, command and control
    case SiteKind::Relay:
      return code(affiliation, "10", "111002");  // signal, radio relay
  }
  return code(affiliation, "15", "220300");
}

QString symbolMode(const Theme& theme) {
  return theme.isDark ? QStringLiteral("Light") : QStringLiteral("Medium");
}

}  // namespace sorami

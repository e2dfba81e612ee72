// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Presets.h"

#include "data/demo/DemoPlan.h"

#include <QFileInfo>
#include <QtGlobal>

namespace sorami {
namespace {

SitePreset radar(const char* id, const char* title, const char* name, SiteKind kind) {
  SitePreset p{id, title, name, {}, false};
  p.site.kind = kind;
  p.site.sensor = demo::presetFor(kind);
  if (kind == SiteKind::SecondaryRadar) p.site.sensor->principle = SensorPrinciple::Secondary;
  if (kind == SiteKind::Passive) p.site.sensor->principle = SensorPrinciple::Passive;
  return p;
}

SitePreset battery(const char* id, const char* title, DefenceLayer layer, const char* stock) {
  SitePreset p{id, title, "Battery", {}, false};
  p.site.kind = SiteKind::Battery;
  p.site.sensor = demo::presetFor(SiteKind::SectorRadar);
  p.site.battery = demo::presetBattery(layer);
  p.site.battery->stocks = {{stock, 16, 16, {}}};
  p.site.engagementRange = greatestRange(*p.site.battery);
  return p;
}

SitePreset plain(const char* id, const char* title, const char* name, SiteKind kind) {
  SitePreset p{id, title, name, {}, false};
  p.site.kind = kind;
  return p;
}

}  // namespace

const std::vector<SitePreset>& sitePresets() {
  static const std::vector<SitePreset> kPresets = {
      radar("long-range", QT_TR_NOOP("Long-range radar"), "Radar", SiteKind::LongRangeRadar),
      radar("gap-filler", QT_TR_NOOP("Gap filler"), "Gap filler", SiteKind::GapFillerRadar),
      radar("terminal", QT_TR_NOOP("Terminal radar"), "Terminal radar", SiteKind::TerminalRadar),
      radar("airborne", QT_TR_NOOP("Airborne radar"), "Orbit", SiteKind::AirborneRadar),
      radar("ship", QT_TR_NOOP("Ship"), "Ship", SiteKind::ShipRadar),
      radar("sector", QT_TR_NOOP("Sector radar"), "Sector radar", SiteKind::SectorRadar),
      radar("secondary", QT_TR_NOOP("Secondary radar"), "Secondary", SiteKind::SecondaryRadar),
      radar("passive", QT_TR_NOOP("Passive sensor"), "Passive", SiteKind::Passive),
      battery("battery-terminal", QT_TR_NOOP("Battery, terminal"), DefenceLayer::Terminal, "Terminal A"),
      battery("battery-upper", QT_TR_NOOP("Battery, upper tier"), DefenceLayer::UpperTier, "Upper A"),
      battery("battery-glide", QT_TR_NOOP("Battery, glide phase"), DefenceLayer::GlidePhase, "Glide A"),
      plain("centre", QT_TR_NOOP("Control centre"), "Control centre", SiteKind::ControlCentre),
      plain("relay", QT_TR_NOOP("Relay"), "Relay", SiteKind::Relay),
  };
  return kPresets;
}

SitePreset presetFrom(const Site& site, const std::string& title) {
  SitePreset p{title, title, title, site, true};
  p.site.id.clear();
  p.site.name.clear();
  p.site.position = {};
  p.site.route.clear();
  p.site.group.clear();
  p.site.note.clear();
  p.site.locked = false;
  p.site.hidden = false;
  if (!p.site.battery) return p;
  for (Stock& stock : p.site.battery->stocks) stock.changes.clear();
  return p;
}

Result<std::vector<SitePreset>> readPresets(const std::string& path) {
  std::vector<SitePreset> presets;
  if (!QFileInfo::exists(QString::fromStdString(path))) return presets;
  const Result<Plan> plan = readPlan(path);
  if (!plan) return plan.error();
  for (const Site& site : plan->sites) presets.push_back(presetFrom(site, site.name));
  return presets;
}

Status writePresets(const std::vector<SitePreset>& presets, const std::string& path) {
  Plan plan;
  for (const SitePreset& p : presets) {
    Site site = p.site;
    site.id = "preset-" + std::to_string(plan.sites.size() + 1);
    site.name = p.title;
    plan.sites.push_back(std::move(site));
  }
  return writePlan(plan, path);
}

}  // namespace sorami

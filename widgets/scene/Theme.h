// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/ingest/Report.h"

#include <QByteArray>
#include <QColor>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace sorami {

/// Every colour, font and size that is drawn: one file a theme in resources/themes (day, dusk, night).
/// Widgets and layers ask a Theme; no colour stands in code.
struct Theme {
  QString id;
  QString title;
  bool isDark = true;

  // Window
  QColor window, panel, panelRaised, border, text, textMuted, accent, accentText, warning, error, ok;
  // Map
  QColor sea, land, landEdge, boundary, province, river, place, graticule, graticuleLabel;
  std::vector<QColor> hypsometric;  ///< from sea level up, equal steps of hypsometricStep metres
  std::vector<QColor> bathymetric;  ///< from sea level down
  double hypsometricStep = 500;     ///< m a colour
  double reliefStrength = 0.5;      ///< 0 flat … 1 full hillshade
  // Coverage: one hue, lightness by altitude band (never an affiliation hue)
  std::vector<QColor> coverageBands;  ///< lowest band first
  QColor coverageEdge, coverageUnknown, coverageLabel;
  // Tracks
  std::array<QColor, 8> affiliation;  ///< by Affiliation
  QColor labelText, labelPlate, leader, trail, selection, stale;
  // Site furniture
  QColor link, linkDown, footprint;
  // Type
  QString textFont, monoFont;  ///< families, already resolved to ones that exist
  double fontScale = 1.0;

  QColor colourOf(Affiliation a) const { return affiliation[static_cast<std::size_t>(a)]; }
};

/// Reads `resources/themes/<id>.json` (embedded). Fails with the member that is missing or is no colour.
Result<Theme> loadTheme(const QString& id);
/// The same from JSON; `where` names it in an error.
Result<Theme> parseTheme(const QByteArray& json, const QString& where);
QStringList themeIds();

}  // namespace sorami

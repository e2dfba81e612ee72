// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageService.h"
#include "data/geo/Terrain.h"
#include "data/plan/Plan.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace sorami {

/// Keeps the coverage of a plan's sensors up to date through a CoverageService, and remembers what it has
/// answered. The old field of a sensor stays on show until its successor is there.
class CoverageDesk : public QObject {
  Q_OBJECT
 public:
  explicit CoverageDesk(QObject* parent = nullptr);
  ~CoverageDesk() override;

  /// What coverage of a site is computed from; nothing when it has none (no sensor, switched off).
  static std::optional<CoverageRequest> requestFor(const Site& site, double k) {
    return coverageRequest(site, k);
  }

  void setTerrain(const TerrainPtr& terrain);
  /// Wants these sites' coverage and no others, moving ones where they are at `time` (on tracks of `store`,
  /// which may be null). While `preview` is set only coarse fields are made for what changed; while `runs` is
  /// set, because time does, only coarse ones of what moves.
  void want(const std::vector<const Site*>& sites, double k, bool preview, bool runs = false,
            UtcTime time = {}, const StoreView* store = nullptr);

  CoverageFieldPtr field(const std::string& site) const;
  /// Why a site's coverage could not be computed; empty when it could.
  QString problem(const std::string& site) const;
  bool isBusy(const std::string& site) const;
  /// True where no more than a preview was asked for.
  bool isCoarse(const std::string& site) const;
  struct Progress {
    int shown = 0;  ///< sensors that have a field of any quality, or the reason there is none
    int ready = 0;  ///< of these, those for which nothing finer follows
    int wanted = 0;
  };
  Progress progress() const;

 Q_SIGNALS:
  void changed();

 private:
  struct Desk {
    CoverageRequest request;
    FloorQuality goal = FloorQuality::Refined;
    std::uint64_t generation = 0;
    bool ready = false;  ///< nothing finer follows
    CoverageFieldPtr field;
    CoverageRequest answered;  ///< what `field` was made for, as far as is known
    QString problem;
  };
  void ask(const std::string& site, Desk& desk);
  void take(const CoverageUpdate& update);

  TerrainPtr m_terrain;
  QTimer m_gather;
  std::unordered_map<std::string, Desk> m_desks;
  std::unique_ptr<CoverageService> m_service;  ///< last: goes first, so that nothing arrives any more
};

}  // namespace sorami

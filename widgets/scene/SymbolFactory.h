// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Report.h"
#include "data/plan/Plan.h"
#include "widgets/scene/Canvas.h"
#include "widgets/scene/Theme.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <memory>

namespace sorami {

/// Everything a symbol's picture depends on.
struct SymbolKey {
  QString sidc;     ///< APP-6D / MIL-STD-2525D number code of 20 digits; see sidcFor()
  int sizePx = 24;  ///< device px across the circle of ground equipment; the others as APP-6 sizes them
  QString mode = QStringLiteral("Light");  ///< milsymbol colour table: Light, Medium, Dark; see symbolMode()
  bool hollow = false;                     ///< frame only, no fill: a stale track
  bool operator==(const SymbolKey&) const = default;
};
std::size_t qHash(const SymbolKey& key, std::size_t seed = 0);

/// The symbol of a moving object. `type` is the aircraft or object type designator where one is known
/// (`A320`, `F15`, `E767`): it sharpens the entity, an unknown one does no harm. Civil tracks carry civil
/// entities, the rest military ones.
QString sidcFor(Affiliation affiliation, Domain domain, const QString& type = {});
/// The symbol of a site of the plan.
QString sidcFor(SiteKind kind, Affiliation affiliation);
/// The colour table that stands out on a theme's map: Light on dark grounds, Medium on white.
QString symbolMode(const Theme& theme);

/// Makes APP-6 symbols with milsymbol in a JavaScript engine on a thread of its own, and keeps them in memory
/// and on disk. Where milsymbol was not there at build time it draws plain frames instead and says so once.
/// Every call is safe from any thread.
class SymbolFactory : public QObject {
  Q_OBJECT
 public:
  /// The one that layers share.
  static SymbolFactory& instance();
  SymbolFactory();
  ~SymbolFactory() override;

  /// The symbol, or a plain frame in its colours until it is made; ready() is emitted then. Never waits,
  /// never null. The sprite lives as long as someone holds it.
  SpritePtr symbol(const SymbolKey& key);
  /// The same, waited for: export, tests.
  SpritePtr symbolNow(const SymbolKey& key);
  /// Grows whenever a placeholder has been replaced: part of the key of layers that draw symbols.
  std::uint64_t generation() const;
  /// False when milsymbol is absent and plain frames are all there is.
  bool hasMilsymbol() const;

 Q_SIGNALS:
  /// One or more symbols asked for have been made. Emitted from the factory's thread.
  void ready();

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/SymbolFactory.h"

#include <QJsonObject>

#include <memory>

class QJSEngine;

namespace sorami {

/// milsymbol in a JavaScript engine. Made and used on one thread; starting it takes about a third of a
/// second, so it is started by the first symbol that is not on disk.
class MilsymbolEngine {
 public:
  MilsymbolEngine();
  ~MilsymbolEngine();

  /// True when milsymbol was there at build time.
  static bool isBuiltIn();
  /// The symbol's drawing instructions, bounding box and anchor in milsymbol's units; empty when the engine
  /// or the script fails. `sizePx` of the key does not matter.
  QJsonObject instructions(const SymbolKey& key);

 private:
  bool start();

  std::unique_ptr<QJSEngine> m_engine;
  bool m_hasFailed = false;
};

}  // namespace sorami

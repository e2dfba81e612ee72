// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/symbols/MilsymbolEngine.h"

#include <QCoreApplication>
#include <QFile>
#include <QJSEngine>
#include <QJSValue>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <cstring>

static void registerMilsymbol() {
  Q_INIT_RESOURCE(milsymbol);
}

namespace sorami {
namespace {

/// milsymbol is minified code, which Qt's compiler comments on with some ninety warnings that say nothing to
/// anyone who runs Sorami.
QLoggingCategory::CategoryFilter previousFilter = nullptr;

void muteCompiler(QLoggingCategory* category) {
  if (previousFilter != nullptr) previousFilter(category);
  if (std::strcmp(category->categoryName(), "qt.qml.compiler") == 0)
    category->setEnabled(QtWarningMsg, false);
}

QByteArray source() {
  static const bool done = (registerMilsymbol(), true);
  Q_UNUSED(done)
  QFile file(QStringLiteral(":/sorami/symbols/milsymbol.js"));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What is asked of milsymbol. A hollow symbol keeps its meaning in colour by frame and icon lines;
/// milsymbol's own pure colours glare on a dark ground and vanish on white, so the tables for fills serve as
/// line colours.
constexpr const char* kAsk = R"(
(function(sidc, mode, hollow) {
  var options = { size: 100, colorMode: mode, simpleStatusModifier: true };
  if (hollow) {
    var lines = ms.getColorMode(mode === "Light" ? "Light" : "Dark");
    options.fill = false;
    options.frameColor = lines;
    options.iconColor = lines;
    options.strokeWidth = 7;
  }
  var symbol = new ms.Symbol(sidc, options);
  var box = symbol.bbox;
  var text = JSON.stringify({
    draw: symbol.drawInstructions,
    bbox: { x1: box.x1, y1: box.y1, x2: box.x2, y2: box.y2 },
    anchor: { x: 100, y: 100 }
  });
  if (hollow) {
    // Civil icons are black lines on the fill that is not there now.
    text = text.split('"black"').join(JSON.stringify(symbol.colors.frameColor[symbol.metadata.affiliation]));
  }
  return text;
}))";

}  // namespace

MilsymbolEngine::MilsymbolEngine() = default;
MilsymbolEngine::~MilsymbolEngine() = default;

bool MilsymbolEngine::isBuiltIn() {
  static const bool isThere = !source().isEmpty();
  return isThere;
}

bool MilsymbolEngine::start() {
  if (m_engine) return true;
  if (m_hasFailed || !isBuiltIn() || QCoreApplication::instance() == nullptr) return false;
  static const bool isMuted = (previousFilter = QLoggingCategory::installFilter(muteCompiler), true);
  Q_UNUSED(isMuted)
  m_engine = std::make_unique<QJSEngine>();
  const QJSValue loaded = m_engine->evaluate(QString::fromUtf8(source()), QStringLiteral("milsymbol.js"));
  if (loaded.isError() || m_engine->globalObject().property(QStringLiteral("ms")).isUndefined()) {
    qWarning("milsymbol does not start: %s; symbols are plain frames", qPrintable(loaded.toString()));
    m_hasFailed = true;
    m_engine.reset();
    return false;
  }
  m_engine->globalObject().setProperty(QStringLiteral("ask"), m_engine->evaluate(QString::fromLatin1(kAsk)));
  return true;
}

QJsonObject MilsymbolEngine::instructions(const SymbolKey& key) {
  if (!start()) return {};
  const QJSValue answer = m_engine->globalObject()
                              .property(QStringLiteral("ask"))
                              .call({QJSValue(key.sidc), QJSValue(key.mode), QJSValue(key.hollow)});
  if (answer.isError() || !answer.isString()) return {};
  return QJsonDocument::fromJson(answer.toString().toUtf8()).object();
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/SymbolFactory.h"

#include "widgets/scene/symbols/MilsymbolEngine.h"
#include "widgets/scene/symbols/SymbolPainter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>
#include <QStandardPaths>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace sorami {
namespace {

/// Raised when what is asked of milsymbol, or milsymbol itself, changes: older files on disk are then left
/// alone and new ones made.
constexpr const char* kDiskVersion = "milsymbol-3.0.4-2";

/// Instructions do not depend on the size: they are what is kept on disk, a kilobyte each.
QString fileOf(const SymbolKey& key) {
  static const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
                                QStringLiteral("/sorami/symbols/") + QLatin1String(kDiskVersion);
  QString name;
  for (QChar c : key.sidc + u'-' + key.mode) {
    name += c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-') ? c : u'_';
  }
  return folder + u'/' + name + (key.hollow ? QStringLiteral("-hollow.json") : QStringLiteral(".json"));
}

QJsonObject readFile(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// A cache that cannot be written costs time, not correctness: no message.
void writeFile(const QString& path, const QJsonObject& symbol) {
  QDir().mkpath(QFileInfo(path).path());
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QJsonDocument(symbol).toJson(QJsonDocument::Compact));
  file.commit();
}

}  // namespace

std::size_t qHash(const SymbolKey& key, std::size_t seed) {
  return qHashMulti(seed, key.sidc, key.sizePx, key.mode, key.hollow);
}

struct SymbolFactory::Private {
  SymbolFactory* q = nullptr;
  std::mutex mutex;
  std::condition_variable_any wake;
  std::condition_variable made;
  QHash<SymbolKey, SpritePtr> sprites;       ///< the whole symbols
  QHash<SymbolKey, SpritePtr> placeholders;  ///< of those still to come
  std::deque<SymbolKey> queue;
  std::atomic<std::uint64_t> generation{0};
  bool hasStopped = false;
  std::jthread thread;

  void run(const std::stop_token& stop);
  static SpritePtr make(const SymbolKey& key, MilsymbolEngine& engine);
  void shutDown();
};

SpritePtr SymbolFactory::Private::make(const SymbolKey& key, MilsymbolEngine& engine) {
  const QString path = fileOf(key);
  if (SpritePtr kept = paintSymbol(readFile(path), key.sizePx)) return kept;
  const QJsonObject symbol = engine.instructions(key);
  if (SpritePtr sprite = paintSymbol(symbol, key.sizePx)) {
    writeFile(path, symbol);
    return sprite;
  }
  return paintFrame(key);
}

void SymbolFactory::Private::run(const std::stop_token& stop) {
  MilsymbolEngine engine;
  bool hasNews = false;
  while (true) {
    SymbolKey key;
    {
      std::unique_lock lock(mutex);
      if (queue.empty() && hasNews) {
        hasNews = false;
        lock.unlock();
        // One signal for all that were asked for together.
        Q_EMIT q->ready();
        lock.lock();
      }
      if (!wake.wait(lock, stop, [this] { return !queue.empty(); })) return;
      key = queue.front();
      queue.pop_front();
      if (sprites.contains(key)) continue;
    }
    const SpritePtr sprite = make(key, engine);
    {
      const std::lock_guard lock(mutex);
      sprites.insert(key, sprite);
      // Layers that drew the placeholder may still hold it; they keep it alive.
      placeholders.remove(key);
    }
    ++generation;
    made.notify_all();
    hasNews = true;
  }
}

void SymbolFactory::Private::shutDown() {
  {
    const std::lock_guard lock(mutex);
    hasStopped = true;
    queue.clear();
  }
  thread.request_stop();
  wake.notify_all();
  made.notify_all();
  if (thread.joinable()) thread.join();
}

SymbolFactory& SymbolFactory::instance() {
  static SymbolFactory factory;
  // The engine must be gone before the application object is.
  static const bool isRegistered = (qAddPostRoutine([] { factory.d->shutDown(); }), true);
  Q_UNUSED(isRegistered)
  return factory;
}

SymbolFactory::SymbolFactory() : d(std::make_unique<Private>()) {
  d->q = this;
  if (!MilsymbolEngine::isBuiltIn()) {
    qWarning(
        "milsymbol was not there when Sorami was built: symbols are plain frames. Install npm and build "
        "again.");
    return;
  }
  d->thread = std::jthread([this](std::stop_token stop) { d->run(stop); });
}

SymbolFactory::~SymbolFactory() {
  d->shutDown();
}

SpritePtr SymbolFactory::symbol(const SymbolKey& key) {
  {
    const std::lock_guard lock(d->mutex);
    if (const auto found = d->sprites.constFind(key); found != d->sprites.constEnd()) return *found;
    if (const auto found = d->placeholders.constFind(key); found != d->placeholders.constEnd()) return *found;
  }
  SpritePtr frame = paintFrame(key);
  bool isAsked = false;
  {
    const std::lock_guard lock(d->mutex);
    if (const auto found = d->sprites.constFind(key); found != d->sprites.constEnd()) return *found;
    if (!d->thread.joinable() || d->hasStopped) {
      d->sprites.insert(key, frame);  // the frame is all there will be
    } else if (!d->placeholders.contains(key)) {
      d->placeholders.insert(key, frame);
      d->queue.push_back(key);
      isAsked = true;
    }
  }
  if (isAsked) d->wake.notify_one();
  return frame;
}

SpritePtr SymbolFactory::symbolNow(const SymbolKey& key) {
  std::unique_lock lock(d->mutex);
  if (const auto found = d->sprites.constFind(key); found != d->sprites.constEnd()) return *found;
  if (!d->thread.joinable() || d->hasStopped) {
    lock.unlock();
    return symbol(key);
  }
  d->queue.push_front(key);
  d->wake.notify_one();
  d->made.wait(lock, [&] { return d->hasStopped || d->sprites.contains(key); });
  const SpritePtr sprite = d->sprites.value(key);
  lock.unlock();
  return sprite ? sprite : paintFrame(key);
}

std::uint64_t SymbolFactory::generation() const {
  return d->generation;
}

bool SymbolFactory::hasMilsymbol() const {
  return MilsymbolEngine::isBuiltIn();
}

}  // namespace sorami

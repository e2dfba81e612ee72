// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Compositor.h"

#include "widgets/scene/BandPool.h"
#include "widgets/scene/Banner.h"
#include "widgets/scene/Governor.h"
#include "widgets/scene/PixelCanvas.h"

#include <QPainter>
#include <QStringList>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace sorami {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// What the base image reaches beyond the view on each side, as a share of the view's size.
constexpr double kMargin = 0.25;
/// With less than this left on a side the next base is made, before the user comes to the edge.
constexpr double kLeastMargin = 0.08;

/// After so long without a new frame the last one is drawn again with all that haste had left out.
constexpr std::chrono::milliseconds kRest(400);

double msSince(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

bool isHidden(const Frame& frame, const Layer& layer) {
  return std::find(frame.hiddenLayers.begin(), frame.hiddenLayers.end(), layer.id()) !=
         frame.hiddenLayers.end();
}

/// A picture of static layers and what it shows.
struct Base {
  QImage image;
  View view;
  std::uint64_t key = 0;
  std::uint64_t projection = 0;

  bool isValid() const { return !image.isNull(); }
};

std::uint64_t projectionKey(const Frame& frame) {
  return frame.projection ? keyOf(frame.projection->key()) : 0;
}

QColor groundOf(const Frame& frame) {
  return frame.theme && frame.theme->sea.isValid() ? frame.theme->sea : QColor(Qt::black);
}

/// The view's rectangle in the base's pixels.
QRectF placeIn(const Base& base, const View& view) {
  const double scale = view.metresPerPixel / base.view.metresPerPixel;
  const double x =
      (view.centre.x - base.view.centre.x) / base.view.metresPerPixel + base.view.size.width() * 0.5;
  const double y =
      (base.view.centre.y - view.centre.y) / base.view.metresPerPixel + base.view.size.height() * 0.5;
  const double w = view.size.width() * scale;
  const double h = view.size.height() * scale;
  return {x - w / 2, y - h / 2, w, h};
}

/// The same frame with room for the banner noted in its margins, so that furniture and labels stay clear.
FramePtr withBannerMargins(const FramePtr& frame) {
  if (!frame || frame->marking.empty()) return frame;
  const int height = bannerHeight(frame->view.pixelRatio);
  if (frame->margins.top >= height && frame->margins.bottom >= height) return frame;
  auto copy = std::make_shared<Frame>(*frame);
  copy->margins.top = std::max(copy->margins.top, height);
  copy->margins.bottom = std::max(copy->margins.bottom, height);
  return copy;
}

QString markingOf(const Frame& frame) {
  return QString::fromStdString(frame.marking);
}

}  // namespace

struct Compositor::Private {
  explicit Private(Compositor* owner) : q(owner) {}

  /// What the worker is asked for.
  struct Order {
    Base base;  ///< all but the picture
    std::vector<Layer::Job> jobs;
    QColor ground;
    std::stop_token stop;
  };

  Compositor* q;
  std::vector<std::unique_ptr<Layer>> layers;
  FramePtr given;  ///< as setFrame() took it
  FramePtr frame;  ///< with the banner's margins
  std::uint64_t staticKey = 0;
  Base base;
  QImage out;
  bool isDirty = true;
  Stats stats;
  BandPool bands;
  Governor governor;
  QTimer rest;           ///< runs out when no frame has come for a moment
  bool isStill = false;  ///< the present frame has stood for that long: it is worth its time

  // Touched from any thread.
  std::atomic<std::uint64_t> staticChanges{0};  ///< times a static layer said that more is there now
  std::atomic<bool> isChanged{false};           ///< a layer has, and no one has looked yet
  std::atomic<bool> isNotified{false};

  // Shared with the worker.
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_ptr<Order> order;
  Base finished;
  double finishedMs = 0;
  QImage spare;  ///< memory of the base before, for the next one

  // The GUI thread's own record of what the worker is doing.
  bool isWorking = false;
  Base working;
  std::stop_source stopWorking;

  std::jthread worker;

  void work(const std::stop_token& stop);
  void takeFinished();
  void pump();
  bool satisfies(const Base& candidate, double margin) const;
  std::uint64_t keyOfStatics() const;
  void start(double margin);
  /// Leaves out only what haste demands: never of a picture that is kept.
  DrawQuality qualityOf(const Frame& f) const {
    return f.interactive && !isStill ? governor.quality() : DrawQuality{};
  }
  void restoreBase(const PixelTarget& target, const QRect& band) const;
  void previewBase();
  /// From any thread: a queued call to the GUI thread, at most one under way.
  void notify();
};

void Compositor::Private::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::unique_ptr<Order> task;
    QImage image;
    {
      std::unique_lock lock(mutex);
      if (!wake.wait(lock, stop, [this] { return order != nullptr; })) return;
      task = std::move(order);
      image = std::exchange(spare, QImage());
    }
    const auto begin = SteadyClock::now();
    if (image.size() != task->base.view.size) image = QImage(task->base.view.size, QImage::Format_RGB32);
    if (!image.isNull()) {
      image.fill(task->ground);
      PixelCanvas canvas(image, task->base.view.pixelRatio);
      for (const Layer::Job& job : task->jobs) {
        if (task->stop.stop_requested() || stop.stop_requested()) break;
        if (job) job(canvas, task->stop);
      }
    }
    {
      const std::lock_guard lock(mutex);
      finished = task->base;
      // What was broken off is no picture: an empty image says so.
      finished.image = task->stop.stop_requested() ? QImage() : image;
      finished.image.setDevicePixelRatio(1);
      finishedMs = msSince(begin);
    }
    task.reset();
    if (stop.stop_requested()) return;
    notify();
  }
}

void Compositor::Private::notify() {
  if (isNotified.exchange(true)) return;
  QMetaObject::invokeMethod(
      q,
      [this] {
        isNotified = false;
        if (isChanged.exchange(false)) {
          isDirty = true;
          if (frame) staticKey = keyOfStatics();
        }
        pump();
        Q_EMIT q->updated();
      },
      Qt::QueuedConnection);
}

/// Takes over what the worker has made, on the GUI thread.
void Compositor::Private::takeFinished() {
  Base made;
  {
    const std::lock_guard lock(mutex);
    if (finished.view.size.isEmpty() || finished.key == 0) return;
    made = std::exchange(finished, Base());
    stats.baseMs = finishedMs;
  }
  isWorking = false;
  if (!made.isValid()) return;
  // An older picture of another projection is worth nothing; of an older style it still beats none.
  if (frame && made.projection != projectionKey(*frame)) return;
  const QImage old = std::exchange(base, std::move(made)).image;
  isDirty = true;
  const std::lock_guard lock(mutex);
  spare = old;
}

std::uint64_t Compositor::Private::keyOfStatics() const {
  std::uint64_t key = mixKey({projectionKey(*frame), staticChanges.load(), std::uint64_t(frame->interactive),
                              keyOf(frame->theme ? frame->theme->id.toStdString() : std::string())});
  for (const auto& layer : layers) {
    if (layer->isDynamic() || isHidden(*frame, *layer)) continue;
    key = mixKey({key, keyOf(layer->id()), layer->key(*frame)});
  }
  return key == 0 ? 1 : key;
}

/// Whether a base is this frame's own, with at least this margin (a share of the view) left on each side.
bool Compositor::Private::satisfies(const Base& candidate, double margin) const {
  const View& view = frame->view;
  if (candidate.key != staticKey || candidate.view.metresPerPixel != view.metresPerPixel ||
      candidate.view.pixelRatio != view.pixelRatio) {
    return false;
  }
  const QRectF place = placeIn(candidate, view);
  const double dx = view.size.width() * margin - 0.5;
  const double dy = view.size.height() * margin - 0.5;
  return place.left() >= dx && place.top() >= dy && place.right() <= candidate.view.size.width() - dx &&
         place.bottom() <= candidate.view.size.height() - dy;
}

void Compositor::Private::pump() {
  takeFinished();
  if (!frame || !frame->projection || frame->view.size.isEmpty()) return;
  if (isWorking) {
    // Newest wins, but what is nearly done and still of use is let be: a zoom in steps would else never show
    // anything sharper than its beginning.
    const double scale = working.view.metresPerPixel / frame->view.metresPerPixel;
    if (working.projection != projectionKey(*frame) || scale > 3 || scale < 1.0 / 3)
      stopWorking.request_stop();
    return;
  }
  if (satisfies(base, kLeastMargin)) return;
  // The very first picture (or the first of a projection) is made without margin, to be there sooner.
  const bool isFirst = !base.isValid() || base.projection != projectionKey(*frame);
  start(isFirst ? 0 : kMargin);
}

void Compositor::Private::start(double margin) {
  auto view = frame->view;
  const QSize extra(static_cast<int>(view.size.width() * margin),
                    static_cast<int>(view.size.height() * margin));
  view.size += 2 * extra;
  auto wide = std::make_shared<Frame>(*frame);
  wide->view = view;
  wide->margins.left += extra.width();
  wide->margins.right += extra.width();
  wide->margins.top += extra.height();
  wide->margins.bottom += extra.height();
  auto task = std::make_unique<Order>();
  task->base.view = view;
  task->base.key = staticKey;
  task->base.projection = projectionKey(*frame);
  task->ground = groundOf(*frame);
  for (const auto& layer : layers) {
    if (!layer->isDynamic() && !isHidden(*frame, *layer)) task->jobs.push_back(layer->prepare(wide));
  }
  stopWorking = std::stop_source();
  task->stop = stopWorking.get_token();
  working = task->base;
  isWorking = true;
  {
    const std::lock_guard lock(mutex);
    order = std::move(task);
  }
  wake.notify_one();
}

/// Copies the base's pixels of a band; the ground where the base does not reach. Same scale only.
void Compositor::Private::restoreBase(const PixelTarget& target, const QRect& band) const {
  const QRgb ground = groundOf(*frame).rgb();
  const QRectF place = placeIn(base, frame->view);
  const int dx = static_cast<int>(std::floor(place.left() + 0.5));
  const int dy = static_cast<int>(std::floor(place.top() + 0.5));
  const int begin = std::clamp(-dx, 0, target.size.width());
  const int end = std::clamp(base.image.width() - dx, begin, target.size.width());
  for (int y = band.top(); y <= band.bottom(); ++y) {
    QRgb* to = target.bits + y * target.stride;
    const int from = y + dy;
    if (from < 0 || from >= base.image.height()) {
      std::fill_n(to, target.size.width(), ground);
      continue;
    }
    std::fill_n(to, begin, ground);
    std::memcpy(to + begin, reinterpret_cast<const QRgb*>(base.image.constScanLine(from)) + begin + dx,
                sizeof(QRgb) * static_cast<std::size_t>(end - begin));
    std::fill_n(to + end, target.size.width() - end, ground);
  }
}

/// The stale base, moved and scaled to where it belongs now.
void Compositor::Private::previewBase() {
  const QRectF place = placeIn(base, frame->view);
  out.fill(groundOf(*frame));
  QPainter painter(&out);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setCompositionMode(QPainter::CompositionMode_Source);
  // From base pixels to the frame's.
  const double scale = base.view.metresPerPixel / frame->view.metresPerPixel;
  const QRectF target(-place.left() * scale, -place.top() * scale, base.image.width() * scale,
                      base.image.height() * scale);
  // Only what is seen is scaled: far out-zoomed or in-zoomed bases would else cost a giant's share.
  const QRectF seen = target.intersected(QRectF(out.rect()).adjusted(-2, -2, 2, 2));
  if (!seen.isEmpty()) {
    painter.drawImage(seen, base.image,
                      QRectF((seen.left() - target.left()) / scale, (seen.top() - target.top()) / scale,
                             seen.width() / scale, seen.height() / scale));
  }
}

Compositor::Compositor(std::vector<std::unique_ptr<Layer>> layers, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this)) {
  d->layers = std::move(layers);
  for (const auto& layer : d->layers) {
    const bool isDynamic = layer->isDynamic();
    layer->onUpdated([this, isDynamic] {
      if (!isDynamic) ++d->staticChanges;
      d->isChanged = true;
      d->notify();
    });
  }
  d->rest.setSingleShot(true);
  d->rest.setInterval(kRest);
  connect(&d->rest, &QTimer::timeout, this, [this] {
    d->isStill = true;
    d->isDirty = true;
    Q_EMIT updated();
  });
  d->worker = std::jthread([this](std::stop_token stop) { d->work(stop); });
}

Compositor::~Compositor() {
  for (const auto& layer : d->layers) layer->onUpdated({});
  d->stopWorking.request_stop();
  d->worker.request_stop();
  d->wake.notify_all();
  if (d->worker.joinable()) d->worker.join();
}

const std::vector<std::unique_ptr<Layer>>& Compositor::layers() const {
  return d->layers;
}

const FramePtr& Compositor::frame() const {
  return d->given;
}

void Compositor::setFrame(FramePtr frame) {
  d->given = std::move(frame);
  d->isStill = false;
  d->frame = withBannerMargins(d->given);
  d->isDirty = true;
  if (!d->frame) return;
  d->staticKey = d->keyOfStatics();
  d->pump();
}

bool Compositor::isSharp() const {
  return d->frame && d->base.isValid() && d->satisfies(d->base, 0);
}

const QImage& Compositor::compose() {
  d->pump();
  if (!d->frame || d->frame->view.size.isEmpty()) {
    d->out = QImage();
    return d->out;
  }
  if (!d->isDirty && !d->out.isNull()) return d->out;
  const auto begin = SteadyClock::now();
  if (d->frame->quality != d->qualityOf(*d->frame)) {
    auto copy = std::make_shared<Frame>(*d->frame);
    copy->quality = d->qualityOf(*copy);
    d->frame = std::move(copy);
  }
  const Frame& frame = *d->frame;
  const QSize size = frame.view.size;
  if (d->out.size() != size) d->out = QImage(size, QImage::Format_RGB32);
  if (d->out.isNull()) return d->out;  // out of memory: the widget shows its plain ground

  const bool hasBase = d->base.isValid() && d->base.projection == projectionKey(frame);
  const bool isSameScale = hasBase && d->base.view.metresPerPixel == frame.view.metresPerPixel;
  if (!hasBase) {
    d->out.fill(groundOf(frame));
  } else if (!isSameScale) {
    d->previewBase();
  }
  std::vector<Layer::Job> jobs;
  for (const auto& layer : d->layers) {
    if (layer->isDynamic() && !isHidden(frame, *layer)) jobs.push_back(layer->prepare(d->frame));
  }
  const PixelTarget target = PixelTarget::of(d->out);
  const QString marking = markingOf(frame);
  const auto draw = [&](const QRect& band) {
    if (isSameScale) d->restoreBase(target, band);
    PixelCanvas canvas(target, frame.view.pixelRatio, band);
    for (const Layer::Job& job : jobs) {
      if (job) job(canvas, {});
    }
    drawBanner(canvas, marking);
  };
  const int half = size.height() / 2;
  d->bands.runBoth([&] { draw(QRect(0, 0, size.width(), half)); },
                   [&] { draw(QRect(0, half, size.width(), size.height() - half)); });
  d->stats.labelsHidden = 0;
  QStringList words;
  for (const auto& layer : d->layers) {
    if (isHidden(frame, *layer)) continue;
    d->stats.labelsHidden += layer->hiddenLabels();
    if (const QString thinned = layer->thinned(); !thinned.isEmpty()) words << thinned;
  }
  d->stats.thinned = words.join(QStringLiteral(" · "));
  d->isDirty = false;
  d->stats.composeMs = msSince(begin);
  // Playing and panning are what must be quick; a lone frame says little of either.
  if (frame.interactive && !d->isStill) {
    d->governor.add(d->stats.composeMs);
    if (frame.quality != DrawQuality{}) d->rest.start();
  }
  return d->out;
}

const Compositor::Stats& Compositor::stats() const {
  return d->stats;
}

Pick Compositor::pick(QPointF devicePixel) const {
  Pick best;
  if (!d->frame) return best;
  // Front to back, so that of two as near the upper one is meant.
  for (auto layer = d->layers.rbegin(); layer != d->layers.rend(); ++layer) {
    if (isHidden(*d->frame, **layer)) continue;
    const Pick pick = (*layer)->pick(*d->frame, devicePixel);
    if (pick.kind != Pick::Kind::None && pick.distancePx < best.distancePx) best = pick;
  }
  return best;
}

void Compositor::render(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                        Canvas& canvas) {
  if (!frame) return;
  const FramePtr whole = withBannerMargins(frame);
  canvas.rect(QRectF(QPointF(0, 0), QSizeF(canvas.size())), groundOf(*whole), QColor(), 0);
  // Static ones first, as on screen, whatever order they are registered in.
  for (const bool isDynamic : {false, true}) {
    for (const auto& layer : layers) {
      if (layer->isDynamic() != isDynamic || isHidden(*whole, *layer)) continue;
      const Layer::Job job = layer->prepare(whole);
      if (job) job(canvas, {});
    }
  }
  drawBanner(canvas, markingOf(*whole));
}

}  // namespace sorami

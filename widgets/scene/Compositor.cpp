// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Compositor.h"

#include "data/core/Threads.h"
#include "widgets/scene/BandPool.h"
#include "widgets/scene/Banner.h"
#include "widgets/scene/BasePicture.h"
#include "widgets/scene/Governor.h"
#include "widgets/scene/KeptPicture.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/PixelCanvas.h"

#include <QStringList>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <span>
#include <thread>

namespace sorami {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// What the base image reaches beyond the view on each side, as a share of the view's size.
constexpr double kMargin = 0.25;
/// What lies behind the base: the ground alone, so many times as coarse as the view and half as large in
/// pixels. It is what shows where a zoom or a quick pan goes beyond the base.
constexpr double kBackdropScale = 8;
constexpr double kBackdropSize = 0.5;
/// With less than this left on a side the next base is made, before the user comes to the edge.
constexpr double kLeastMargin = 0.08;

/// So long everyone waits for the first pictures: of the map, of the plan, of the recording.
constexpr std::chrono::seconds kOpening(3);
/// After so long without a new frame the last one is drawn again with all that haste had left out.
constexpr std::chrono::milliseconds kRest(400);

double msSince(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

using Base = BasePicture;

std::uint64_t projectionKey(const Frame& frame) {
  return frame.projection ? keyOf(frame.projection->key()) : 0;
}

QColor groundOf(const Frame& frame) {
  return frame.theme && frame.theme->sea.isValid() ? frame.theme->sea : QColor(Qt::black);
}

/// True when a picture shows the frame's projection.
bool isOf(const Base& base, const Frame& frame) {
  return base.projection && frame.projection &&
         (base.projection == frame.projection || base.projection->key() == frame.projection->key());
}

/// All that the static layers' picture depends on but the view, mixed into `key`.
std::uint64_t mixStatics(std::uint64_t key, const Frame& frame,
                         const std::vector<std::unique_ptr<Layer>>& layers, bool groundOnly) {
  for (const Layer* layer : shownLayers(frame, layers)) {
    if (layer->isDynamic() || (groundOnly && !layer->isGround())) continue;
    key = mixKey({key, keyOf(layer->id()), layer->key(frame), keyOf(opacityOf(frame, layer->id()))});
  }
  return key == 0 ? 1 : key;
}

void drawLayers(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers, Canvas& canvas,
                bool dynamic) {
  for (Layer* layer : shownLayers(*frame, layers)) {
    if (layer->isDynamic() != dynamic) continue;
    const Layer::Job job = jobOf(*layer, frame);
    if (job) job(canvas, {});
  }
}

void fillRows(const PixelTarget& target, const QRect& band, QRgb colour) {
  for (int y = band.top(); y <= band.bottom(); ++y) {
    std::fill_n(target.bits + y * target.stride, target.size.width(), colour);
  }
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
    bool isBackdrop = false;
    std::stop_token stop;
  };

  Compositor* q;
  std::vector<std::unique_ptr<Layer>> layers;
  FramePtr given;  ///< as setFrame() took it
  FramePtr frame;  ///< with the banner's margins
  std::uint64_t staticKey = 0;
  Base base;
  Base backdrop;
  std::uint64_t baseCount = 0;  ///< bases there have been: names the present one
  KeptPicture kept;
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
  bool isFinishedBackdrop = false;
  double finishedMs = 0;
  QImage spare;  ///< memory of the base before, for the next one

  // The GUI thread's own record of what the worker is doing.
  bool isWorking = false;
  bool isWorkingOnBackdrop = false;
  Base working;
  std::stop_source stopWorking;

  std::jthread worker;

  void work(const std::stop_token& stop);
  void takeFinished();
  void pump();
  bool satisfies(const Base& candidate, double margin) const;
  std::uint64_t keyOfStatics(bool groundOnly = false) const;
  bool wantsBackdrop() const;
  void startBase(double margin);
  void startBackdrop();
  void start(std::unique_ptr<Order> task);
  /// Leaves out only what haste demands: never of a picture that is kept.
  DrawQuality qualityOf(const Frame& f) const {
    return f.interactive && !isStill ? governor.quality() : DrawQuality{};
  }
  bool isSharp() const { return frame && base.isValid() && satisfies(base, 0); }
  void restoreBase(const PixelTarget& target, const QRect& band) const;
  void previewBase(const PixelTarget& target, const QRect& band) const;
  /// From any thread: a queued call to the GUI thread, at most one under way.
  void notify();
};

void Compositor::Private::work(const std::stop_token& stop) {
  const auto begun = SteadyClock::now();
  while (!stop.stop_requested()) {
    std::unique_ptr<Order> task;
    QImage image;
    {
      std::unique_lock lock(mutex);
      if (!wake.wait(lock, stop, [this] { return order != nullptr; })) return;
      task = std::move(order);
      if (!task->isBackdrop) image = std::exchange(spare, QImage());
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
      isFinishedBackdrop = task->isBackdrop;
      // What was broken off is no picture: an empty image says so.
      finished.image = task->stop.stop_requested() ? QImage() : image;
      finished.image.setDevicePixelRatio(1);
      finishedMs = msSince(begin);
    }
    task.reset();
    if (stop.stop_requested()) return;
    notify();
    // Later pictures give way to the frames before them; there is no way back, so not before the window is
    // open.
    if (SteadyClock::now() - begun > kOpening) lowerThreadPriority(GiveWay::Somewhat);
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
  bool isBackdrop = false;
  {
    const std::lock_guard lock(mutex);
    isBackdrop = isFinishedBackdrop;
    if (finished.view.size.isEmpty() || finished.key == 0) return;
    made = std::exchange(finished, Base());
    if (!isBackdrop) stats.baseMs = finishedMs;
  }
  isWorking = false;
  if (!made.isValid()) return;
  // An older picture of another projection is worth nothing; of an older style it still beats none.
  if (frame && !isOf(made, *frame)) return;
  if (isBackdrop) {
    backdrop = std::move(made);
    isDirty = isDirty || !isSharp();
    return;
  }
  const QImage old = std::exchange(base, std::move(made)).image;
  ++baseCount;
  isDirty = true;
  const std::lock_guard lock(mutex);
  spare = old;
}

std::uint64_t Compositor::Private::keyOfStatics(bool groundOnly) const {
  const std::uint64_t key =
      mixKey({projectionKey(*frame), staticChanges.load(), std::uint64_t(frame->interactive),
              keyOf(frame->theme ? frame->theme->id.toStdString() : std::string())});
  return mixStatics(key, *frame, layers, groundOnly);
}

/// Whether a base is this frame's own, with at least this margin (a share of the view) left on each side.
bool Compositor::Private::satisfies(const Base& candidate, double margin) const {
  const View& view = frame->view;
  if (candidate.key != staticKey || candidate.view.metresPerPixel != view.metresPerPixel ||
      candidate.view.pixelRatio != view.pixelRatio) {
    return false;
  }
  const QRectF place = candidate.placeOf(view);
  const double dx = view.size.width() * margin - 0.5;
  const double dy = view.size.height() * margin - 0.5;
  return place.left() >= dx && place.top() >= dy && place.right() <= candidate.view.size.width() - dx &&
         place.bottom() <= candidate.view.size.height() - dy;
}

void Compositor::Private::pump() {
  takeFinished();
  if (!frame || !frame->projection || frame->view.size.isEmpty()) return;
  if (base.isValid() && !isOf(base, *frame)) {
    // The old picture bent to the new map beats none; its key is nobody's, so a sharp one follows.
    const Base old = std::exchange(base, Base());
    ++baseCount;
    if (frame->interactive && old.projection) {
      base = reprojected(old, frame->projection, frame->view, groundOf(*frame));
    }
    backdrop = Base();
    isDirty = true;
  }
  if (isWorking) {
    // Newest wins, but what is nearly done and still of use is let be: a zoom in steps would else never show
    // anything sharper than its beginning.
    const double scale = working.view.metresPerPixel / frame->view.metresPerPixel;
    const bool isFar = !isWorkingOnBackdrop && (scale > 3 || scale < 1.0 / 3);
    if (!isOf(working, *frame) || isFar || (isWorkingOnBackdrop && !satisfies(base, kLeastMargin))) {
      stopWorking.request_stop();
    }
    return;
  }
  if (!satisfies(base, kLeastMargin)) {
    // The very first picture (or the first of a projection) is made without margin, to be there sooner.
    startBase(base.key == 0 ? 0 : kMargin);
  } else if (frame->interactive && wantsBackdrop()) {
    startBackdrop();
  }
}

bool Compositor::Private::wantsBackdrop() const {
  const bool hasGround = std::any_of(layers.begin(), layers.end(), [this](const auto& layer) {
    return layer->isGround() && !isHidden(*frame, layer->id());
  });
  if (!hasGround) return false;
  if (!backdrop.isValid() || backdrop.key != keyOfStatics(true)) return true;
  const double scale = backdrop.view.metresPerPixel / frame->view.metresPerPixel;
  if (scale > 2 * kBackdropScale || scale < kBackdropScale / 2) return true;
  // As long as there is a screen's width of it on each side it serves.
  const QSizeF size = backdrop.view.size;
  const QRectF place = backdrop.placeOf(frame->view);
  return place.left() < place.width() / 2 || place.top() < place.height() / 2 ||
         place.right() > size.width() - place.width() / 2 ||
         place.bottom() > size.height() - place.height() / 2;
}

void Compositor::Private::startBase(double margin) {
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
  for (Layer* layer : shownLayers(*frame, layers)) {
    if (!layer->isDynamic()) task->jobs.push_back(jobOf(*layer, wide));
  }
  start(std::move(task));
}

void Compositor::Private::startBackdrop() {
  auto wide = std::make_shared<Frame>(*frame);
  wide->view.metresPerPixel *= kBackdropScale;
  wide->view.size = (QSizeF(frame->view.size) * kBackdropSize).toSize().expandedTo({1, 1});
  auto task = std::make_unique<Order>();
  task->isBackdrop = true;
  task->base.view = wide->view;
  task->base.key = keyOfStatics(true);
  for (Layer* layer : shownLayers(*frame, layers)) {
    if (layer->isGround() && !layer->isDynamic()) task->jobs.push_back(jobOf(*layer, wide));
  }
  start(std::move(task));
}

void Compositor::Private::start(std::unique_ptr<Order> task) {
  task->base.projection = frame->projection;
  task->ground = groundOf(*frame);
  stopWorking = std::stop_source();
  task->stop = stopWorking.get_token();
  working = task->base;
  isWorking = true;
  isWorkingOnBackdrop = task->isBackdrop;
  {
    const std::lock_guard lock(mutex);
    order = std::move(task);
  }
  wake.notify_one();
}

/// Copies the base's pixels of a band; the ground where the base does not reach. Same scale only.
void Compositor::Private::restoreBase(const PixelTarget& target, const QRect& band) const {
  const QRgb ground = groundOf(*frame).rgb();
  const QRectF place = base.placeOf(frame->view);
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

/// A band of the stale base, moved and scaled to where it belongs now, before the backdrop.
void Compositor::Private::previewBase(const PixelTarget& target, const QRect& band) const {
  const QRectF place = base.placeIn(frame->view);
  // What is wholly covered; a pixel less, for the smooth edge.
  const QRect covered(QPoint(static_cast<int>(std::ceil(std::max(place.left(), -1e6))) + 1,
                             static_cast<int>(std::ceil(std::max(place.top(), -1e6))) + 1),
                      QPoint(static_cast<int>(std::floor(std::min(place.right(), 1e6))) - 2,
                             static_cast<int>(std::floor(std::min(place.bottom(), 1e6))) - 2));
  const QRegion bare = QRegion(band).subtracted(covered);
  if (!bare.isEmpty()) {
    fillRows(target, band, groundOf(*frame).rgb());
    if (backdrop.isValid() && isOf(backdrop, *frame)) drawScaled(backdrop, frame->view, bare, target);
  }
  drawScaled(base, frame->view, band, target);
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
  d->frame = resolved(d->given);
  d->isDirty = true;
  if (!d->frame) return;
  d->staticKey = d->keyOfStatics();
  d->pump();
}

bool Compositor::isSharp() const {
  return d->isSharp();
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

  const bool hasBase = d->base.isValid() && isOf(d->base, frame);
  bool isSameScale = hasBase && d->base.view.metresPerPixel == frame.view.metresPerPixel;
  if (isSameScale && d->backdrop.isValid()) {
    // Panned beyond the base: the backdrop shows what it does not reach.
    const QRectF place = d->base.placeOf(frame.view);
    isSameScale = place.left() > -0.5 && place.top() > -0.5 && place.right() < d->base.image.width() + 0.5 &&
                  place.bottom() < d->base.image.height() + 0.5;
  }
  std::vector<Layer*> dynamic = shownLayers(frame, d->layers);
  std::erase_if(dynamic, [](const Layer* layer) { return !layer->isDynamic(); });
  const std::size_t steady = isSameScale ? KeptPicture::steadyCount(dynamic) : 0;
  const KeptPicture::Step step = d->kept.next(
      steady > 0 ? KeptPicture::keyOf(frame, std::span(dynamic).first(steady)) : 0, d->baseCount, size);
  std::vector<Layer::Parts> jobs(dynamic.size());
  const std::size_t first = step == KeptPicture::Step::Restore ? steady : 0;
  for (std::size_t i = first; i < dynamic.size(); ++i) jobs[i] = partsOf(*dynamic[i], d->frame);
  // What lies above the first upper part is drawn in a second round.
  const auto split = static_cast<std::size_t>(
      std::find_if(jobs.begin() + static_cast<std::ptrdiff_t>(steady), jobs.end(),
                   [](const Layer::Parts& parts) { return parts.upper != nullptr; }) -
      jobs.begin());
  const PixelTarget target = PixelTarget::of(d->out);
  const QString marking = markingOf(frame);
  const auto drawLower = [&](const QRect& band) {
    if (step == KeptPicture::Step::Restore) {
      d->kept.restore(target, band);
    } else if (isSameScale) {
      d->restoreBase(target, band);
    } else if (hasBase) {
      d->previewBase(target, band);
    } else {
      fillRows(target, band, groundOf(frame).rgb());
    }
    PixelCanvas canvas(target, frame.view.pixelRatio, band);
    for (std::size_t j = first; j <= jobs.size(); ++j) {
      if (j == steady && step == KeptPicture::Step::Keep) d->kept.take(target, band);
      if (j > split || j == jobs.size()) break;
      if (jobs[j].lower) jobs[j].lower(canvas, {});
    }
  };
  const auto drawUpper = [&](const QRect& band) {
    PixelCanvas canvas(target, frame.view.pixelRatio, band);
    for (std::size_t j = split; j < jobs.size(); ++j) {
      if (j > split && jobs[j].lower) jobs[j].lower(canvas, {});
      if (jobs[j].upper) jobs[j].upper(canvas, {});
    }
    drawBanner(canvas, marking);
  };
  d->bands.drawBands(size, split < jobs.size() ? jobs[split].beside : std::function<void()>(), drawLower,
                     drawUpper);
  d->stats.labelsHidden = 0;
  QStringList words;
  for (const auto& layer : d->layers) {
    if (isHidden(frame, layer->id())) continue;
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
  const std::vector<Layer*> shown = shownLayers(*d->frame, d->layers);
  for (auto layer = shown.rbegin(); layer != shown.rend(); ++layer) {
    const Pick pick = (*layer)->pick(*d->frame, devicePixel);
    if (pick.kind != Pick::Kind::None && pick.distancePx < best.distancePx) best = pick;
  }
  return best;
}

void Compositor::render(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                        Canvas& canvas) {
  // Static ones first, as on screen, whatever order they are registered in.
  renderStatic(frame, layers, canvas);
  renderDynamic(frame, layers, canvas);
}

void Compositor::renderStatic(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                              Canvas& canvas) {
  if (!frame) return;
  canvas.rect(QRectF(QPointF(0, 0), QSizeF(canvas.size())), groundOf(*frame), QColor(), 0);
  drawLayers(resolved(frame), layers, canvas, false);
}

void Compositor::renderDynamic(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                               Canvas& canvas) {
  if (!frame) return;
  drawLayers(resolved(frame), layers, canvas, true);
  drawBanner(canvas, markingOf(*frame));
}

std::uint64_t Compositor::staticKey(const FramePtr& frame,
                                    const std::vector<std::unique_ptr<Layer>>& layers) {
  if (!frame) return 0;
  const FramePtr whole = resolved(frame);
  const View& v = whole->view;
  const PictureMargins& m = whole->margins;
  const std::uint64_t key =
      mixKey({projectionKey(*whole), keyOf(whole->theme ? whole->theme->id.toStdString() : std::string()),
              keyOf(v.centre.x), keyOf(v.centre.y), keyOf(v.metresPerPixel), keyOf(v.pixelRatio),
              static_cast<std::uint64_t>(v.size.width()), static_cast<std::uint64_t>(v.size.height()),
              static_cast<std::uint64_t>(m.left), static_cast<std::uint64_t>(m.top),
              static_cast<std::uint64_t>(m.right), static_cast<std::uint64_t>(m.bottom)});
  return mixStatics(key, *whole, layers, false);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/VideoLayer.h"

#include "data/core/Units.h"
#include "widgets/scene/WarpGrid.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace sorami {
namespace {

/// How long a radial is seen: more than a turn of the slowest antenna in use.
constexpr Micros kPersistence = 12 * kSecond;
/// The picture is made anew this often while time runs.
constexpr Micros kStep = 100 * kMillisecond;
constexpr std::size_t kAzimuths = 4096;
constexpr std::size_t kMostCells = 4096;
constexpr double kEarthRadius = 6'371'008.8;

/// One antenna's last turn, by azimuth and range.
struct Scope {
  LatLon sensor;
  double firstM = 0;
  double cellM = 0;
  std::size_t cells = 0;
  std::vector<std::uint8_t> amplitude;   ///< kAzimuths rows of `cells`
  std::array<float, kAzimuths> fresh{};  ///< 1 new … 0 gone
  double reachM() const { return firstM + cellM * static_cast<double>(cells); }
};

Scope scopeOf(const std::vector<const VideoSweep*>& sweeps, UtcTime now) {
  Scope scope;
  const VideoSweep& newest = *sweeps.back();
  scope.sensor = newest.sensor;
  scope.firstM = newest.startRangeM;
  scope.cellM = newest.cellM;
  // Cells finer than a picture has pixels are taken together.
  const std::size_t fold = (newest.cells.size() + kMostCells - 1) / kMostCells;
  scope.cellM *= static_cast<double>(std::max<std::size_t>(fold, 1));
  scope.cells = fold > 0 ? newest.cells.size() / fold : 0;
  scope.amplitude.assign(kAzimuths * scope.cells, 0);
  for (const VideoSweep* sweep : sweeps) {
    if (scope.cells == 0 || !(sweep->cellM > 0)) continue;
    const float age = static_cast<float>(now - sweep->time) / static_cast<float>(kPersistence);
    const double from = sweep->startAzimuthDeg / 360 * kAzimuths;
    double width = sweep->endAzimuthDeg / 360 * kAzimuths - from;
    if (width < 0) width += kAzimuths;
    const auto begin = static_cast<std::size_t>(std::floor(from));
    const auto rows =
        std::min<std::size_t>(static_cast<std::size_t>(std::ceil(from + width)) - begin, kAzimuths / 8);
    for (std::size_t r = 0; r < std::max<std::size_t>(rows, 1); ++r) {
      const std::size_t row = (begin + r) % kAzimuths;
      std::uint8_t* out = scope.amplitude.data() + row * scope.cells;
      for (std::size_t c = 0; c < scope.cells; ++c) {
        const double range = scope.firstM + (static_cast<double>(c) + 0.5) * scope.cellM;
        const double at = (range - sweep->startRangeM) / sweep->cellM;
        const double end = at + scope.cellM / sweep->cellM;
        std::uint8_t most = 0;
        for (auto i = static_cast<std::ptrdiff_t>(at); i < static_cast<std::ptrdiff_t>(std::ceil(end)); ++i)
          if (i >= 0 && static_cast<std::size_t>(i) < sweep->cells.size())
            most = std::max(most, sweep->cells[static_cast<std::size_t>(i)]);
        out[c] = most;
      }
      scope.fresh[row] = std::clamp(1 - age, 0.0F, 1.0F);
    }
  }
  return scope;
}

/// Range and azimuth from the sensor, on the sphere: within a picture's pixel at any range a radar has.
class Bearing {
 public:
  explicit Bearing(LatLon sensor)
      : m_sinLat(std::sin(degToRad(sensor.lat))),
        m_cosLat(std::cos(degToRad(sensor.lat))),
        m_lon(sensor.lon) {}
  /// Range in m, azimuth in turns from 0 to 1.
  void at(LatLon p, double& range, double& azimuth) const {
    const double lat = degToRad(p.lat);
    const double dLon = degToRad(p.lon - m_lon);
    const double s = std::sin(lat);
    const double c = std::cos(lat);
    const double y = std::sin(dLon) * c;
    const double x = m_cosLat * s - m_sinLat * c * std::cos(dLon);
    const double z = m_sinLat * s + m_cosLat * c * std::cos(dLon);
    range = kEarthRadius * std::atan2(std::hypot(x, y), z);
    azimuth = std::atan2(y, x) / (2 * M_PI);
    if (azimuth < 0) azimuth += 1;
  }

 private:
  double m_sinLat;
  double m_cosLat;
  double m_lon;
};

constexpr std::uint32_t kNoCell = 0xFFFFFFFF;

/// Which cell of a scope each pixel of a view shows: azimuth row × cells + cell.
std::vector<std::uint32_t> cellsOf(const Frame& f, const Scope& scope, const std::stop_token& stop) {
  std::vector<std::uint32_t> cells(
      static_cast<std::size_t>(f.view.size.width()) * static_cast<std::size_t>(f.view.size.height()),
      kNoCell);
  const Bearing bearing(scope.sensor);
  const double reachDeg = scope.reachM() / kEarthRadius * 180 / M_PI;
  warpView(
      *f.projection, f.view,
      [&](int x, int y, std::span<const LatLon> at) {
        std::uint32_t* out = cells.data() +
                             static_cast<std::size_t>(y) * static_cast<std::size_t>(f.view.size.width()) +
                             static_cast<std::size_t>(x);
        for (std::size_t i = 0; i < at.size(); ++i) {
          // Most of a map is out of reach.
          if (!(std::abs(at[i].lat - scope.sensor.lat) < reachDeg)) continue;
          double range = 0;
          double azimuth = 0;
          bearing.at(at[i], range, azimuth);
          if (range < scope.firstM || range >= scope.reachM()) continue;
          const auto row = std::min(static_cast<std::size_t>(azimuth * kAzimuths), kAzimuths - 1);
          const auto cell =
              std::min(static_cast<std::size_t>((range - scope.firstM) / scope.cellM), scope.cells - 1);
          out[i] = static_cast<std::uint32_t>(row * scope.cells + cell);
        }
      },
      stop);
  return cells;
}

}  // namespace

QImage videoPicture(const Frame& f, std::stop_token stop, VideoCache* cache) {
  if (!f.store || !f.projection || f.view.size.isEmpty() || !f.time.isValid() || !f.store->hasVideo())
    return {};
  const std::vector<VideoSweep> sweeps = f.store->video({f.time - kPersistence, f.time});
  std::vector<std::pair<std::uint16_t, std::vector<const VideoSweep*>>> bySource;
  for (const VideoSweep& sweep : sweeps) {
    if (sweep.cells.empty() || !sweep.isPlaced()) continue;
    auto found = std::find_if(bySource.begin(), bySource.end(),
                              [&](const auto& s) { return s.first == sweep.source; });
    if (found == bySource.end()) found = bySource.insert(bySource.end(), {sweep.source, {}});
    found->second.push_back(&sweep);
  }
  if (bySource.empty() || stop.stop_requested()) return {};
  QImage image(f.view.size, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  // Phosphor: the colour of echoes, brighter with amplitude.
  const QColor echo = f.theme ? f.theme->accent : QColor(120, 230, 160);
  uchar* bits = image.bits();
  const std::ptrdiff_t stride = image.bytesPerLine();
  for (auto& [source, list] : bySource) {
    std::stable_sort(list.begin(), list.end(),
                     [](const VideoSweep* a, const VideoSweep* b) { return a->time < b->time; });
    const Scope scope = scopeOf(list, f.time);
    if (scope.cells == 0) continue;
    const std::uint64_t key =
        mixKey({keyOf(f.projection->key()), keyOf(f.view.centre.x), keyOf(f.view.centre.y),
                keyOf(f.view.metresPerPixel), static_cast<std::uint64_t>(f.view.size.width()),
                static_cast<std::uint64_t>(f.view.size.height()), keyOf(scope.sensor.lat),
                keyOf(scope.sensor.lon), keyOf(scope.firstM), keyOf(scope.cellM), scope.cells});
    VideoCells own;
    VideoCells& cells = cache != nullptr ? (*cache)[source] : own;
    if (cells.key != key || cells.cells.empty()) cells = {key, cellsOf(f, scope, stop)};
    if (stop.stop_requested()) break;
    for (int y = 0; y < f.view.size.height(); ++y) {
      QRgb* out = static_cast<QRgb*>(static_cast<void*>(bits + y * stride));
      const std::uint32_t* from =
          cells.cells.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(f.view.size.width());
      for (int x = 0; x < f.view.size.width(); ++x) {
        if (from[x] == kNoCell) continue;
        const std::uint8_t amplitude = scope.amplitude[from[x]];
        if (amplitude == 0) continue;
        const float alpha = static_cast<float>(amplitude) / 255 * scope.fresh[from[x] / scope.cells];
        if (alpha <= 0.004F || alpha * 255 <= static_cast<float>(qAlpha(out[x]))) continue;
        const auto part = [alpha](int v) { return static_cast<int>(static_cast<float>(v) * alpha + 0.5F); };
        out[x] = qRgba(part(echo.red()), part(echo.green()), part(echo.blue()), part(255));
      }
    }
  }
  return stop.stop_requested() ? QImage() : image;
}

/// Makes the newest wanted picture on a thread of its own.
struct VideoLayer::Shared {
  std::mutex mutex;
  std::condition_variable_any wake;
  FramePtr wanted;
  std::uint64_t wantedKey = 0;
  QImage image;
  View view;                   ///< of the image
  std::uint64_t imageKey = 0;  ///< what it was made for
  std::uint64_t projection = 0;
  std::function<void()> updated;
  VideoCache cache;  ///< of the thread alone
  std::jthread thread;

  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    while (wake.wait(lock, stop, [this] { return wanted != nullptr; })) {
      const FramePtr frame = std::exchange(wanted, nullptr);
      const std::uint64_t key = wantedKey;
      lock.unlock();
      QImage made = videoPicture(*frame, stop, &cache);
      lock.lock();
      image = std::move(made);
      view = frame->view;
      projection = keyOf(frame->projection->key());
      imageKey = key;
      const std::function<void()> tell = updated;
      lock.unlock();
      if (tell) tell();
      lock.lock();
    }
  }
};

VideoLayer::VideoLayer() : d(std::make_shared<Shared>()) {}

VideoLayer::~VideoLayer() {
  d->thread = {};  // it is stopped and waited for
}

QString VideoLayer::title() const {
  return QCoreApplication::translate("sorami::VideoLayer", "Radar video");
}

void VideoLayer::onUpdated(std::function<void()> updated) {
  const std::lock_guard lock(d->mutex);
  d->updated = std::move(updated);
}

std::uint64_t VideoLayer::key(const Frame& f) const {
  if (!f.store || !f.store->hasVideo() || !f.projection) return 0;
  return mixKey({f.store->version(), static_cast<std::uint64_t>(f.time.us / kStep),
                 keyOf(f.projection->key()), keyOf(f.view.centre.x), keyOf(f.view.centre.y),
                 keyOf(f.view.metresPerPixel),
                 static_cast<std::uint64_t>(f.view.size.width()) << 32 |
                     static_cast<std::uint64_t>(f.view.size.height())});
}

Layer::Job VideoLayer::prepare(const FramePtr& frame) {
  const std::uint64_t wanted = key(*frame);
  if (wanted == 0) return [](Canvas&, std::stop_token) {};
  if (!frame->interactive) {
    // Bands are drawn at the same time: the first to come makes the picture for all.
    struct Once {
      std::once_flag flag;
      QImage image;
    };
    return [frame, once = std::make_shared<Once>()](Canvas& canvas, std::stop_token stop) {
      std::call_once(once->flag, [&] { once->image = videoPicture(*frame, stop); });
      if (!once->image.isNull()) canvas.image(once->image, {0, 0}, 1);
    };
  }
  QImage image;
  {
    const std::lock_guard lock(d->mutex);
    if (d->imageKey != wanted && d->wantedKey != wanted) {
      d->wanted = frame;
      d->wantedKey = wanted;
      if (!d->thread.joinable())
        d->thread = std::jthread([shared = d.get()](std::stop_token stop) { shared->run(stop); });
      d->wake.notify_one();
    }
    // One of another view would lie askew.
    if (d->view == frame->view && d->projection == keyOf(frame->projection->key())) image = d->image;
  }
  return [image](Canvas& canvas, std::stop_token) {
    if (!image.isNull()) canvas.image(image, {0, 0}, 1);
  };
}

}  // namespace sorami

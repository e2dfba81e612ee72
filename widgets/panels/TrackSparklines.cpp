// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TrackSparklines.h"

#include "data/store/Queries.h"
#include "widgets/panels/TrackTableModel.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

constexpr Micros kReach = 3600 * kSecond;  ///< about the cursor, of tracks that live longer
constexpr std::size_t kPoints = 64;        ///< of a profile, about
constexpr std::size_t kMostKept = 4000;
constexpr std::size_t kAtOnce = 64;
constexpr int kSoonMs = 40;

TrackSparklines::Profile profileOf(const StoreView& view, const TrackInfo& info, UtcTime about,
                                   std::stop_token stop) {
  TimeRange range{info.first, info.last};
  if (range.length() > 2 * kReach && about.isValid()) {
    range.begin = std::max(range.begin, about - kReach);
    range.end = std::min(range.end, about + kReach);
  }
  TrackSparklines::Profile profile;
  profile.begin = range.begin;
  profile.length = static_cast<float>(static_cast<double>(range.length()) * 1e-6);
  const std::vector<Sample> samples = history(view, info.id, range, stop);
  const std::size_t each = std::max<std::size_t>(1, samples.size() / kPoints);
  const Micros gap = std::max<Micros>(kMinute, range.length() / 16);
  UtcTime last;
  for (std::size_t i = 0; i < samples.size(); i += each) {
    const Sample& s = samples[i];
    if (s.flags & kOutlier) continue;
    const float altitude = std::isfinite(s.baroAltitude) ? s.baroAltitude : s.geoAltitude;
    if (!std::isfinite(altitude)) continue;
    const float at = static_cast<float>(static_cast<double>(s.time - range.begin) * 1e-6);
    if (last.isValid() && s.time - last > gap) {
      profile.points.push_back({at, std::numeric_limits<float>::quiet_NaN()});
    }
    const bool isFirst = !last.isValid();
    profile.low = isFirst ? altitude : std::min(profile.low, altitude);
    profile.high = isFirst ? altitude : std::max(profile.high, altitude);
    profile.points.push_back({at, altitude});
    last = s.time;
  }
  return profile;
}

}  // namespace

TrackSparklines::TrackSparklines(const TrackTableModel* model, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model), m_look(defaultLook()), m_job(this, [this](Made made) {
        if (made.store == m_store) {
          if (m_profiles.size() > kMostKept) m_profiles.clear();
          for (auto& [track, profile] : made.profiles) m_profiles[track] = std::move(profile);
          Q_EMIT ready();
        }
        if (!m_wanted.empty()) m_soon.start();
      }) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSoonMs);
  connect(&m_soon, &QTimer::timeout, this, &TrackSparklines::fetch);
}

void TrackSparklines::setMoment(const StoreViewPtr& store, UtcTime time) {
  const std::int64_t window = time.isValid() ? time.us / kReach : 0;
  if (store != m_store || window != m_window) {
    m_profiles.clear();
    m_wanted.clear();
  }
  m_store = store;
  m_time = time;
  m_window = window;
}

const TrackSparklines::Profile* TrackSparklines::profile(TrackId track) const {
  const auto found = m_profiles.find(track);
  return found == m_profiles.end() ? nullptr : &found->second;
}

void TrackSparklines::fetch() {
  if (!m_store || m_wanted.empty() || m_job.isBusy()) return;
  std::sort(m_wanted.begin(), m_wanted.end());
  m_wanted.erase(std::unique(m_wanted.begin(), m_wanted.end()), m_wanted.end());
  std::vector<TrackId> now(
      m_wanted.begin(), m_wanted.begin() + static_cast<std::ptrdiff_t>(std::min(kAtOnce, m_wanted.size())));
  // What is still in view asks again when it is painted.
  m_wanted.clear();
  m_job.request([store = m_store, now, time = m_time](std::stop_token stop) {
    Made made{store, {}};
    for (const TrackId id : now) {
      if (stop.stop_requested() || id >= store->tracks().size()) break;
      made.profiles.emplace_back(id, profileOf(*store, store->tracks()[id], time, stop));
    }
    return made;
  });
}

void TrackSparklines::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  const TrackId track = m_model->trackAt(index.row());
  const Profile* p = profile(track);
  if (p == nullptr) {
    if (track != kNoTrack && std::find(m_wanted.begin(), m_wanted.end(), track) == m_wanted.end()) {
      m_wanted.push_back(track);
      if (!m_soon.isActive()) m_soon.start();
    }
    return;
  }
  if (p->points.size() < 2 || p->length <= 0) return;
  const QRectF box = QRectF(option.rect).adjusted(6, 4, -6, -4);
  // A level flight is a level line, not noise filling the cell: 300 m at least from bottom to top.
  const float span = std::max(300.0F, p->high - p->low);
  const float middle = (p->high + p->low) / 2;
  const auto at = [&](const Point& q) {
    return QPointF(box.left() + static_cast<double>(q.seconds / p->length) * box.width(),
                   box.center().y() - static_cast<double>((q.altitude - middle) / span) * box.height());
  };
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(m_look->theme().accent, 1.2));
  QPolygonF line;
  const auto flush = [&] {
    if (line.size() > 1) painter->drawPolyline(line);
    line.clear();
  };
  for (const Point& q : p->points) {
    if (std::isnan(q.altitude)) {
      flush();
    } else {
      line << at(q);
    }
  }
  flush();
  const double part = static_cast<double>(m_time - p->begin) * 1e-6 / static_cast<double>(p->length);
  if (part >= 0 && part <= 1) {
    painter->setPen(QPen(m_look->theme().selection, 1));
    const double x = box.left() + part * box.width();
    painter->drawLine(QPointF(x, box.top() - 2), QPointF(x, box.bottom() + 2));
  }
  painter->restore();
}

}  // namespace sorami

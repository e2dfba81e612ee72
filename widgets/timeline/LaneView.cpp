// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/LaneView.h"

#include "widgets/timeline/TimeLabels.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kEdge = 16;      // px right of the lanes
constexpr int kRowGap = 8;     // px between lanes
constexpr int kSourceBar = 6;  // px of one source's bar
constexpr int kSourceGap = 2;
constexpr int kMaxSourceBars = 6;
constexpr int kEventsHeight = 14;
constexpr int kStoryHeight = 19;
constexpr int kMarksHeight = 13;
constexpr int kLeastDensity = 28;
constexpr int kDetectionHeight = 14;
constexpr double kZoomStep = 1.25;

}  // namespace

LaneView::LaneView(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setMouseTracking(true);
  setMinimumHeight(64);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Timeline"));
}

void LaneView::setLook(const LookPtr& look) {
  m_look = look;
  resizeEvent(nullptr);
  update();
}

void LaneView::setState(const Clock::State& state) {
  const UtcTime before = m_state.cursor;
  const bool newBounds = state.bounds != m_state.bounds;
  m_state = state;
  if (newBounds) {
    m_axis.setLimits(state.bounds);
    Q_EMIT axisChanged();
  }
  if (m_drag == Drag::None && state.cursor != before && state.cursor.isValid() &&
      !m_axis.visible().contains(state.cursor)) {
    m_axis.reveal(state.cursor);
    Q_EMIT axisChanged();
  }
  // What a screen reader says: the value, not the picture.
  setAccessibleDescription(state.playing
                               ? tr("%1, playing %2").arg(zuluText(state.cursor), rateText(state.rate))
                               : tr("%1, paused").arg(zuluText(state.cursor)));
  update();
}

void LaneView::setData(TimelineDataPtr detail) {
  m_data = std::move(detail);
  updateGeometry();
  fitLanes();
}

void LaneView::setEvents(EventListPtr events, StoreViewPtr store) {
  m_events.setEvents(std::move(events), std::move(store));
  fitLanes();
}

void LaneView::setStory(std::vector<StoryMark> marks) {
  m_story.setMarks(std::move(marks));
  fitLanes();
}

void LaneView::setLog(std::vector<LaneMark> marks) {
  m_log.setMarks(std::move(marks));
  fitLanes();
}

void LaneView::setPlanMarks(std::vector<LaneMark> marks) {
  m_plan.setMarks(std::move(marks));
  fitLanes();
}

void LaneView::setSilences(std::vector<TimeRange> silences) {
  m_silences = std::move(silences);
  update();
}

void LaneView::setDetection(DetectionMarks marks) {
  m_detection.setMarks(std::move(marks));
  fitLanes();
}

void LaneView::setEmptyText(const QString& text) {
  m_empty = text;
  update();
}

void LaneView::setBusy(bool busy) {
  if (m_busy == busy) return;
  m_busy = busy;
  update();
}

void LaneView::zoom(double factor) {
  double at = m_axis.width() / 2;
  if (m_axis.visible().contains(m_state.cursor)) at = m_axis.pixelOf(m_state.cursor);
  m_axis.zoomAt(at, factor);
  Q_EMIT axisChanged();
  update();
}

void LaneView::fit() {
  m_axis.fit();
  Q_EMIT axisChanged();
  update();
}

int LaneView::gutter() const {
  return m_look->px(88);
}

double LaneView::positionOf(UtcTime t) const {
  return gutter() + m_axis.pixelOf(t);
}

UtcTime LaneView::timeAt(double x) const {
  return m_axis.timeAt(x - gutter());
}

LaneView::Rows LaneView::rows() const {
  const int left = gutter();
  const int wide = std::max(width() - left - kEdge, 1);
  const int axisHeight = m_look->px(24);
  const int bars = m_data ? std::min<int>(static_cast<int>(m_data->sources.size()), kMaxSourceBars) : 1;
  const int sourceHeight = std::max(bars * (kSourceBar + kSourceGap), m_look->px(14));
  const int axisTop = height() - axisHeight;
  Rows r;
  int bottom = axisTop;
  if (!m_story.isEmpty()) {
    const int tall = m_look->px(kStoryHeight);
    r.story = QRect(left, bottom - tall - 2, wide, tall);
    bottom = r.story.top();
  }
  for (const auto& [lane, row] : {std::pair(&m_plan, &r.plan), std::pair(&m_log, &r.log)}) {
    if (lane->isEmpty()) continue;
    const int tall = m_look->px(kMarksHeight);
    *row = QRect(left, bottom - tall - 2, wide, tall);
    bottom = row->top();
  }
  if (!m_events.isEmpty()) {
    const int tall = m_look->px(kEventsHeight);
    r.events = QRect(left, bottom - tall - kRowGap / 2, wide, tall);
    bottom = r.events.top();
  }
  if (!m_detection.isEmpty()) {
    const int tall = m_look->px(kDetectionHeight);
    r.detection = QRect(left, bottom - tall - kRowGap / 2, wide, tall);
    bottom = r.detection.top();
  }
  const int sourceTop = bottom - kRowGap / 2 - sourceHeight;
  r.axis = QRect(left, axisTop, wide, axisHeight);
  r.sources = QRect(left, sourceTop, wide, sourceHeight);
  r.density = QRect(left, kRowGap / 2, wide, std::max(sourceTop - kRowGap - kRowGap / 2, 12));
  return r;
}

void LaneView::fitLanes() {
  // What the lanes need, with a density that can still be read.
  const Rows r = rows();
  const int lanes = height() - r.sources.top();
  setMinimumHeight(lanes + m_look->px(kLeastDensity) + kRowGap);
  update();
}

QRect LaneView::lanesRect() const {
  const Rows r = rows();
  return r.density.united(r.sources)
      .united(r.detection)
      .united(r.events)
      .united(r.log)
      .united(r.plan)
      .united(r.story);
}

QSize LaneView::sizeHint() const {
  return {600, m_look->px(132)};
}

void LaneView::resizeEvent(QResizeEvent*) {
  m_axis.setWidth(rows().axis.width());
  Q_EMIT axisChanged();
}

// --- input

void LaneView::scrubTo(double x) {
  if (!m_state.bounds.isValid()) return;
  const UtcTime to = std::clamp(timeAt(x), m_axis.visible().begin, m_axis.visible().end);
  Q_EMIT seekRequested(to);
}

void LaneView::mousePressEvent(QMouseEvent* event) {
  Q_EMIT hovered({}, {});
  m_last = event->position().x();
  if (event->button() == Qt::MiddleButton ||
      (event->button() == Qt::LeftButton && rows().axis.contains(event->position().toPoint()))) {
    m_drag = Drag::Pan;
    setCursor(Qt::ClosedHandCursor);
  } else if (event->button() == Qt::LeftButton && m_state.bounds.isValid()) {
    const Rows r = rows();
    const QPoint at = event->position().toPoint();
    if (r.story.contains(at)) {
      if (const int step = m_story.at(m_last - r.story.left()); step >= 0) {
        Q_EMIT stepChosen(step);
        return;
      }
    }
    for (const auto& [lane, row] : {std::pair(&m_log, &r.log), std::pair(&m_plan, &r.plan)}) {
      const LaneMark* mark = row->contains(at) ? lane->at(m_last - row->left(), m_axis) : nullptr;
      if (!mark) continue;
      Q_EMIT seekRequested(UtcTime(mark->time));
      return;
    }
    if (r.events.contains(at)) {
      if (const Event* found = m_events.at(m_last - r.events.left(), m_axis)) {
        Q_EMIT eventChosen(Event(*found));
        return;
      }
    }
    m_drag = Drag::Scrub;
    Q_EMIT scrubbing(true);
    scrubTo(m_last);
  }
}

void LaneView::mouseMoveEvent(QMouseEvent* event) {
  const double x = event->position().x();
  m_hoverY = event->position().toPoint().y();
  m_hover = x >= gutter() && x < width() - kEdge ? std::optional<double>(x) : std::nullopt;
  if (m_drag == Drag::Scrub) {
    scrubTo(x);
  } else if (m_drag == Drag::Pan) {
    m_axis.panBy(m_last - x);
    Q_EMIT axisChanged();
  }
  const bool rests = m_hover && m_drag == Drag::None && m_state.bounds.isValid();
  Q_EMIT hovered(rests ? timeAt(x) : UtcTime{}, mapToGlobal(QPoint(static_cast<int>(x), 0)));
  m_last = x;
  update();
}

void LaneView::mouseReleaseEvent(QMouseEvent*) {
  if (m_drag == Drag::Scrub) Q_EMIT scrubbing(false);
  m_drag = Drag::None;
  unsetCursor();
  update();
}

void LaneView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (rows().axis.contains(event->position().toPoint())) {
    fit();
  } else {
    mousePressEvent(event);
  }
}

void LaneView::wheelEvent(QWheelEvent* event) {
  const QPoint delta = event->angleDelta();
  if (event->modifiers() & Qt::ShiftModifier || std::abs(delta.x()) > std::abs(delta.y())) {
    const int by = delta.x() != 0 ? delta.x() : delta.y();
    m_axis.panBy(-by);
  } else {
    m_axis.zoomAt(event->position().x() - gutter(), std::pow(kZoomStep, delta.y() / 120.0));
  }
  Q_EMIT axisChanged();
  event->accept();
  update();
}

void LaneView::leaveEvent(QEvent*) {
  m_hover.reset();
  Q_EMIT hovered({}, {});
  update();
}

// --- painting

void LaneView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = m_look->theme();
  painter.fillRect(rect(), theme.panel);
  const Rows r = rows();
  if (!m_state.bounds.isValid()) {
    painter.setPen(theme.textMuted);
    painter.setFont(m_look->text(13));
    painter.drawText(rect(), Qt::AlignCenter, m_empty);
    return;
  }
  painter.setFont(m_look->text(11));
  painter.setPen(theme.textMuted);
  const int margin = 12;
  painter.drawText(QRect(margin, r.density.top(), gutter() - margin, r.density.height()),
                   Qt::AlignLeft | Qt::AlignVCenter, m_busy && !m_data ? tr("counting…") : tr("reports"));
  const int sources = m_data ? static_cast<int>(m_data->sources.size()) : 0;
  painter.drawText(QRect(margin, r.sources.top(), gutter() - margin, r.sources.height()),
                   Qt::AlignLeft | Qt::AlignVCenter,
                   sources > kMaxSourceBars ? tr("%1 of %2 sources").arg(kMaxSourceBars).arg(sources)
                   : sources == 1           ? tr("1 source")
                                            : tr("%1 sources").arg(sources));
  if (!r.events.isEmpty()) {
    painter.drawText(QRect(margin, r.events.top(), gutter() - margin, r.events.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("events"));
  }
  for (const auto& [row, name] : {std::pair(r.log, tr("log")), std::pair(r.plan, tr("plan"))}) {
    if (row.isEmpty()) continue;
    painter.drawText(QRect(margin, row.top(), gutter() - margin, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, name);
  }
  if (!r.detection.isEmpty()) {
    painter.drawText(QRect(margin, r.detection.top(), gutter() - margin, r.detection.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("seen"));
  }
  if (!r.story.isEmpty()) {
    painter.drawText(QRect(margin, r.story.top(), gutter() - margin, r.story.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("story"));
  }
  painter.save();
  painter.setClipRect(QRect(gutter(), 0, r.axis.width() + 1, height()));
  paintLoop(painter, r);
  paintSilences(painter, r.density);
  paintDensity(painter, r.density);
  paintSources(painter, r.sources);
  if (!r.events.isEmpty()) {
    const bool isHovered = m_hover && r.events.contains(r.events.left() + 1, m_hoverY);
    m_events.paint(painter, r.events, m_axis, *m_look,
                   isHovered ? std::optional(*m_hover - r.events.left()) : std::nullopt);
  }
  const auto marks = [&](const MarkLane& lane, const QRect& row, const QColor& colour) {
    if (row.isEmpty()) return;
    const bool isHovered = m_hover && row.contains(row.left() + 1, m_hoverY);
    lane.paint(painter, row, m_axis, *m_look, colour,
               isHovered ? std::optional(*m_hover - row.left()) : std::nullopt);
  };
  marks(m_log, r.log, theme.link);
  marks(m_plan, r.plan, theme.warning);
  if (!r.detection.isEmpty()) m_detection.paint(painter, r.detection, m_axis, *m_look);
  if (!r.story.isEmpty()) m_story.paint(painter, r.story, m_axis, *m_look);
  paintAxis(painter, r.axis);
  painter.restore();
  paintHover(painter, r);
  paintCursor(painter, r);
}

void LaneView::paintSilences(QPainter& painter, const QRect& row) const {
  QColor colour = m_look->theme().textMuted;
  colour.setAlphaF(0.22F);
  const QBrush hatch(colour, Qt::BDiagPattern);
  for (const TimeRange& silence : m_silences) {
    const double a = row.left() + m_axis.pixelOf(silence.begin);
    const double b = row.left() + m_axis.pixelOf(silence.end);
    if (b - a < 4 || b < row.left() || a > row.right()) continue;
    painter.fillRect(QRectF(a, row.top(), b - a, row.height()).intersected(row), hatch);
  }
}

void LaneView::paintDensity(QPainter& painter, const QRect& row) const {
  const Theme& theme = m_look->theme();
  painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme.border);
  if (!m_data || m_data->peak == 0) return;
  // One bar of 3 px and a gap of 1: bins are gathered to it, by their greatest.
  const QColor colour = mixed(theme.panel, theme.link, 0.75);
  const auto bins = static_cast<double>(m_data->all.size());
  const double binMicros = static_cast<double>(std::max<Micros>(m_data->range.length(), 1)) / bins;
  const double bar = 4;
  for (double x = 0; x < row.width(); x += bar) {
    const double a = static_cast<double>(m_axis.timeAt(x) - m_data->range.begin) / binMicros;
    const double b = static_cast<double>(m_axis.timeAt(x + bar) - m_data->range.begin) / binMicros;
    if (b <= 0 || a >= bins) continue;
    const auto first = static_cast<std::size_t>(std::max(a, 0.0));
    const auto last = std::min(static_cast<std::size_t>(std::max(std::ceil(b), 1.0)), m_data->all.size());
    std::uint32_t most = 0;
    for (std::size_t i = first; i < std::max(last, first + 1) && i < m_data->all.size(); ++i) {
      most = std::max(most, m_data->all[i]);
    }
    if (most == 0) continue;
    const double part = std::sqrt(static_cast<double>(most) / m_data->peak);
    const int tall = std::max(2, static_cast<int>(std::lround(part * row.height())));
    painter.fillRect(QRectF(row.left() + x, row.bottom() - tall, bar - 1, tall), colour);
  }
}

void LaneView::paintSources(QPainter& painter, const QRect& row) const {
  if (!m_data) return;
  const Theme& theme = m_look->theme();
  const QColor quiet = mixed(theme.panel, theme.border, 0.6);
  const QColor heard = mixed(theme.panel, theme.ok, 0.6);
  int y = row.top();
  int shown = 0;
  for (const TimelineData::Lane& lane : m_data->sources) {
    if (++shown > kMaxSourceBars) break;
    const auto bins = static_cast<double>(lane.bins.size());
    const double binMicros = static_cast<double>(std::max<Micros>(m_data->range.length(), 1)) / bins;
    // A silence shorter than a pixel or two is no gap; longer ones stay open.
    const double px = binMicros / m_axis.microsPerPixel();
    const auto bridge = static_cast<std::size_t>(std::max(2.0, std::ceil(2.0 / std::max(px, 1e-9))));
    std::size_t i = 0;
    painter.fillRect(QRect(row.left(), y + kSourceBar / 2, row.width(), 1), quiet);
    while (i < lane.bins.size()) {
      if (lane.bins[i] == 0) {
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      for (std::size_t k = end; k < lane.bins.size() && k <= end + bridge; ++k) {
        if (lane.bins[k] != 0) end = k + 1;
      }
      const auto edge = [&](std::size_t bin) {
        return row.left() + m_axis.pixelOf(m_data->range.begin +
                                           static_cast<Micros>(static_cast<double>(bin) * binMicros));
      };
      const double x0 = std::max<double>(edge(i), row.left());
      const double x1 = std::min<double>(edge(end), row.right() + 1);
      if (x1 > x0) painter.fillRect(QRectF(x0, y, std::max(x1 - x0, 1.0), kSourceBar), heard);
      i = end;
    }
    y += kSourceBar + kSourceGap;
  }
}

void LaneView::paintAxis(QPainter& painter, const QRect& row) const {
  const Theme& theme = m_look->theme();
  painter.setFont(m_look->mono(11));
  const QFontMetrics metrics(painter.font());
  double free = row.left() - 1e9;
  for (const TimeAxis::Tick& tick : m_axis.ticks(m_look->px(96))) {
    const double x = std::floor(row.left() + tick.pixel) + 0.5;
    const bool major = !tick.label.isEmpty();
    painter.setPen(major ? theme.textMuted : theme.border);
    painter.drawLine(QPointF(x, row.top()), QPointF(x, row.top() + (major ? 5 : 3)));
    if (!major) continue;
    const double wide = metrics.horizontalAdvance(tick.label);
    double left = x - wide / 2;
    if (left < row.left()) left = row.left();
    if (left + wide > row.right()) left = row.right() - wide;
    if (left < free) continue;
    free = left + wide + 12;
    painter.setPen(tick.isDay ? theme.text : theme.textMuted);
    painter.drawText(QPointF(left, row.top() + 6 + metrics.ascent()), tick.label);
  }
}

void LaneView::paintLoop(QPainter& painter, const Rows& r) const {
  if (!m_state.loop) return;
  const double a = std::floor(positionOf(m_state.loop->begin));
  const double b = std::ceil(positionOf(m_state.loop->end));
  QColor tint = m_look->theme().accent;
  tint.setAlphaF(0.14f);
  painter.fillRect(QRectF(a, 0, std::max(b - a, 1.0), r.axis.top()), tint);
  painter.setPen(m_look->theme().accent);
  for (const double x : {a, b}) painter.drawLine(QPointF(x + 0.5, 0), QPointF(x + 0.5, r.axis.top()));
  painter.setFont(m_look->text(11, true));
  painter.drawText(QPointF(a + 4, m_look->px(12)), QStringLiteral("I"));
  painter.drawText(QPointF(b - m_look->px(12), m_look->px(12)), QStringLiteral("O"));
}

void LaneView::paintCursor(QPainter& painter, const Rows& r) const {
  if (!m_state.cursor.isValid()) return;
  const double x = positionOf(m_state.cursor);
  if (x < r.axis.left() - 1 || x > r.axis.right() + 1) return;
  const double at = std::floor(x) + 0.5;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_look->theme().selection, 1.5));
  painter.drawLine(QPointF(at, 2), QPointF(at, r.axis.top() + 3));
  QPainterPath head;
  head.moveTo(at - 6, 0);
  head.lineTo(at + 6, 0);
  head.lineTo(at, 8);
  head.closeSubpath();
  painter.fillPath(head, m_look->theme().selection);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

QString LaneView::hoverText(const Rows& r, double* foot) const {
  const UtcTime at = timeAt(*m_hover);
  const bool fine = m_axis.microsPerPixel() < static_cast<double>(kSecond);
  const QString time = zuluText(at, fine);
  const auto isOn = [&](const QRect& row) {
    return !row.isEmpty() && row.contains(row.left() + 1, m_hoverY);
  };
  // On a mark its own time and words; the plate then stands above the lane, not over it.
  if (isOn(r.events)) {
    if (const QString event = m_events.textAt(*m_hover - r.events.left(), m_axis); !event.isEmpty()) {
      *foot = r.events.top();
      return event;
    }
  }
  if (isOn(r.detection)) {
    if (const QString seen = m_detection.textAt(*m_hover - r.detection.left(), m_axis); !seen.isEmpty()) {
      *foot = r.detection.top();
      return seen;
    }
  }
  for (const auto& [lane, row] : {std::pair(&m_log, &r.log), std::pair(&m_plan, &r.plan)}) {
    const LaneMark* mark = isOn(*row) ? lane->at(*m_hover - row->left(), m_axis) : nullptr;
    if (!mark) continue;
    constexpr qsizetype kMost = 90;
    QString text = mark->text.simplified();
    if (text.size() > kMost) text = text.left(kMost - 1) + QChar(0x2026);
    *foot = row->top();
    return QStringLiteral("%1  %2").arg(zuluText(mark->time), text);
  }
  if (!m_data || m_data->all.empty()) return time;
  const double bins = static_cast<double>(m_data->all.size());
  const double perBin = static_cast<double>(std::max<Micros>(m_data->range.length(), 1)) / bins;
  const double place = static_cast<double>(at - m_data->range.begin) / perBin;
  if (!(place >= 0 && place < bins)) return time;
  const auto bin = static_cast<std::size_t>(place);
  if (isOn(r.density)) {
    for (const TimeRange& silence : m_silences) {
      if (at > silence.begin && at < silence.end) {
        return tr("%1  silence of %2").arg(time, durationText(silence.length()));
      }
    }
    // As a rate, which does not change with the zoom.
    const double aSecond = m_data->all[bin] * 1e6 / perBin;
    return aSecond >= 1 ? tr("%1  %2 reports a second").arg(time).arg(aSecond, 0, 'f', aSecond < 10 ? 1 : 0)
                        : tr("%1  %2 reports a minute").arg(time).arg(aSecond * 60, 0, 'f', 0);
  }
  if (isOn(r.sources)) {
    const int lane = (m_hoverY - r.sources.top()) / (kSourceBar + kSourceGap);
    if (lane >= 0 && lane < static_cast<int>(m_data->sources.size()) && lane < kMaxSourceBars) {
      const TimelineData::Lane& source = m_data->sources[static_cast<std::size_t>(lane)];
      return QStringLiteral("%1  %2").arg(time, source.name);
    }
  }
  return time;
}

void LaneView::paintHover(QPainter& painter, const Rows& r) const {
  if (!m_hover || m_drag == Drag::Pan) return;
  const Theme& theme = m_look->theme();
  const double x = std::floor(*m_hover) + 0.5;
  painter.setPen(QPen(theme.textMuted, 1, Qt::DotLine));
  painter.drawLine(QPointF(x, 0), QPointF(x, r.axis.top()));
  double foot = r.axis.top();
  const QString text = hoverText(r, &foot);
  painter.setFont(m_look->mono(11));
  const QFontMetricsF metrics(painter.font());
  QRectF plate(x + 8, foot - metrics.height() - 6, metrics.horizontalAdvance(text) + 12,
               metrics.height() + 4);
  if (plate.right() > width() - kEdge) plate.moveRight(x - 8);
  painter.setPen(theme.border);
  painter.setBrush(theme.panelRaised);
  painter.drawRoundedRect(plate, Look::kRadius, Look::kRadius);
  painter.setPen(theme.text);
  painter.drawText(plate, Qt::AlignCenter, text);
  painter.setBrush(Qt::NoBrush);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/FurniturePicture.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/geo/Basemap.h"
#include "data/geo/Geodesic.h"
#include "data/store/HeatMap.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/Layer.h"
#include "widgets/scene/layers/CoverageComposite.h"
#include "widgets/scene/layers/CoverageStyle.h"
#include "widgets/scene/layers/HeatLayer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <mutex>
#include <numbers>

namespace sorami {

namespace {

constexpr double kTextPx = 11;
constexpr double kTitlePx = 12;
constexpr double kStep = 4;  ///< spacing step, logical px

/// Digits in groups of three with a thin space, from ten thousand up.
QString grouped(double value) {
  QString text = QString::number(std::lround(value));
  if (text.size() > 4) {
    for (qsizetype i = text.size() - 3; i > 0; i -= 3) text.insert(i, QChar(0x2009));
  }
  return text;
}

/// Lays things out in device pixels from logical ones.
class Layout {
 public:
  explicit Layout(const Frame& frame)
      : m_frame(frame), m_scale(frame.view.pixelRatio * frame.theme->fontScale) {}

  double px(double logical) const { return std::round(logical * m_scale); }
  double left() const { return m_frame.margins.left + px(3 * kStep); }
  double top() const { return m_frame.margins.top + px(3 * kStep); }
  double right() const { return m_frame.view.size.width() - m_frame.margins.right - px(3 * kStep); }
  double bottom() const { return m_frame.view.size.height() - m_frame.margins.bottom - px(3 * kStep); }
  double width(const QString& text, double size, bool mono = false, bool bold = false) const {
    return std::ceil(textBounds(text, size * m_scale, mono, bold).width());
  }
  TextRun run(const QString& text, double x, double baseline, const QColor& colour, double size,
              bool mono = false, bool bold = false) const {
    TextRun r;
    r.text = text;
    r.at = {static_cast<float>(std::round(x)), static_cast<float>(std::round(baseline))};
    r.colour = colour;
    r.sizePx = static_cast<float>(size * m_scale);
    r.mono = mono;
    r.bold = bold;
    return r;
  }
  void plate(FurniturePicture& out, const QRectF& box) const {
    QColor fill = m_frame.theme->panel;
    fill.setAlphaF(0.86F);
    out.plates.push_back({box, fill, m_frame.theme->border, static_cast<float>(px(kStep))});
    out.obstacles.push_back({static_cast<float>(box.x()), static_cast<float>(box.y()),
                             static_cast<float>(box.width()), static_cast<float>(box.height())});
  }

 private:
  const Frame& m_frame;
  double m_scale;
};

/// Share of a view's text that is about terrain: how fine it is, or that there is none.
QString terrainNote(const Frame& frame) {
  double cell = 0;
  bool smooth = false;
  for (const CoverageFieldPtr& f : frame.coverage) {
    if (!f) continue;
    smooth = smooth || f->smoothEarth();
    cell = std::max(cell, f->terrainCell());
  }
  QStringList notes;
  for (const CoverageFieldPtr& f : frame.coverage) {
    if (!f) continue;
    notes << QStringLiteral("k = %1").arg(f->request().k, 0, 'f', 2);
    break;
  }
  if (cell > 0) {
    const QString spacing = cell < 1000 ? grouped(cell) + QStringLiteral(" m")
                                        : QString::number(cell / 1000, 'f', 1) + QStringLiteral(" km");
    notes << tr("terrain every %1").arg(spacing);
  }
  if (smooth) notes << tr("no terrain: smooth earth");
  return notes.join(QStringLiteral(" · "));
}

/// The legend of a mode that shows sensors together: a heading, chips in rows of four, a note.
void addCompositeLegend(const Frame& frame, const CoverageStyle& style, const QString& level,
                        const QString& note, QSize chip, const Layout& l, FurniturePicture& out) {
  constexpr std::size_t kInRow = 4;
  const std::vector<CompositeLegendEntry> entries = compositeLegend(frame, style, chip);
  const QString title = compositeTitle(frame, level);
  const double pad = l.px(2.5 * kStep);
  const double line = l.px(17);
  const double gap = l.px(5);
  const double between = l.px(12);
  double column = 0;
  for (const CompositeLegendEntry& e : entries) {
    column = std::max(column, chip.width() + gap + l.width(e.text, kTextPx) + between);
  }
  const std::size_t rows = (entries.size() + kInRow - 1) / kInRow;
  const double inRow = static_cast<double>(std::min(kInRow, entries.size()));
  const double width =
      std::max({l.width(title, kTitlePx, false, true), column * inRow - between, l.width(note, kTextPx)});
  const double lines = 1 + static_cast<double>(rows) + (note.isEmpty() ? 0 : 1);
  const double height = line * lines + pad * 2 - l.px(3);
  const QRectF box(l.left(), l.bottom() - height, width + 2 * pad, height);
  l.plate(out, box);
  double y = box.top() + pad + l.px(10);
  out.texts.push_back(l.run(title, box.left() + pad, y, frame.theme->text, kTitlePx, false, true));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % kInRow == 0) y += line;
    const double x = box.left() + pad + column * static_cast<double>(i % kInRow);
    out.swatches.push_back({entries[i].chip, QPointF(x, y - chip.height() + l.px(1))});
    out.texts.push_back(l.run(entries[i].text, x + chip.width() + gap, y, frame.theme->text, kTextPx));
  }
  if (!note.isEmpty()) {
    y += line;
    out.texts.push_back(l.run(note, box.left() + pad, y, frame.theme->textMuted, kTextPx));
  }
}

/// A heat map's colours, above the coverage's legend when there is one.
void addHeatLegend(const Frame& frame, const Layout& l, FurniturePicture& out) {
  if (!frame.heat || frame.heat->isEmpty() ||
      std::find(frame.hiddenLayers.begin(), frame.hiddenLayers.end(), "heat") != frame.hiddenLayers.end()) {
    return;
  }
  const QSize chip(static_cast<int>(l.px(18)), static_cast<int>(l.px(10)));
  const double pad = l.px(2.5 * kStep);
  const double line = l.px(17);
  const double gap = l.px(5);
  const double between = l.px(12);
  const auto steps = heatSteps(*frame.heat, *frame.theme, frame.units);
  const QString title = heatTitle(*frame.heat);
  double row = 0;
  for (const HeatStep& step : steps) row += chip.width() + gap + l.width(step.text, kTextPx) + between;
  const double width = std::max(l.width(title, kTitlePx, false, true), row - between);
  const double height = line * 2 + pad * 2 - l.px(3);
  double bottom = l.bottom();
  for (const FurniturePicture::Plate& plate : out.plates) {
    if (plate.box.left() <= l.left() + width) bottom = std::min(bottom, plate.box.top() - l.px(6));
  }
  const QRectF box(l.left(), bottom - height, width + 2 * pad, height);
  l.plate(out, box);
  double y = box.top() + pad + l.px(10);
  out.texts.push_back(l.run(title, box.left() + pad, y, frame.theme->text, kTitlePx, false, true));
  y += line;
  double x = box.left() + pad;
  for (const HeatStep& step : steps) {
    QImage swatch(chip, QImage::Format_ARGB32_Premultiplied);
    swatch.fill(step.colour);
    out.swatches.push_back({swatch, QPointF(x, y - chip.height() + l.px(1))});
    x += chip.width() + gap;
    out.texts.push_back(l.run(step.text, x, y, frame.theme->text, kTextPx));
    x += l.width(step.text, kTextPx) + between;
  }
}

void addLegend(const Frame& frame, const Layout& l, FurniturePicture& out) {
  if (frame.coverage.empty()) return;
  if (std::find(frame.hiddenLayers.begin(), frame.hiddenLayers.end(), "coverage") !=
      frame.hiddenLayers.end()) {
    return;
  }
  const CoverageStyle style = CoverageStyle::of(frame);
  const bool aboveGround = frame.altitudeReference == AltitudeReference::AboveGround;
  const QString level = coverageAltitudeText(frame.altitude, frame);
  const QString title =
      aboveGround ? tr("Coverage at %1 above ground").arg(level) : tr("Coverage at %1").arg(level);

  struct Entry {
    QString text;
    std::size_t band;
    bool single, unknown;
  };
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < style.bands.size(); ++i) {
    entries.push_back({coverageAltitudeText(style.bands[i].upTo, frame), i, false, false});
  }
  std::vector<Entry> second;
  if (style.hatchSingle) second.push_back({tr("one sensor only"), 0, true, false});
  const bool unknown = std::any_of(frame.coverage.begin(), frame.coverage.end(),
                                   [](const CoverageFieldPtr& f) { return f && f->unknownShare() > 0.0005; });
  if (unknown) second.push_back({tr("terrain not known"), 0, false, true});
  const QString note = terrainNote(frame);
  const QString lead = tr("seen from");

  const double pad = l.px(2.5 * kStep);
  const double line = l.px(17);
  const QSize chip(static_cast<int>(l.px(18)), static_cast<int>(l.px(10)));
  if (frame.coverageMode != CoverageMode::Bands) {
    addCompositeLegend(frame, style, level, note, chip, l, out);
    return;
  }
  const double gap = l.px(5);
  const double between = l.px(12);
  const auto rowWidth = [&](const std::vector<Entry>& row) {
    double w = 0;
    for (const Entry& e : row) w += chip.width() + gap + l.width(e.text, kTextPx) + between;
    return w - between;
  };
  const double leadWidth = l.width(lead, kTextPx) + gap * 2;
  const double width = std::max({l.width(title, kTitlePx, false, true), leadWidth + rowWidth(entries),
                                 second.empty() ? 0.0 : rowWidth(second), l.width(note, kTextPx)});
  const int lines = 2 + (second.empty() ? 0 : 1) + (note.isEmpty() ? 0 : 1);
  const double height = line * lines + pad * 2 - l.px(3);
  const QRectF box(l.left(), l.bottom() - height, width + 2 * pad, height);
  l.plate(out, box);
  double y = box.top() + pad + l.px(10);
  out.texts.push_back(l.run(title, box.left() + pad, y, frame.theme->text, kTitlePx, false, true));
  const auto addRow = [&](const std::vector<Entry>& row, double x) {
    for (const Entry& e : row) {
      out.swatches.push_back({coverageSwatch(style, e.band, e.single, e.unknown, chip),
                              QPointF(x, y - chip.height() + l.px(1))});
      x += chip.width() + gap;
      out.texts.push_back(l.run(e.text, x, y, frame.theme->text, kTextPx));
      x += l.width(e.text, kTextPx) + between;
    }
  };
  y += line;
  out.texts.push_back(l.run(lead, box.left() + pad, y, frame.theme->textMuted, kTextPx));
  addRow(entries, box.left() + pad + leadWidth);
  if (!second.empty()) {
    y += line;
    addRow(second, box.left() + pad);
  }
  if (!note.isEmpty()) {
    y += line;
    out.texts.push_back(l.run(note, box.left() + pad, y, frame.theme->textMuted, kTextPx));
  }
}

void addScale(const Frame& frame, const Layout& l, FurniturePicture& out) {
  const auto bar = scaleBar(frame, l.px(150));
  const auto north = northDirection(frame);
  if (!bar && !north) return;
  const double pad = l.px(2.5 * kStep);
  const double height = l.px(32);
  const double arrowRoom = north ? l.px(26) : 0;
  const double barWidth =
      bar ? std::max<double>(static_cast<double>(bar->px), l.width(bar->text, kTextPx, true)) : 0;
  const double width = barWidth + (bar ? 2 * pad : 0) + arrowRoom + (bar ? 0 : pad);
  const QRectF box(l.right() - width, l.bottom() - height, width, height);
  l.plate(out, box);
  if (bar) {
    const auto x0 = static_cast<float>(box.left() + pad) + 0.5F;
    const auto y = static_cast<float>(box.bottom() - l.px(8)) + 0.5F;
    const auto tick = static_cast<float>(l.px(4));
    const std::array<PixelPoint, 2> base = {{{x0, y}, {x0 + bar->px, y}}};
    out.lines.add(base);
    for (int i = 0; i <= bar->parts; ++i) {
      const float x =
          std::floor(x0 + bar->px * static_cast<float>(i) / static_cast<float>(bar->parts)) + 0.5F;
      const bool end = i == 0 || i == bar->parts;
      const std::array<PixelPoint, 2> mark = {{{x, y - (end ? tick * 1.5F : tick * 0.75F)}, {x, y}}};
      out.lines.add(mark);
    }
    TextRun run = l.run(bar->text, box.left() + pad + static_cast<double>(bar->px) / 2, box.top() + l.px(14),
                        frame.theme->text, kTextPx, true);
    run.align = TextRun::Align::Centre;
    out.texts.push_back(run);
  }
  if (north) {
    const double a = degToRad(*north);
    const double cx = box.right() - l.px(17);
    const double cy = box.center().y();
    const auto at = [&](double along, double across) {
      return PixelPoint{static_cast<float>(cx + std::sin(a) * along + std::cos(a) * across),
                        static_cast<float>(cy - std::cos(a) * along + std::sin(a) * across)};
    };
    const std::array<PixelPoint, 4> head = {
        {at(l.px(3), 0), at(-l.px(11), l.px(4.5)), at(-l.px(8), 0), at(-l.px(11), -l.px(4.5))}};
    out.arrow.add(head);
    const PixelPoint n = at(l.px(9), 0);
    TextRun run = l.run(QStringLiteral("N"), 0, 0, frame.theme->text, kTextPx, false, true);
    run.at = {n.x, n.y + static_cast<float>(l.px(4))};
    run.align = TextRun::Align::Centre;
    out.texts.push_back(run);
  }
}

bool isNotional(const Frame& frame) {
  if (frame.plan && std::any_of(frame.plan->sites.begin(), frame.plan->sites.end(),
                                [](const Site& s) { return s.notional; })) {
    return true;
  }
  return frame.store && !frame.store->tracks().empty() &&
         std::any_of(frame.store->tracks().begin(), frame.store->tracks().end(),
                     [](const TrackInfo& t) { return t.simulated; });
}

void addNotional(const Frame& frame, const Layout& l, FurniturePicture& out) {
  if (!isNotional(frame)) return;
  const QString text = tr("NOTIONAL");
  const double width = l.width(text, kTextPx, false, true) + l.px(20);
  const QRectF box(l.right() - width, l.top(), width, l.px(20));
  l.plate(out, box);
  TextRun run =
      l.run(text, box.center().x(), box.top() + l.px(14), frame.theme->accent, kTextPx, false, true);
  run.align = TextRun::Align::Centre;
  out.texts.push_back(run);
}

void addAttribution(const Frame& frame, const Layout& l, FurniturePicture& out) {
  QStringList parts;
  const auto add = [&](const std::string& text) {
    const QString q = QString::fromStdString(text).simplified();
    if (!q.isEmpty() && !parts.contains(q)) parts << q;
  };
  if (frame.basemap) {
    for (const std::string& text : frame.basemap->attribution()) add(text);
  }
  if (frame.terrain) {
    for (const TerrainSource& source : frame.terrain->sources()) add(source.attribution);
  }
  if (frame.store) add(frame.store->meta("attribution"));
  if (parts.isEmpty()) return;
  QString text = parts.join(QStringLiteral(" · "));
  // One quiet line; the About box has them whole.
  constexpr qsizetype kLongest = 160;
  if (text.size() > kLongest) text = text.left(kLongest - 1) + QChar(0x2026);
  constexpr double kSmall = 9.5;
  // Above the scale bar, as far as the legends leave it room: in a narrow map it goes on in more lines, in a
  // very narrow one it stands above the legends.
  double left = l.left();
  double bottom = l.bottom() - l.px(38);
  double legendTop = bottom;
  for (const FurniturePicture::Plate& plate : out.plates) {
    if (plate.box.left() > l.left() + 1 || plate.box.bottom() < bottom - l.px(60)) continue;
    left = std::max(left, plate.box.right() + l.px(8));
    legendTop = std::min(legendTop, plate.box.top() - l.px(6));
  }
  if (l.right() - left < l.px(150)) {
    left = l.left();
    bottom = legendTop;
  }
  QStringList lines;
  for (const QString& word : text.split(QLatin1Char(' '))) {
    const QString longer = lines.isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
    if (!lines.isEmpty() && l.width(longer, kSmall) <= l.right() - left) {
      lines.back() = longer;
    } else {
      lines << word;
    }
  }
  const double height = l.px(12);
  for (qsizetype i = 0; i < lines.size(); ++i) {
    const double y = bottom - height * static_cast<double>(lines.size() - 1 - i);
    TextRun run = l.run(lines[i], l.right(), y, frame.theme->textMuted, kSmall);
    run.align = TextRun::Align::Right;
    run.halo = frame.theme->labelPlate;
    out.texts.push_back(run);
    const double width = l.width(lines[i], kSmall);
    out.obstacles.push_back({static_cast<float>(l.right() - width), static_cast<float>(y - height),
                             static_cast<float>(width), static_cast<float>(l.px(14))});
  }
}

}  // namespace

QString coverageAltitudeText(double metres, const Frame& frame) {
  if (frame.units == UnitProfile::Metric) return grouped(metres) + QStringLiteral(" m");
  const bool level =
      frame.altitudeReference == AltitudeReference::Amsl && metres >= frame.tracks.transitionAltitude - 0.5;
  if (level) return QStringLiteral("FL%1").arg(std::lround(metres / kFlightLevel), 3, 10, QLatin1Char('0'));
  return grouped(metres / kFoot) + QStringLiteral(" ft");
}

std::optional<ScaleBar> scaleBar(const Frame& frame, double maxPx) {
  if (!frame.projection) return std::nullopt;
  const View& v = frame.view;
  const double half = std::max(8.0, std::min(maxPx, v.size.width() * 0.5) / 2);
  const LatLon a =
      frame.projection->inverse(v.toMap(QPointF(v.size.width() * 0.5 - half, v.size.height() * 0.5)));
  const LatLon b =
      frame.projection->inverse(v.toMap(QPointF(v.size.width() * 0.5 + half, v.size.height() * 0.5)));
  if (std::isnan(a.lat) || std::isnan(b.lat)) return std::nullopt;
  const double metresPerPx = geodesic(a, b).distance / (2 * half);
  if (!(metresPerPx > 0)) return std::nullopt;
  struct Unit {
    double metres;
    QString text;
  };
  const bool air = frame.units == UnitProfile::Air;
  Unit unit = air ? Unit{kNauticalMile, QStringLiteral("NM")} : Unit{1000, QStringLiteral("km")};
  if (!air && maxPx * metresPerPx < 1000) unit = {1, QStringLiteral("m")};
  const double most = maxPx * metresPerPx / unit.metres;
  const double power = std::pow(10, std::floor(std::log10(most)));
  const double digit = most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1;
  ScaleBar bar;
  bar.metres = digit * power * unit.metres;
  bar.px = static_cast<float>(bar.metres / metresPerPx);
  bar.parts = digit == 5 ? 5 : digit == 2 ? 4 : 5;
  bar.text = QString::number(digit * power, 'g', 6) + QLatin1Char(' ') + unit.text;
  return bar;
}

std::optional<double> northDirection(const Frame& frame) {
  if (!frame.projection) return std::nullopt;
  const LatLon c = frame.projection->inverse(frame.view.centre);
  if (std::isnan(c.lat) || std::abs(c.lat) > 89.99) return std::nullopt;
  constexpr double kSmall = 0.01;
  const bool down = c.lat > 89.9;
  const MapPoint at = frame.projection->forward(c);
  const MapPoint to = frame.projection->forward(LatLon{c.lat + (down ? -kSmall : kSmall), c.lon});
  if (std::isnan(at.x) || std::isnan(to.x)) return std::nullopt;
  const double sign = down ? -1 : 1;
  return radToDeg(std::atan2(sign * (to.x - at.x), sign * (to.y - at.y)));
}

std::uint64_t furnitureKey(const Frame& f) {
  std::uint64_t fields = 0;
  for (const CoverageFieldPtr& field : f.coverage) fields = mixKey({fields, field ? field->key() : 0});
  std::uint64_t hidden = 0;
  for (const std::string& id : f.hiddenLayers) hidden = mixKey({hidden, keyOf(id)});
  const auto pointer = [](const void* p) {
    return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(p));
  };
  return mixKey({f.interactive,
                 keyOf(f.view.centre.x),
                 keyOf(f.view.centre.y),
                 keyOf(f.view.metresPerPixel),
                 static_cast<std::uint64_t>(f.view.size.width()),
                 static_cast<std::uint64_t>(f.view.size.height()),
                 keyOf(f.view.pixelRatio),
                 f.projection ? keyOf(f.projection->key()) : 0,
                 pointer(f.theme.get()),
                 pointer(f.plan.get()),
                 f.planVersion,
                 pointer(f.store.get()),
                 f.time.isValid(),
                 pointer(f.basemap.get()),
                 f.heat ? f.heat->key : 0,
                 pointer(f.terrain.get()),
                 fields,
                 static_cast<std::uint64_t>(f.coverageMode),
                 hidden,
                 keyOf(f.altitude),
                 static_cast<std::uint64_t>(f.altitudeReference),
                 static_cast<std::uint64_t>(f.units),
                 static_cast<std::uint64_t>(f.margins.left),
                 static_cast<std::uint64_t>(f.margins.top),
                 static_cast<std::uint64_t>(f.margins.right),
                 static_cast<std::uint64_t>(f.margins.bottom)});
}

namespace {

FurniturePicture layoutFurniture(const Frame& frame) {
  FurniturePicture out;
  if (!frame.theme) return out;
  const Layout l(frame);
  // In a small map beside the main one legends and notes would cover what is to be seen; the main one has
  // them. What is handed over always does.
  constexpr double kLeastHeight = 260;  // logical px
  const bool isSmall = frame.interactive && l.bottom() - l.top() < l.px(kLeastHeight);
  if (!isSmall) {
    addLegend(frame, l, out);
    addHeatLegend(frame, l, out);
  }
  addScale(frame, l, out);
  addNotional(frame, l, out);
  if (!isSmall) addAttribution(frame, l, out);
  if (frame.store && frame.time.isValid()) {
    // Room for what changes: the data time, and the badge of labels that will be left out.
    const auto reserve = [&](double x, double width) {
      out.obstacles.push_back({static_cast<float>(x), static_cast<float>(l.top()), static_cast<float>(width),
                               static_cast<float>(l.px(22))});
    };
    reserve(l.left(), l.px(170));
    const double badge = l.width(tr("%n labels hidden", nullptr, 10'000), kTextPx) + l.px(20);
    reserve((l.left() + l.right() - badge) / 2, badge);
  }
  return out;
}

}  // namespace

std::shared_ptr<const FurniturePicture> furnitureOf(const Frame& frame) {
  struct Kept {
    std::uint64_t key = 0;
    // The key knows them by their address, which another may have later.
    std::weak_ptr<const StoreView> store;
    std::weak_ptr<const Plan> plan;
    std::shared_ptr<const FurniturePicture> picture;
  };
  constexpr std::size_t kMost = 4;  // the window's maps, and a film beside them
  static std::mutex mutex;
  static std::deque<Kept> kept;
  const std::uint64_t key = furnitureKey(frame);
  const std::scoped_lock lock(mutex);
  for (const Kept& each : kept) {
    if (each.key == key && each.store.lock() == frame.store && each.plan.lock() == frame.plan)
      return each.picture;
  }
  kept.push_front(
      {key, frame.store, frame.plan, std::make_shared<const FurniturePicture>(layoutFurniture(frame))});
  if (kept.size() > kMost) kept.pop_back();
  return kept.front().picture;
}

void addChanging(const Frame& frame, int hiddenLabels, FurniturePicture& out) {
  const Layout l(frame);
  double taken = l.left();  // as far as there are plates from the left
  if (frame.store && frame.time.isValid()) {
    const std::string iso = toIso(frame.time);
    QString text = QString::fromStdString(iso.substr(0, 10) + ' ' + iso.substr(11, 8) + 'Z');
    if (frame.asKnown) text = tr("%1 as known then").arg(text);
    const QRectF box(l.left(), l.top(), l.width(text, kTitlePx, true, true) + l.px(16), l.px(22));
    l.plate(out, box);
    taken = box.right();
    out.texts.push_back(
        l.run(text, box.left() + l.px(8), box.top() + l.px(15), frame.theme->text, kTitlePx, true, true));
    if (frame.filter) {
      // A picture that leaves tracks out says so wherever it goes.
      QString filter = QString::fromStdString(frame.filter->text()).simplified();
      constexpr qsizetype kMost = 56;
      if (filter.size() > kMost) filter = filter.left(kMost - 1) + QChar(0x2026);
      const QString words = (frame.filterDims ? tr("bright: %1") : tr("only: %1")).arg(filter);
      const QRectF plate(box.right() + l.px(6), l.top(), l.width(words, kTextPx) + l.px(16), l.px(22));
      l.plate(out, plate);
      taken = plate.right();
      out.texts.push_back(
          l.run(words, plate.left() + l.px(8), plate.top() + l.px(15), frame.theme->accent, kTextPx));
    }
  }
  if (hiddenLabels > 0) {
    const QString text = tr("%n labels hidden", nullptr, hiddenLabels);
    const double width = l.width(text, kTextPx) + l.px(20);
    QRectF box((l.left() + l.right() - width) / 2, l.top(), width, l.px(20));
    // In a narrow picture it stands below the others.
    if (box.left() < taken + l.px(6)) box.moveTo(l.left(), l.top() + l.px(28));
    l.plate(out, box);
    TextRun run = l.run(text, box.center().x(), box.top() + l.px(14), frame.theme->textMuted, kTextPx);
    run.align = TextRun::Align::Centre;
    out.texts.push_back(run);
  }
}

void FurniturePicture::draw(Canvas& canvas, const Frame& frame) const {
  for (const Plate& plate : plates) canvas.rect(plate.box, plate.fill, plate.border, plate.radius);
  for (const Swatch& swatch : swatches) canvas.image(swatch.image, swatch.at);
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  if (lines.size() > 0) canvas.stroke(lines, {frame.theme->text, unit, {}});
  if (arrow.size() > 0) canvas.fill(arrow, {frame.theme->text, Fill::Hatch::None});
  canvas.text(texts);
}

}  // namespace sorami

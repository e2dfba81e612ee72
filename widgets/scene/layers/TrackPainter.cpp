// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Threads.h"
#include "widgets/scene/SymbolFactory.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TrailShades.h"
#include "widgets/scene/symbols/PlainSymbols.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace sorami {

namespace {

/// Longest the screen waits for what is being decoded, so that a seek seldom shows an empty picture.
constexpr std::chrono::milliseconds kPatience(40);
/// Symbols beyond the picture's edge that may still reach into it, logical px.
constexpr double kEdge = 40;
/// Rows of pixels that tracks are sorted by, and how many of them.
constexpr double kBand = 16;
constexpr std::size_t kBands = 512;
/// How strong a symbol is drawn that does not pass the filter.
constexpr float kDimmed = 0.22F;
enum Priority : std::uint8_t { kOther, kMilitary, kUnknownTrack, kThreat, kAlarm, kHovered, kSelected };

std::uint8_t priorityOf(Affiliation affiliation, std::uint16_t flags) {
  if (flags & kEmergency) return kAlarm;
  switch (affiliation) {
    case Affiliation::Hostile:
    case Affiliation::Suspect:
      return kThreat;
    case Affiliation::Unknown:
      return kUnknownTrack;
    case Affiliation::Friend:
    case Affiliation::AssumedFriend:
    case Affiliation::Neutral:
      return kMilitary;
    case Affiliation::Pending:
    case Affiliation::Civil:
      break;
  }
  return kOther;
}

QRgb premultiplied(const QColor& c, double strength) {
  return qPremultiply(
      qRgba(c.red(), c.green(), c.blue(), static_cast<int>(std::lround(c.alpha() * strength))));
}

void addCircle(PathBatch& batch, PixelPoint centre, float radius) {
  const int n = std::clamp(static_cast<int>(radius * 0.8F), 16, 64);
  for (int i = 0; i <= n; ++i) {
    const float a = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(n);
    batch.points.push_back({centre.x + radius * std::cos(a), centre.y + radius * std::sin(a)});
  }
  batch.close();
}

/// Four corners about a symbol.
void addBrackets(PathBatch& batch, PixelPoint c, float half, float arm) {
  for (const float sx : {-1.0F, 1.0F}) {
    for (const float sy : {-1.0F, 1.0F}) {
      const std::array<PixelPoint, 3> corner = {{{c.x + sx * half, c.y + sy * (half - arm)},
                                                 {c.x + sx * half, c.y + sy * half},
                                                 {c.x + sx * (half - arm), c.y + sy * half}}};
      batch.add(corner);
    }
  }
}

/// Share of the full size that tracks of nobody's concern are drawn at: the smaller the scale, the more they
/// give way to the threats and the map under them. In steps, so that zooming does not make new sprites at
/// each notch.
double minorShare(const View& view) {
  const double metres = view.metresPerPixel * view.pixelRatio;  // a logical pixel
  return metres < 600 ? 0.62 : metres < 1500 ? 0.52 : 0.42;
}

}  // namespace

TrackPainter::TrackPainter(std::shared_ptr<TrackCache> cache) : m_cache(std::move(cache)) {}
TrackPainter::~TrackPainter() = default;

std::uint16_t TrackPainter::lookOf(const TrackInfo& info, const Frame& frame) {
  const Affiliation a = info.affiliation;
  std::string key = info.type;
  key += static_cast<char>(a);
  key += static_cast<char>(info.domain);
  if (const auto found = m_lookIndex.find(key); found != m_lookIndex.end()) return found->second;
  const bool minor = a == Affiliation::Civil || a == Affiliation::Pending;
  const double size = m_symbolPx * frame.view.pixelRatio * (minor ? m_minorShare : 1.0);
  const auto index = static_cast<std::uint16_t>(m_looks.size());
  if (index >= 4096) return 0;  // so many types are not told apart by symbols
  m_looks.push_back({sidcFor(a, info.domain, QString::fromStdString(info.type)),
                     a,
                     std::max(6, static_cast<int>(std::lround(size))),
                     {}});
  m_lookIndex.emplace(std::move(key), index);
  return index;
}

void TrackPainter::setTracks(const ActiveTracksPtr& tracks, const Frame& frame) {
  const double symbolPx = frame.tracks.symbolPx * frame.view.pixelRatio;
  if (m_tracks == tracks && m_theme == frame.theme && m_symbolPx * frame.view.pixelRatio == symbolPx &&
      m_asKnown == frame.asKnown && m_minorShare == minorShare(frame.view)) {
    return;
  }
  // What another bucket changes is where tracks are, not who they are; what has come to a recording that is
  // written may tell both.
  const bool hasGrown = m_tracks && &m_tracks->store() != &tracks->store();
  const bool isSame = m_tracks && isSameRecording(m_tracks->store(), tracks->store()) &&
                      m_theme == frame.theme && m_symbolPx * frame.view.pixelRatio == symbolPx &&
                      m_minorShare == minorShare(frame.view);
  const bool wasKnown = std::exchange(m_asKnown, frame.asKnown);
  if (m_theme != frame.theme || m_symbolPx != frame.tracks.symbolPx) {
    m_theme = frame.theme;
    for (std::size_t a = 0; a < m_fade.size(); ++a) {
      const bool plots = a == frame.theme->affiliation.size();
      const QColor c = plots ? frame.theme->trail : frame.theme->affiliation[a];
      for (std::size_t i = 0; i < kAges; ++i) {
        const double age = static_cast<double>(i) / static_cast<double>(kAges - 1);
        m_fade[a][i] = premultiplied(c, plots ? 1.0 - 0.7 * age : 0.8 * (1.0 - age) + 0.12 * age);
      }
    }
  }
  for (std::size_t s = 0; s < m_shadeFade.size(); ++s) {
    for (std::size_t i = 0; i < kAges; ++i) {
      const double age = static_cast<double>(i) / static_cast<double>(kAges - 1);
      m_shadeFade[s][i] = premultiplied(trailShade(s, *frame.theme), 0.95 * (1 - age) + 0.3 * age);
    }
  }
  for (std::size_t i = 0; i < kAges; ++i) {
    m_ageFade[i] = premultiplied(trailShade(i * (kTrailShades - 1) / (kAges - 1), *frame.theme), 0.9);
  }
  m_symbolPx = frame.tracks.symbolPx;
  m_minorShare = minorShare(frame.view);
  if (!isSame) {
    m_labelled.clear();
    m_looks.clear();
    m_lookIndex.clear();
  }
  const ActiveTracksPtr before = std::exchange(m_tracks, tracks);
  releaseLater(before);
  std::optional<SegmentCarrier> carrier;
  if (isSame && !frame.asKnown && !wasKnown) carrier.emplace(*before, *tracks);
  const auto carry = [&](std::size_t r) {
    MapSegment& segment = m_rows[r].segment;
    if (!carrier || !carrier->carry(segment)) segment = {};
    m_holds[r] = {segment.from, segment.to};
  };
  const auto ids = tracks->tracks();
  if (isSame && !hasGrown &&
      std::equal(ids.begin(), ids.end(), before->tracks().begin(), before->tracks().end())) {
    for (std::size_t r = 0; r < m_rows.size(); ++r) carry(r);
    return;
  }
  m_rowsBefore.swap(m_rows);
  m_rows.clear();
  m_plotRows.clear();
  // With room to grow: fresh memory costs more than what is written to it.
  if (m_rows.capacity() < ids.size()) m_rows.reserve(ids.size() + ids.size() / 4);
  m_holds.resize(ids.size());
  const auto infos = tracks->store().tracks();
  bool anyReal = false;
  bool anyNotional = false;
  std::size_t known = 0;
  for (std::size_t r = 0; r < ids.size(); ++r) {
    const TrackId track = ids[r];
    if (isSame)
      while (known < m_rowsBefore.size() && before->tracks()[known] < track) ++known;
    const bool isKnown = isSame && known < m_rowsBefore.size() && before->tracks()[known] == track;
    Row& row = isKnown ? m_rows.emplace_back(m_rowsBefore[known]) : m_rows.emplace_back();
    if (!isKnown || hasGrown) {
      const TrackInfo& info = infos[track];
      row.look = lookOf(info, frame);
      row.affiliation = static_cast<std::uint8_t>(info.affiliation);
      row.isPlots = info.isPlots;
      row.isNotional = info.simulated;
      row.bridge = tracks->rules(r).gap;
      row.isJudged = false;
    }
    if (isKnown) {
      carry(r);
    } else {
      m_holds[r] = {};
    }
    if (m_rows.back().isPlots) m_plotRows.push_back(static_cast<std::uint32_t>(r));
    (m_rows.back().isNotional ? anyNotional : anyReal) = true;
  }
  m_mixed = anyReal && anyNotional;
}

bool TrackPainter::make(const Frame& frame, TrackPicture& picture) {
  begin(frame, picture);
  for (std::size_t from = 0; from < rows(); from += kRowsAtOnce)
    refresh(frame, from, std::min(from + kRowsAtOnce, rows()));
  place(frame, picture);
  addTrails(frame, picture);
  addMarks(frame, picture);
  return addLabels(frame, picture);
}

TrackCache::Request TrackPainter::requestOf(const Frame& frame) {
  return {.store = frame.store,
          .projection = frame.projection,
          .time = frame.time,
          .trailLength = frame.tracks.trailLength,
          .trailStep = trailStep(frame.tracks.trailLength),
          .glimpse = !frame.asKnown,
          .plainTrails = !frame.asKnown && !isTrailShaded(frame.tracks.trailColour)};
}

void TrackPainter::begin(const Frame& frame, TrackPicture& picture) {
  picture.clear();
  ++m_picture;
  m_hasTracks = frame.store && frame.projection && frame.theme && frame.time.isValid();
  if (!m_hasTracks) return;
  const auto answer =
      m_cache->tracksAt(requestOf(frame), frame.interactive ? kPatience : TrackCache::kForever);
  setTracks(answer.tracks, frame);
  judgeRows(frame);
  m_parts.resize((m_rows.size() + kRowsAtOnce - 1) / kRowsAtOnce);
}

/// Finds for each of these rows what its track does about the frame's time.
void TrackPainter::refresh(const Frame& frame, std::size_t from, std::size_t to) {
  constexpr std::size_t kAhead = 8;
  const std::int64_t t = frame.time.us;
  const bool hides = frame.filter && !frame.filterDims;
  const auto isDue = [&](std::size_t r) {
    if (m_holds[r].holds(t)) return false;
    const Row& row = m_rows[r];
    return !row.isPlots && !(hides && row.verdict == TrackFilter::Verdict::No);
  };
  for (std::size_t r = from; r < to; ++r) {
    if (r + kAhead < to && isDue(r + kAhead)) m_tracks->prefetch(r + kAhead, t);
    if (!isDue(r)) continue;
    m_rows[r].segment = m_tracks->segmentAt(r, t, frame.asKnown);
    m_holds[r] = {m_rows[r].segment.from, m_rows[r].segment.to};
  }
  placeRows(frame, from, to, m_parts[from / kRowsAtOnce]);
}

/// Where the tracks of these rows are in the picture.
void TrackPainter::placeRows(const Frame& frame, std::size_t from, std::size_t to, Placed& out) const {
  const View& view = frame.view;
  const double scale = 1.0 / view.metresPerPixel;
  const double offsetX = view.size.width() * 0.5;
  const double offsetY = view.size.height() * 0.5;
  const double edge = kEdge * view.pixelRatio;
  const double right = view.size.width() + edge;
  const double bottom = view.size.height() + edge;
  const std::int64_t t = frame.time.us;
  out.items.clear();
  out.alive.clear();
  const bool isFew = frame.quality.trails == DrawQuality::Trails::Selected;
  TrackPlace place;
  const bool filters = frame.filter != nullptr;
  const bool hides = filters && !frame.filterDims;
  const std::vector<TrackId>* highlights =
      frame.story && !frame.story->highlights.empty() ? &frame.story->highlights : nullptr;
  for (std::size_t r = from; r < to; ++r) {
    const Row& row = m_rows[r];
    if (row.isPlots || (hides && row.verdict == TrackFilter::Verdict::No)) continue;
    if (row.segment.kind == MapSegment::Kind::None || !m_tracks->placeAt(row.segment, t, &place)) continue;
    const bool isDim = filters && !passes(frame, r, place);
    if (isDim && hides) continue;
    const double x = (place.x - view.centre.x) * scale + offsetX;
    const double y = (view.centre.y - place.y) * scale + offsetY;
    const TrackId id = m_tracks->tracks()[r];
    std::uint8_t priority = priorityOf(static_cast<Affiliation>(row.affiliation), row.segment.flags);
    if (isDim) priority = kOther;
    if (highlights && std::find(highlights->begin(), highlights->end(), id) != highlights->end()) {
      priority = std::max<std::uint8_t>(priority, kHovered);
    }
    if (id == frame.hoveredTrack || id == frame.secondTrack) priority = kHovered;
    if (id == frame.selectedTrack) priority = kSelected;
    // NaN, which is off the map, falls to the last band.
    const double band = y * (1.0 / kBand);
    if (!isDim && (priority >= kThreat || !isFew))
      out.alive.push_back({static_cast<std::uint32_t>(r),
                           static_cast<std::uint16_t>(band > 0 ? std::min<double>(band, kBands - 1) : 0),
                           {static_cast<float>(x), static_cast<float>(y)}});
    if (!(x > -edge && x < right && y > -edge && y < bottom)) continue;
    TrackPicture::Item item;
    item.track = id;
    item.row = static_cast<std::uint32_t>(r);
    item.at = {static_cast<float>(x), static_cast<float>(y)};
    item.vx = place.vx * static_cast<float>(scale);
    item.vy = -place.vy * static_cast<float>(scale);
    item.ring = place.uncertainty * static_cast<float>(scale);
    item.look = row.look;
    item.radius = static_cast<float>(m_looks[row.look].sizePx) * 0.5F;
    item.phase = place.phase;
    item.hollow = place.phase != TrackPhase::Live || (row.segment.flags & kCoasted);
    item.priority = priority;
    item.dim = isDim;
    out.items.push_back(item);
  }
}

void TrackPainter::place(const Frame& frame, TrackPicture& picture) {
  if (!m_hasTracks) return;
  join(picture);
  if (picture.items.size() > kThinAbove || frame.quality.symbols != DrawQuality::Symbols::Full) {
    thin(frame, picture);
  }
  sortItems(picture);
}

void TrackPainter::addMarks(const Frame& frame, TrackPicture& picture) {
  if (!m_hasTracks) return;
  addSymbols(frame, picture);
  addHighlights(frame, picture);
}

/// Puts together what the parts have.
void TrackPainter::join(TrackPicture& picture) {
  m_alive.clear();
  for (const Placed& part : m_parts) {
    picture.items.insert(picture.items.end(), part.items.begin(), part.items.end());
    m_alive.insert(m_alive.end(), part.alive.begin(), part.alive.end());
  }
  picture.live = picture.items.size();

  // From the top down: trails are drawn near to each other in memory.
  m_counts.assign(kBands + 1, 0);
  for (const Alive& alive : m_alive) ++m_counts[alive.band + 1U];
  for (std::size_t i = 1; i < m_counts.size(); ++i) m_counts[i] += m_counts[i - 1];
  m_aliveSorted.resize(m_alive.size());
  for (const Alive& alive : m_alive) m_aliveSorted[m_counts[alive.band]++] = alive;
  m_alive.swap(m_aliveSorted);
}

void TrackPainter::thin(const Frame& frame, TrackPicture& picture) {
  // The cell grows with the symbol, or a dense picture at twice the resolution would cost four times as much.
  const double cell = 8.0 * frame.view.pixelRatio * frame.tracks.symbolPx / 24.0;
  const double edge = kEdge * frame.view.pixelRatio;
  const int columns = static_cast<int>((frame.view.size.width() + 2 * edge) / cell) + 2;
  const int rows = static_cast<int>((frame.view.size.height() + 2 * edge) / cell) + 2;
  m_cells.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
  const auto inverse = static_cast<float>(1 / cell);
  m_kept.clear();
  for (std::uint32_t i = 0; i < picture.items.size(); ++i) {
    const TrackPicture::Item& item = picture.items[i];
    if (item.priority >= kThreat) m_kept.push_back(item);
    const int cx = static_cast<int>((item.at.x + static_cast<float>(edge)) * inverse);
    const int cy = static_cast<int>((item.at.y + static_cast<float>(edge)) * inverse);
    std::uint32_t& best = m_cells[static_cast<std::size_t>(cy * columns + cx)];
    // Of equals the lower track id stays, so that which one is drawn does not flicker.
    if (best == 0 || picture.items[best - 1].priority < item.priority) best = i + 1;
  }
  m_sorted.clear();
  for (std::uint32_t index : m_cells) {
    if (index > 0 && picture.items[index - 1].priority < kThreat)
      m_sorted.push_back(picture.items[index - 1]);
  }
  m_sorted.insert(m_sorted.end(), m_kept.begin(), m_kept.end());
  picture.items.swap(m_sorted);
}

void TrackPainter::sortItems(TrackPicture& picture) {
  // By importance, then in rows from the top: neighbours in memory are drawn one after the other. Within a
  // row the order is that of the track ids, so that what covers what stays the same.
  constexpr int kRows = 512;
  const auto bucketOf = [](const TrackPicture::Item& item) {
    const int row = std::clamp(static_cast<int>(item.at.y) / 16 + 8, 0, kRows - 1);
    return static_cast<std::size_t>(item.priority * kRows + row);
  };
  m_counts.assign(static_cast<std::size_t>((kSelected + 1) * kRows + 1), 0);
  for (const auto& item : picture.items) ++m_counts[bucketOf(item) + 1];
  for (std::size_t i = 1; i < m_counts.size(); ++i) m_counts[i] += m_counts[i - 1];
  m_sorted.resize(picture.items.size());
  for (const auto& item : picture.items) m_sorted[m_counts[bucketOf(item)]++] = item;
  picture.items.swap(m_sorted);
}

void TrackPainter::addSymbols(const Frame& frame, TrackPicture& picture) {
  SymbolFactory& factory = SymbolFactory::instance();
  const QString mode = symbolMode(*frame.theme);
  for (Look& look : m_looks) look.sprites = {};
  const SymbolStyle style = frame.tracks.symbols;
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  const auto ahead = static_cast<float>(frame.tracks.vectorMinutes * 60);
  const bool asDots = frame.quality.symbols == DrawQuality::Symbols::Dots;
  const auto dotRadius = static_cast<std::uint8_t>(std::clamp(2 * frame.view.pixelRatio, 1.0, 8.0));
  std::size_t vectors = 0;
  std::array<QRgb, 8> dotColours{};
  for (std::size_t a = 0; a < dotColours.size(); ++a) {
    dotColours[a] = premultiplied(frame.theme->affiliation[a], 1);
  }
  for (const TrackPicture::Item& item : picture.items) {
    Look& look = m_looks[item.look];
    const auto a = static_cast<std::size_t>(look.affiliation);
    if (asDots && item.priority < kThreat) {
      picture.marks.push_back({item.at,
                               item.dim ? premultiplied(frame.theme->affiliation[a], kDimmed) : dotColours[a],
                               dotRadius});
      ++picture.plain;
      continue;
    }
    const int turn = style == SymbolStyle::Simple ? plainTurn(item.vx, item.vy) : 0;
    SpritePtr& sprite = look.sprites[static_cast<std::size_t>(2 * turn + (item.hollow ? 1 : 0))];
    if (!sprite) {
      if (style == SymbolStyle::Military) {
        const SymbolKey key{look.sidc, look.sizePx, mode, item.hollow};
        sprite = frame.interactive ? factory.symbol(key) : factory.symbolNow(key);
      } else {
        sprite = plainSymbol({style, look.affiliation, turn, look.sizePx, item.hollow,
                              frame.theme->affiliation[a].rgb(), frame.theme->labelPlate.rgb()});
      }
      picture.heldSymbols.push_back(sprite);
    }
    const float opacity = item.dim ? kDimmed : item.hollow ? 0.8F : 1.0F;
    picture.symbols.push_back({sprite.get(), item.at, opacity});
    if (item.dim) continue;
    // A vector no longer than its symbol would only smear its edge.
    const float length = std::sqrt(item.vx * item.vx + item.vy * item.vy);
    if (ahead > 0 && length * ahead > item.radius + 2 * unit) {
      const float start = item.radius * 0.9F / length;
      const std::array<PixelPoint, 2> line = {{{item.at.x + item.vx * start, item.at.y + item.vy * start},
                                               {item.at.x + item.vx * ahead, item.at.y + item.vy * ahead}}};
      picture.vectors[a].add(line);
      ++vectors;
    }
    if (item.ring > item.radius + 2 * unit) addCircle(picture.rings[a], item.at, item.ring);
    if (item.priority == kSelected) {
      addBrackets(picture.brackets, item.at, item.radius + 5 * unit, 5 * unit);
    } else if (item.priority == kHovered) {
      addBrackets(picture.hoverBrackets, item.at, item.radius + 4 * unit, 4 * unit);
    }
    if (m_rows[item.row].segment.flags & kEmergency) {
      addCircle(picture.alarms, item.at, item.radius + 3 * unit);
    }
  }
  picture.steppedVectors =
      frame.quality.trails != DrawQuality::Trails::Smooth || (frame.interactive && vectors > kStepAbove);
}

}  // namespace sorami

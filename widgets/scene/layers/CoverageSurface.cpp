// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/CoverageSurface.h"

#include "data/coverage/detection/DetectedFloor.h"
#include "data/coverage/detection/PdTable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace sorami {
namespace {

/// Ground under the picture where heights count above it: one look for a block of pixels.
class GroundBlocks {
 public:
  GroundBlocks(const Frame& frame) : m_columns((frame.view.size.width() + kBlock - 1) / kBlock) {
    const int rows = (frame.view.size.height() + kBlock - 1) / kBlock;
    std::vector<MapPoint> map;
    for (int j = 0; j < rows; ++j) {
      for (int i = 0; i < m_columns; ++i)
        map.push_back(frame.view.toMap(QPointF((i + 0.5) * kBlock, (j + 0.5) * kBlock)));
    }
    std::vector<LatLon> geo(map.size());
    frame.projection->inverse(map, geo);
    m_height.assign(geo.size(), 0);
    if (frame.terrain) frame.terrain->heightsAt(geo, m_height);
    for (float& h : m_height) h = std::isfinite(h) ? h : 0;
    if (m_height.empty()) return;
    const auto [low, high] = std::minmax_element(m_height.begin(), m_height.end());
    m_lowest = *low;
    m_highest = *high;
  }
  float at(int x, int y) const {
    return m_height[static_cast<std::size_t>(y / kBlock * m_columns + x / kBlock)];
  }
  float lowest() const { return m_lowest; }
  float highest() const { return m_highest; }

 private:
  static constexpr int kBlock = 4;
  int m_columns;
  std::vector<float> m_height;
  float m_lowest = 0;
  float m_highest = 0;
};

/// What the sensors come to at one altitude; false when stopped.
bool surfaceAt(const Frame& frame, double level, const ViewGrid& grid, const std::stop_token& stop,
               CoverageSurface& out);

}  // namespace

bool isSurface(CoverageMode mode) {
  return mode == CoverageMode::BestPd || mode == CoverageMode::JointPd || mode == CoverageMode::Revisit;
}

bool CoverageSurface::make(const Frame& frame, const ViewGrid& grid, const std::stop_token& stop,
                           CoverageSurface& out) {
  if (!surfaceAt(frame, frame.altitude, grid, stop, out)) return false;
  if (!(frame.coverageBand > 0)) return true;
  // Of a band the worse of its edges; what is unknown at one is unknown.
  CoverageSurface top;
  if (!surfaceAt(frame, frame.altitude + frame.coverageBand, grid, stop, top)) return false;
  for (std::size_t i = 0; i < out.value.size(); ++i) {
    float& worst = out.value[i];
    if (!std::isnan(worst) && !(top.value[i] >= worst)) worst = top.value[i];
  }
  return true;
}

namespace {

bool surfaceAt(const Frame& frame, double level, const ViewGrid& grid, const std::stop_token& stop,
               CoverageSurface& out) {
  out = {};
  const QRect view(QPoint(0, 0), frame.view.size);
  // From edge to edge: fields need not know of each other's boxes.
  const auto width = static_cast<std::size_t>(view.width());
  // What no sensor finds, for Pd; looks a second for the revisit time.
  std::vector<float> sum(width * static_cast<std::size_t>(view.height()),
                         frame.coverageMode == CoverageMode::JointPd ? 1.0F : 0.0F);
  std::vector<std::uint8_t> unknown(sum.size(), 0);
  const bool aboveGround = frame.altitudeReference == AltitudeReference::AboveGround;
  std::optional<GroundBlocks> ground;
  if (aboveGround) ground.emplace(frame);
  const auto altitude = static_cast<float>(level);
  const float lowest = altitude + (ground ? ground->lowest() : 0);
  const float highest = altitude + (ground ? ground->highest() : 0);
  for (const CoverageFieldPtr& field : frame.coverage) {
    if (!field) continue;
    const FieldPixels places(*field, grid);
    if (places.box().isEmpty()) continue;
    out.box |= places.box();
    const PdTable table(field, static_cast<double>(lowest), static_cast<double>(highest));
    const auto looks = static_cast<float>(table.looks());
    const auto* detected = dynamic_cast<const DetectedFloor*>(field.get());
    const float required = detected && detected->model()->hasBudget()
                               ? static_cast<float>(detected->model()->sensor().requiredPd)
                               : 0.5F;
    const auto makeTake = [&]() -> FieldPixels::Take {
      const auto n = static_cast<std::size_t>(places.box().width());
      return [&, pd = std::vector<float>(n), heights = std::vector<float>(n, altitude)](
                 int x0, int y, std::span<const float> east, std::span<const float> north) mutable {
        const std::size_t count = east.size();
        if (ground) {
          for (std::size_t k = 0; k < count; ++k)
            heights[k] = altitude + ground->at(x0 + static_cast<int>(k), y);
        }
        table.at(east, north, std::span(heights).first(count), std::span(pd).first(count));
        const std::size_t from = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x0);
        for (std::size_t k = 0; k < count; ++k) {
          const float p = pd[k];
          float& to = sum[from + k];
          if (std::isnan(p)) {
            unknown[from + k] = 1;
          } else if (frame.coverageMode == CoverageMode::JointPd) {
            to *= 1 - p;
          } else if (frame.coverageMode == CoverageMode::BestPd) {
            to = std::max(to, p);
          } else if (p >= required) {
            to += looks;
          }
        }
      };
    };
    if (!places.visit(makeTake, stop)) return false;
  }
  if (out.box.isEmpty()) return true;
  out.value.reserve(static_cast<std::size_t>(out.box.width()) * static_cast<std::size_t>(out.box.height()));
  for (int y = out.box.top(); y <= out.box.bottom(); ++y) {
    for (int x = out.box.left(); x <= out.box.right(); ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
      float v = frame.coverageMode == CoverageMode::JointPd ? 1 - sum[at] : sum[at];
      if (v <= 0 && unknown[at] != 0) v = std::numeric_limits<float>::quiet_NaN();
      out.value.push_back(v);
    }
  }
  return true;
}

}  // namespace

QImage colourSurface(const CoverageSurface& surface, const CoverageStyle& style) {
  if (surface.box.isEmpty()) return {};
  const auto premultiplied = [](QColor c, double strength) {
    c.setAlphaF(c.alphaF() * static_cast<float>(strength));
    return qPremultiply(c.rgba());
  };
  std::vector<std::pair<float, QRgb>> steps;
  for (const CoverageStep& step : style.steps)
    steps.emplace_back(static_cast<float>(step.from), premultiplied(step.colour, 1));
  const QRgb unknown = premultiplied(style.unknown, 0.12);
  QImage image(surface.box.size(), QImage::Format_ARGB32_Premultiplied);
  std::size_t at = 0;
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < image.width(); ++x, ++at) {
      const float v = surface.value[at];
      line[x] = std::isnan(v) ? unknown : 0;
      for (const auto& [from, colour] : steps) {
        if (v < from) continue;
        line[x] = colour;
        break;
      }
    }
  }
  return image;
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/symbols/PlainSymbols.h"

#include <QPainter>
#include <QPainterPath>
#include <QPicture>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <numbers>
#include <tuple>

namespace sorami {
namespace {

/// Symbols kept; beyond it all are forgotten, which happens when themes or sizes are tried one by one.
constexpr std::size_t kMost = 4096;

enum class Shape { Round, Pointed, Square, Lobed };

Shape shapeOf(Affiliation a) {
  switch (a) {
    case Affiliation::Friend:
    case Affiliation::AssumedFriend:
      return Shape::Round;
    case Affiliation::Hostile:
    case Affiliation::Suspect:
      return Shape::Pointed;
    case Affiliation::Neutral:
    case Affiliation::Civil:
      return Shape::Square;
    case Affiliation::Pending:
    case Affiliation::Unknown:
      break;
  }
  return Shape::Lobed;
}

/// In a square from -1 to 1, up is ahead.
QPainterPath simpleShape(Shape shape, bool turned) {
  QPainterPath path;
  switch (shape) {
    case Shape::Round:
      path.addEllipse(QPointF(0, 0.1), 0.58, 0.58);
      break;
    case Shape::Pointed:
      // A dart: the only one with a notch.
      path.moveTo(0, -0.95);
      path.lineTo(0.72, 0.78);
      path.lineTo(0, 0.38);
      path.lineTo(-0.72, 0.78);
      path.closeSubpath();
      return path;
    case Shape::Square:
      path.addRect(-0.52, -0.42, 1.04, 1.04);
      break;
    case Shape::Lobed:
      for (const QPointF at : {QPointF(0, -0.3), QPointF(0.32, 0.1), QPointF(0, 0.5), QPointF(-0.32, 0.1)}) {
        QPainterPath lobe;
        lobe.addEllipse(at, 0.34, 0.34);
        path = path.united(lobe);
      }
      break;
  }
  if (turned) {
    QPainterPath nose;
    nose.moveTo(-0.3, -0.35);
    nose.lineTo(0, -1);
    nose.lineTo(0.3, -0.35);
    nose.closeSubpath();
    path = path.united(nose);
  }
  return path;
}

QPainterPath scopeShape(Affiliation a) {
  QPainterPath path;
  switch (shapeOf(a)) {
    case Shape::Round:
      path.addEllipse(QPointF(0, 0), 0.52, 0.52);
      break;
    case Shape::Pointed:
      path.moveTo(-0.6, 0.5);
      path.lineTo(0, -0.6);
      path.lineTo(0.6, 0.5);
      break;
    case Shape::Square:
      if (a == Affiliation::Civil) {
        path.moveTo(0, -0.55);
        path.lineTo(0, 0.55);
        path.moveTo(-0.55, 0);
        path.lineTo(0.55, 0);
      } else {
        path.addRect(-0.5, -0.5, 1, 1);
      }
      break;
    case Shape::Lobed:
      path.moveTo(-0.5, -0.5);
      path.lineTo(0.5, 0.5);
      path.moveTo(-0.5, 0.5);
      path.lineTo(0.5, -0.5);
      break;
  }
  return path;
}

void paint(QPainter& painter, const PlainSymbol& key, double half) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(half, half);
  if (key.turn > 0) painter.rotate((key.turn - 1) * 360.0 / (kPlainTurns - 1));
  const double scale = half * 0.92;
  painter.scale(scale, scale);
  const QColor colour = QColor::fromRgb(key.colour);
  QColor edge = QColor::fromRgb(key.edge);
  edge.setAlphaF(0.85F);
  const double px = 1 / scale;
  const auto pen = [](const QColor& c, double width) {
    return QPen(c, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  };
  if (key.style == SymbolStyle::Scope) {
    const QPainterPath path = scopeShape(key.affiliation);
    const double width = std::max(1.2 * px, 0.15);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(path, pen(edge, width + 1.6 * px));
    painter.strokePath(path, pen(colour, width));
    return;
  }
  const QPainterPath path = simpleShape(shapeOf(key.affiliation), key.turn > 0);
  painter.strokePath(path, pen(edge, 2.4 * px));
  if (key.hollow) {
    painter.fillPath(path, edge);
    painter.strokePath(path, pen(colour, 1.4 * px));
  } else {
    painter.fillPath(path, colour);
  }
}

}  // namespace

int plainTurn(float vx, float vy) {
  if (!(std::hypot(vx, vy) > 1e-6F)) return 0;
  constexpr int kSteps = kPlainTurns - 1;
  const float turns = std::atan2(vx, -vy) / (2 * std::numbers::pi_v<float>);
  const int step = static_cast<int>(std::lround(turns * kSteps));
  return 1 + ((step % kSteps) + kSteps) % kSteps;
}

SpritePtr plainSymbol(const PlainSymbol& key) {
  using Key = std::tuple<int, int, int, int, bool, QRgb, QRgb>;
  static std::mutex mutex;
  static std::map<Key, SpritePtr> kept;
  const Key id{static_cast<int>(key.style),
               static_cast<int>(key.affiliation),
               key.turn,
               key.sizePx,
               key.hollow,
               key.colour,
               key.edge};
  {
    const std::scoped_lock lock(mutex);
    if (const auto found = kept.find(id); found != kept.end()) return found->second;
  }
  const int side = key.sizePx + 4;
  const double half = side / 2.0;
  QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  {
    QPainter painter(&image);
    paint(painter, key, half);
  }
  auto vector = std::make_shared<QPicture>();
  {
    QPainter painter(vector.get());
    paint(painter, key, half);
  }
  auto sprite = std::make_shared<const Sprite>(Sprite::make(image, QPointF(half, half), vector));
  const std::scoped_lock lock(mutex);
  if (kept.size() >= kMost) kept.clear();
  return kept.emplace(id, std::move(sprite)).first->second;
}

}  // namespace sorami

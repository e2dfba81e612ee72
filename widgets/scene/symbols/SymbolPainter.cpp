// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/symbols/SymbolPainter.h"

#include "widgets/scene/Fonts.h"
#include "widgets/scene/symbols/SvgPath.h"

#include <QFontMetricsF>
#include <QJsonArray>
#include <QPainter>
#include <QPicture>

#include <algorithm>
#include <cmath>
#include <optional>

namespace sorami {
namespace {

/// milsymbol draws a ground equipment circle 120 units across; sizes are given for it.
constexpr double kFrameUnits = 120;
/// Nested groups beyond this are no symbol.
constexpr int kDeepest = 16;

/// `black`, `#rrggbb`, `rgb(r, g, b)` or `rgba(r, g, b, a)`; nothing for none, false and what is no colour.
std::optional<QColor> colourOf(const QJsonValue& value) {
  if (!value.isString()) return {};
  const QString text = value.toString().trimmed();
  if (!text.startsWith(QLatin1String("rgb"))) {
    const QColor named(text);
    return named.isValid() ? std::optional(named) : std::nullopt;
  }
  const qsizetype open = text.indexOf(u'(');
  const qsizetype close = text.indexOf(u')', open);
  if (open < 0 || close < 0) return {};
  const QStringList parts = text.mid(open + 1, close - open - 1).split(u',');
  if (parts.size() < 3) return {};
  QColor c(std::clamp(parts[0].toInt(), 0, 255), std::clamp(parts[1].toInt(), 0, 255),
           std::clamp(parts[2].toInt(), 0, 255));
  if (parts.size() > 3) c.setAlphaF(std::clamp(parts[3].toFloat(), 0.F, 1.F));
  return c;
}

/// Fill and stroke as SVG hands them down from group to member.
struct Look {
  std::optional<QColor> fill = QColor(Qt::black);
  std::optional<QColor> stroke;
  double strokeWidth = 4;
};

class InstructionPainter {
 public:
  explicit InstructionPainter(QPainter& painter) : m_painter(painter) {}

  void draw(const QJsonValue& value, const Look& look, int depth = 0) {
    if (depth > kDeepest) return;
    if (value.isArray()) {
      for (const QJsonValue& item : value.toArray()) draw(item, look, depth + 1);
    } else if (value.isObject()) {
      one(value.toObject(), look, depth);
    }
  }

 private:
  static double num(const QJsonObject& o, const char* name, double otherwise = 0) {
    const QJsonValue value = o.value(QLatin1String(name));
    // Some numbers are written as text.
    if (value.isString()) return value.toString().toDouble();
    return value.toDouble(otherwise);
  }

  void one(const QJsonObject& o, Look look, int depth) {
    const auto has = [&](const char* name) { return o.contains(QLatin1String(name)); };
    if (has("fill")) look.fill = colourOf(o.value(QLatin1String("fill")));
    if (has("stroke")) {
      look.stroke = colourOf(o.value(QLatin1String("stroke")));
      look.strokeWidth = num(o, "strokewidth", 4) * num(o, "non_scaling_stroke", 1);
    }
    if (has("fillopacity") && look.fill) {
      look.fill->setAlphaF(static_cast<float>(std::clamp(num(o, "fillopacity", 1), 0.0, 1.0)) *
                           look.fill->alphaF());
    }
    const QString type = o.value(QLatin1String("type")).toString();
    const QJsonValue members = o.value(QLatin1String("draw"));
    m_painter.save();
    if (has("clipPath")) {
      m_painter.setClipPath(parseSvgPath(o.value(QLatin1String("clipPath")).toString()), Qt::IntersectClip);
    }
    if (type == QLatin1String("path")) {
      shape(parseSvgPath(o.value(QLatin1String("d")).toString()), o, look);
    } else if (type == QLatin1String("circle")) {
      QPainterPath circle;
      circle.addEllipse(QPointF(num(o, "cx"), num(o, "cy")), num(o, "r"), num(o, "r"));
      shape(circle, o, look);
    } else if (type == QLatin1String("text")) {
      shape(textPath(o), o, look);
    } else if (type == QLatin1String("translate")) {
      m_painter.translate(num(o, "x"), num(o, "y"));
      draw(members, look, depth + 1);
    } else if (type == QLatin1String("rotate")) {
      m_painter.translate(num(o, "x"), num(o, "y"));
      m_painter.rotate(num(o, "degree"));
      m_painter.translate(-num(o, "x"), -num(o, "y"));
      draw(members, look, depth + 1);
    } else if (type == QLatin1String("scale")) {
      m_painter.scale(num(o, "factor", 1), num(o, "factor", 1));
      draw(members, look, depth + 1);
    } else if (type == QLatin1String("clip")) {
      m_painter.setClipPath(parseSvgPath(o.value(QLatin1String("d")).toString()), Qt::IntersectClip);
      draw(members, look, depth + 1);
    }
    m_painter.restore();
  }

  void shape(const QPainterPath& path, const QJsonObject& o, const Look& look) {
    if (look.fill) m_painter.fillPath(path, *look.fill);
    if (!look.stroke || !(look.strokeWidth > 0)) return;
    QPen pen(*look.stroke, look.strokeWidth, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    pen.setMiterLimit(4);
    const QString cap = o.value(QLatin1String("linecap")).toString();
    if (cap == QLatin1String("round")) {
      pen.setCapStyle(Qt::RoundCap);
      pen.setJoinStyle(Qt::RoundJoin);
    } else if (cap == QLatin1String("square")) {
      pen.setCapStyle(Qt::SquareCap);
    }
    QList<qreal> dashes;
    for (const QString& length : o.value(QLatin1String("strokedasharray")).toString().split(u',')) {
      if (length.toDouble() > 0) dashes << length.toDouble() / look.strokeWidth;
    }
    if (dashes.size() >= 2 && dashes.size() % 2 == 0) pen.setDashPattern(dashes);
    m_painter.strokePath(path, pen);
  }

  QPainterPath textPath(const QJsonObject& o) const {
    // Set in a large size and scaled, so that no rounding of the font size shifts the letters.
    constexpr double kSetSize = 200;
    const QString weight = o.value(QLatin1String("fontweight")).toString();
    const QFont font = sceneFont(kSetSize, false, weight == QLatin1String("bold"));
    const QFontMetricsF metrics(font);
    const QString text = o.value(QLatin1String("text")).toVariant().toString();
    QPointF at;
    const QString anchor = o.value(QLatin1String("textanchor")).toString();
    if (anchor == QLatin1String("middle")) at.setX(-metrics.horizontalAdvance(text) / 2);
    if (anchor == QLatin1String("end")) at.setX(-metrics.horizontalAdvance(text));
    // CSS: the middle baseline lies half the height of an x above the alphabetic one.
    const QString baseline = o.value(QLatin1String("alignmentBaseline")).toString();
    if (baseline == QLatin1String("middle") || baseline == QLatin1String("central")) {
      at.setY(metrics.xHeight() / 2);
    }
    QPainterPath glyphs;
    glyphs.addText(at, font, text);
    QTransform place;
    place.translate(num(o, "x"), num(o, "y"));
    const double scale = num(o, "fontsize", 12) / kSetSize;
    place.scale(scale, scale);
    return place.map(glyphs);
  }

  QPainter& m_painter;
};

std::optional<QRectF> boxOf(const QJsonObject& symbol) {
  const QJsonObject box = symbol.value(QLatin1String("bbox")).toObject();
  const QPointF first(box.value(QLatin1String("x1")).toDouble(NAN),
                      box.value(QLatin1String("y1")).toDouble(NAN));
  const QPointF last(box.value(QLatin1String("x2")).toDouble(NAN),
                     box.value(QLatin1String("y2")).toDouble(NAN));
  const QRectF rect(first, last);
  // Written so that NaN fails.
  if (!(rect.width() > 0 && rect.height() > 0 && rect.width() < 5000 && rect.height() < 5000)) return {};
  return rect;
}

/// Draws `content` (in milsymbol's units) once as pixels and once as a vector.
template <typename Draw>
SpritePtr makeSprite(const QRectF& box, QPointF anchor, int sizePx, Draw&& content) {
  const double scale = sizePx / kFrameUnits;
  // Room for half the frame's line; the box's corner on the middle of a pixel, where a straight frame is
  // sharp.
  const int pad = static_cast<int>(std::ceil(3 * scale)) + 1;
  const QPointF shift(pad + 0.5 - box.left() * scale, pad + 0.5 - box.top() * scale);
  const QSize size(static_cast<int>(std::ceil(box.width() * scale)) + 2 * pad + 1,
                   static_cast<int>(std::ceil(box.height() * scale)) + 2 * pad + 1);
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  image.fill(0);
  const auto paint = [&](QPaintDevice* device) {
    QPainter painter(device);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(shift);
    painter.scale(scale, scale);
    content(painter);
  };
  paint(&image);
  auto picture = std::make_shared<QPicture>();
  paint(picture.get());
  return std::make_shared<Sprite>(Sprite::make(std::move(image), anchor * scale + shift, std::move(picture)));
}

/// What the plain frame is drawn by: digits of a number code.
int digitsOf(const QString& sidc, qsizetype at, qsizetype n) {
  return sidc.size() >= at + n ? sidc.mid(at, n).toInt() : 0;
}

/// milsymbol's tables (version 3.0.4, src/colormodes.js), by identity.
QColor frameFill(int identity, bool isCivil, const QString& mode) {
  enum Row { Friend, Hostile, Neutral, Unknown, Suspect, Civilian, kRows };
  static constexpr QRgb kLight[kRows] = {0xFF80E0FF, 0xFFFF8080, 0xFFAAFFAA,
                                         0xFFFFFF80, 0xFFFFE599, 0xFFFFA1FF};
  static constexpr QRgb kMedium[kRows] = {0xFF00A8DC, 0xFFFF3031, 0xFF00E26E,
                                          0xFFFFFF00, 0xFFFFD96B, 0xFF800080};
  static constexpr QRgb kDark[kRows] = {0xFF006B8C, 0xFFC80000, 0xFF00A000,
                                        0xFFE1DC00, 0xFFFFBC01, 0xFF500050};
  Row row = Unknown;
  if (identity == 2 || identity == 3) row = Friend;
  if (identity == 4) row = Neutral;
  if (identity == 5) row = Suspect;
  if (identity == 6) row = Hostile;
  if (isCivil && row != Hostile && row != Suspect) row = Civilian;
  const QRgb* table = kLight;
  if (mode == QLatin1String("Medium")) table = kMedium;
  if (mode == QLatin1String("Dark")) table = kDark;
  return QColor::fromRgb(table[row]);
}

/// APP-6 frames by identity and dimension, in milsymbol's units about (100, 100). Drawn from the standard's
/// description: rectangle, circle or dome for friend, diamond or gable for hostile, square for neutral,
/// quatrefoil for unknown; air is open at the bottom, below the sea at the top.
QPainterPath framePath(int identity, int set) {
  const bool isAir = set == 1 || set == 2 || set == 5 || set == 6;
  const bool isBelow = set == 35 || set == 36;
  const bool isUnit = set == 10 || set == 11 || set == 20;
  QPainterPath path;
  const bool isHostile = identity == 5 || identity == 6;
  const bool isFriend = identity == 2 || identity == 3;
  if (isFriend && isUnit) {
    path.addRect(QRectF(25, 50, 150, 100));
  } else if (isFriend && !isAir && !isBelow) {
    path.addEllipse(QPointF(100, 100), 60, 60);
  } else if (isFriend) {
    path.moveTo(45, 150);
    path.cubicTo(45, 10, 155, 10, 155, 150);
  } else if (isHostile && !isAir && !isBelow) {
    path.addPolygon(QPolygonF({{100, 28}, {172, 100}, {100, 172}, {28, 100}, {100, 28}}));
  } else if (isHostile) {
    path.addPolygon(QPolygonF({{45, 150}, {45, 70}, {100, 20}, {155, 70}, {155, 150}}));
  } else if (identity == 4) {
    path.addRect(isAir || isBelow ? QRectF(45, 30, 110, 120) : QRectF(45, 45, 110, 110));
  } else {
    // Four half circles on the sides of a square; air and below lack the one they are open at.
    path.moveTo(63, 137);
    path.arcTo(QRectF(26, 63, 74, 74), 270, -180);
    path.arcTo(QRectF(63, 26, 74, 74), 180, -180);
    path.arcTo(QRectF(100, 63, 74, 74), 90, -180);
    if (isAir || isBelow) {
      path.lineTo(63, 137);
    } else {
      path.arcTo(QRectF(63, 100, 74, 74), 0, -180);
    }
  }
  if (isBelow) {
    QTransform flip;
    flip.translate(0, 200);
    flip.scale(1, -1);
    path = flip.map(path);
  }
  return path;
}

}  // namespace

SpritePtr paintSymbol(const QJsonObject& symbol, int sizePx) {
  const std::optional<QRectF> box = boxOf(symbol);
  const QJsonValue instructions = symbol.value(QLatin1String("draw"));
  if (!box || !instructions.isArray() || instructions.toArray().isEmpty()) return {};
  const QJsonObject anchor = symbol.value(QLatin1String("anchor")).toObject();
  const QPointF at(anchor.value(QLatin1String("x")).toDouble(100),
                   anchor.value(QLatin1String("y")).toDouble(100));
  return makeSprite(*box, at, std::clamp(sizePx, 4, 1024),
                    [&](QPainter& painter) { InstructionPainter(painter).draw(instructions, Look()); });
}

SpritePtr paintFrame(const SymbolKey& key) {
  const int identity = digitsOf(key.sidc, 3, 1);
  const int set = digitsOf(key.sidc, 4, 2);
  const int entity = digitsOf(key.sidc, 10, 2);
  const bool isCivil =
      (entity == 12 && (set == 1 || set == 5)) || (entity == 14 && set == 30) || (entity == 16 && set == 15);
  const QPainterPath path = framePath(identity, set);
  const QColor fill = frameFill(identity, isCivil, key.mode);
  return makeSprite(path.boundingRect(), {100, 100}, std::clamp(key.sizePx, 4, 1024), [&](QPainter& painter) {
    if (!key.hollow) painter.fillPath(path, fill);
    QPen pen(key.hollow ? fill : QColor(Qt::black), key.hollow ? 6 : 4);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.strokePath(path, pen);
  });
}

}  // namespace sorami

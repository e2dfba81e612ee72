// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackLabel.h"

#include "data/core/Units.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/Layer.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QPicture>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {

namespace {

/// Blocks kept although no picture shows them: enough for a panned view to come back without drawing them
/// anew.
constexpr std::size_t kMaxBlocks = 2000;
constexpr double kTextPx = 11;  // logical, the smallest step of the type scale
constexpr QChar kThinSpace(0x2009);

/// Digits in groups of three with a thin space, from ten thousand up: `9500`, `36 000`.
QString grouped(qint64 value) {
  QString text = QString::number(std::abs(value));
  if (text.size() > 4) {
    for (qsizetype i = text.size() - 3; i > 0; i -= 3) text.insert(i, kThinSpace);
  }
  return value < 0 ? QChar(0x2212) + text : text;
}

/// Relative luminance, WCAG 2.
double luminance(const QColor& c) {
  const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

/// The colour, or as much of the text's own colour mixed in as it takes to be read on the plate: 4.5 to 1.
QColor legible(const QColor& colour, const QColor& plate, const QColor& text) {
  const double ground = luminance(plate);
  for (int step = 0; step <= 10; ++step) {
    const float f = static_cast<float>(step) / 10;
    const QColor mixed = QColor::fromRgbF(colour.redF() + (text.redF() - colour.redF()) * f,
                                          colour.greenF() + (text.greenF() - colour.greenF()) * f,
                                          colour.blueF() + (text.blueF() - colour.blueF()) * f);
    const double l = luminance(mixed);
    if ((std::max(l, ground) + 0.05) / (std::min(l, ground) + 0.05) >= 4.5) return mixed;
  }
  return text;
}

QString heightText(double metres, UnitProfile units, const QString& reference) {
  QString text;
  if (std::abs(metres) >= 30'000) {
    // Above any aircraft: kilometres, as people speak of missiles and satellites.
    text = QString::number(std::lround(metres / 1000)) + QStringLiteral(" km");
  } else if (units == UnitProfile::Air) {
    text = grouped(std::lround(metres / kFoot / 100) * 100) + QStringLiteral(" ft");
  } else {
    text = grouped(std::lround(metres / 10) * 10) + QStringLiteral(" m");
  }
  return reference.isEmpty() ? text : text + QLatin1Char(' ') + reference;
}

}  // namespace

QString labelAltitude(const Sample& s, UnitProfile units, double transitionAltitude) {
  if (s.flags & kOnGround) return QStringLiteral("GND");
  if (!std::isnan(s.baroAltitude)) {
    const double m = static_cast<double>(s.baroAltitude);
    if (m < transitionAltitude) return heightText(m, units, {});
    if (units == UnitProfile::Metric) return heightText(m, units, QStringLiteral("STD"));
    return QStringLiteral("FL%1").arg(std::lround(m / kFlightLevel), 3, 10, QLatin1Char('0'));
  }
  if (!std::isnan(s.geoAltitude)) {
    return heightText(static_cast<double>(s.geoAltitude), units,
                      s.flags & kGeoIsMsl ? QStringLiteral("MSL") : QStringLiteral("HAE"));
  }
  return {};
}

QString labelSpeed(float metresPerSecond, UnitProfile units) {
  if (std::isnan(metresPerSecond)) return {};
  const double v = static_cast<double>(metresPerSecond);
  // Ballistic speeds read better in km/s in either profile.
  if (v >= 1000) return QString::number(v / 1000, 'f', 1) + QStringLiteral(" km/s");
  if (units == UnitProfile::Air) return QString::number(std::lround(v / kKnot)) + QStringLiteral(" kt");
  return QString::number(std::lround(v * 3.6)) + QStringLiteral(" km/h");
}

LabelText labelText(const TrackInfo& info, const Sample& s, int level, const Frame& frame, bool mixed) {
  LabelText out;
  out.name = QString::fromStdString(info.displayName());
  const bool notional = info.simulated || (s.flags & (kSimulated | kExercise));
  const bool emergency = s.flags & kEmergency;
  if (emergency) out.name += QStringLiteral(" EMG");
  if (level < 2 && notional && mixed) out.name += QStringLiteral(" SIM");
  if (level < 1) return out;

  const std::uint16_t fields = frame.tracks.labelFields;
  const QString altitude =
      fields & kLabelAltitude ? labelAltitude(s, frame.units, frame.tracks.transitionAltitude) : QString();
  const QString speed = fields & kLabelSpeed ? labelSpeed(s.groundSpeed, frame.units) : QString();
  // Below 100 ft/min an aircraft is level: the arrow would only flicker.
  constexpr double kLevel = 100 * kFootPerMinute;
  QString trend = QStringLiteral(" ");
  if (!std::isnan(s.verticalRate) && std::abs(static_cast<double>(s.verticalRate)) >= kLevel) {
    trend = s.verticalRate > 0 ? QStringLiteral("\u2191") : QStringLiteral("\u2193");
  }
  out.motion = altitude;
  if (!altitude.isEmpty()) out.motion += trend;
  if (trend != QLatin1String(" ") && !speed.isEmpty()) out.motion += QLatin1Char(' ');
  out.motion += speed;
  const auto append = [&out](const QString& text) {
    if (text.isEmpty()) return;
    if (!out.motion.trimmed().isEmpty()) out.motion += QLatin1Char(' ');
    out.motion += text;
  };
  if ((fields & kLabelHeading) && !std::isnan(s.trackDeg)) {
    append(QStringLiteral("%1\u00B0").arg(std::lround(s.trackDeg) % 360, 3, 10, QLatin1Char('0')));
  }
  if ((fields & kLabelClimb) && !std::isnan(s.verticalRate)) {
    const bool air = frame.units == UnitProfile::Air;
    const double rate = static_cast<double>(s.verticalRate) / (air ? 100 * kFootPerMinute : 1);
    // Hundreds of feet a minute, as scopes write it.
    append((rate < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) +
           QString::number(std::abs(rate), 'f', air ? 0 : 1));
  }
  if (level < 2) return out;

  QStringList remarks;
  if ((fields & kLabelType) && !info.type.empty()) remarks << QString::fromStdString(info.type);
  if ((fields & kLabelSquawk) && info.mode3A >= 0) {
    remarks << QStringLiteral("A") + QString::number(info.mode3A, 8).rightJustified(4, QLatin1Char('0'));
  }
  if (s.flags & kSpi) remarks << QStringLiteral("SPI");
  if ((fields & kLabelSource) && frame.store && info.source < frame.store->sources().size()) {
    remarks << QString::fromStdString(frame.store->sources()[info.source].name);
  }
  if ((fields & kLabelRemarks) && !info.remarks.empty()) {
    // A person's words stand whole in the track's page; a block has room for the beginning.
    constexpr qsizetype kMost = 28;
    QString words = QString::fromStdString(info.remarks).simplified();
    if (words.size() > kMost) words = words.left(kMost - 1) + QChar(0x2026);
    remarks << words;
  }
  if (notional) remarks << QStringLiteral("NOTIONAL");
  out.remarks = remarks.join(QLatin1Char(' '));
  return out;
}

void LabelBlocks::setLook(std::shared_ptr<const Theme> theme, double pixelRatio, bool vector) {
  if (m_theme == theme && m_pixelRatio == pixelRatio && m_vector == vector) return;
  m_theme = std::move(theme);
  m_pixelRatio = pixelRatio;
  m_vector = vector;
  m_blocks.clear();
}

std::uint64_t LabelBlocks::keyOf(const LabelText& text, const QColor& nameColour) {
  return mixKey({qHash(text.name, 1), qHash(text.motion, 2), qHash(text.remarks, 3),
                 static_cast<std::uint64_t>(nameColour.rgba())});
}

SpritePtr LabelBlocks::find(std::uint64_t key) {
  const auto found = m_blocks.find(key);
  if (found == m_blocks.end()) return nullptr;
  found->second.lastUse = m_picture;
  return found->second.sprite;
}

SpritePtr LabelBlocks::make(std::uint64_t key, const LabelText& text, const QColor& nameColour) {
  Entry& entry = m_blocks[key];
  if (!entry.sprite) entry.sprite = std::make_shared<const Sprite>(render(text, nameColour));
  entry.lastUse = m_picture;
  return entry.sprite;
}

void LabelBlocks::endPicture() {
  if (m_blocks.size() > kMaxBlocks) {
    // Half of what may stay is room for new ones: this runs seldom.
    std::vector<std::uint64_t> uses;
    uses.reserve(m_blocks.size());
    for (const auto& [key, e] : m_blocks) uses.push_back(e.lastUse);
    const auto nth = uses.end() - static_cast<std::ptrdiff_t>(kMaxBlocks / 2);
    std::nth_element(uses.begin(), nth, uses.end());
    const std::uint64_t oldest = std::min(*nth, m_picture);
    std::erase_if(m_blocks, [&](const auto& e) { return e.second.lastUse < oldest; });
  }
  ++m_picture;
}

Sprite LabelBlocks::render(const LabelText& text, const QColor& nameColour) const {
  const double scale = m_pixelRatio * m_theme->fontScale;
  const double size = kTextPx * scale;
  const QFont plain = sceneFont(size, true, false);
  const QFont bold = sceneFont(size, true, true);
  const QFontMetricsF plainMetrics(plain);
  const QFontMetricsF boldMetrics(bold);
  const double lineHeight = std::round(size * 1.22);
  const double padX = std::round(3 * scale);
  const double padY = std::round(1 * scale);

  struct Line {
    const QString* text;
    const QFont* font;
    QColor colour;
  };
  QColor muted = m_theme->labelText;
  muted.setAlphaF(0.78F);
  const std::array<Line, 3> all = {
      {{&text.name, &bold, legible(nameColour, m_theme->labelPlate, m_theme->labelText)},
       {&text.motion, &plain, m_theme->labelText},
       {&text.remarks, &plain, muted}}};
  double width = 0;
  int lines = 0;
  for (const Line& line : all) {
    if (line.text->isEmpty()) continue;
    const QFontMetricsF& metrics = line.font == &bold ? boldMetrics : plainMetrics;
    width = std::max(width, metrics.horizontalAdvance(*line.text));
    ++lines;
  }
  const QSize pixels(static_cast<int>(std::ceil(width + 2 * padX)),
                     static_cast<int>(std::ceil(lineHeight * lines + 2 * padY)));
  const auto draw = [&](QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->labelPlate);
    painter.drawRoundedRect(QRectF(QPointF(0, 0), pixels), 3 * scale, 3 * scale);
    double y = padY;
    for (const Line& line : all) {
      if (line.text->isEmpty()) continue;
      const QFontMetricsF& metrics = line.font == &bold ? boldMetrics : plainMetrics;
      painter.setFont(*line.font);
      painter.setPen(line.colour);
      const double baseline = y + (lineHeight - metrics.height()) * 0.5 + metrics.ascent();
      painter.drawText(QPointF(padX, std::round(baseline)), *line.text);
      y += lineHeight;
    }
  };
  QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  {
    QPainter painter(&image);
    draw(painter);
  }
  std::shared_ptr<QPicture> vector;
  if (m_vector) {
    vector = std::make_shared<QPicture>();
    QPainter painter(vector.get());
    draw(painter);
  }
  Sprite sprite = Sprite::make(std::move(image), QPointF(0, 0), std::move(vector));
  sprite.keepPackedOnly();
  return sprite;
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/symbols/SvgPath.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace sorami {
namespace {

class Parser {
 public:
  explicit Parser(QStringView text) : m_text(text) { m_path.setFillRule(Qt::WindingFill); }

  QPainterPath parse() {
    while (true) {
      skipSpace();
      if (m_at >= m_text.size()) break;
      const QChar c = m_text[m_at];
      if (c.isLetter()) {
        m_command = c.toLatin1();
        ++m_at;
      } else if (m_command == 0 || m_command == 'Z' || m_command == 'z') {
        break;  // a number where a command must stand
      }
      if (!step()) break;
      // Further pairs after a move are lines.
      if (m_command == 'M') m_command = 'L';
      if (m_command == 'm') m_command = 'l';
    }
    return m_path;
  }

 private:
  void skipSpace() {
    while (m_at < m_text.size() && (m_text[m_at].isSpace() || m_text[m_at] == u',')) ++m_at;
  }

  std::optional<double> number() {
    skipSpace();
    qsizetype end = m_at;
    const auto digits = [&] {
      const qsizetype begin = end;
      while (end < m_text.size() && m_text[end] >= u'0' && m_text[end] <= u'9') ++end;
      return end > begin;
    };
    if (end < m_text.size() && (m_text[end] == u'+' || m_text[end] == u'-')) ++end;
    bool any = digits();
    if (end < m_text.size() && m_text[end] == u'.') {
      ++end;
      any = digits() || any;
    }
    if (!any) return {};
    if (end < m_text.size() && (m_text[end] == u'e' || m_text[end] == u'E')) {
      const qsizetype mantissa = end++;
      if (end < m_text.size() && (m_text[end] == u'+' || m_text[end] == u'-')) ++end;
      if (!digits()) end = mantissa;
    }
    const double value = m_text.mid(m_at, end - m_at).toDouble();
    m_at = end;
    return value;
  }

  /// An arc's flag: one digit, which may stand without a space before what follows.
  std::optional<bool> flag() {
    skipSpace();
    if (m_at >= m_text.size() || (m_text[m_at] != u'0' && m_text[m_at] != u'1')) return {};
    return m_text[m_at++] == u'1';
  }

  std::optional<QPointF> point(bool isRelative) {
    const auto x = number();
    const auto y = x ? number() : std::nullopt;
    if (!y) return {};
    return QPointF(*x, *y) + (isRelative ? m_path.currentPosition() : QPointF());
  }

  bool step() {
    const bool isRelative = m_command >= 'a';
    const QPointF here = m_path.currentPosition();
    const char kind = isRelative ? static_cast<char>(m_command - 'a' + 'A') : m_command;
    // The smooth forms go on from the control point of the curve before, if it was one of theirs.
    const bool isSmooth = (kind == 'S' && (m_last == 'C' || m_last == 'S')) ||
                          (kind == 'T' && (m_last == 'Q' || m_last == 'T'));
    const QPointF mirrored = isSmooth ? 2 * here - m_control : here;
    m_last = kind;
    switch (kind) {
      case 'M': {
        const auto p = point(isRelative);
        if (!p) return false;
        m_path.moveTo(*p);
        return true;
      }
      case 'L': {
        const auto p = point(isRelative);
        if (!p) return false;
        m_path.lineTo(*p);
        return true;
      }
      case 'H': {
        const auto x = number();
        if (!x) return false;
        m_path.lineTo(isRelative ? here.x() + *x : *x, here.y());
        return true;
      }
      case 'V': {
        const auto y = number();
        if (!y) return false;
        m_path.lineTo(here.x(), isRelative ? here.y() + *y : *y);
        return true;
      }
      case 'C': {
        const auto a = point(isRelative);
        const auto b = a ? point(isRelative) : std::nullopt;
        const auto p = b ? point(isRelative) : std::nullopt;
        if (!p) return false;
        m_control = *b;
        m_path.cubicTo(*a, *b, *p);
        return true;
      }
      case 'S': {
        const auto b = point(isRelative);
        const auto p = b ? point(isRelative) : std::nullopt;
        if (!p) return false;
        m_control = *b;
        m_path.cubicTo(mirrored, *b, *p);
        return true;
      }
      case 'Q': {
        const auto a = point(isRelative);
        const auto p = a ? point(isRelative) : std::nullopt;
        if (!p) return false;
        m_control = *a;
        m_path.quadTo(*a, *p);
        return true;
      }
      case 'T': {
        const auto p = point(isRelative);
        if (!p) return false;
        m_control = mirrored;
        m_path.quadTo(mirrored, *p);
        return true;
      }
      case 'A':
        return arc(isRelative);
      case 'Z':
        m_path.closeSubpath();
        return true;
      default:
        return false;
    }
  }

  /// SVG 1.1, appendix F.6.5: from end points to centre, then pieces of at most a quarter as cubics.
  bool arc(bool isRelative) {
    const auto givenRx = number();
    const auto givenRy = givenRx ? number() : std::nullopt;
    const auto turn = givenRy ? number() : std::nullopt;
    const auto isLarge = turn ? flag() : std::nullopt;
    const auto isSweep = isLarge ? flag() : std::nullopt;
    const auto end = isSweep ? point(isRelative) : std::nullopt;
    if (!end) return false;
    const QPointF start = m_path.currentPosition();
    double rx = std::fabs(*givenRx);
    double ry = std::fabs(*givenRy);
    if (rx == 0 || ry == 0 || start == *end) {
      m_path.lineTo(*end);
      return true;
    }
    const double phi = *turn * std::numbers::pi / 180;
    const double c = std::cos(phi);
    const double s = std::sin(phi);
    const QPointF half = (start - *end) / 2;
    const double x1 = c * half.x() + s * half.y();
    const double y1 = -s * half.x() + c * half.y();
    const double excess = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
    if (excess > 1) {
      rx *= std::sqrt(excess);
      ry *= std::sqrt(excess);
    }
    const double below = rx * rx * y1 * y1 + ry * ry * x1 * x1;
    double root = std::sqrt(std::max(0.0, (rx * rx * ry * ry - below) / below));
    if (*isLarge == *isSweep) root = -root;
    const double cx1 = root * rx * y1 / ry;
    const double cy1 = -root * ry * x1 / rx;
    const QPointF centre = QPointF(c * cx1 - s * cy1, s * cx1 + c * cy1) + (start + *end) / 2;
    const double from = std::atan2((y1 - cy1) / ry, (x1 - cx1) / rx);
    double sweep = std::atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx) - from;
    if (*isSweep && sweep < 0) sweep += 2 * std::numbers::pi;
    if (!*isSweep && sweep > 0) sweep -= 2 * std::numbers::pi;
    const int pieces =
        std::max(1, static_cast<int>(std::ceil(std::fabs(sweep) / (std::numbers::pi / 2) - 1e-9)));
    const double delta = sweep / pieces;
    const double reach = 4.0 / 3 * std::tan(delta / 4);
    const auto place = [&](double x, double y) {
      return centre + QPointF(c * rx * x - s * ry * y, s * rx * x + c * ry * y);
    };
    for (int i = 0; i < pieces; ++i) {
      const double a = from + i * delta;
      const double b = a + delta;
      m_path.cubicTo(place(std::cos(a) - reach * std::sin(a), std::sin(a) + reach * std::cos(a)),
                     place(std::cos(b) + reach * std::sin(b), std::sin(b) - reach * std::cos(b)),
                     i + 1 == pieces ? *end : place(std::cos(b), std::sin(b)));
    }
    return true;
  }

  QStringView m_text;
  qsizetype m_at = 0;
  char m_command = 0;
  char m_last = 0;
  QPointF m_control;
  QPainterPath m_path;
};

}  // namespace

QPainterPath parseSvgPath(QStringView d) {
  return Parser(d).parse();
}

}  // namespace sorami

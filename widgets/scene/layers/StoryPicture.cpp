// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/StoryPicture.h"

#include "widgets/scene/Fonts.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {

namespace {

// Logical px.
constexpr double kCardWidth = 420;
constexpr double kCardShare = 0.4;  ///< of the picture's width at most
constexpr double kCardGap = 16;     ///< to the picture's edge
constexpr double kBelowTime = 30;   ///< room for the data time above the card
constexpr double kPad = 14;
constexpr double kTitlePx = 19;
constexpr double kWordsPx = 14;
constexpr double kIndent = 16;
constexpr double kCalloutWidth = 240;
constexpr double kCalloutPx = 13;
constexpr double kCalloutPad = 8;
constexpr double kLeading = 1.38;

QString withoutMarks(QString text) {
  static const QRegularExpression link(QStringLiteral("!?\\[([^\\]]*)\\]\\([^)]*\\)"));
  static const QRegularExpression strong(QStringLiteral("(\\*\\*|__)(.+?)\\1"));
  static const QRegularExpression slanted(QStringLiteral("(?<![\\w*])[*_]([^*_\\s][^*_]*)[*_](?!\\w)"));
  text.replace(link, QStringLiteral("\\1"));
  text.replace(strong, QStringLiteral("\\2"));
  text.replace(slanted, QStringLiteral("\\1"));
  text.remove(QLatin1Char('`'));
  return text;
}

bool isIdeograph(QChar c) {
  return c.unicode() >= 0x2E80 && c.unicode() < 0xFE00;
}

/// A set of lines with their place in a box.
struct Block {
  struct Line {
    QString text;
    double x = 0;
    double y = 0;  ///< of the baseline, from the box's top
    double sizePx = 0;
    bool bold = false;
    bool muted = false;
  };
  std::vector<Line> lines;
  double width = 0;
  double height = 0;
};

Block layoutCard(const FrameStory& story, double width, double ratio, double most) {
  Block block;
  const double inner = width - 2 * kPad * ratio;
  double y = kPad * ratio;
  const auto add = [&](const QString& text, double x, double px, bool bold) {
    const double size = px * ratio;
    y += size * kLeading;
    block.lines.push_back({text, kPad * ratio + x, y - size * 0.32, size, bold, false});
    block.width = std::max(block.width, x + textBounds(text, size, false, bold).width());
  };
  if (!story.title.isEmpty()) {
    for (const QString& line : wrapped(story.title, inner, kTitlePx * ratio, true))
      add(line, 0, kTitlePx, true);
  }
  for (const WordLine& word : wordLines(story.words)) {
    if (word.startsBlock) y += kWordsPx * ratio * 0.45;
    const double px = word.isHeading ? kWordsPx + 2 : kWordsPx;
    const double indent = word.indent * kIndent * ratio;
    for (const QString& line : wrapped(word.text, inner - indent, px * ratio, word.bold)) {
      // What does not fit the picture is not drawn over its edge.
      if (y + px * ratio * kLeading > most) {
        add(QStringLiteral("…"), 0, kWordsPx, false);
        block.height = y + kPad * ratio;
        block.width += 2 * kPad * ratio;
        return block;
      }
      add(line, indent, px, word.bold);
    }
  }
  block.height = y + kPad * ratio;
  block.width += 2 * kPad * ratio;
  return block;
}

bool hasCard(const Frame& frame) {
  return frame.story && frame.theme && frame.story->showsWords &&
         (!frame.story->title.isEmpty() || !frame.story->words.trimmed().isEmpty());
}

QRectF cardBox(const Frame& frame, Block* made) {
  const double ratio = frame.view.pixelRatio;
  const QSizeF size = frame.view.size;
  const double width = std::min(kCardWidth * ratio, size.width() * kCardShare);
  const double left = frame.margins.left + kCardGap * ratio;
  const double top = frame.margins.top + (kCardGap + kBelowTime) * ratio;
  const double most = size.height() - top - frame.margins.bottom - 90 * ratio;
  Block block = layoutCard(*frame.story, width, ratio, most);
  const QRectF box(std::floor(left), std::floor(top), std::ceil(std::min(block.width, width)),
                   std::ceil(block.height));
  if (made) *made = std::move(block);
  return box;
}

}  // namespace

std::vector<WordLine> wordLines(const QString& markdown) {
  static const QRegularExpression heading(QStringLiteral("^#{1,6}\\s+(.*?)\\s*#*$"));
  static const QRegularExpression bullet(QStringLiteral("^(\\s*)[-*+]\\s+(.*)$"));
  static const QRegularExpression number(QStringLiteral("^(\\s*)(\\d+)[.)]\\s+(.*)$"));
  std::vector<WordLine> lines;
  bool joins = false;
  bool isGap = false;
  for (const QString& raw : markdown.split(QLatin1Char('\n'))) {
    const QString line = raw.endsWith(QLatin1Char('\r')) ? raw.chopped(1) : raw;
    if (line.trimmed().isEmpty()) {
      joins = false;
      isGap = !lines.empty();
      continue;
    }
    WordLine made;
    made.startsBlock = isGap;
    isGap = false;
    if (const auto m = heading.match(line.trimmed()); m.hasMatch()) {
      made.text = withoutMarks(m.captured(1));
      made.bold = made.isHeading = true;
      made.startsBlock = !lines.empty();
      joins = false;
    } else if (const auto b = bullet.match(line); b.hasMatch()) {
      made.indent = 1 + static_cast<int>(b.captured(1).size()) / 2;
      made.text = QStringLiteral("\u2022 ") + withoutMarks(b.captured(2));
      joins = true;
    } else if (const auto n = number.match(line); n.hasMatch()) {
      made.indent = 1 + static_cast<int>(n.captured(1).size()) / 2;
      made.text = n.captured(2) + QStringLiteral(". ") + withoutMarks(n.captured(3));
      joins = true;
    } else if (joins) {
      lines.back().text += QLatin1Char(' ') + withoutMarks(line.trimmed());
      continue;
    } else {
      const QString text = line.trimmed();
      made.bold = text.size() > 4 && text.startsWith(QLatin1String("**")) &&
                  text.endsWith(QLatin1String("**")) &&
                  text.indexOf(QLatin1String("**"), 2) == text.size() - 2;
      made.text = withoutMarks(text);
      joins = true;
    }
    made.indent = std::clamp(made.indent - (made.indent > 0 ? 1 : 0), 0, 4);
    lines.push_back(std::move(made));
  }
  return lines;
}

QStringList wrapped(const QString& text, double width, double sizePx, bool bold) {
  QStringList lines;
  const auto wide = [&](const QString& t) { return textBounds(t, sizePx, false, bold).width(); };
  QString line;
  QString word;
  const auto flush = [&] {
    if (word.isEmpty()) return;
    if (!line.isEmpty() && wide(line + word.trimmed()) > width) {
      lines << line.trimmed();
      line.clear();
      while (word.startsWith(QLatin1Char(' '))) word.remove(0, 1);
    }
    // Wider than a whole line: cut by letters.
    while (word.size() > 1 && wide(line + word.trimmed()) > width) {
      int n = 1;
      while (n < word.size() && wide(line + word.left(n + 1)) <= width) ++n;
      lines << (line + word.left(n)).trimmed();
      line.clear();
      word.remove(0, n);
    }
    line += word;
    word.clear();
  };
  for (const QChar c : text) {
    if (c == QLatin1Char('\n')) {
      flush();
      lines << line.trimmed();
      line.clear();
      continue;
    }
    if (c == QLatin1Char(' ') || isIdeograph(c)) flush();
    word += c;
    if (isIdeograph(c)) flush();
  }
  flush();
  if (!line.trimmed().isEmpty() || lines.isEmpty()) lines << line.trimmed();
  return lines;
}

QRectF storyCardBox(const Frame& frame) {
  return hasCard(frame) ? cardBox(frame, nullptr) : QRectF();
}

StoryPicture layoutStory(const Frame& frame, const TrackPixel& place) {
  StoryPicture out;
  if (!frame.story || !frame.theme) return out;
  const double ratio = frame.view.pixelRatio;
  const Theme& theme = *frame.theme;
  const auto addLines = [&](const Block& block, const QPointF& at) {
    for (const Block::Line& line : block.lines) {
      TextRun run;
      run.text = line.text;
      run.at = {static_cast<float>(at.x() + line.x), static_cast<float>(at.y() + line.y)};
      run.colour = line.muted ? theme.textMuted : theme.text;
      run.sizePx = static_cast<float>(line.sizePx);
      run.bold = line.bold;
      out.texts.push_back(std::move(run));
    }
  };

  const QRectF room(frame.margins.left, frame.margins.top,
                    frame.view.size.width() - frame.margins.left - frame.margins.right,
                    frame.view.size.height() - frame.margins.top - frame.margins.bottom);
  const auto& callouts = frame.story->callouts;
  for (std::size_t i = 0; i < callouts.size(); ++i) {
    const FrameStory::Callout& c = callouts[i];
    std::optional<PixelPoint> at;
    if (c.track != kNoTrack) {
      at = place(c.track);
    } else if (frame.projection) {
      const MapPoint p = frame.projection->forward(c.place);
      if (std::isfinite(p.x) && std::isfinite(p.y)) at = frame.view.toPixel(p);
    }
    if (!at || !std::isfinite(at->x) || !std::isfinite(at->y)) continue;
    // What it names is far outside: so is the call-out.
    const double far = 60 * ratio;
    const QPointF anchor(static_cast<double>(at->x), static_cast<double>(at->y));
    if (!room.adjusted(-far, -far, far, far).contains(anchor)) continue;
    const double size = kCalloutPx * ratio;
    const double pad = kCalloutPad * ratio;
    Block block;
    double y = pad;
    const QStringList paragraphs = c.text.split(QLatin1Char('\n'));
    for (qsizetype k = 0; k < paragraphs.size(); ++k) {
      // The first line is the headline when there is more.
      const bool bold = k == 0 && paragraphs.size() > 1;
      for (const QString& line : wrapped(withoutMarks(paragraphs.at(k)), kCalloutWidth * ratio, size, bold)) {
        y += size * kLeading;
        block.lines.push_back({line, pad, y - size * 0.34, size, bold, false});
        block.width = std::max(block.width, textBounds(line, size, false, bold).width() + 2 * pad);
      }
    }
    block.height = y + pad;
    QRectF box(anchor.x() + c.offset.x() * ratio, anchor.y() + c.offset.y() * ratio, block.width,
               block.height);
    if (box.right() > room.right() - 4) box.moveRight(room.right() - 4);
    if (box.bottom() > room.bottom() - 4) box.moveBottom(room.bottom() - 4);
    if (box.left() < room.left() + 4) box.moveLeft(room.left() + 4);
    if (box.top() < room.top() + 4) box.moveTop(room.top() + 4);
    box = QRectF(std::floor(box.x()), std::floor(box.y()), std::ceil(box.width()), std::ceil(box.height()));
    const PixelPoint edge{static_cast<float>(std::clamp(anchor.x(), box.left(), box.right())),
                          static_cast<float>(std::clamp(anchor.y(), box.top(), box.bottom()))};
    const std::array<PixelPoint, 2> leader = {{*at, edge}};
    out.leaders.add(leader);
    if (c.track == kNoTrack) {
      out.dots.push_back({*at, theme.accent.rgba(), static_cast<std::uint8_t>(std::lround(3 * ratio))});
    }
    out.plates.push_back({box, false});
    addLines(block, box.topLeft());
    out.callouts.emplace_back(static_cast<int>(i),
                              PixelBox{static_cast<float>(box.x()), static_cast<float>(box.y()),
                                       static_cast<float>(box.width()), static_cast<float>(box.height())});
    out.anchors.push_back(*at);
  }

  if (hasCard(frame)) {
    Block block;
    const QRectF box = cardBox(frame, &block);
    out.plates.push_back({box, true});
    addLines(block, box.topLeft());
  }
  return out;
}

void StoryPicture::draw(Canvas& canvas, const Frame& frame) const {
  const Theme& theme = *frame.theme;
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  if (leaders.size() > 0) canvas.stroke(leaders, {theme.accent, 1.5F * unit, {}});
  if (!dots.empty()) canvas.dots(dots);
  for (const Plate& plate : plates) {
    QColor fill = plate.isCard ? theme.panel : theme.panelRaised;
    fill.setAlphaF(plate.isCard ? 0.9F : 0.95F);
    canvas.rect(plate.box, fill, plate.isCard ? theme.border : theme.accent, 4 * unit);
  }
  if (!texts.empty()) canvas.text(texts);
}

}  // namespace sorami

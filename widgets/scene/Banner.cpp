// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Banner.h"

#include "widgets/scene/Fonts.h"
#include "widgets/scene/Resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sorami {
namespace {

constexpr double kHeight = 20;    ///< logical px
constexpr double kTextSize = 11;  ///< logical px

struct Table {
  struct Entry {
    QString match;
    BannerStyle style;
  };
  BannerStyle fallback;
  std::vector<Entry> entries;
};

BannerStyle styleOf(const QJsonObject& object) {
  // A damaged entry must still be read on sight: white on black.
  BannerStyle style{QColor(object.value(QLatin1String("background")).toString()),
                    QColor(object.value(QLatin1String("text")).toString())};
  if (!style.background.isValid()) style.background = Qt::black;
  if (!style.text.isValid()) style.text = Qt::white;
  return style;
}

const Table& table() {
  static const Table loaded = [] {
    const QJsonObject root = QJsonDocument::fromJson(sceneResource(QStringLiteral("banners.json"))).object();
    Table t;
    t.fallback = styleOf(root.value(QLatin1String("default")).toObject());
    for (const QJsonValue& value : root.value(QLatin1String("banners")).toArray()) {
      const QJsonObject entry = value.toObject();
      t.entries.push_back({entry.value(QLatin1String("match")).toString(), styleOf(entry)});
    }
    return t;
  }();
  return loaded;
}

/// Whether `words` stand in `text` as whole words: SECRET is not in SECRETARIAT, nor CLASSIFIED in
/// UNCLASSIFIED. Japanese has no word breaks: there any occurrence counts.
bool containsWords(const QString& text, const QString& words) {
  const auto isLatinLetter = [](QChar c) { return c.isLetter() && c.unicode() < 0x250; };
  for (qsizetype at = text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0 && !words.isEmpty();
       at = text.indexOf(words, at + 1, Qt::CaseInsensitive)) {
    const qsizetype end = at + words.size();
    const bool begins = at == 0 || !isLatinLetter(text[at - 1]) || !isLatinLetter(words[0]);
    const bool ends = end == text.size() || !isLatinLetter(text[end]) || !isLatinLetter(words.back());
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

BannerStyle bannerStyle(const QString& marking) {
  for (const Table::Entry& entry : table().entries) {
    if (containsWords(marking, entry.match)) return entry.style;
  }
  return table().fallback;
}

int bannerHeight(double pixelRatio) {
  return static_cast<int>(std::lround(kHeight * pixelRatio));
}

void drawBanner(Canvas& canvas, const QString& marking) {
  if (marking.isEmpty()) return;
  const BannerStyle style = bannerStyle(marking);
  const QSize size = canvas.size();
  const int height = bannerHeight(canvas.pixelRatio());
  TextRun run;
  run.text = marking;
  run.colour = style.text;
  run.bold = true;
  run.align = TextRun::Align::Centre;
  run.sizePx = static_cast<float>(kTextSize * canvas.pixelRatio());
  // A long marking shrinks to fit: one that is cut off could read as another.
  const double width = textBounds(run.text, run.sizePx, false, true).width();
  const double room = std::max(1.0, size.width() - 8 * canvas.pixelRatio());
  if (width > room) run.sizePx = std::floor(run.sizePx * static_cast<float>(room / width));
  run.sizePx = std::max(run.sizePx, 1.F);
  const QRectF text = textBounds(run.text, run.sizePx, false, true);
  for (const int top : {0, size.height() - height}) {
    canvas.rect(QRectF(0, top, size.width(), height), style.background, QColor(), 0);
    run.at = {static_cast<float>(size.width() / 2.0),
              static_cast<float>(std::round(top + height / 2.0 - text.center().y()))};
    canvas.text(std::span(&run, 1));
  }
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/StoryBook.h"

#include "data/core/Translate.h"
#include "data/time/TimeText.h"
#include "widgets/scene/Banner.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/PainterCanvas.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/scene/export/ExportParts.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTextBlockFormat>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace sorami {
namespace {

constexpr double kDpi = 96;
constexpr int kUnitsAPixel = 10;
// Page of A4, landscape, and its parts, px at 96 an inch.
constexpr QSizeF kPage(1122.5, 793.7);
constexpr double kEdge = 40;
constexpr double kStrip = 24;
constexpr double kWordsWidth = 300;

Error bookStopped(const QString& path) {
  return {"the document was bookStopped", path.toStdString(), ""};
}

QString timeLine(const StoryStep& step) {
  if (!step.time.isValid()) return {};
  QString text = qt(dateText(step.time) + " " + clockText(step.time));
  if (step.isSpan()) text += QStringLiteral(" – ") + qt(clockText(step.until));
  return text;
}

QString stepTitle(const StoryStep& step, std::size_t index) {
  return QStringLiteral("%1  %2").arg(index + 1).arg(step.title.empty() ? tr("Step %1").arg(index + 1)
                                                                        : qt(step.title));
}

/// Frames of all steps, without the card: the words stand beside the picture.
std::vector<FramePtr> framesOf(const Frame& base, const Storyboard& story, QSize size, double ratio) {
  StoryFrames frames;
  Frame now = base;
  now.interactive = false;
  now.quality = {};
  now.margins = {};
  now.view.metresPerPixel *= static_cast<double>(now.view.size.height()) / size.height();
  now.view.size = size;
  now.view.pixelRatio = ratio;
  std::vector<FramePtr> made;
  for (const StoryStep& step : story.steps) {
    frames.apply(step, now, false);
    made.push_back(std::make_shared<const Frame>(now));
  }
  return made;
}

Status save(const QString& path, const QByteArray& bytes) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
    return Error{"the document cannot be written: " + whyNotWritten(path, file.errorString()).toStdString(),
                 path.toStdString(), "check that the folder exists and that the disk has room"};
  }
  return Status{};
}

Status writePdf(const StoryBookSpec& spec, const Frame& base, const Storyboard& story, const Layers& layers,
                const FilmProgress& progress, const std::stop_token& stop) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setPageSize(QPageSize(kPage / kDpi, QPageSize::Inch, QString(), QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF());
  writer.setResolution(static_cast<int>(kDpi * kUnitsAPixel));
  writer.setCreator(QStringLiteral("Sorami"));
  QPainter painter;

  const bool anyWords = std::any_of(story.steps.begin(), story.steps.end(), [&](const StoryStep& s) {
    return !s.words.empty() || (spec.withNotes && !s.notes.empty());
  });
  const double top = kEdge + kStrip + 34;
  const double left = kEdge + (anyWords ? kWordsWidth + 20 : 0);
  const QSizeF room(kPage.width() - left - kEdge, kPage.height() - top - kEdge - kStrip);
  const std::vector<FramePtr> frames = framesOf(base, story, room.toSize(), 1);
  const QString marking = qt(base.marking);
  writer.setTitle(marking.isEmpty() ? spec.title : spec.title + QStringLiteral(" · ") + marking);
  const BannerStyle banner = bannerStyle(marking);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (stop.stop_requested()) return bookStopped(spec.path);
    if (i == 0) {
      if (!painter.begin(&writer)) return Error{"the PDF writer does not start", spec.path.toStdString(), ""};
    } else if (!writer.newPage()) {
      return Error{"the PDF writer makes no further page", spec.path.toStdString(), ""};
    }
    const StoryStep& step = story.steps[i];
    painter.resetTransform();
    painter.scale(kUnitsAPixel, kUnitsAPixel);
    const auto text = [&](const QRectF& box, const QString& words, double px, bool bold, const QColor& colour,
                          int align) {
      QFont font = sceneFont(px, false, bold);
      painter.setFont(font);
      painter.setPen(colour);
      painter.drawText(box, align | Qt::TextSingleLine, words);
    };
    if (!marking.isEmpty()) {
      for (const double y : {0.0, kPage.height() - kStrip}) {
        const QRectF strip(0, y, kPage.width(), kStrip);
        painter.fillRect(strip, banner.background);
        text(strip, marking, 12, true, banner.text, Qt::AlignCenter);
      }
    }
    text({kEdge, kStrip + 16, kPage.width() - 2 * kEdge - 260, 34}, stepTitle(step, i), 20, true, Qt::black,
         Qt::AlignLeft | Qt::AlignVCenter);
    text({kPage.width() - kEdge - 300, kStrip + 16, 300, 34}, timeLine(step), 12, false, QColor(90, 90, 90),
         Qt::AlignRight | Qt::AlignVCenter);
    text({kEdge, kPage.height() - kStrip - 26, kPage.width() - 2 * kEdge, 18},
         QStringLiteral("%1 · %2").arg(spec.title, tr("%1 of %2").arg(i + 1).arg(frames.size())), 10, false,
         QColor(110, 110, 110), Qt::AlignRight | Qt::AlignVCenter);
    if (anyWords) {
      QTextDocument document;
      document.setDefaultFont(sceneFont(13, false, false));
      document.setMarkdown(qt(step.words));
      if (spec.withNotes && !step.notes.empty()) {
        QTextCursor cursor(&document);
        cursor.movePosition(QTextCursor::End);
        QTextBlockFormat gap;
        gap.setTopMargin(18);
        QTextCharFormat muted;
        muted.setForeground(QColor(90, 90, 90));
        cursor.insertBlock(gap, muted);
        cursor.insertText(tr("Notes: %1").arg(qt(step.notes)), muted);
      }
      document.setTextWidth(kWordsWidth);
      painter.save();
      painter.translate(kEdge, top);
      document.drawContents(&painter, QRectF(0, 0, kWordsWidth, room.height()));
      painter.restore();
    }
    painter.save();
    painter.translate(left, top);
    painter.setClipRect(QRectF(QPointF(0, 0), QSizeF(frames[i]->view.size)));
    PainterCanvas canvas(&painter, frames[i]->view.size, frames[i]->view.pixelRatio);
    Compositor::render(frames[i], layers, canvas);
    painter.restore();
    if (progress) progress(static_cast<int>(i) + 1, static_cast<int>(frames.size()));
  }
  painter.end();
  buffer.close();
  return save(spec.path, bytes);
}

/// The inner part of what Qt makes of Markdown, without its styles.
QString htmlOf(const std::string& markdown) {
  if (markdown.empty()) return {};
  QTextDocument document;
  document.setMarkdown(qt(markdown));
  QString html = document.toHtml();
  const auto begin = html.indexOf(QLatin1Char('>'), html.indexOf(QLatin1String("<body")));
  const auto end = html.lastIndexOf(QLatin1String("</body>"));
  html = html.mid(begin + 1, end - begin - 1).trimmed();
  static const QRegularExpression styles(QStringLiteral(" style=\"[^\"]*\""));
  html.remove(styles);
  // A page that stands alone fetches nothing.
  static const QRegularExpression images(QStringLiteral("<img[^>]*>"));
  html.remove(images);
  return html;
}

Status writeHtml(const StoryBookSpec& spec, const Frame& base, const Storyboard& story, const Layers& layers,
                 const FilmProgress& progress, const std::stop_token& stop) {
  const double ratio = std::clamp(spec.pictureRatio, 1.0, 4.0);
  const QSize size = (QSizeF(1280, 720) * ratio).toSize();
  const std::vector<FramePtr> frames = framesOf(base, story, size, ratio);
  const QString marking = qt(base.marking);
  const BannerStyle banner = bannerStyle(marking);
  FrameRenderer renderer(layers);
  QByteArray out;
  const auto put = [&](const QString& text) { out += text.toUtf8(); };
  put(QStringLiteral(
          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%1</title>\n")
          .arg(spec.title.toHtmlEscaped() +
               (marking.isEmpty() ? QString() : QStringLiteral(" · ") + marking.toHtmlEscaped())));
  put(QStringLiteral(
          "<meta name=\"generator\" content=\"Sorami\">\n<meta name=\"marking\" content=\"%1\">\n<style>\n")
          .arg(marking.toHtmlEscaped()));
  put(QStringLiteral(
          ":root{color-scheme:dark}body{margin:0;background:#0b0f12;color:#dfe5ea;font:16px/1.5 Inter,"
          "\"Noto Sans CJK JP\",system-ui,sans-serif}"
          ".mark{position:sticky;background:%1;color:%2;text-align:center;font-weight:700;font-size:13px;"
          "padding:3px;letter-spacing:.04em;z-index:1}.mark.top{top:0}.mark.foot{bottom:0}"
          "main{max-width:1280px;margin:0 auto;padding:16px}h1{font-size:24px}h2{font-size:20px;margin:0}"
          "section{margin:0 0 48px;break-inside:avoid}header{display:flex;justify-content:space-between;"
          "align-items:baseline;gap:16px;margin:0 0 8px}time{color:#8fa0ac;font:13px \"JetBrains "
          "Mono\",monospace}"
          "img{width:100%;height:auto;display:block;border:1px solid #26313a}.words{max-width:74ch}"
          ".notes{color:#8fa0ac;border-left:3px solid #26313a;padding-left:12px;white-space:pre-wrap}"
          "nav ol{columns:2;padding-left:1.4em}a{color:#7cc4ff}"
          "@media "
          "print{body{background:#fff;color:#111}.mark{position:static}section{page-break-after:always}}\n"
          "</style>\n</head>\n<body>\n")
          .replace(QStringLiteral("%1"),
                   marking.isEmpty() ? QStringLiteral("transparent") : banner.background.name())
          .replace(QStringLiteral("%2"), marking.isEmpty() ? QStringLiteral("inherit") : banner.text.name()));
  const QString strip = marking.isEmpty() ? QString() : QStringLiteral("<div class=\"mark %1\">%2</div>\n");
  if (!strip.isEmpty()) put(strip.arg(QStringLiteral("top"), marking.toHtmlEscaped()));
  put(QStringLiteral("<main>\n<h1>%1</h1>\n<nav><ol>\n").arg(spec.title.toHtmlEscaped()));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    put(QStringLiteral("<li><a href=\"#s%1\">%2</a></li>\n")
            .arg(i + 1)
            .arg(qt(story.steps[i].title).toHtmlEscaped()));
  }
  put(QStringLiteral("</ol></nav>\n"));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (stop.stop_requested()) return bookStopped(spec.path);
    const StoryStep& step = story.steps[i];
    const QImage image = renderer.render(frames[i]);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (image.isNull() || !image.save(&buffer, "png")) {
      return Error{"a picture of the page cannot be made", spec.path.toStdString(), ""};
    }
    put(QStringLiteral("<section id=\"s%1\">\n<header><h2>%2</h2><time>%3</time></header>\n")
            .arg(i + 1)
            .arg(stepTitle(step, i).toHtmlEscaped(), timeLine(step)));
    put(QStringLiteral("<img alt=\"%1\" src=\"data:image/png;base64,")
            .arg(stepTitle(step, i).toHtmlEscaped()));
    out += png.toBase64();
    put(QStringLiteral("\">\n"));
    if (!step.words.empty()) put(QStringLiteral("<div class=\"words\">%1</div>\n").arg(htmlOf(step.words)));
    if (spec.withNotes && !step.notes.empty()) {
      put(QStringLiteral("<div class=\"notes\">%1</div>\n").arg(qt(step.notes).toHtmlEscaped()));
    }
    put(QStringLiteral("</section>\n"));
    if (progress) progress(static_cast<int>(i) + 1, static_cast<int>(frames.size()));
  }
  put(QStringLiteral("</main>\n"));
  if (!strip.isEmpty()) put(strip.arg(QStringLiteral("foot"), marking.toHtmlEscaped()));
  put(QStringLiteral("</body>\n</html>\n"));
  return save(spec.path, out);
}

}  // namespace

Status writeStoryBook(const StoryBookSpec& spec, const Frame& base, const Storyboard& story,
                      const Layers& layers, const FilmProgress& progress, std::stop_token stop) {
  if (story.steps.empty()) {
    return Error{"the storyboard has no steps", spec.path.toStdString(), "press B at a moment that matters"};
  }
  const QString suffix = QFileInfo(spec.path).suffix().toLower();
  if (suffix == QLatin1String("pdf")) return writePdf(spec, base, story, layers, progress, stop);
  if (suffix == QLatin1String("html") || suffix == QLatin1String("htm")) {
    return writeHtml(spec, base, story, layers, progress, stop);
  }
  return Error{"the document's name does not say which format is meant", spec.path.toStdString(),
               "end it in .pdf or .html"};
}

}  // namespace sorami

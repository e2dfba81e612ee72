// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/PlanSheet.h"

#include "data/core/Translate.h"
#include "data/geo/CoordinateText.h"
#include "data/plan/Motion.h"
#include "data/plan/Properties.h"
#include "data/plan/defence/Stocks.h"
#include "widgets/scene/Banner.h"
#include "widgets/scene/CountText.h"
#include "widgets/scene/export/ExportParts.h"
#include "widgets/scene/export/ReportCoverage.h"
#include "widgets/scene/layers/FurniturePicture.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kBlockPx = 64;  // height of the title block, logical px
constexpr int kReportMapWidth = 1400;

/// `1 : 2 500 000` at the sheet's own size.
QString scaleText(const Frame& frame) {
  const double scale = frame.view.metresPerPixel * frame.view.pixelRatio * kPixelsAnInch / 0.0254;
  const double digits = std::pow(10, std::floor(std::log10(std::max(scale, 1.0))) - 2);
  return QStringLiteral("1 : %L1").arg(
      static_cast<qlonglong>(std::llround(std::round(scale / digits) * digits)));
}

QString timeText(const Frame& frame) {
  return frame.time.isValid() ? qt(toIso(frame.time)).left(16) + QStringLiteral("Z") : QString();
}

/// A word on what it is, and when it is out of service.
QString stateOf(const QString& word, const std::vector<Outage>& outages) {
  QStringList words;
  if (!word.isEmpty()) words << word;
  for (const Outage& outage : outages) {
    const auto at = [](Micros t) {
      return t == 0 ? QString() : qt(toIso({t})).left(16) + QStringLiteral("Z");
    };
    QString text = tr("out of service %1 to %2").arg(at(outage.from), at(outage.until));
    if (!outage.reason.empty()) text += QStringLiteral(" (%1)").arg(qt(outage.reason));
    words << text;
  }
  return words.join(QStringLiteral("; "));
}

/// Height of the marking's strip at the foot, px.
int bannerOf(const Frame& frame) {
  return frame.marking.empty() ? 0 : bannerHeight(frame.view.pixelRatio);
}

class TitleBlock : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::TitleBlock)
 public:
  std::string id() const override { return "title-block"; }
  QString title() const override { return tr("Title block"); }
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override { return frame.planVersion; }
  Job prepare(const FramePtr& frame) override {
    return [frame](Canvas& canvas, const std::stop_token&) {
      const auto unit = static_cast<float>(frame->view.pixelRatio);
      const Theme& theme = *frame->theme;
      const double width = frame->view.size.width();
      const double height = frame->view.size.height();
      const double banner = bannerOf(*frame);
      const double top = height - banner - kBlockPx * static_cast<double>(unit);
      canvas.rect(QRectF(0, top, width, kBlockPx * static_cast<double>(unit)), theme.panel, theme.border, 0);
      std::vector<TextRun> texts;
      const auto put = [&](const QString& text, double x, double y, float size, bool bold,
                           const QColor& colour) {
        TextRun run;
        run.text = text;
        run.at = {static_cast<float>(x), static_cast<float>(top + y * static_cast<double>(unit))};
        run.sizePx = size * unit;
        run.bold = bold;
        run.colour = colour;
        texts.push_back(std::move(run));
      };
      const double left = 16 * static_cast<double>(unit);
      const QString name = frame->plan ? qt(frame->plan->name) : QString();
      put(name.isEmpty() ? tr("Unnamed plan") : name, left, 26, 18, true, theme.text);
      put(tr("All sites, ranges and trajectories marked so are notional."), left, 48, 11, false,
          theme.textMuted);
      const double middle = width * 0.42;
      put(tr("Projection  %1").arg(translated(frame->projection->title())), middle, 22, 11, false,
          theme.text);
      put(tr("Scale  %1").arg(scaleText(*frame)), middle, 38, 11, false, theme.text);
      put(tr("Coverage at  %1 %2")
              .arg(coverageAltitudeText(frame->altitude, *frame))
              .arg(frame->altitudeReference == AltitudeReference::Amsl ? tr("AMSL") : tr("above ground")),
          middle, 54, 11, false, theme.text);
      const double right = width * 0.74;
      if (frame->time.isValid()) put(tr("Time  %1").arg(timeText(*frame)), right, 22, 11, false, theme.text);
      if (frame->plan) {
        put(QStringList{countText(PlanItemKind::Site, frame->plan->sites.size()),
                        countText(PlanItemKind::Link, frame->plan->links.size()),
                        countText(PlanItemKind::Area, frame->plan->areas.size())}
                .join(QStringLiteral(" · ")),
            right, 38, 11, false, theme.text);
      }
      put(tr("Made with Sorami"), right, 54, 11, false, theme.textMuted);
      canvas.text(texts);
    };
  }
};

QString dataUrl(const QImage& image) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return QStringLiteral("data:image/png;base64,") + QString::fromLatin1(bytes.toBase64());
}

/// Ready and reserve of every battery as bars side by side.
QImage stocksChart(const Plan& plan, UtcTime time) {
  struct Bar {
    QString name;
    int ready = 0;
    int reserve = 0;
  };
  std::vector<Bar> bars;
  int most = 1;
  for (const Site& s : plan.sites) {
    if (!s.battery || s.battery->stocks.empty()) continue;
    Bar bar{qt(s.name), 0, 0};
    for (const Stock& stock : s.battery->stocks) {
      const StockLevel level = stockAt(stock, time.us);
      bar.ready += level.ready;
      bar.reserve += level.reserve;
    }
    most = std::max(most, bar.ready + bar.reserve);
    bars.push_back(std::move(bar));
  }
  if (bars.empty()) return {};
  constexpr int kRow = 26;
  constexpr int kNames = 220;
  QImage image(900, kRow * static_cast<int>(bars.size()) + 8, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  QFont font = painter.font();
  font.setPixelSize(14);
  painter.setFont(font);
  const double unit = (image.width() - kNames - 120.0) / most;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const int y = 4 + kRow * static_cast<int>(i);
    painter.setPen(Qt::black);
    painter.drawText(QRect(0, y, kNames - 8, kRow - 4), Qt::AlignRight | Qt::AlignVCenter, bars[i].name);
    const QRectF ready(kNames, y + 3, bars[i].ready * unit, kRow - 10);
    const QRectF reserve(ready.right(), y + 3, bars[i].reserve * unit, kRow - 10);
    painter.fillRect(ready, QColor(0x2f, 0x6f, 0x9f));
    painter.fillRect(reserve, QColor(0xa9, 0xc6, 0xdb));
    painter.drawText(QRectF(reserve.right() + 8, y, 110, kRow - 4), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("%1 + %2").arg(bars[i].ready).arg(bars[i].reserve));
  }
  return image;
}

/// Headings that would end a page, with what they are of on the next one, go there too.
void keepHeadings(QTextDocument& document, double least) {
  const double page = document.pageSize().height();
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    if (format.headingLevel() == 0) continue;
    const double top = document.documentLayout()->blockBoundingRect(block).top();
    if (page - std::fmod(top, page) >= least) continue;
    format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    QTextCursor(block).setBlockFormat(format);
  }
}

/// A document page by page, the marking along the head and the foot of each, and which page it is.
void printReport(QPdfWriter& writer, const QString& html, const QString& marking) {
  QTextDocument document;
  document.documentLayout()->setPaintDevice(&writer);
  document.setDocumentMargin(0);
  document.setHtml(html);
  const double inch = writer.resolution();
  const QRectF paper(0, 0, writer.width(), writer.height());
  const double strip = 0.22 * inch;
  const double gap = 0.18 * inch;
  const QSizeF page(paper.width(), paper.height() - 2 * (strip + gap));
  document.setPageSize(page);
  constexpr double kLeastBelow = 1.2;  // inch: the heading, a table's first row and two more
  keepHeadings(document, kLeastBelow * inch);
  QPainter painter(&writer);
  QFont font = document.defaultFont();
  font.setPointSizeF(8);
  const BannerStyle colours = bannerStyle(marking);
  for (int n = 0; n < document.pageCount(); ++n) {
    if (n > 0) writer.newPage();
    painter.save();
    painter.translate(0, strip + gap - n * page.height());
    const QRectF shown(0, n * page.height(), page.width(), page.height());
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = shown;
    context.palette.setColor(QPalette::Text, Qt::black);
    painter.setClipRect(shown);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
    const QRectF head(0, 0, paper.width(), strip);
    const QRectF foot = head.translated(0, paper.height() - strip);
    for (const QRectF& edge : {head, foot}) {
      if (!marking.isEmpty()) painter.fillRect(edge, colours.background);
      painter.setPen(marking.isEmpty() ? QColor(Qt::black) : colours.text);
      font.setBold(true);
      painter.setFont(font);
      painter.drawText(edge, Qt::AlignCenter, marking);
    }
    font.setBold(false);
    painter.setFont(font);
    painter.drawText(foot.adjusted(0, 0, -0.1 * inch, 0), Qt::AlignRight | Qt::AlignVCenter,
                     tr("page %1 of %2").arg(n + 1).arg(document.pageCount()));
  }
}

/// The first light theme at the text size of the screen's.
std::shared_ptr<const Theme> paperTheme(const Theme& screen) {
  if (!screen.isDark) return std::make_shared<const Theme>(screen);
  for (const QString& id : themeIds()) {
    Result<Theme> theme = loadTheme(id);
    if (!theme || theme->isDark) continue;
    theme->fontScale = screen.fontScale;
    return std::make_shared<const Theme>(std::move(*theme));
  }
  return std::make_shared<const Theme>(screen);
}

}  // namespace

std::unique_ptr<Layer> makeTitleBlock() {
  return std::make_unique<TitleBlock>();
}

FramePtr sheetFrame(const FramePtr& frame, const SheetOptions& options) {
  auto sheet = std::make_shared<Frame>(*frame);
  QSizeF inches = QPageSize(options.paper).size(QPageSize::Inch);
  if (options.landscape) inches.transpose();
  const double logicalWidth = std::max(1.0, frame->view.size.width() / frame->view.pixelRatio);
  const double metresAcross = frame->view.metresPerPixel * frame->view.size.width();
  sheet->view.pixelRatio = 2;  // 192 dots an inch where pixels are needed
  sheet->view.size = (inches * kPixelsAnInch * sheet->view.pixelRatio).toSize();
  // As much of the map from side to side as on the screen, without what panels there cover.
  const double shown = metresAcross * (1 - frame->margins.right / frame->view.pixelRatio / logicalWidth);
  sheet->view.metresPerPixel = shown / sheet->view.size.width();
  if (options.scale > 0) {
    sheet->view.metresPerPixel = options.scale * 0.0254 / (kPixelsAnInch * sheet->view.pixelRatio);
  }
  if (options.forPaper) sheet->theme = paperTheme(*frame->theme);
  sheet->margins = {};
  sheet->margins.bottom = static_cast<int>(kBlockPx * sheet->view.pixelRatio) + bannerOf(*sheet);
  sheet->interactive = false;
  sheet->selectedSite.clear();
  sheet->selectedTrack = kNoTrack;
  sheet->hoveredTrack = kNoTrack;
  return sheet;
}

Status writeSheet(const FramePtr& frame, Layers layers, const SheetOptions& options, const QString& path) {
  if (!frame || !frame->projection || !frame->theme)
    return Error{"there is no map to put on a sheet", path.toStdString(), {}};
  layers.push_back(makeTitleBlock());
  return exportPicture(sheetFrame(frame, options), layers, path);
}

QString planReportHtml(const Frame& frame, const QImage& map, bool withMarking) {
  const Plan empty;
  const Plan& plan = frame.plan ? *frame.plan : empty;
  const QString marking = qt(frame.marking);
  const BannerStyle colours = bannerStyle(marking);
  const QString banner =
      marking.isEmpty() || !withMarking
          ? QString()
          : QStringLiteral("<p align=\"center\" style=\"background:%1;color:%2;padding:4px\"><b>%3</b></p>")
                .arg(colours.background.name(), colours.text.name(), marking.toHtmlEscaped());
  QString name = qt(plan.name);
  if (name.isEmpty()) name = tr("Unnamed plan");
  QString html =
      QStringLiteral(
          "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1</title><style>"
          "body{font-family:Inter,'Noto Sans CJK JP',sans-serif;font-size:10pt;color:#111;background:#fff}"
          "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;"
          "padding:2px 6px;font-size:9pt}h2{margin-top:18px}</style></head><body>")
          .arg(name.toHtmlEscaped());
  html += banner + QStringLiteral("<h1>%1</h1>").arg(name.toHtmlEscaped());
  html += QStringLiteral("<p>%1</p>")
              .arg(QStringList{countText(PlanItemKind::Site, plan.sites.size()),
                               countText(PlanItemKind::Link, plan.links.size()),
                               countText(PlanItemKind::Area, plan.areas.size()),
                               tr("%1, notional").arg(countText(PlanItemKind::Threat, plan.threats.size()))}
                       .join(QStringLiteral(" · ")));
  if (frame.time.isValid())
    html += QStringLiteral("<p>%1</p>")
                .arg(tr("As of %1: who is in service, stocks, coverage.").arg(timeText(frame)));
  if (!map.isNull()) {
    html += QStringLiteral("<p>%1</p>")
                .arg(picture(dataUrl(map), map.size(), tr("Map of the plan"), kReportPicturePx));
  }
  html += coverageReportHtml(frame);
  html += QStringLiteral("<h2>%1</h2><table width=\"100%\">").arg(tr("Sites"));
  html += headRow({tr("Name"), tr("Kind"), tr("Position"), tr("Range, km"), tr("Sector"), tr("State")});
  const Property* kind = propertyOf(PropertySet::Sites, "kind");
  for (const Site& s : plan.sites) {
    const std::string id = valueText(kind->get(plan, {{PlanItemKind::Site, s.id}, -1}));
    QString title;
    for (const auto& [choice, text] : kind->choices) {
      if (choice == id) title = translated(text);
    }
    const double range = s.battery ? s.engagementRange : s.sensor ? s.sensor->instrumentedRange : 0;
    const double width = s.battery ? s.battery->sectorWidthDeg : s.sensor ? s.sensor->sectorWidthDeg : 360;
    const double centre = s.battery ? s.battery->sectorCentreDeg : s.sensor ? s.sensor->sectorCentreDeg : 0;
    html += QStringLiteral("<tr>") + cell(qt(s.name)) + cell(title) +
            cell(unbroken(qt(formatCoordinate(s.position, CoordinateStyle::Dms)))) +
            cell(range > 0 ? QString::number(range / 1000, 'f', 0) : QString(), true) +
            cell(width < 360 ? QStringLiteral("%1° ± %2°").arg(centre, 0, 'f', 0).arg(width / 2, 0, 'f', 0)
                             : QString()) +
            cell(stateOf(!s.active    ? tr("off")
                         : s.notional ? tr("notional")
                                      : QString(),
                         s.outages)) +
            QStringLiteral("</tr>");
  }
  html += QStringLiteral("</table><h2>%1</h2><table width=\"100%\">").arg(tr("Links"));
  html += headRow({tr("From"), tr("To"), tr("Kind"), tr("State")});
  const Property* linkKind = propertyOf(PropertySet::Links, "kind");
  for (const Link& l : plan.links) {
    const Site* from = plan.site(l.from);
    const Site* to = plan.site(l.to);
    html += QStringLiteral("<tr>") + cell(from ? qt(from->name) : QString()) +
            cell(to ? qt(to->name) : QString()) +
            cell(qt(valueText(linkKind->get(plan, {{PlanItemKind::Link, l.id}, -1})))) +
            cell(stateOf(l.active ? QString() : tr("off"), l.outages)) + QStringLiteral("</tr>");
  }
  html += QStringLiteral("</table>");
  if (const QImage chart = stocksChart(plan, frame.time); !chart.isNull()) {
    html += QStringLiteral("<h2>%1</h2><p>%2</p><p>%3</p><table width=\"100%\">")
                .arg(tr("Stocks"), tr("Ready and, lighter, in reserve."),
                     picture(dataUrl(chart), chart.size(), tr("Stocks"), kReportPicturePx));
    html += headRow({tr("Site"), tr("Type"), tr("Ready"), tr("Reserve")}, 2);
    for (const Site& s : plan.sites) {
      if (!s.battery) continue;
      for (const Stock& stock : s.battery->stocks) {
        const StockLevel level = stockAt(stock, frame.time.us);
        html += QStringLiteral("<tr>") + cell(qt(s.name)) + cell(qt(stock.type)) +
                cell(QString::number(level.ready), true) + cell(QString::number(level.reserve), true) +
                QStringLiteral("</tr>");
      }
    }
    html += QStringLiteral("</table>");
  }
  if (!plan.threats.empty()) {
    html += QStringLiteral("<h2>%1</h2><table width=\"100%\">").arg(tr("Threats (NOTIONAL)"));
    html += headRow({tr("Name"), tr("Starts"), tr("Length, km"), tr("Flight, min"), tr("Height, km")}, 2);
    for (const Threat& t : plan.threats) {
      const TimeRange times = timesOf(t);
      html += QStringLiteral("<tr>") + cell(qt(t.name)) +
              cell(t.launchTime == 0 ? QString() : qt(toIso({t.launchTime})).left(16)) +
              cell(QString::number(lengthOf(t) / 1000, 'f', 0), true) +
              cell(QString::number(static_cast<double>(times.length()) / 6e7, 'f', 1), true) +
              cell(QString::number(t.altitude / 1000, 'f', 1), true) + QStringLiteral("</tr>");
    }
    html += QStringLiteral("</table>");
  }
  return html + banner + QStringLiteral("</body></html>");
}

Status writePlanReport(const FramePtr& frame, const Layers& layers, const QString& path) {
  if (!frame || !frame->plan) return Error{"there is no plan to report on", path.toStdString(), {}};
  QImage map;
  if (frame->projection && frame->theme && !frame->view.size.isEmpty()) {
    auto shown = std::make_shared<Frame>(*frame);
    shown->view.size = QSize(kReportMapWidth, kReportMapWidth * 5 / 8);
    shown->view.metresPerPixel = frame->view.metresPerPixel * frame->view.size.width() / kReportMapWidth;
    shown->view.pixelRatio = 1.5;
    shown->margins = {};
    shown->interactive = false;
    shown->selectedSite.clear();
    shown->theme = paperTheme(*frame->theme);
    map = renderImage(shown, layers);
  }
  QByteArray bytes;
  if (path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive)) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    writer.setTitle(qt(frame->plan->name) + QStringLiteral(" · ") + qt(frame->marking));
    writer.setCreator(QStringLiteral("Sorami"));
    printReport(writer, planReportHtml(*frame, map, false), qt(frame->marking));
  } else {
    bytes = planReportHtml(*frame, map).toUtf8();
  }
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
    return Error{"cannot be written: " + file.errorString().toStdString(), path.toStdString(), {}};
  }
  return {};
}

}  // namespace sorami

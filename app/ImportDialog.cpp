// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ImportDialog.h"

#include "data/ingest/decoders/asterix/Spec.h"
#include "data/time/DurationText.h"
#include "widgets/look/PositionText.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/TableMapper.h"
#include "widgets/scene/Frame.h"
#include "widgets/scene/export/Export.h"
#include "widgets/timeline/TimeLabels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace sorami {
namespace {

constexpr QSize kFirstSize{1160, 720};
constexpr QSize kMapSize{520, 260};
constexpr int kPreviewRows = 20;
constexpr int kPaceMs = 150;
constexpr int kPreviewRow = 32;  // room for a box to choose from
constexpr double kFitMargin = 0.12;
constexpr double kClosestMetresPerPixel = 60;

enum PreviewColumn { Time, Name, Position, Baro, Geo, Speed, Heading, PreviewCount };

/// A small map of where the first reports are.
QImage mapOf(const FilePeek& peek, const BasemapPtr& basemap, const LookPtr& look, double ratio) {
  if (!peek.view || peek.view->sampleCount() == 0) return {};
  std::vector<LatLon> corners;
  for (const TrackInfo& track : peek.view->tracks()) {
    if (track.box.isEmpty()) continue;
    corners.push_back({track.box.south, track.box.west});
    corners.push_back({track.box.north, track.box.east});
  }
  if (corners.empty()) return {};
  const LatLon centre{(corners.front().lat + corners[1].lat) / 2, corners.front().lon};
  const auto projection = Projection::create("stereographic", centre);
  if (!projection) return {};
  Frame frame;
  frame.projection = *projection;
  frame.basemap = basemap;
  frame.theme = look->themePtr();
  frame.store = peek.view;
  frame.time = peek.view->timeline().isValid() ? peek.view->timeline().end : peek.view->extent().end;
  frame.tracks.trailLength = peek.view->extent().length() + kSecond;
  frame.tracks.maxLabels = 0;
  frame.tracks.vectorMinutes = 0;
  frame.tracks.symbolPx = 12;
  frame.hiddenLayers = {"furniture"};
  frame.view.pixelRatio = ratio;
  frame.view.size = kMapSize * ratio;
  double west = INFINITY;
  double east = -INFINITY;
  double south = INFINITY;
  double north = -INFINITY;
  for (const LatLon& corner : corners) {
    const MapPoint p = frame.projection->forward(corner);
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
    west = std::min(west, p.x);
    east = std::max(east, p.x);
    south = std::min(south, p.y);
    north = std::max(north, p.y);
  }
  if (west > east) return {};
  frame.view.centre = {(west + east) / 2, (south + north) / 2};
  const double room = 1 - 2 * kFitMargin;
  frame.view.metresPerPixel =
      std::max({(east - west) / (frame.view.size.width() * room),
                (north - south) / (frame.view.size.height() * room), kClosestMetresPerPixel / ratio});
  const auto layers = makeLayers();
  return renderImage(std::make_shared<const Frame>(std::move(frame)), layers);
}

QString nameOf(const Report& report) {
  if (!report.callsign.empty())
    return QString::fromUtf8(report.callsign.view().data(), int(report.callsign.view().size()));
  if (!report.uid.empty()) return QString::fromStdString(report.uid);
  if (report.icao24 >= 0) return QStringLiteral("%1").arg(report.icao24, 6, 16, QLatin1Char('0')).toUpper();
  if (report.id.kind == IdKind::Icao24 || report.id.kind == IdKind::NonIcao24)
    return QStringLiteral("%1").arg(report.id.value, 6, 16, QLatin1Char('0')).toUpper();
  return report.kind == ReportKind::Plot ? ImportDialog::tr("plot")
                                         : QStringLiteral("#%1").arg(report.id.value);
}

QLineEdit* entry(const QString& hint, QWidget* parent) {
  auto* line = new QLineEdit(parent);
  line->setPlaceholderText(hint);
  return line;
}

}  // namespace

ImportDialog::ImportDialog(const QString& path, const ImportOptions& base, const BasemapPtr& basemap,
                           QWidget* parent)
    : QDialog(parent),
      m_path(path),
      m_base(base),
      m_basemap(basemap),
      m_look(defaultLook()),
      m_job(this, [this](const std::shared_ptr<Shown>& shown) { showRead(*shown); }) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("How to read %1").arg(QFileInfo(path).fileName()));
  resize(kFirstSize);

  m_format = new QComboBox(this);
  m_format->setObjectName(QStringLiteral("importFormat"));
  m_format->addItem(tr("What its bytes say"), QString());
  for (const Format& format : formats())
    m_format->addItem(QString::fromUtf8(format.title.data(), int(format.title.size())),
                      QString::fromUtf8(format.id.data(), int(format.id.size())));
  m_date = entry(tr("YYYY-MM-DD, where only times of day stand"), this);
  m_clock = entry(tr("the recorder's clock minus UTC, such as 9h or -1.7s"), this);
  m_sensor = entry(tr("longitude, latitude, metres above sea level"), this);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(8);
  form->addRow(tr("Format"), m_format);
  form->addRow(tr("First UTC day"), m_date);
  form->addRow(tr("Clock"), m_clock);
  form->addRow(tr("Sensor of plots"), m_sensor);
  connect(m_format, &QComboBox::activated, this, [this] {
    m_mapper->reset();
    askAgain();
  });
  for (QLineEdit* line : {m_date, m_clock, m_sensor})
    connect(line, &QLineEdit::textEdited, this, &ImportDialog::askAgain);

  m_editionsTitle = new QLabel(tr("EDITIONS"), this);
  m_editionsTitle->setProperty("role", QStringLiteral("heading"));
  m_editions = new QTableWidget(0, 3, this);
  m_editions->setObjectName(QStringLiteral("importEditions"));
  m_editions->setAccessibleName(tr("Editions of categories"));
  m_editions->setHorizontalHeaderLabels({tr("Category and source"), tr("Found"), tr("Read as")});
  m_editions->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_editions->verticalHeader()->hide();
  m_editions->verticalHeader()->setDefaultSectionSize(kPreviewRow);
  m_editions->setShowGrid(false);
  m_editions->setSelectionMode(QAbstractItemView::NoSelection);
  m_editions->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_mapper = new TableMapper(this);
  connect(m_mapper, &TableMapper::changed, this, &ImportDialog::askAgain);
  connect(m_mapper, &TableMapper::confirmed, this, &ImportDialog::updateOpen);
  connect(m_mapper, &TableMapper::saveRequested, this, &ImportDialog::savePreset);
  QStringList own;
  for (const std::string& name : savedCsvPresets()) own << QString::fromStdString(name);
  m_mapper->setPresets(own);

  m_preview = new QTableWidget(0, PreviewCount, this);
  m_preview->setObjectName(QStringLiteral("importPreview"));
  m_preview->setAccessibleName(tr("The first reports"));
  m_preview->setHorizontalHeaderLabels(
      {tr("Time"), tr("Name"), tr("Position"), tr("Barometric"), tr("Geometric"), tr("Speed"), tr("Track")});
  m_preview->verticalHeader()->hide();
  m_preview->setShowGrid(false);
  m_preview->setSelectionMode(QAbstractItemView::NoSelection);
  m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_map = new QLabel(this);
  m_map->setAccessibleName(tr("Where the first reports are"));
  m_map->setFixedHeight(kMapSize.height());
  m_map->setAlignment(Qt::AlignCenter);
  m_map->setProperty("role", QStringLiteral("empty"));
  m_words = new QLabel(this);
  m_words->setWordWrap(true);
  m_words->setTextFormat(Qt::PlainText);
  m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);

  auto* left = new QWidget(this);
  auto* leftLines = new QVBoxLayout(left);
  leftLines->setContentsMargins(0, 0, 8, 0);
  leftLines->setSpacing(8);
  leftLines->addLayout(form);
  leftLines->addSpacing(4);
  leftLines->addWidget(m_editionsTitle);
  leftLines->addWidget(m_editions, 1);
  leftLines->addWidget(m_mapper, 2);
  leftLines->addStretch(0);
  auto* right = new QWidget(this);
  auto* rightLines = new QVBoxLayout(right);
  rightLines->setContentsMargins(8, 0, 0, 0);
  rightLines->setSpacing(8);
  auto* title = new QLabel(tr("THE FIRST REPORTS"), right);
  title->setProperty("role", QStringLiteral("heading"));
  rightLines->addWidget(title);
  rightLines->addWidget(m_preview, 1);
  rightLines->addWidget(m_map);
  auto* across = new QSplitter(Qt::Horizontal, this);
  across->setChildrenCollapsible(false);
  across->addWidget(left);
  across->addWidget(right);
  across->setSizes({600, 560});
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
  m_open = buttons->button(QDialogButtonBox::Open);
  m_open->setProperty("role", QStringLiteral("primary"));
  m_open->setEnabled(false);
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    Q_EMIT chosen(m_path, options());
    accept();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 12);
  all->setSpacing(8);
  all->addWidget(across, 1);
  all->addWidget(m_words);
  all->addWidget(buttons);

  m_pace.setSingleShot(true);
  m_pace.setInterval(kPaceMs);
  connect(&m_pace, &QTimer::timeout, this, &ImportDialog::refresh);
  showEditions({});
  m_mapper->hide();
  m_words->setText(tr("Reading…"));
  askAgain();
}

void ImportDialog::setLook(const LookPtr& look) {
  m_look = look;
  m_preview->verticalHeader()->setDefaultSectionSize(look->px(24));
  m_preview->setColumnWidth(Time, look->px(188));
  m_preview->setColumnWidth(Position, look->px(204));
}

ImportOptions ImportDialog::options() const {
  ImportOptions options = m_base;
  options.format = m_format->currentData().toString().toStdString();
  DecodeOptions& decode = options.decode;
  if (const QString text = m_date->text().trimmed(); !text.isEmpty())
    if (const auto day = fromIso((text + QStringLiteral("T00:00:00Z")).toStdString()))
      decode.referenceDate = *day;
  if (const QString text = m_clock->text().trimmed(); !text.isEmpty())
    if (const auto offset = parseDuration(text.toStdString())) decode.clockOffset = *offset;
  const QStringList place = m_sensor->text().split(QLatin1Char(','), Qt::SkipEmptyParts);
  if (place.size() >= 2) {
    const auto lon = numberFrom(place[0].trimmed());
    const auto lat = numberFrom(place[1].trimmed());
    if (lon && lat && std::abs(*lat) <= 90 && std::abs(*lon) <= 360) {
      decode.sensorPosition = LatLon{*lat, wrapLongitude(*lon)};
      decode.sensorHeight = place.size() > 2 ? numberFrom(place[2].trimmed()).value_or(0) : 0;
    }
  }
  for (int i = 0; i < m_editions->rowCount(); ++i) {
    const auto* choice = static_cast<const QComboBox*>(m_editions->cellWidget(i, 2));
    const QString edition = choice->currentData().toString();
    if (!edition.isEmpty())
      decode.editions.emplace_back(m_editions->item(i, 0)->text().toStdString(), edition.toStdString());
  }
  if (m_isTable) {
    options.format = "csv";
    m_mapper->applyTo(decode);
  }
  return options;
}

void ImportDialog::askAgain() {
  m_pace.start();
}

void ImportDialog::refresh() {
  m_job.request([path = m_path.toStdString(), options = options(), basemap = m_basemap, look = m_look,
                 ratio = devicePixelRatioF()](std::stop_token stop) {
    auto shown = std::make_shared<Shown>();
    auto peek = peekFile(path, options, stop);
    if (!peek) {
      shown->problem = QString::fromStdString(peek.error().text());
      return shown;
    }
    shown->peek = std::move(*peek);
    if (!stop.stop_requested()) shown->map = mapOf(shown->peek, basemap, look, ratio);
    return shown;
  });
}

void ImportDialog::showRead(const Shown& shown) {
  const FilePeek& peek = shown.peek;
  const QString asked = m_format->currentData().toString();
  m_isTable = asked.isEmpty() ? peek.format == "csv" || (peek.format.empty() && peek.lines.size() > 1)
                              : asked == QStringLiteral("csv");
  m_mapper->setVisible(m_isTable);
  if (m_isTable) m_mapper->setPeek(peek);
  showEditions(peek);

  m_preview->setRowCount(static_cast<int>(std::min<std::size_t>(peek.reports.size(), kPreviewRows)));
  for (int i = 0; i < m_preview->rowCount(); ++i) {
    const Report& r = peek.reports[static_cast<std::size_t>(i)];
    const QString cells[PreviewCount] = {
        r.eventTime.isValid() ? zuluDayText(r.eventTime) : QString(),
        nameOf(r),
        positionText({r.lat, r.lon}),
        std::isnan(r.baroAltitude) ? QString() : pressureAltitudeText(r.baroAltitude, UnitProfile::Air),
        std::isnan(r.geoAltitude) ? QString() : altitudeText(r.geoAltitude, UnitProfile::Air),
        std::isnan(r.groundSpeed) ? QString() : speedText(r.groundSpeed, UnitProfile::Air),
        std::isnan(r.trackDeg) ? QString() : bearingText(r.trackDeg)};
    for (int c = 0; c < PreviewCount; ++c) {
      auto* item = new QTableWidgetItem(cells[c]);
      if (c >= Baro) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_preview->setItem(i, c, item);
    }
  }
  if (shown.map.isNull()) {
    m_map->setPixmap({});
    m_map->setText(tr("No position can be read yet."));
  } else {
    QPixmap pixmap = QPixmap::fromImage(shown.map);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_map->setPixmap(pixmap);
  }
  QStringList words;
  if (!shown.problem.isEmpty()) words << shown.problem;
  if (!peek.format.empty()) {
    const Format* const format = findFormat(peek.format);
    words << tr("Read as %1.")
                 .arg(format ? QString::fromUtf8(format->title.data(), int(format->title.size()))
                             : QString::fromStdString(peek.format));
  }
  if (!peek.file.errors.empty()) {
    const Diagnostic& first = peek.file.errors.front();
    words << tr("First error: byte %1: %2.").arg(first.offset).arg(QString::fromStdString(first.reason));
  }
  for (const auto& [reason, count] : peek.file.dropped)
    words << tr("%1 × %2.").arg(count).arg(QString::fromStdString(reason));
  m_words->setText(words.join(QLatin1Char(' ')));
  m_isReadable = !peek.reports.empty();
  updateOpen();
}

void ImportDialog::showEditions(const FilePeek& peek) {
  const auto& found = peek.file.editions;
  const bool isNew = m_editions->rowCount() == 0 && !found.empty();
  if (isNew) {
    m_editions->setRowCount(static_cast<int>(found.size()));
    for (int i = 0; i < m_editions->rowCount(); ++i) {
      const auto& [name, edition] = found[static_cast<std::size_t>(i)];
      m_editions->setItem(i, 0, new QTableWidgetItem(QString::fromStdString(name)));
      m_editions->setItem(i, 1, new QTableWidgetItem(QString::fromStdString(edition)));
      auto* choice = new QComboBox(m_editions);
      choice->addItem(tr("as found"), QString());
      if (const asterix::Category* category = asterix::category(std::atoi(name.c_str() + 3)))
        for (const asterix::Edition& each : category->editions)
          choice->addItem(QString::fromStdString(each.name), QString::fromStdString(each.name));
      connect(choice, &QComboBox::activated, this, &ImportDialog::askAgain);
      m_editions->setCellWidget(i, 2, choice);
    }
  }
  if (!peek.format.empty() && found.empty() && peek.format.find("asterix") == std::string::npos)
    m_editions->setRowCount(0);
  m_editions->setVisible(m_editions->rowCount() > 0);
  m_editionsTitle->setVisible(m_editions->rowCount() > 0);
}

void ImportDialog::updateOpen() {
  const bool isConfirmed = !m_isTable || m_mapper->isConfirmed();
  m_open->setEnabled(m_isReadable && isConfirmed);
  m_open->setToolTip(isConfirmed ? QString() : tr("First confirm what the columns mean and their units."));
}

void ImportDialog::savePreset() {
  auto* ask = new QInputDialog(this);
  ask->setAttribute(Qt::WA_DeleteOnClose);
  ask->setWindowTitle(tr("Save preset"));
  ask->setLabelText(tr("Name of the preset"));
  ask->setTextValue(QFileInfo(m_path).completeBaseName());
  connect(ask, &QInputDialog::textValueSelected, this, [this](const QString& text) {
    const QString name = text.simplified();
    if (name.isEmpty()) return;
    const Status kept = m_mapper->preset(name).write(csvPresetPath(name.toStdString()));
    if (!kept) {
      Q_EMIT problem(tr("The preset was not saved"), QString::fromStdString(kept.error().text()));
      return;
    }
    QStringList own;
    for (const std::string& each : savedCsvPresets()) own << QString::fromStdString(each);
    m_mapper->setPresets(own);
    Q_EMIT presetSaved(name);
  });
  ask->open();
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/HandOver.h"

#include "data/core/HalfWidth.h"
#include "data/ingest/encoders/Encoder.h"
#include "data/store/PartOfRecording.h"
#include "data/store/RecordingFile.h"
#include "data/time/TimeText.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/scene/ViewGround.h"
#include "widgets/timeline/TimeLabels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

#include <filesystem>
#include <system_error>

namespace sorami {
namespace {

constexpr int kLeastSide = 64;           // px
constexpr int kGreatestSide = 16384;     // px
constexpr double kReadingHeight = 1080;  // logical px a picture is laid out for

/// What is chosen or typed, such as `1600x900` or `1600 × 900`; empty: neither.
QSize sizeOf(const QComboBox& box) {
  const int chosen = box.findText(box.currentText());
  if (chosen >= 0) return box.itemData(chosen).toSize();
  static const QRegularExpression kTwo(QStringLiteral("^\\s*(\\d{2,5})\\s*[x×X*,; ]\\s*(\\d{2,5})\\s*$"));
  const auto match = kTwo.match(halfWidth(box.currentText()));
  if (!match.hasMatch()) return {};
  const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
  const bool isSane = std::min(size.width(), size.height()) >= kLeastSide &&
                      std::max(size.width(), size.height()) <= kGreatestSide;
  return isSane ? size : QSize();
}

/// By a file's ending; null when none is meant.
const Encoder* encoderOf(const QString& suffix) {
  const std::string id = suffix.toLower().toStdString();
  return findEncoder(id == "json"   ? "geojson"
                     : id == "xml"  ? "cot"
                     : id == "ast"  ? "asterix"
                     : id == "pcap" ? "asterix-pcap"
                                    : id);
}

Status writeTracks(const StoreViewPtr& part, const QString& path, std::stop_token stop) {
  const Encoder* encoder = encoderOf(QFileInfo(path).suffix());
  if (!encoder) {
    std::string known;
    for (const Encoder& each : encoders()) known += (known.empty() ? "." : ", .") + std::string(each.id);
    return Error{"the file's name does not say which format is meant", path.toStdString(),
                 "end it in " + known};
  }
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) {
    return Error{"cannot be written: " + file.errorString().toStdString(), path.toStdString(), ""};
  }
  const Status written = encoder->write(
      *part,
      [&file](std::string_view text) {
        return file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
      },
      stop);
  if (!written) return written;
  if (!file.commit())
    return Error{"cannot be written: " + file.errorString().toStdString(), path.toStdString(), ""};
  return Status{};
}

/// A recording of a part of another. It takes its name when it is whole: what stood there before may be the
/// very recording that is read.
Status writePart(const StoreView& store, const PartRequest& part, const std::string& path,
                 const std::stop_token& stop) {
  const std::string partial = path + ".part";
  const auto write = [&]() -> Status {
    auto sink = createRecording(partial, IfExists::Replace);
    if (!sink) return sink.error();
    // A recording is evidence: what a person says of its tracks stays out of it.
    if (const Status copied = copyPart(store, part, **sink, stop); !copied) return copied;
    const auto finished = (*sink)->finish();
    return finished ? Status{} : Status{finished.error()};
  };
  Status status = write();
  std::error_code problem;
  if (status) {
    std::filesystem::rename(partial, path, problem);
    if (problem) status = Error{problem.message(), path, ""};
  }
  if (!status) {
    for (const char* rest : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(partial + rest, problem);
  }
  return status;
}

}  // namespace

HandOver::HandOver(Session& session, BriefDesk& desk, QObject* parent)
    : QObject(parent), m_session(session), m_desk(desk) {
  m_pool.setMaxThreadCount(1);
}

HandOver::~HandOver() {
  m_stop.request_stop();
  m_pool.waitForDone();
}

void HandOver::cancel() {
  m_stop.request_stop();
}

Frame HandOver::sized(const Frame& frame, QSize size) {
  Frame out = frame;
  out.interactive = false;
  out.quality = {};
  out.margins = {};
  out.hoveredTrack = kNoTrack;
  out.view.pixelRatio = std::max(size.height() / kReadingHeight, 0.5);
  out.view.metresPerPixel *= static_cast<double>(frame.view.size.height()) / size.height();
  out.view.size = size;
  return out;
}

void HandOver::run(const QString& what, const QString& path,
                   std::function<Status(const FilmProgress&, std::stop_token)> job) {
  if (m_running == 0) m_stop = std::stop_source();
  ++m_running;
  Q_EMIT progress(what, -1);
  m_pool.start([this, what, path, job = std::move(job), stop = m_stop.get_token()] {
    int shown = -1;
    const FilmProgress tell = [&](int done, int total) {
      const int percent = total > 0 ? 100 * done / total : 0;
      if (percent == shown) return;
      shown = percent;
      QMetaObject::invokeMethod(
          this,
          [this, what, done, total] {
            Q_EMIT progress(tr("%1: %2 of %3").arg(what).arg(done).arg(total),
                            static_cast<double>(done) / std::max(total, 1));
          },
          Qt::QueuedConnection);
    };
    const Status status = job(tell, stop);
    const bool isStopped = stop.stop_requested();
    const QString why = status ? QString() : QString::fromStdString(status.error().text());
    QMetaObject::invokeMethod(
        this,
        [this, what, path, why, isOk = status.ok(), isStopped] {
          if (--m_running == 0) Q_EMIT idle();
          if (isOk) {
            Q_EMIT done(path);
          } else if (!isStopped) {
            Q_EMIT failed(what, why);
          }
        },
        Qt::QueuedConnection);
  });
}

void HandOver::start(const HandOverRequest& r) {
  // What is no picture has no size.
  const Frame base = sized(*m_session.frame(), r.size.isEmpty() ? QSize(1920, 1080) : r.size);
  const QString name = QFileInfo(r.path).fileName();
  const PlanPtr plan = m_session.plan();
  const QString title =
      plan && !plan->name.empty() ? QString::fromStdString(plan->name) : QStringLiteral("Sorami");
  const QString marking = QString::fromStdString(base.marking);
  switch (r.kind) {
    case HandOverKind::Picture:
      run(tr("Picture %1").arg(name), r.path, [base, path = r.path](const FilmProgress&, std::stop_token) {
        const Layers layers = makeLayers();
        return exportPicture(std::make_shared<const Frame>(base), layers, path);
      });
      break;
    case HandOverKind::SpanFilm:
    case HandOverKind::StoryFilm: {
      FilmScript script = r.kind == HandOverKind::SpanFilm ? FilmScript::ofSpan(base, r.span, r.rate, r.fps)
                                                           : FilmScript::ofStory(base, m_desk.story(), r.fps);
      FilmSpec spec{r.path, r.fps, script.frames(), title, marking};
      run(tr("Film %1").arg(name), r.path,
          [spec, script = std::move(script)](const FilmProgress& tell, std::stop_token stop) {
            const Layers layers = makeLayers();
            return writeFilm(
                spec, [&script](int i) { return script.frameAt(i); }, layers, tell, stop);
          });
      break;
    }
    case HandOverKind::StoryPdf:
    case HandOverKind::StoryHtml: {
      StoryBookSpec spec;
      spec.path = r.path;
      spec.title = title;
      spec.withNotes = r.withNotes;
      run(tr("Storyboard %1").arg(name), r.path,
          [spec, base, story = m_desk.story()](const FilmProgress& tell, std::stop_token stop) {
            const Layers layers = makeLayers();
            return writeStoryBook(spec, base, story, layers, tell, stop);
          });
      break;
    }
    case HandOverKind::Tracks: {
      PartRequest part;
      part.range = r.span;
      part.box = r.box;
      if (r.track != kNoTrack) part.tracks = {r.track};
      part.filter = m_session.briefing().filterDims ? nullptr : m_session.briefing().filter;
      if (r.track != kNoTrack) part.filter.reset();
      run(tr("Tracks %1").arg(name), r.path,
          [store = m_session.store(), part, path = r.path, marking](const FilmProgress&,
                                                                    std::stop_token stop) -> Status {
            if (!store) return Error{"no recording is open", "", ""};
            PartRequest wanted = part;
            wanted.marking = marking.toStdString();
            if (QFileInfo(path).suffix().toLower() == QLatin1String("sorec")) {
              return writePart(*withoutEdits(store), wanted, path.toStdString(), stop);
            }
            const Result<StoreViewPtr> made = partOf(store, wanted, stop);
            if (!made) return made.error();
            return writeTracks(*made, path, stop);
          });
      break;
    }
  }
}

// --- asking

HandOverDialog::HandOverDialog(Session& session, BriefDesk& desk, HandOver& handOver, QWidget* parent)
    : QDialog(parent), m_session(session), m_desk(desk), m_handOver(handOver) {
  setWindowTitle(tr("Hand over"));
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName(QStringLiteral("handOver"));
  m_kind = new QComboBox(this);
  m_kind->setObjectName(QStringLiteral("handOverKind"));
  m_kind->addItem(tr("Picture of this moment"), int(HandOverKind::Picture));
  m_kind->addItem(tr("Film of the loop, or of all"), int(HandOverKind::SpanFilm));
  m_kind->addItem(tr("Film of the storyboard"), int(HandOverKind::StoryFilm));
  m_kind->addItem(tr("Storyboard as PDF"), int(HandOverKind::StoryPdf));
  m_kind->addItem(tr("Storyboard as web page"), int(HandOverKind::StoryHtml));
  m_kind->addItem(tr("Tracks as data"), int(HandOverKind::Tracks));
  m_size = new QComboBox(this);
  const QSize now = m_session.view().size;
  m_size->addItem(tr("1920 × 1080"), QSize(1920, 1080));
  m_size->addItem(tr("1280 × 720"), QSize(1280, 720));
  m_size->addItem(tr("3840 × 2160"), QSize(3840, 2160));
  m_size->addItem(tr("As on screen, %1 × %2").arg(now.width()).arg(now.height()), now);
  // Or any other, typed.
  m_size->setObjectName(QStringLiteral("handOverSize"));
  m_size->setEditable(true);
  m_size->setInsertPolicy(QComboBox::NoInsert);
  m_size->setToolTip(tr("Width and height in pixels, such as 1600 × 900"));
  m_format = new QComboBox(this);
  m_format->setObjectName(QStringLiteral("handOverFormat"));
  m_fps = new QSpinBox(this);
  m_fps->setRange(1, 120);
  m_fps->setValue(30);
  m_fps->setSuffix(tr(" frames a second"));
  m_rate = new QDoubleSpinBox(this);
  m_rate->setRange(0.1, 5000);
  m_rate->setDecimals(1);
  m_rate->setSuffix(QStringLiteral("×"));
  m_rate->setValue(std::max(m_session.clock().rate, 1.0));
  m_notes = new QCheckBox(tr("With speaker notes"), this);
  m_note = new QLabel(this);
  m_note->setProperty("role", QStringLiteral("muted"));
  m_note->setWordWrap(true);
  m_area = new QComboBox(this);
  m_area->setObjectName(QStringLiteral("handOverArea"));
  m_area->addItem(tr("Everywhere"));
  m_area->addItem(tr("What the map shows"));
  m_form = new QFormLayout;
  m_form->setVerticalSpacing(8);
  m_form->addRow(tr("What"), m_kind);
  m_form->addRow(tr("Format"), m_format);
  m_form->addRow(tr("Area"), m_area);
  m_form->addRow(tr("Size"), m_size);
  m_form->addRow(tr("Speed"), m_rate);
  m_form->addRow(tr("Pace"), m_fps);
  m_form->addRow(QString(), m_notes);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  m_save = buttons->addButton(tr("Save as…"), QDialogButtonBox::AcceptRole);
  m_save->setObjectName(QStringLiteral("handOverSave"));
  m_save->setProperty("role", QStringLiteral("primary"));
  connect(buttons, &QDialogButtonBox::accepted, this, &HandOverDialog::choose);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(20, 16, 20, 16);
  all->setSpacing(12);
  all->addLayout(m_form);
  all->addWidget(m_note);
  all->addWidget(buttons);
  setMinimumWidth(440);
  connect(m_kind, &QComboBox::currentIndexChanged, this, &HandOverDialog::refresh);
  connect(m_rate, &QDoubleSpinBox::valueChanged, this, &HandOverDialog::refresh);
  connect(m_fps, &QSpinBox::valueChanged, this, &HandOverDialog::refresh);
  connect(m_size, &QComboBox::editTextChanged, this, &HandOverDialog::refresh);
  connect(m_area, &QComboBox::currentIndexChanged, this, &HandOverDialog::refresh);
  connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
    if (!m_format->signalsBlocked()) refresh();
  });
  refresh();
}

void HandOverDialog::setKind(HandOverKind kind) {
  m_kind->setCurrentIndex(m_kind->findData(int(kind)));
}

HandOverRequest HandOverDialog::request() const {
  HandOverRequest r;
  r.kind = static_cast<HandOverKind>(m_kind->currentData().toInt());
  r.size = sizeOf(*m_size);
  r.fps = m_fps->value();
  r.rate = m_rate->value();
  r.withNotes = m_notes->isChecked();
  const Clock::State& clock = m_session.clock();
  r.span = clock.loop.value_or(clock.bounds);
  if (r.kind == HandOverKind::Tracks) {
    r.track = m_session.selectedTrack();
    if (m_area->currentIndex() == 1 && m_session.projection())
      r.box = ViewGround(*m_session.projection(), m_session.view()).box();
  }
  return r;
}

void HandOverDialog::refresh() {
  const HandOverRequest r = request();
  const bool isFilm = r.kind == HandOverKind::SpanFilm || r.kind == HandOverKind::StoryFilm;
  const QStringList formats =
      r.kind == HandOverKind::Picture
          ? QStringList{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")}
      : isFilm ? QStringList{QStringLiteral("mp4"), QStringLiteral("webm"), QStringLiteral("png")}
      : r.kind == HandOverKind::StoryPdf ? QStringList{QStringLiteral("pdf")}
      : r.kind == HandOverKind::StoryHtml
          ? QStringList{QStringLiteral("html")}
          : QStringList{QStringLiteral("csv"),  QStringLiteral("kml"),  QStringLiteral("acmi"),
                        QStringLiteral("gpkg"), QStringLiteral("gpx"),  QStringLiteral("geojson"),
                        QStringLiteral("ast"),  QStringLiteral("sorec")};
  if (m_format->property("formats").toStringList() != formats) {
    const QSignalBlocker blocker(m_format);
    m_format->setProperty("formats", formats);
    m_format->clear();
    for (const QString& each : formats) m_format->addItem(each.toUpper(), each);
    // Without an encoder numbered pictures are what a film is made of.
    if (isFilm && findFfmpeg().isEmpty()) m_format->setCurrentIndex(2);
  }
  // Only what means something of this kind is asked.
  const bool isSized = r.kind == HandOverKind::Picture || isFilm;
  m_form->setRowVisible(m_size, isSized);
  m_form->setRowVisible(m_fps, isFilm);
  m_form->setRowVisible(m_rate, r.kind == HandOverKind::SpanFilm);
  m_form->setRowVisible(m_notes, r.kind == HandOverKind::StoryPdf || r.kind == HandOverKind::StoryHtml);
  m_form->setRowVisible(m_area, r.kind == HandOverKind::Tracks);
  const QString format = m_format->currentData().toString();
  QStringList words;
  const bool hasSize = !r.size.isEmpty() || !isSized;
  m_save->setEnabled(hasSize);
  if (!hasSize) words << tr("A size is two numbers, 64 to 16384 pixels, such as 1600 × 900.");
  const Frame& frame = *m_session.frame();
  if (isFilm && hasSize) {
    const FilmScript script =
        r.kind == HandOverKind::SpanFilm
            ? FilmScript::ofSpan(HandOver::sized(frame, r.size), r.span, r.rate, r.fps)
            : FilmScript::ofStory(HandOver::sized(frame, r.size), m_desk.story(), r.fps);
    words << tr("%1 frames, %2.")
                 .arg(script.frames())
                 .arg(durationText(static_cast<Micros>(script.frames() * 1e6 / r.fps)));
    if (format != QLatin1String("png") && findFfmpeg().isEmpty()) {
      words << tr("MP4 and WebM need the ffmpeg program, which is not installed here.");
    }
    if (format == QLatin1String("png")) words << tr("Numbered pictures, one a frame.");
  }
  if (r.kind == HandOverKind::Tracks) {
    if (!m_session.store()) {
      words << tr("No recording is open.");
    } else if (r.track != kNoTrack) {
      words << tr("The selected track, %1.")
                   .arg(QString::fromStdString(m_session.store()->tracks()[r.track].displayName()));
    } else {
      words << (m_session.briefing().filter && !m_session.briefing().filterDims
                    ? tr("The tracks the filter lets through.")
                    : tr("All tracks."));
    }
    if (m_session.clock().loop)
      words << tr("Within the loop: %1 – %2.").arg(zuluText(r.span.begin), zuluText(r.span.end));
  }
  if ((r.kind == HandOverKind::StoryFilm || r.kind == HandOverKind::StoryPdf ||
       r.kind == HandOverKind::StoryHtml) &&
      m_desk.story().steps.empty()) {
    words << tr("The storyboard has no steps yet: press B at a moment that matters.");
  }
  const StoreViewPtr store = m_session.store();
  if (const Encoder* encoder = r.kind == HandOverKind::Tracks && store ? encoderOf(format) : nullptr;
      encoder != nullptr && plotsLeftOut(*encoder, *store) > 0) {
    words << tr("Plots without an identity are left out: this format has no room for them.");
  }
  if (frame.marking.empty()) {
    words << tr("No marking is set.");
  } else if (r.kind == HandOverKind::Tracks && format == QLatin1String("ast")) {
    words << tr("This format has no room for a marking: %1.").arg(QString::fromStdString(frame.marking));
  } else {
    words << tr("Marked %1.").arg(QString::fromStdString(frame.marking));
  }
  m_note->setText(words.join(QLatin1Char(' ')));
  // A longer note takes its room from the screen, not from the rows above it.
  if (isVisible()) resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void HandOverDialog::choose() {
  HandOverRequest r = request();
  const QString format = m_format->currentData().toString();
  auto* dialog = new QFileDialog(parentWidget(), tr("Save as"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(format);
  dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(format.toUpper(), format));
  const QString folder = QSettings().value(QStringLiteral("handOverFolder")).toString();
  if (!folder.isEmpty()) dialog->setDirectory(folder);
  // What it is of and when, as a name every system takes.
  QString name = m_session.fileName();
  const std::string when = dateTimeGroup(m_session.clock().cursor);
  if (!when.empty()) name += QLatin1Char(' ') + QString::fromStdString(when);
  dialog->selectFile(name + QLatin1Char('.') + format);
  connect(dialog, &QFileDialog::fileSelected, &m_handOver, [handOver = &m_handOver, r](const QString& path) {
    QSettings().setValue(QStringLiteral("handOverFolder"), QFileInfo(path).absolutePath());
    HandOverRequest named = r;
    named.path = path;
    handOver->start(named);
  });
  dialog->open();
  close();
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/network/MeasuredPage.h"

#include "widgets/panels/FormField.h"
#include "widgets/panels/ListBox.h"
#include "widgets/panels/network/CoverPage.h"
#include "widgets/panels/network/NetworkTable.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace sorami {

MeasuredPage::MeasuredPage(QWidget* parent) : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(12, 8, 12, 12);
  lines->setSpacing(6);
  const auto label = [&](const char* role) {
    auto* text = new QLabel(this);
    if (*role != '\0') text->setProperty("role", QString::fromLatin1(role));
    text->setWordWrap(true);
    return text;
  };
  m_site = new QComboBox(this);
  m_site->setObjectName(QStringLiteral("measuredSite"));
  lines->addWidget(new FormRow(tr("Sensor"), m_site, this));
  m_source = new QComboBox(this);
  m_source->setObjectName(QStringLiteral("measuredSource"));
  lines->addWidget(new FormRow(tr("Its reports"), m_source, this));
  m_summary = label("");
  lines->addWidget(m_summary);
  m_table = networkTable({tr("Altitude band"), tr("both"), tr("neither"), tr("more"), tr("less")}, this);
  m_table->horizontalHeaderItem(1)->setToolTip(tr("It reported targets where the model says it sees"));
  m_table->horizontalHeaderItem(2)->setToolTip(
      tr("The model says it is blind, others reported targets there, it did not"));
  m_table->horizontalHeaderItem(3)->setToolTip(tr("It reported targets where the model says it is blind"));
  m_table->horizontalHeaderItem(4)->setToolTip(
      tr("The model says it sees, others reported targets there, it did not"));
  lines->addWidget(m_table, 1);
  m_fit = new QPushButton(tr("Fit to the recording"), this);
  m_fit->setObjectName(QStringLiteral("measuredFit"));
  m_fit->setToolTip(
      tr("Looks for the antenna height, earth factor and losses that explain the recording best"));
  lines->addWidget(m_fit, 0, Qt::AlignLeft);
  m_progress = new QProgressBar(this);
  m_progress->setRange(0, 1000);
  m_progress->setTextVisible(false);
  m_progress->setVisible(false);
  lines->addWidget(m_progress);
  m_values = networkTable({tr("Proposed"), tr("now"), tr("fits best"), tr("as well from … to")}, this);
  m_values->setVisible(false);
  m_values->setMaximumHeight(120);
  lines->addWidget(m_values);
  m_note = label("muted");
  lines->addWidget(m_note);
  m_take = new QPushButton(tr("Take it over"), this);
  m_take->setObjectName(QStringLiteral("measuredTake"));
  m_take->setVisible(false);
  lines->addWidget(m_take, 0, Qt::AlignLeft);
  connect(m_site, &QComboBox::activated, this, [this] {
    guessSource();
    Q_EMIT choiceChanged();
  });
  connect(m_source, &QComboBox::activated, this, &MeasuredPage::choiceChanged);
  connect(m_fit, &QPushButton::clicked, this, [this] { m_running ? Q_EMIT stopAsked() : Q_EMIT fitAsked(); });
  connect(m_take, &QPushButton::clicked, this, [this] {
    m_take->setEnabled(false);
    Q_EMIT takeAsked();
  });
  setStore(nullptr);
}

void MeasuredPage::setPlan(const PlanPtr& plan) {
  const QString chosen = m_site->currentData().toString();
  std::vector<std::pair<QString, QVariant>> sites;
  if (plan) {
    for (const Site& site : plan->sites) {
      // What moves has no cells about it.
      if (!site.sensor || !site.active || !site.route.empty() || !site.track.empty()) continue;
      sites.emplace_back(QString::fromStdString(site.name), QString::fromStdString(site.id));
    }
  }
  fillBox(*m_site, sites);
  if (chosen.isEmpty()) guessSource();
}

void MeasuredPage::setStore(const StoreViewPtr& store) {
  const QString chosen = m_source->currentText();
  m_source->clear();
  m_source->addItem(store ? tr("choose its source") : tr("no recording is open"), -1);
  if (store) {
    int index = 0;
    for (const SourceKey& source : store->sources()) {
      m_source->addItem(
          source.name.empty() ? tr("source %1").arg(index + 1) : QString::fromStdString(source.name), index);
      ++index;
    }
  }
  const int again = m_source->findText(chosen);
  m_source->setCurrentIndex(std::max(0, again));
  if (again <= 0) guessSource();
}

void MeasuredPage::guessSource() {
  // The source that is called as the sensor is, or holds its name.
  const QString name = m_site->currentText();
  if (name.isEmpty()) return;
  int best = 0;
  for (int i = 1; i < m_source->count(); ++i) {
    const QString source = m_source->itemText(i);
    if (source.compare(name, Qt::CaseInsensitive) == 0) {
      best = i;
      break;
    }
    if (best == 0 &&
        (source.contains(name, Qt::CaseInsensitive) || name.contains(source, Qt::CaseInsensitive)))
      best = i;
  }
  m_source->setCurrentIndex(best);
}

std::string MeasuredPage::site() const {
  return m_site->currentData().toString().toStdString();
}

std::optional<std::uint16_t> MeasuredPage::source() const {
  const int at = m_source->currentData().toInt();
  return at >= 0 ? std::optional(static_cast<std::uint16_t>(at)) : std::nullopt;
}

void MeasuredPage::setReport(const MeasuredReport& report, std::size_t band, UnitProfile units) {
  const std::vector<double>& limits = report.options.bands;
  const int rows = static_cast<int>(limits.size()) - 1;
  m_table->setRowCount(rows);
  for (int b = 0; b < rows; ++b) {
    std::array<std::uint32_t, 4> number{};
    const double from = limits[static_cast<std::size_t>(b)];
    for (const MeasuredCell& cell : report.cells) {
      if (cell.altitudeFrom == from) ++number[static_cast<std::size_t>(cell.verdict)];
    }
    const QString name = tr("%1 – %2").arg(grouped(qRound64(from / heightUnit(units).si)),
                                           altitudeText(limits[static_cast<std::size_t>(b) + 1], units));
    setCell(m_table, b, 0, static_cast<std::size_t>(b) == band ? tr("%1 · map").arg(name) : name);
    for (int v = 0; v < 4; ++v)
      setCell(m_table, b, v + 1, QString::number(number[static_cast<std::size_t>(v)]), true);
  }
  QString text =
      tr("%1 of %2 reports lie where the model sees.")
          .arg(grouped(static_cast<qint64>(report.seen)), grouped(static_cast<qint64>(report.own)));
  if (!report.hasOthers) text += tr(" No other source tells where it missed targets.");
  if (report.withoutAltitude > 0)
    text += tr(" %1 reports have no altitude and are left out.").arg(report.withoutAltitude);
  m_summary->setText(text);
}

void MeasuredPage::setFit(const CoverageFit& fit, double earthFactor) {
  setProgress(-1);
  struct Row {
    QString name;
    const FittedValue& value;
    int decimals;
    double now;
  };
  const Row rows[] = {{tr("Antenna height, m"), fit.antennaHeight, 1, fit.antennaHeight.before},
                      {tr("Earth factor k"), fit.k, 3, earthFactor},
                      {tr("Losses, dB"), fit.losses, 1, fit.losses.before}};
  m_values->setRowCount(3);
  bool differs = false;
  for (int i = 0; i < 3; ++i) {
    const Row& row = rows[i];
    const auto text = [&](double v) { return QString::number(v, 'f', row.decimals); };
    setCell(m_values, i, 0, row.name);
    setCell(m_values, i, 1, text(row.now), true);
    setCell(m_values, i, 2, row.value.isFitted ? text(row.value.value) : QStringLiteral("–"), true);
    setCell(m_values, i, 3,
            !row.value.isFitted ? tr("does not apply")
            : row.value.isDetermined
                ? tr("%1 … %2").arg(text(row.value.low), text(row.value.high))
                : tr("%1 … %2, hardly told").arg(text(row.value.low), text(row.value.high)),
            true);
    differs = differs || (row.value.isFitted && text(row.value.value) != text(row.now));
  }
  m_note->setText(tr("Recording and model differ on %1 % of what can be judged, with these values on %2 % "
                     "(%3 cells, %4 reports).")
                      .arg(100 * fit.disagreementBefore, 0, 'f', 1)
                      .arg(100 * fit.disagreement, 0, 'f', 1)
                      .arg(fit.cells)
                      .arg(grouped(static_cast<qint64>(fit.all))));
  m_values->setVisible(true);
  m_take->setVisible(differs);
  m_take->setEnabled(differs);
}

void MeasuredPage::setProgress(double part) {
  m_running = part >= 0;
  m_fit->setText(m_running ? tr("Stop") : tr("Fit to the recording"));
  m_progress->setVisible(m_running);
  m_progress->setValue(static_cast<int>(part * 1000));
  if (m_running) {
    m_take->setVisible(false);
    m_values->setVisible(false);
    m_note->clear();
  }
}

void MeasuredPage::setProblem(const QString& text) {
  setProgress(-1);
  m_note->setText(text);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PlanOutput.h"

#include "app/MainWindow.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/scene/export/PlanSheet.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include <functional>

namespace sorami {
namespace {

/// `name`: what is proposed, without an ending.
void choose(QWidget* parent, const QString& title, const QString& name, const QStringList& filters,
            const QString& suffix, const std::function<void(const QString&)>& chosen) {
  auto* dialog = new QFileDialog(parent, title);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilters(filters);
  dialog->setDefaultSuffix(suffix);
  dialog->selectFile(name);
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
  });
  QObject::connect(dialog, &QFileDialog::fileSelected, dialog, chosen);
  dialog->open();
}

}  // namespace

PlanOutput::PlanOutput(MainWindow& window) : QObject(&window), m_window(window) {
  Actions& a = window.actionList();
  const QString file = tr("File");
  auto* menu = new QMenu(tr("Print"), &window);
  menu->addAction(a.add(QStringLiteral("plan.sheet"), file, tr("Map sheet…"),
                        {QKeySequence(QStringLiteral("Ctrl+Alt+S"))}, {}, [this] { askForSheet(); }));
  menu->addAction(a.add(QStringLiteral("plan.report"), file, tr("Plan report…"), {}, {}, [this] {
    choose(&m_window, tr("Save the plan's report"), tr("%1 report").arg(m_window.session().fileName()),
           {tr("PDF (*.pdf)"), tr("HTML (*.html)")}, QStringLiteral("pdf"),
           [this](const QString& path) { saveReport(path); });
  }));
  window.addToMenu(menu);
}

void PlanOutput::tell(const QString& path, const QString& problem) {
  const QString name = QFileInfo(path).fileName();
  if (problem.isEmpty()) {
    m_window.messages()->add({MessageLevel::Info, tr("Saved %1").arg(name), {}, {}, {}});
  } else {
    m_window.messages()->add({MessageLevel::Error, tr("%1 was not saved").arg(name), {problem}, {}, {}});
  }
}

void PlanOutput::askForSheet() {
  auto* dialog = new QDialog(&m_window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Map sheet"));
  auto* paper = new QComboBox(dialog);
  for (const auto& [name, id] : {std::pair{"A4", QPageSize::A4},
                                 {"A3", QPageSize::A3},
                                 {"A2", QPageSize::A2},
                                 {"A1", QPageSize::A1},
                                 {"A0", QPageSize::A0},
                                 {"Letter", QPageSize::Letter},
                                 {"Tabloid", QPageSize::Tabloid}}) {
    paper->addItem(QString::fromLatin1(name), static_cast<int>(id));
  }
  auto* turn = new QComboBox(dialog);
  turn->addItems({tr("Landscape"), tr("Portrait")});
  auto* scale = new QComboBox(dialog);
  scale->setEditable(true);
  scale->addItem(tr("As wide as the map on screen"));
  for (const int n : {100, 250, 500, 1000, 2000, 2500, 5000, 7500, 10'000})
    scale->addItem(tr("1 : %1").arg(grouped(n * 1000LL)));
  scale->setToolTip(tr("On the paper; any number may be typed"));
  auto* colours = new QComboBox(dialog);
  colours->addItems({tr("For paper"), tr("As on screen")});
  auto* form = new QVBoxLayout;
  form->addWidget(new FormRow(tr("Paper"), paper, dialog));
  form->addWidget(new FormRow(tr("Turned"), turn, dialog));
  form->addWidget(new FormRow(tr("Scale"), scale, dialog));
  form->addWidget(new FormRow(tr("Colours"), colours, dialog));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
  QPushButton* save = buttons->addButton(tr("Save as…"), QDialogButtonBox::AcceptRole);
  save->setProperty("role", QStringLiteral("primary"));
  auto* problem = new QLabel(dialog);
  problem->setProperty("role", QStringLiteral("error"));
  problem->hide();
  auto* all = new QVBoxLayout(dialog);
  all->setContentsMargins(16, 16, 16, 12);
  all->setSpacing(8);
  all->addLayout(form);
  all->addWidget(problem);
  all->addWidget(buttons);
  dialog->setMinimumWidth(380);
  connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  connect(buttons, &QDialogButtonBox::accepted, dialog, [this, dialog, paper, turn, scale, colours, problem] {
    SheetOptions options;
    options.paper = static_cast<QPageSize::PageSizeId>(paper->currentData().toInt());
    options.landscape = turn->currentIndex() == 0;
    options.forPaper = colours->currentIndex() == 0;
    if (scale->currentText() != scale->itemText(0)) {
      const std::optional<double> n = numberFrom(scale->currentText().section(QLatin1Char(':'), -1));
      if (!n || *n < 1000 || *n > 1e9) {
        problem->setText(tr("The scale is none, such as 1 : 500 000"));
        problem->show();
        return;
      }
      options.scale = *n;
    }
    dialog->close();
    choose(&m_window, tr("Save map sheet"), tr("%1 map").arg(m_window.session().fileName()),
           {tr("PDF (*.pdf)"), tr("SVG (*.svg)"), tr("PNG (*.png)")}, QStringLiteral("pdf"),
           [this, options](const QString& path) { saveSheet(options, path); });
  });
  applyLook(dialog, m_window.look());
  dialog->show();
}

void PlanOutput::saveSheet(const SheetOptions& options, const QString& path) {
  const FramePtr frame = m_window.session().frame();
  QPointer<PlanOutput> self(this);
  QThreadPool::globalInstance()->start([self, frame, options, path] {
    const Status written = writeSheet(frame, makeLayers(), options, path);
    const QString problem = written ? QString() : QString::fromStdString(written.error().text());
    QMetaObject::invokeMethod(
        qApp,
        [self, path, problem] {
          if (self) self->tell(path, problem);
        },
        Qt::QueuedConnection);
  });
}

void PlanOutput::saveReport(const QString& path) {
  const FramePtr frame = m_window.session().frame();
  QPointer<PlanOutput> self(this);
  QThreadPool::globalInstance()->start([self, frame, path] {
    const Status written = writePlanReport(frame, makeLayers(), path);
    const QString problem = written ? QString() : QString::fromStdString(written.error().text());
    QMetaObject::invokeMethod(
        qApp,
        [self, path, problem] {
          if (self) self->tell(path, problem);
        },
        Qt::QueuedConnection);
  });
}

}  // namespace sorami

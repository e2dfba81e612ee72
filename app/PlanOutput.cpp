// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PlanOutput.h"

#include "app/MainWindow.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/scene/export/PlanSheet.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>

#include <functional>

namespace sorami {
namespace {

void choose(QWidget* parent, const QString& title, const QStringList& filters, const QString& suffix,
            const std::function<void(const QString&)>& chosen) {
  auto* dialog = new QFileDialog(parent, title);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilters(filters);
  dialog->setDefaultSuffix(suffix);
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
  const auto sheet = [&](const char* id, const QString& text, QPageSize::PageSizeId paper) {
    menu->addAction(a.add(QString::fromLatin1(id), file, text, {}, {}, [this, paper] {
      choose(&m_window, tr("Save map sheet"), {tr("PDF (*.pdf)"), tr("SVG (*.svg)"), tr("PNG (*.png)")},
             QStringLiteral("pdf"), [this, paper](const QString& path) { saveSheet(paper, path); });
    }));
  };
  sheet("plan.sheetA4", tr("Map sheet, A4…"), QPageSize::A4);
  sheet("plan.sheetA3", tr("Map sheet, A3…"), QPageSize::A3);
  sheet("plan.sheetA2", tr("Map sheet, A2…"), QPageSize::A2);
  menu->addAction(a.add(QStringLiteral("plan.report"), file, tr("Plan report…"), {}, {}, [this] {
    choose(&m_window, tr("Save the plan's report"), {tr("PDF (*.pdf)"), tr("HTML (*.html)")},
           QStringLiteral("pdf"), [this](const QString& path) { saveReport(path); });
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

void PlanOutput::saveSheet(QPageSize::PageSizeId paper, const QString& path) {
  const FramePtr frame = m_window.session().frame();
  QPointer<PlanOutput> self(this);
  QThreadPool::globalInstance()->start([self, frame, paper, path] {
    const Status written = writeSheet(frame, makeLayers(), paper, path);
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

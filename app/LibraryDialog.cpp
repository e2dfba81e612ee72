// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/LibraryDialog.h"

#include <QApplication>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QThreadPool>
#include <QTimeZone>
#include <QUrl>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace sorami {
namespace {

const QString kLastAddress = QStringLiteral("library/address");

QString timeText(UtcTime time) {
  if (!time.isValid()) return {};
  return QDateTime::fromMSecsSinceEpoch(time.us / kMillisecond, QTimeZone::utc())
      .toString(QStringLiteral("yyyy-MM-dd HH:mm'Z'"));
}

}  // namespace

LibraryDialog::LibraryDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Open from a team library"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(720, 420);
  auto* layout = new QVBoxLayout(this);
  auto* row = new QHBoxLayout;
  m_address = new QLineEdit(QSettings().value(kLastAddress).toString());
  m_address->setPlaceholderText(QStringLiteral("postgresql://user@server/database"));
  m_address->setAccessibleName(tr("Address of the library"));
  m_ask = new QPushButton(tr("List"));
  m_ask->setAutoDefault(false);
  row->addWidget(m_address, 1);
  row->addWidget(m_ask);
  layout->addLayout(row);

  m_table = new QTableWidget(0, 5);
  m_table->setHorizontalHeaderLabels({tr("Recording"), tr("From"), tr("To"), tr("Tracks"), tr("Updates")});
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_table->verticalHeader()->hide();
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setAccessibleName(tr("Recordings in the library"));
  layout->addWidget(m_table, 1);

  m_words = new QLabel;
  m_words->setWordWrap(true);
  m_words->setTextFormat(Qt::PlainText);
  layout->addWidget(m_words);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel);
  m_open = buttons->button(QDialogButtonBox::Open);
  m_open->setEnabled(false);
  layout->addWidget(buttons);

  connect(m_ask, &QPushButton::clicked, this, &LibraryDialog::ask);
  connect(m_address, &QLineEdit::returnPressed, this, &LibraryDialog::ask);
  connect(m_table, &QTableWidget::itemSelectionChanged, this,
          [this] { m_open->setEnabled(!m_table->selectedItems().isEmpty()); });
  connect(m_table, &QTableWidget::cellDoubleClicked, this, &LibraryDialog::openChosen);
  connect(buttons, &QDialogButtonBox::accepted, this, &LibraryDialog::openChosen);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  tell(tr("Passwords are read from ~/.pgpass; one typed into the address is not kept."));
  if (!m_address->text().isEmpty()) ask();
}

QString LibraryDialog::withoutPassword(const QString& address) {
  QUrl url(address);
  if (!url.isValid() || url.password().isEmpty()) return address;
  url.setPassword(QString());
  return url.toString();
}

void LibraryDialog::tell(const QString& text) {
  m_words->setText(text);
}

void LibraryDialog::ask() {
  const QString address = m_address->text().trimmed();
  if (!isLibrary(address.toStdString())) {
    tell(tr("An address looks like postgresql://user@server/database."));
    return;
  }
  m_ask->setEnabled(false);
  m_table->setRowCount(0);
  tell(tr("Asking the server…"));
  // The dialog may be closed before the server answers.
  QThreadPool::globalInstance()->start([self = QPointer<LibraryDialog>(this), address] {
    const auto entries = listLibrary(address.toStdString());
    QMetaObject::invokeMethod(
        qApp,
        [self, address, entries] {
          if (!self) return;
          self->m_ask->setEnabled(true);
          if (entries)
            self->showEntries(address, *entries);
          else
            self->tell(QString::fromStdString(entries.error().text()));
        },
        Qt::QueuedConnection);
  });
}

void LibraryDialog::showEntries(const QString& address, const std::vector<LibraryEntry>& entries) {
  m_listed = address;
  QSettings().setValue(kLastAddress, withoutPassword(address));
  const QLocale locale;
  m_table->setRowCount(static_cast<int>(entries.size()));
  for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
    const LibraryEntry& entry = entries[static_cast<std::size_t>(i)];
    auto* name = new QTableWidgetItem(QString::fromStdString(entry.name));
    name->setData(Qt::UserRole, static_cast<qlonglong>(entry.id));
    name->setToolTip(tr("Number %1, pushed by %2 on %3")
                         .arg(entry.id)
                         .arg(QString::fromStdString(entry.pushedBy), timeText(entry.pushedAt)));
    m_table->setItem(i, 0, name);
    m_table->setItem(i, 1, new QTableWidgetItem(timeText(entry.extent.begin)));
    m_table->setItem(i, 2, new QTableWidgetItem(timeText(entry.extent.end)));
    int column = 3;
    for (const std::uint64_t number : {entry.tracks, entry.samples}) {
      auto* item = new QTableWidgetItem(locale.toString(static_cast<qulonglong>(number)));
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_table->setItem(i, column++, item);
    }
  }
  m_table->resizeColumnsToContents();
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  if (entries.empty()) {
    tell(tr("The library is empty. `sorami library push` fills it."));
    return;
  }
  tell(entries.size() == 1 ? tr("1 recording") : tr("%1 recordings").arg(entries.size()));
  m_table->selectRow(static_cast<int>(entries.size()) - 1);  // the newest
  m_table->setFocus();
}

void LibraryDialog::openChosen() {
  const QList<QTableWidgetItem*> chosenItems = m_table->selectedItems();
  if (chosenItems.isEmpty()) return;
  const qlonglong id = m_table->item(chosenItems.front()->row(), 0)->data(Qt::UserRole).toLongLong();
  QUrl url(m_listed);
  QUrlQuery query(url);
  query.removeAllQueryItems(QStringLiteral("recording"));
  query.addQueryItem(QStringLiteral("recording"), QString::number(id));
  url.setQuery(query);
  Q_EMIT chosen(url.toString());
  accept();
}

}  // namespace sorami

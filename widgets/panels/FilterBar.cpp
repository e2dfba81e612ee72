// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/FilterBar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSettings>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace sorami {
namespace {

constexpr int kMaxSaved = 24;
constexpr int kLineWidth = 380;
const QString kSaved = QStringLiteral("savedFilters");

}  // namespace

QStringList savedFilters() {
  return QSettings().value(kSaved).toStringList();
}

void setSavedFilters(const QStringList& filters) {
  QSettings().setValue(kSaved, filters.mid(0, kMaxSaved));
}

FilterBar::FilterBar(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("filterBar"));
  m_chip = new QToolButton(this);
  m_chip->setProperty("text", true);
  m_chip->setObjectName(QStringLiteral("filterChip"));
  m_chip->setAccessibleName(tr("Filter of tracks"));
  m_chip->setToolTip(tr("A filter is set  ·  click to change it"));
  m_chip->setFocusPolicy(Qt::TabFocus);
  connect(m_chip, &QToolButton::clicked, this, &FilterBar::edit);
  m_line = new QLineEdit(this);
  m_line->setObjectName(QStringLiteral("filterLine"));
  m_line->setAccessibleName(tr("Filter of tracks"));
  m_line->setPlaceholderText(
      tr("alt < 5000ft and source:ADS-B   ·   callsign ~ JAL*   ·   affiliation:hostile"));
  m_line->installEventFilter(this);
  connect(m_line, &QLineEdit::textEdited, this, &FilterBar::textEdited);
  m_mode = new Segments(this);
  m_mode->add(tr("Hide"), tr("Other tracks are not shown"));
  m_mode->add(tr("Dim"), tr("Other tracks are drawn faint"));
  m_mode->setCurrent(0);
  connect(m_mode, &Segments::chosen, this, [this](int index) {
    m_dims = index == 1;
    Q_EMIT changed(m_filter, m_dims);
  });
  m_count = new QLabel(this);
  m_count->setProperty("role", QStringLiteral("value"));
  m_more = new QToolButton(this);
  m_more->setAccessibleName(tr("Saved filters"));
  m_more->setToolTip(tr("Saved filters, and what can be asked"));
  m_more->setFocusPolicy(Qt::TabFocus);
  connect(m_more, &QToolButton::clicked, this, &FilterBar::showMenu);
  m_clear = new QToolButton(this);
  m_clear->setObjectName(QStringLiteral("filterClear"));
  m_clear->setAccessibleName(tr("Take the filter off"));
  m_clear->setToolTip(tr("Take the filter off  ·  Ctrl+Shift+F"));
  m_clear->setFocusPolicy(Qt::TabFocus);
  connect(m_clear, &QToolButton::clicked, this, [this] {
    m_line->clear();
    m_filter.reset();
    m_problem->hide();
    m_line->setProperty("invalid", false);
    Q_EMIT changed(nullptr, m_dims);
    closeLine();
    refresh();
  });
  m_problem = new QLabel(this);
  m_problem->setProperty("role", QStringLiteral("error"));
  m_problem->setWordWrap(true);
  m_problem->hide();

  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(m_chip);
  row->addWidget(m_line);
  row->addWidget(m_mode);
  row->addWidget(m_count);
  row->addWidget(m_more);
  row->addWidget(m_clear);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(8, 5, 8, 5);
  all->setSpacing(4);
  all->addLayout(row);
  all->addWidget(m_problem);
  m_line->hide();
  refresh();
}

void FilterBar::setLook(const LookPtr& look) {
  m_look = look;
  m_line->setFixedWidth(look->px(kLineWidth));
  m_more->setIcon(look->icon(QStringLiteral("chevron-down")));
  m_clear->setIcon(look->icon(QStringLiteral("close")));
  m_chip->setIcon(look->icon(QStringLiteral("filter")));
  m_chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  refresh();
}

bool FilterBar::isEditing() const {
  return !m_line->isHidden();
}

QString FilterBar::problem() const {
  return m_problem->isHidden() ? QString() : m_problem->text();
}

void FilterBar::setStaged(bool staged) {
  m_staged = staged;
  refresh();
}

void FilterBar::setFilter(const TrackFilterPtr& filter, bool dims) {
  const bool isSame = filter == m_filter && dims == m_dims;
  m_filter = filter;
  m_dims = dims;
  m_mode->setCurrent(dims ? 1 : 0);
  if (isSame) return;
  if (!m_line->hasFocus()) m_line->setText(filter ? QString::fromStdString(filter->text()) : QString());
  refresh();
}

void FilterBar::setCounts(int passing, int live) {
  if (passing == m_passing && live == m_live) return;
  m_passing = passing;
  m_live = live;
  refresh();
}

void FilterBar::edit() {
  m_line->setText(m_filter ? QString::fromStdString(m_filter->text()) : m_line->text());
  m_line->show();
  m_line->setFocus(Qt::ShortcutFocusReason);
  m_line->selectAll();
  refresh();
}

bool FilterBar::closeLine() {
  if (!isEditing()) return false;
  m_line->hide();
  m_problem->hide();
  refresh();
  Q_EMIT closed();
  return true;
}

void FilterBar::textEdited() {
  FilterProblem problem;
  const QString text = m_line->text();
  TrackFilterPtr filter = TrackFilter::parse(text.toStdString(), &problem);
  m_line->setProperty("invalid", filter == nullptr);
  m_line->style()->polish(m_line);
  if (!filter) {
    QString words = QString::fromStdString(problem.what);
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    if (!problem.hint.empty()) words = tr("%1 – %2").arg(words, QString::fromStdString(problem.hint));
    const QString near =
        text.mid(static_cast<int>(problem.at), std::max<int>(static_cast<int>(problem.length), 1)).trimmed();
    const qulonglong column = problem.at + 1;
    m_problem->setText(near.isEmpty() ? tr("Column %1: %2").arg(column).arg(words)
                                      : tr("Column %1, at “%2”: %3").arg(column).arg(near, words));
    m_problem->show();
    refresh();
    return;  // what held before holds on while it is being typed
  }
  m_problem->hide();
  if (filter->isEmpty()) filter.reset();
  m_filter = filter;
  Q_EMIT changed(m_filter, m_dims);
  refresh();
}

void FilterBar::store(const QString& text) {
  QStringList all = savedFilters();
  all.removeAll(text);
  all.prepend(text);
  setSavedFilters(all);
}

void FilterBar::showMenu() {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto use = [this](const QString& text) {
    edit();
    m_line->setText(text);
    textEdited();
  };
  if (m_filter) {
    const QString now = QString::fromStdString(m_filter->text());
    if (!savedFilters().contains(now)) {
      menu->addAction(tr("Keep this filter"), this, [this, now] { store(now); });
    } else {
      menu->addAction(tr("Forget this filter"), this, [now] {
        QStringList all = savedFilters();
        all.removeAll(now);
        setSavedFilters(all);
      });
    }
    menu->addSeparator();
  }
  for (const QString& each : savedFilters()) menu->addAction(each, this, [use, each] { use(each); });
  if (!savedFilters().isEmpty()) menu->addSeparator();
  auto* examples = menu->addMenu(tr("Examples"));
  for (const char* each :
       {"affiliation:(hostile, suspect)", "alt < 5000ft and speed > 250kt", "squawk = (7500, 7600, 7700)",
        "callsign ~ JAL* or callsign ~ ANA*", "climb < -2000", "is:coasting", "not is:ground",
        "within(50NM, 35.55N 139.78E)", "heading = 315..45", "callsign = none"}) {
    const QString text = QString::fromLatin1(each);
    examples->addAction(text, this, [use, text] { use(text); });
  }
  menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void FilterBar::refresh() {
  const bool editing = isEditing();
  setVisible(!m_staged && (editing || m_filter != nullptr));
  m_chip->setVisible(!editing);
  m_mode->setVisible(editing);
  m_more->setVisible(editing);
  m_count->setVisible(m_filter != nullptr);
  if (m_filter) {
    const QString text = QString::fromStdString(m_filter->text()).simplified();
    m_chip->setText(fontMetrics().elidedText(text, Qt::ElideRight, m_look->px(kLineWidth)));
    m_count->setText(
        (m_dims ? tr("%1 of %2 · others dim") : tr("%1 of %2 shown")).arg(m_passing).arg(m_live));
  }
  m_problem->setMaximumWidth(m_look->px(kLineWidth + 220));
  adjustSize();
  Q_EMIT resized();
}

void FilterBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(m_filter ? m_look->theme().accent : m_look->theme().border);
  painter.setBrush(m_look->theme().panelRaised);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Look::kRadius, Look::kRadius);
}

bool FilterBar::eventFilter(QObject* object, QEvent* event) {
  if (object == m_line) {
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    const int key = isKey ? static_cast<QKeyEvent*>(event)->key() : 0;
    const bool leaves = key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter;
    if (leaves && event->type() == QEvent::ShortcutOverride) {
      event->accept();
      return true;
    }
    if (leaves && event->type() == QEvent::KeyPress) {
      // A text that is no filter is not left behind: the one that holds is shown again.
      if (!m_problem->isHidden() && key != Qt::Key_Escape) return true;
      closeLine();
      return true;
    }
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace sorami

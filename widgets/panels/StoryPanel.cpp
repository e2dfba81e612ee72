// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/StoryPanel.h"

#include "data/core/HalfWidth.h"
#include "data/time/TimeText.h"
#include "widgets/look/Scrolled.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/Heading.h"
#include "widgets/timeline/TimeLabels.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace sorami {
namespace {

QToolButton* tool(const QString& name, const QString& tip, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(name);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

QString timeLine(const StoryStep& step) {
  if (!step.time.isValid()) return StoryPanel::tr("any time");
  QString text = zuluText(step.time);
  if (step.isSpan()) {
    text += QStringLiteral(" – %1 · %2").arg(zuluText(step.until), rateText(step.rate));
    if (step.loop) text += StoryPanel::tr(" · loop");
  }
  return text;
}

}  // namespace

StoryPanel::StoryPanel(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  m_add = tool(QStringLiteral("storyAdd"), tr("Add a step from what is on screen  ·  B"), this);
  m_present = tool(QStringLiteral("storyPresent"), tr("Present from this step  ·  F5"), this);
  m_export = tool(QStringLiteral("storyExport"), tr("Film, PDF or page of the storyboard…  ·  Ctrl+E"), this);
  connect(m_add, &QToolButton::clicked, this, &StoryPanel::addRequested);
  connect(m_present, &QToolButton::clicked, this, &StoryPanel::presentRequested);
  connect(m_export, &QToolButton::clicked, this, &StoryPanel::exportRequested);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(16, 8, 8, 4);
  top->setSpacing(4);
  top->addWidget(heading(tr("STORYBOARD"), this));
  top->addStretch(1);
  top->addWidget(m_add);
  top->addWidget(m_present);
  top->addWidget(m_export);

  m_list = new QListWidget(this);
  m_list->setObjectName(QStringLiteral("storyList"));
  m_list->setAccessibleName(tr("Steps of the storyboard"));
  m_list->setDragDropMode(QAbstractItemView::InternalMove);
  m_list->setDefaultDropAction(Qt::MoveAction);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_list->installEventFilter(this);
  connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
    if (m_loading || row < 0) return;
    m_current = row;
    fillForm();
    Q_EMIT chosen(row);
  });
  connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
    // A click on the step that is chosen goes there again: one has looked elsewhere since.
    if (m_list->row(item) == m_current && !m_loading) Q_EMIT chosen(m_current);
  });
  connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, &StoryPanel::rowsMoved,
          Qt::QueuedConnection);

  auto* empty =
      new QLabel(tr("No steps yet.\n\nBring the picture to a moment that matters and press B: time, "
                    "view, layers and filter are kept as a step, with your words."),
                 this);
  empty->setProperty("role", QStringLiteral("empty"));
  empty->setWordWrap(true);
  empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  empty->setMargin(24);
  auto* split = new QSplitter(Qt::Vertical, this);
  split->setHandleWidth(1);
  split->addWidget(m_list);
  split->addWidget(makeForm());
  split->setStretchFactor(1, 1);
  split->setSizes({220, 420});
  m_pages = new QStackedWidget(this);
  m_pages->addWidget(empty);
  m_pages->addWidget(split);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(top);
  all->addWidget(m_pages, 1);
}

QWidget* StoryPanel::makeForm() {
  const auto [scroll, inside] = makeScrolled<QWidget>(this);
  QWidget* const body = inside;  // what lambdas may capture
  auto* lines = new QVBoxLayout(body);
  lines->setContentsMargins(16, 12, 16, 16);
  lines->setSpacing(6);
  m_title = new QLineEdit(body);
  m_title->setObjectName(QStringLiteral("storyTitle"));
  m_title->setPlaceholderText(tr("Title"));
  m_title->setAccessibleName(tr("Title of the step"));
  connect(m_title, &QLineEdit::editingFinished, this,
          [this] { change(tr("title"), [this](StoryStep& s) { s.title = m_title->text().toStdString(); }); });
  lines->addWidget(m_title);

  const auto text = [&](const QString& name, const QString& object, int height) {
    lines->addSpacing(6);
    lines->addWidget(heading(name, body));
    auto* edit = new QPlainTextEdit(body);
    edit->setObjectName(object);
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(height);
    edit->installEventFilter(this);
    lines->addWidget(edit);
    return edit;
  };
  m_words = text(tr("WORDS"), QStringLiteral("storyWords"), 92);
  m_words->setPlaceholderText(tr("Markdown, shown beside the picture"));
  m_notes = text(tr("SPEAKER NOTES"), QStringLiteral("storyNotes"), 72);
  m_notes->setPlaceholderText(tr("Only you see these"));

  lines->addSpacing(6);
  lines->addWidget(heading(tr("TIME"), body));
  const auto time = [&](const QString& name, bool end) {
    auto* edit = new QLineEdit(body);
    edit->setProperty("role", QStringLiteral("number"));
    edit->setAccessibleName(name);
    auto* now = tool(end ? QStringLiteral("storyUntilNow") : QStringLiteral("storyFromNow"),
                     end ? tr("Ends at the cursor") : tr("Begins at the cursor"), body);
    now->setProperty("icon-name", end ? QStringLiteral("mark-out") : QStringLiteral("mark-in"));
    connect(now, &QToolButton::clicked, this, [this, end] { Q_EMIT timeRequested(m_current, end); });
    auto* both = new QWidget(body);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(edit, 1);
    row->addWidget(now);
    lines->addWidget(new FormRow(name, both, body));
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, end] { takeTime(edit, end); });
    return edit;
  };
  m_from = time(tr("From"), false);
  m_until = time(tr("Until"), true);
  m_until->setPlaceholderText(tr("stands still"));
  m_timeProblem = new QLabel(body);
  m_timeProblem->setProperty("role", QStringLiteral("error"));
  m_timeProblem->setWordWrap(true);
  m_timeProblem->hide();
  lines->addWidget(m_timeProblem);
  const auto spin = [&](const QString& name, double low, double high, const QString& unit) {
    auto* box = new QDoubleSpinBox(body);
    box->setRange(low, high);
    box->setDecimals(1);
    box->setSuffix(unit);
    box->setKeyboardTracking(false);
    lines->addWidget(new FormRow(name, box, body));
    return box;
  };
  m_rate = spin(tr("Speed"), 0.1, 5000, QStringLiteral("×"));
  connect(m_rate, &QDoubleSpinBox::valueChanged, this,
          [this](double v) { change(tr("speed"), [v](StoryStep& s) { s.rate = v; }); });
  m_hold = spin(tr("In a film"), 0.5, 600, tr(" s"));
  m_hold->setToolTip(tr("How long a step that stands still is shown in a film"));
  connect(m_hold, &QDoubleSpinBox::valueChanged, this,
          [this](double v) { change(tr("length"), [v](StoryStep& s) { s.hold = v; }); });
  m_loop = new QCheckBox(tr("Again and again until the next step"), body);
  connect(m_loop, &QCheckBox::toggled, this,
          [this](bool on) { change(tr("loop"), [on](StoryStep& s) { s.loop = on; }); });
  lines->addWidget(m_loop);

  lines->addSpacing(6);
  lines->addWidget(heading(tr("PICTURE"), body));
  m_shows = new QLabel(body);
  m_shows->setProperty("role", QStringLiteral("muted"));
  m_shows->setWordWrap(true);
  lines->addWidget(m_shows);
  auto* retake = new QPushButton(tr("Take the present picture"), body);
  retake->setObjectName(QStringLiteral("storyRetake"));
  retake->setToolTip(tr("View, projection, layers and filter of the step become those on screen"));
  connect(retake, &QPushButton::clicked, this, [this] { Q_EMIT retakeRequested(m_current); });
  lines->addWidget(retake);

  lines->addSpacing(6);
  lines->addWidget(heading(tr("CALL-OUTS"), body));
  m_callouts = new QVBoxLayout;
  m_callouts->setSpacing(4);
  lines->addLayout(m_callouts);
  auto* call = new QPushButton(tr("Call-out at the selection"), body);
  call->setObjectName(QStringLiteral("storyCallout"));
  call->setToolTip(tr("Pinned to the selected track or site, else to the middle of the map"));
  connect(call, &QPushButton::clicked, this, [this] { Q_EMIT calloutRequested(m_current); });
  auto* light = new QPushButton(tr("Highlight the selected track"), body);
  light->setObjectName(QStringLiteral("storyHighlight"));
  connect(light, &QPushButton::clicked, this, [this] { Q_EMIT highlightRequested(m_current); });
  lines->addWidget(call);
  lines->addWidget(light);
  lines->addSpacing(12);
  auto* remove = new QPushButton(tr("Delete the step"), body);
  remove->setObjectName(QStringLiteral("storyDelete"));
  connect(remove, &QPushButton::clicked, this, [this] {
    if (!step()) return;
    Storyboard next = m_story;
    next.steps.erase(next.steps.begin() + m_current);
    m_current = std::min(m_current, static_cast<int>(next.steps.size()) - 1);
    Q_EMIT edited(next, tr("delete step"));
  });
  lines->addWidget(remove);
  lines->addStretch(1);
  return scroll;
}

void StoryPanel::setLook(const LookPtr& look) {
  m_look = look;
  m_add->setIcon(look->icon(QStringLiteral("plus")));
  m_present->setIcon(look->icon(QStringLiteral("present")));
  m_export->setIcon(look->icon(QStringLiteral("film")));
  for (QToolButton* button : findChildren<QToolButton*>()) {
    const QString icon = button->property("icon-name").toString();
    if (!icon.isEmpty()) button->setIcon(look->icon(icon));
  }
  m_words->setFixedHeight(look->px(92));
  m_notes->setFixedHeight(look->px(72));
}

const StoryStep* StoryPanel::step() const {
  return m_current >= 0 && m_current < static_cast<int>(m_story.steps.size())
             ? &m_story.steps[static_cast<std::size_t>(m_current)]
             : nullptr;
}

void StoryPanel::setStory(const Storyboard& story) {
  if (story == m_story && m_list->count() == static_cast<int>(story.steps.size())) return;
  m_story = story;
  m_current = std::min(m_current, static_cast<int>(story.steps.size()) - 1);
  if (m_current < 0 && !story.steps.empty()) m_current = 0;
  fillList();
  fillForm();
}

void StoryPanel::setCurrent(int step) {
  if (step == m_current) return;
  m_current = step;
  m_loading = true;
  m_list->setCurrentRow(step);
  m_loading = false;
  fillForm();
}

void StoryPanel::fillList() {
  m_loading = true;
  // Rows are written anew in place, so that scroll position and focus stay.
  while (m_list->count() > static_cast<int>(m_story.steps.size()))
    delete m_list->takeItem(m_list->count() - 1);
  for (std::size_t i = 0; i < m_story.steps.size(); ++i) {
    const StoryStep& s = m_story.steps[i];
    const int row = static_cast<int>(i);
    if (row >= m_list->count()) m_list->addItem(new QListWidgetItem);
    const QString title = s.title.empty() ? tr("Step %1").arg(row + 1) : QString::fromStdString(s.title);
    m_list->item(row)->setText(QStringLiteral("%1  %2\n     %3").arg(row + 1).arg(title, timeLine(s)));
    m_list->item(row)->setToolTip(QString::fromStdString(s.words));
    m_list->item(row)->setData(Qt::UserRole, QString::fromStdString(s.id));
  }
  m_list->setCurrentRow(m_current);
  m_pages->setCurrentIndex(m_story.steps.empty() ? 0 : 1);
  m_present->setEnabled(!m_story.steps.empty());
  m_export->setEnabled(!m_story.steps.empty());
  m_loading = false;
}

void StoryPanel::fillForm() {
  const StoryStep* s = step();
  if (!s) return;
  m_loading = true;
  const auto set = [](QPlainTextEdit* edit, const std::string& text) {
    const QString now = QString::fromStdString(text);
    // What is being typed is not taken from under the hand.
    if (edit->toPlainText() != now && !edit->hasFocus()) edit->setPlainText(now);
  };
  if (m_title->text().toStdString() != s->title) m_title->setText(QString::fromStdString(s->title));
  set(m_words, s->words);
  set(m_notes, s->notes);
  m_from->setText(s->time.isValid() ? zuluDayText(s->time) : QString());
  m_until->setText(s->until.isValid() ? zuluDayText(s->until) : QString());
  m_timeProblem->hide();
  m_rate->setValue(s->rate);
  m_hold->setValue(s->hold);
  m_loop->setChecked(s->loop);
  m_rate->setEnabled(s->isSpan());
  m_loop->setEnabled(s->isSpan());
  m_hold->setEnabled(!s->isSpan());
  QStringList shows;
  if (s->height > 0) shows << tr("view %1 km high").arg(s->height / 1000, 0, 'f', 0);
  if (!s->projection.empty()) shows << QString::fromStdString(s->projection);
  if (!s->hiddenLayers.empty()) shows << tr("%1 layers hidden").arg(s->hiddenLayers.size());
  if (!s->filter.empty()) {
    shows << (s->filterDims ? tr("others than “%1” dim") : tr("only “%1”"))
                 .arg(QString::fromStdString(s->filter));
  }
  for (const TrackRef& ref : s->highlights)
    shows << tr("highlights %1").arg(QString::fromStdString(ref.name));
  m_shows->setText(shows.join(QStringLiteral(" · ")));
  fillCallouts();
  m_loading = false;
}

void StoryPanel::fillCallouts() {
  while (QLayoutItem* item = m_callouts->takeAt(0)) {
    if (item->widget()) item->widget()->deleteLater();
    delete item;
  }
  const StoryStep* s = step();
  for (std::size_t i = 0; s && i < s->callouts.size(); ++i) {
    const Callout& c = s->callouts[i];
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* text = new QLineEdit(line);
    text->setText(QString::fromStdString(c.text).replace(QLatin1Char('\n'), QStringLiteral(" | ")));
    text->setToolTip(
        c.track ? tr("Pinned to %1  ·  | begins a new line").arg(QString::fromStdString(c.track->name))
                : tr("Pinned to a place  ·  | begins a new line"));
    text->setAccessibleName(tr("Text of call-out %1").arg(i + 1));
    connect(text, &QLineEdit::editingFinished, this, [this, text, i] {
      const QString words = text->text().replace(QStringLiteral(" | "), QStringLiteral("\n"));
      change(tr("call-out"), [&](StoryStep& step) {
        if (i < step.callouts.size()) step.callouts[i].text = words.toStdString();
      });
    });
    auto* remove = tool(QStringLiteral("calloutDelete%1").arg(i), tr("Delete the call-out"), line);
    remove->setIcon(m_look->icon(QStringLiteral("close")));
    connect(remove, &QToolButton::clicked, this, [this, i] {
      change(tr("delete call-out"), [i](StoryStep& step) {
        if (i < step.callouts.size())
          step.callouts.erase(step.callouts.begin() + static_cast<std::ptrdiff_t>(i));
      });
    });
    row->addWidget(text, 1);
    row->addWidget(remove);
    m_callouts->addWidget(line);
  }
}

void StoryPanel::change(const QString& what, const std::function<void(StoryStep&)>& edit) {
  if (m_loading || !step()) return;
  Storyboard next = m_story;
  edit(next.steps[static_cast<std::size_t>(m_current)]);
  if (next == m_story) return;
  Q_EMIT edited(next, what);
}

void StoryPanel::takeTime(QLineEdit* field, bool end) {
  const StoryStep* s = step();
  if (!s || m_loading) return;
  const QString text = halfWidth(field->text()).trimmed();
  UtcTime made;
  if (!text.isEmpty()) {
    const UtcTime near = end && s->until.isValid() ? s->until : s->time;
    if (!near.isValid() || text != zuluDayText(near)) {
      QString iso = text;
      if (iso.endsWith(QLatin1Char('Z')) && iso.size() == 20) iso[10] = QLatin1Char('T');
      const auto read = parseGoToTime(iso.toStdString(), near.isValid() ? near : UtcTime{0}, localZone(near));
      if (!read) {
        m_timeProblem->setText(tr("“%1” is no time: write 0612Z, 06:12:30Z, +90s or ISO 8601").arg(text));
        m_timeProblem->show();
        return;
      }
      made = *read;
    } else {
      made = near;
    }
  }
  m_timeProblem->hide();
  change(tr("time"), [&](StoryStep& step) { (end ? step.until : step.time) = made; });
}

void StoryPanel::rowsMoved() {
  Storyboard next;
  for (int i = 0; i < m_list->count(); ++i) {
    const int from = m_story.indexOf(m_list->item(i)->data(Qt::UserRole).toString().toStdString());
    if (from >= 0) next.steps.push_back(m_story.steps[static_cast<std::size_t>(from)]);
  }
  if (next.steps.size() != m_story.steps.size() || next == m_story) return;
  m_current = m_list->currentRow();
  Q_EMIT edited(next, tr("order"));
}

bool StoryPanel::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::FocusOut && (object == m_words || object == m_notes)) {
    const std::string words = m_words->toPlainText().toStdString();
    const std::string notes = m_notes->toPlainText().toStdString();
    change(object == m_words ? tr("words") : tr("notes"), [&](StoryStep& s) {
      s.words = words;
      s.notes = notes;
    });
  }
  if (object == m_list && event->type() == QEvent::KeyPress && step()) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const int by = key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_Down ? 1 : 0;
    const int to = m_current + by;
    if (by != 0 && key->modifiers().testFlag(Qt::AltModifier) && to >= 0 && to < m_list->count()) {
      Storyboard next = m_story;
      std::swap(next.steps[static_cast<std::size_t>(m_current)], next.steps[static_cast<std::size_t>(to)]);
      m_current = to;
      Q_EMIT edited(next, tr("order"));
      return true;
    }
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace sorami

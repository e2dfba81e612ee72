// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/LayerRow.h"

#include "widgets/look/UnitText.h"
#include "widgets/panels/FormField.h"

#include <QCheckBox>
#include <QColorDialog>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace sorami {
namespace {

/// N of 1:N, as scales are offered; 0: no limit.
constexpr std::array<double, 12> kScales = {0,   25e3,  50e3, 100e3, 250e3, 500e3,
                                            1e6, 2.5e6, 5e6,  10e6,  25e6,  50e6};

QComboBox* scaleBox(const QString& none, double now, QWidget* parent) {
  auto* box = new QComboBox(parent);
  for (const double scale : kScales) {
    box->addItem(scale == 0 ? none : LayerRow::tr("1 : %1").arg(grouped(std::llround(scale))), scale);
    if (std::abs(scale - now) < 1) box->setCurrentIndex(box->count() - 1);
  }
  return box;
}

}  // namespace

LayerRow::LayerRow(const std::string& id, const QString& title, bool movable, QWidget* parent)
    : QWidget(parent), m_theme(defaultLook()), m_movable(movable) {
  m_look.id = id;
  m_box = new QCheckBox(title, this);
  m_box->setObjectName(QStringLiteral("layer-") + QString::fromStdString(id));
  m_box->setChecked(true);
  m_box->setToolTip(tr("%1: shown or not").arg(title));
  // A long title gives way before the row outgrows a narrow panel.
  m_box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  m_summary = new QLabel(this);
  m_summary->setProperty("role", QStringLiteral("muted"));
  m_alone = new QToolButton(this);
  m_alone->setObjectName(QStringLiteral("alone-") + QString::fromStdString(id));
  m_alone->setToolTip(tr("This layer alone; once more brings the others back"));
  m_alone->setAccessibleName(tr("%1 alone").arg(title));
  m_more = new QToolButton(this);
  m_more->setObjectName(QStringLiteral("more-") + QString::fromStdString(id));
  m_more->setCheckable(true);
  m_more->setToolTip(tr("Opacity, scales, order and legend"));
  m_more->setAccessibleName(tr("How %1 is shown").arg(title));
  for (QToolButton* button : {m_alone, m_more}) {
    button->setProperty("role", QStringLiteral("row"));
    button->setFocusPolicy(Qt::TabFocus);
  }
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  row->addWidget(m_box, 1);
  row->addWidget(m_summary);
  row->addWidget(m_alone);
  row->addWidget(m_more);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(2);
  all->addLayout(row);
  connect(m_box, &QCheckBox::toggled, this, [this](bool on) {
    if (m_loading) return;
    m_look.hidden = !on;
    Q_EMIT shownToggled();
  });
  connect(m_alone, &QToolButton::clicked, this, &LayerRow::isolateAsked);
  connect(m_more, &QToolButton::toggled, this, &LayerRow::unfold);
}

void LayerRow::setLook(const LookPtr& look) {
  m_theme = look;
  m_alone->setIcon(look->icon(QStringLiteral("eye")));
  m_more->setIcon(
      look->icon(m_more->isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
}

void LayerRow::setShown(const LayerLook& look, bool hidden) {
  m_loading = true;
  const std::string id = m_look.id;
  const bool same = m_look == look;
  m_look = look;
  m_look.id = id;
  m_look.hidden = hidden;
  m_box->setChecked(!hidden);
  updateSummary();
  // Never under the user's hand: a slider that is being dragged has just said this itself.
  if (!same && m_body && !m_body->isAncestorOf(focusWidget())) {
    m_body->deleteLater();
    m_body = nullptr;
    m_legend = nullptr;
    if (m_more->isChecked()) build();
  }
  m_loading = false;
}

bool LayerRow::isShown() const {
  return m_box->isChecked();
}

void LayerRow::setMap(const MapFile& file, const QStringList& fields, bool isVector) {
  const bool rebuild = m_body && !m_body->isAncestorOf(focusWidget()) && !(file == m_file);
  m_isMap = true;
  m_isVector = isVector;
  m_file = file;
  m_fields = fields;
  if (!rebuild) return;
  delete m_body;
  m_body = nullptr;
  m_legend = nullptr;
  build();
}

void LayerRow::updateSummary() {
  QStringList words;
  if (m_look.opacity < 0.995) words << tr("%1 %").arg(std::lround(m_look.opacity * 100));
  if (m_look.largestScale > 0 || m_look.smallestScale > 0) words << tr("by scale");
  m_summary->setText(words.join(QStringLiteral(" · ")));
}

void LayerRow::unfold(bool open) {
  m_more->setChecked(open);
  setLook(m_theme);
  if (open && !m_body) build();
  if (m_body) m_body->setVisible(open);
  if (open) fillLegend();
}

void LayerRow::build() {
  m_body = new QWidget(this);
  auto* lines = new QVBoxLayout(m_body);
  lines->setContentsMargins(24, 2, 0, 10);
  lines->setSpacing(6);
  layout()->addWidget(m_body);

  auto* opacity = new QSlider(Qt::Horizontal, m_body);
  opacity->setRange(0, 100);
  opacity->setPageStep(10);
  opacity->setValue(static_cast<int>(std::lround(m_look.opacity * 100)));
  opacity->setAccessibleName(tr("Opacity"));
  opacity->setObjectName(QStringLiteral("opacity"));
  connect(opacity, &QSlider::valueChanged, this, [this](int percent) {
    m_look.opacity = percent / 100.0;
    updateSummary();
    Q_EMIT lookChanged();
  });
  lines->addWidget(new FormRow(tr("Opacity"), opacity, m_body));
  auto* from = scaleBox(tr("Any"), m_look.largestScale, m_body);
  auto* to = scaleBox(tr("Any"), m_look.smallestScale, m_body);
  from->setToolTip(tr("The largest scale it is shown at: nearer than that it goes"));
  to->setToolTip(tr("The smallest scale it is shown at: farther out it goes"));
  lines->addWidget(new FormRow(tr("Nearest"), from, m_body));
  lines->addWidget(new FormRow(tr("Farthest"), to, m_body));
  connect(from, &QComboBox::activated, this, [this, from] {
    m_look.largestScale = from->currentData().toDouble();
    updateSummary();
    Q_EMIT lookChanged();
  });
  connect(to, &QComboBox::activated, this, [this, to] {
    m_look.smallestScale = to->currentData().toDouble();
    updateSummary();
    Q_EMIT lookChanged();
  });
  if (m_isMap) buildMap(lines);
  if (m_movable) {
    auto* row = new QHBoxLayout;
    auto* up = new QPushButton(tr("Up"), m_body);
    auto* down = new QPushButton(tr("Down"), m_body);
    up->setToolTip(tr("Draw it over the next one"));
    down->setToolTip(tr("Draw it beneath the one before"));
    connect(up, &QPushButton::clicked, this, [this] { Q_EMIT moveAsked(1); });
    connect(down, &QPushButton::clicked, this, [this] { Q_EMIT moveAsked(-1); });
    row->addWidget(up);
    row->addWidget(down);
    row->addStretch(1);
    if (m_isMap) {
      auto* remove = new QPushButton(tr("Remove"), m_body);
      connect(remove, &QPushButton::clicked, this, &LayerRow::mapRemoved);
      row->addWidget(remove);
    }
    lines->addLayout(row);
  }
  m_legend = new QVBoxLayout;
  m_legend->setSpacing(4);
  lines->addLayout(m_legend);
  for (QWidget* child : m_body->findChildren<QWidget*>()) {
    if (auto* themed = dynamic_cast<Themed*>(child)) themed->setLook(m_theme);
  }
  fillLegend();
  m_body->show();
}

void LayerRow::buildMap(QVBoxLayout* to) {
  const auto changed = [this] { Q_EMIT mapChanged(m_file); };
  QStringList partners;
  for (const std::string& partner : m_file.releasableTo) partners << QString::fromStdString(partner);
  auto* release = new FormField(
      tr("Releasable"), {},
      [this, changed](const QString& text) -> QString {
        m_file.releasableTo.clear();
        for (const QString& each : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
          m_file.releasableTo.push_back(each.trimmed().toStdString());
        changed();
        return {};
      },
      m_body);
  release->setValue(partners.join(QStringLiteral(", ")));
  release->setToolTip(tr("Partners that may see it, with commas; ALL for everyone"));
  to->addWidget(release);
  if (!m_isVector) return;
  auto* colour = new QPushButton(m_body);
  const auto paint = [this, colour] {
    QColor now(QString::fromStdString(m_file.colour));
    QPixmap chip(32, 12);
    chip.fill(now.isValid() ? now : m_theme->theme().accent);
    colour->setIcon(QIcon(chip));
    colour->setIconSize(chip.size());
    colour->setText(now.isValid() ? now.name() : tr("theme's"));
  };
  paint();
  connect(colour, &QPushButton::clicked, this, [this, changed, paint] {
    auto* dialog = new QColorDialog(QColor(QString::fromStdString(m_file.colour)), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this, changed, paint](const QColor& chosen) {
      m_file.colour = chosen.name().toStdString();
      paint();
      changed();
    });
    dialog->open();
  });
  to->addWidget(new FormRow(tr("Colour"), colour, m_body));
  const auto number = [&](const QString& name, const QString& unit, double least, double most,
                          double MapFile::*member) {
    auto* field = new FormField(name, unit,
                                numberTaker(least, most, 1,
                                            [this, changed, member](double v) {
                                              m_file.*member = v;
                                              changed();
                                            }),
                                m_body);
    field->setValue(QString::number(m_file.*member));
    to->addWidget(field);
  };
  number(tr("Lines"), tr("px"), 0, 50, &MapFile::width);
  number(tr("Points"), tr("px"), 0, 60, &MapFile::point);
  auto* fill = new FormField(tr("Fill"), tr("%"),
                             numberTaker(0, 100, 0.01,
                                         [this, changed](double v) {
                                           m_file.fill = v;
                                           changed();
                                         }),
                             m_body);
  fill->setValue(QString::number(m_file.fill * 100));
  to->addWidget(fill);
  const auto choice = [&](const QString& name, const char* id, const QString& none,
                          std::string MapFile::*member) {
    auto* box = new QComboBox(m_body);
    box->setObjectName(QString::fromLatin1(id));
    box->addItem(none);
    box->addItems(m_fields);
    const int at = m_fields.indexOf(QString::fromStdString(m_file.*member));
    box->setCurrentIndex((m_file.*member).empty() ? 0 : at + 1);
    connect(box, &QComboBox::activated, this, [this, box, changed, member](int index) {
      m_file.*member = index == 0 ? std::string() : box->itemText(index).toStdString();
      changed();
    });
    to->addWidget(new FormRow(name, box, m_body));
  };
  choice(tr("Labels"), "mapLabel", tr("None"), &MapFile::label);
  choice(tr("Time"), "mapTime", tr("Always shown"), &MapFile::time);
  choice(tr("Until"), "mapUntil", tr("A while after"), &MapFile::until);
  number(tr("While"), tr("s"), 0, 1e9, &MapFile::window);
}

void LayerRow::fillLegend() {
  if (!m_legend) return;
  while (QLayoutItem* item = m_legend->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  if (!legend) return;
  for (const LegendEntry& entry : legend()) {
    auto* line = new QWidget(m_body);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* chip = new QLabel(line);
    chip->setPixmap(QPixmap::fromImage(entry.chip));
    auto* text = new QLabel(entry.text, line);
    text->setProperty("role", QStringLiteral("muted"));
    row->addWidget(chip);
    row->addWidget(text, 1);
    m_legend->addWidget(line);
  }
}

}  // namespace sorami

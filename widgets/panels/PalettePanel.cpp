// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PalettePanel.h"

#include "data/core/Translate.h"
#include "widgets/panels/Heading.h"
#include "widgets/scene/SymbolFactory.h"

#include <QAction>
#include <QApplication>
#include <QDrag>
#include <QGridLayout>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace sorami {
namespace {

constexpr int kSiteColumns = 2;  ///< their names are long: three would cut them
constexpr int kToolColumns = 3;
constexpr int kSymbolPx = 24;

}  // namespace

const QString PalettePanel::kMime = QStringLiteral("application/x-sorami-preset");

PalettePanel::PalettePanel(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("palettePanel"));
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(12, 8, 12, 12);
  lines->setSpacing(6);
  lines->addWidget(heading(tr("PLACE: CLICK, OR DRAG ONTO THE MAP"), this));
  m_sites = new QGridLayout;
  m_sites->setSpacing(4);
  lines->addLayout(m_sites);
  lines->addSpacing(8);
  lines->addWidget(heading(tr("DRAW AND JOIN"), this));
  m_tools = new QGridLayout;
  m_tools->setSpacing(4);
  lines->addLayout(m_tools);
  lines->addStretch(1);
  for (int i = 0; i < kSiteColumns; ++i) m_sites->setColumnStretch(i, 1);
  for (int i = 0; i < kToolColumns; ++i) m_tools->setColumnStretch(i, 1);
  // Symbols are made on a thread of their own.
  connect(&SymbolFactory::instance(), &SymbolFactory::ready, this, &PalettePanel::paintSymbols,
          Qt::QueuedConnection);
}

QToolButton* PalettePanel::makeButton(const QString& text) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setProperty("role", QStringLiteral("palette"));
  button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
  button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  button->setFocusPolicy(Qt::TabFocus);
  button->setAccessibleName(text);
  return button;
}

void PalettePanel::setPresets(const std::vector<SitePreset>& presets) {
  qDeleteAll(m_buttons);
  m_buttons.clear();
  m_presets = presets;
  for (const SitePreset& preset : m_presets) {
    const QString title = translated(preset.title);
    const QString id = QString::fromStdString(preset.id);
    QToolButton* button = makeButton(title);
    button->setObjectName(QStringLiteral("preset-") + id);
    button->setCheckable(true);
    button->setToolTip(tr("%1  ·  click, then click on the map; or drag it there").arg(title));
    button->installEventFilter(this);
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    const int n = static_cast<int>(m_buttons.size());
    m_sites->addWidget(button, n / kSiteColumns, n % kSiteColumns);
    m_buttons.push_back(button);
  }
  setLook(m_look);
}

void PalettePanel::setTools(const QList<QAction*>& tools) {
  int n = 0;
  for (QAction* action : tools) {
    QToolButton* button = makeButton(action->text());
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    m_tools->addWidget(button, n / kToolColumns, n % kToolColumns);
    ++n;
  }
}

void PalettePanel::setChosen(const std::string& id) {
  for (std::size_t i = 0; i < m_buttons.size(); ++i) m_buttons[i]->setChecked(m_presets[i].id == id);
}

void PalettePanel::setLook(const LookPtr& look) {
  m_look = look;
  for (QToolButton* button : findChildren<QToolButton*>()) {
    const bool isTool = button->defaultAction() != nullptr;
    button->setIconSize(isTool ? QSize(look->px(20), look->px(20))
                               : QSize(look->px(40), look->px(kSymbolPx + 6)));
    // The style sheet's least height would take the place of ours when the button is first seen.
    button->ensurePolished();
    button->setFixedHeight(look->px(kSymbolPx + 36));
  }
  paintSymbols();
}

void PalettePanel::paintSymbols() {
  const qreal ratio = devicePixelRatioF();
  const QString mode = symbolMode(m_look->theme());
  for (std::size_t i = 0; i < m_buttons.size(); ++i) {
    const Site& site = m_presets[i].site;
    const SymbolKey key{sidcFor(site.kind, site.affiliation), static_cast<int>(m_look->px(kSymbolPx) * ratio),
                        mode, false};
    QPixmap pixmap = QPixmap::fromImage(SymbolFactory::instance().symbol(key)->image);
    pixmap.setDevicePixelRatio(ratio);
    m_buttons[i]->setIcon(QIcon(pixmap));
  }
}

bool PalettePanel::eventFilter(QObject* object, QEvent* event) {
  auto* button = qobject_cast<QToolButton*>(object);
  if (button && event->type() == QEvent::MouseButtonPress) {
    m_pressed = static_cast<QMouseEvent*>(event)->pos();
  } else if (button && event->type() == QEvent::MouseMove) {
    auto* move = static_cast<QMouseEvent*>(event);
    if (move->buttons() & Qt::LeftButton &&
        (move->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
      button->setDown(false);
      auto* mime = new QMimeData;
      mime->setData(kMime, button->objectName().mid(7).toUtf8());
      auto* drag = new QDrag(button);
      drag->setMimeData(mime);
      const QPixmap pixmap = button->icon().pixmap(button->iconSize());
      drag->setPixmap(pixmap);
      drag->setHotSpot(QPoint(static_cast<int>(pixmap.width() / pixmap.devicePixelRatio() / 2),
                              static_cast<int>(pixmap.height() / pixmap.devicePixelRatio() / 2)));
      drag->exec(Qt::CopyAction);
      return true;
    }
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/Look.h"

#include "widgets/scene/Fonts.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QFontMetrics>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QToolButton>
#include <QWidget>

#include <algorithm>
#include <cmath>

// The icons and the style sheet live in a static library: Qt has to be told to keep them.
static void keepResources() {
  Q_INIT_RESOURCE(icons);
  Q_INIT_RESOURCE(style);
}

namespace sorami {

QColor mixed(const QColor& a, const QColor& b, double part) {
  const auto channel = [part](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * part)); };
  return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

Look::Look(std::shared_ptr<const Theme> theme) : m_theme(std::move(theme)) {
  keepResources();
}

int Look::px(int size) const {
  return static_cast<int>(std::lround(size * m_theme->fontScale));
}

QFont Look::text(int size, bool strong) const {
  QFont font(withJapanese(m_theme->textFont, false));
  font.setPixelSize(px(size));
  font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
  return font;
}

QFont Look::mono(int size, bool strong) const {
  QFont font(withJapanese(m_theme->monoFont, true));
  font.setPixelSize(px(size));
  font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
  font.setStyleHint(QFont::Monospace);
  return font;
}

int Look::cellWidth(const QString& text) const {
  // The style sheet's padding, and what Qt keeps clear about a cell's text.
  constexpr int kPadding = 2 * (8 + 4);
  return QFontMetrics(mono(12)).horizontalAdvance(text) + kPadding;
}

namespace {

QPixmap tinted(const QString& name, int size, const QColor& colour, double ratio) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QByteArray svg = file.readAll();
  svg.replace("currentColor", colour.name().toLatin1());
  QSvgRenderer renderer(svg);
  QPixmap pixmap(QSize(size, size) * ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  renderer.render(&painter);
  painter.end();
  pixmap.setDevicePixelRatio(ratio);
  return pixmap;
}

/// Draws an icon when it is first seen: most actions stand in menus, and are never looked at while the window
/// opens.
class TintedIcon : public QIconEngine {
 public:
  struct Tints {
    QColor plain;
    QColor checked;
    QColor disabled;
  };

  TintedIcon(QString name, const Tints& tints) : m_name(std::move(name)), m_tints(tints) {}

  QIconEngine* clone() const override { return new TintedIcon(*this); }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    const QColor& tint = mode == QIcon::Disabled ? m_tints.disabled
                         : state == QIcon::On    ? m_tints.checked
                                                 : m_tints.plain;
    const int side = std::min(size.width(), size.height());
    const QString key = QStringLiteral("sorami/%1/%2/%3").arg(m_name, tint.name()).arg(side);
    QPixmap drawn;
    if (QPixmapCache::find(key, &drawn)) return drawn;
    drawn = tinted(m_name, side, tint, 1);
    QPixmapCache::insert(key, drawn);
    return drawn;
  }

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    painter->drawPixmap(rect, pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state));
  }

 private:
  QString m_name;
  Tints m_tints;
};

}  // namespace

QPixmap Look::pixmap(const QString& name, int size, const QColor& colour, double ratio) const {
  return tinted(name, size, colour, ratio);
}

QIcon Look::icon(const QString& name) const {
  return QIcon(new TintedIcon(
      name, {m_theme->text, m_theme->accent, mixed(m_theme->panel, m_theme->textMuted, 0.45)}));
}

QColor Look::hover() const {
  return mixed(m_theme->panel, m_theme->text, 0.08);
}
QColor Look::selectedRow() const {
  return mixed(m_theme->panel, m_theme->accent, 0.22);
}
QColor Look::field() const {
  return mixed(m_theme->panel, m_theme->window, 0.65);
}

QString Look::styleSheet() const {
  QFile file(QStringLiteral(":/style/sorami.qss"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QString sheet = QString::fromUtf8(file.readAll());
  const auto set = [&sheet](const char* token, const QString& value) {
    sheet.replace(QLatin1Char('@') + QLatin1String(token) + QLatin1Char('@'), value);
  };
  const Theme& t = *m_theme;
  set("window", t.window.name());
  set("panel", t.panel.name());
  set("raised", t.panelRaised.name());
  set("border", t.border.name());
  set("text", t.text.name());
  set("muted", t.textMuted.name());
  set("accent", t.accent.name());
  set("accentText", t.accentText.name());
  set("warning", t.warning.name());
  set("error", t.error.name());
  set("ok", t.ok.name());
  set("hover", hover().name());
  set("selected", selectedRow().name());
  set("field", field().name());
  set("disabled", mixed(t.panel, t.textMuted, 0.5).name());
  set("grip", mixed(t.panel, t.textMuted, 0.4).name());
  const auto quoted = [](const QStringList& families) {
    return QStringLiteral("\"%1\"").arg(families.join(QStringLiteral("\", \"")));
  };
  set("font", quoted(withJapanese(t.textFont, false)));
  set("mono", quoted(withJapanese(t.monoFont, true)));
  set("radius", QString::number(kRadius));
  for (const int size : {11, 12, 13, 16, 20}) {
    set(QByteArray("f" + QByteArray::number(size)).constData(), QString::number(px(size)));
  }
  for (const int size : {16, 20, 24, 28, 32}) {
    set(QByteArray("h" + QByteArray::number(size)).constData(), QString::number(px(size)));
  }
  return sheet;
}

QPalette Look::palette() const {
  const Theme& t = *m_theme;
  QPalette p;
  p.setColor(QPalette::Window, t.panel);
  p.setColor(QPalette::WindowText, t.text);
  p.setColor(QPalette::Base, field());
  p.setColor(QPalette::AlternateBase, t.panel);
  p.setColor(QPalette::Text, t.text);
  p.setColor(QPalette::PlaceholderText, t.textMuted);
  p.setColor(QPalette::Button, t.panelRaised);
  p.setColor(QPalette::ButtonText, t.text);
  p.setColor(QPalette::Highlight, t.accent);
  p.setColor(QPalette::HighlightedText, t.accentText);
  p.setColor(QPalette::ToolTipBase, t.panelRaised);
  p.setColor(QPalette::ToolTipText, t.text);
  p.setColor(QPalette::Link, t.accent);
  p.setColor(QPalette::LinkVisited, t.accent);
  p.setColor(QPalette::Mid, t.border);
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    p.setColor(QPalette::Disabled, role, mixed(t.panel, t.textMuted, 0.5));
  }
  return p;
}

LookPtr defaultLook() {
  static const LookPtr look = [] {
    Theme theme;
    const QStringList ids = themeIds();
    if (!ids.isEmpty()) {
      if (auto loaded =
              loadTheme(ids.contains(QStringLiteral("dusk")) ? QStringLiteral("dusk") : ids.front())) {
        theme = *loaded;
      }
    }
    return std::make_shared<const Look>(std::make_shared<const Theme>(std::move(theme)));
  }();
  return look;
}

void applyLook(QWidget* root, const LookPtr& look) {
  root->setPalette(look->palette());
  root->setFont(look->text(13));
  // A sheet of its own would outlive the window's next theme: what has a parent follows the parent's.
  const QWidget* parent = root->parentWidget();
  const bool follows = parent && !parent->window()->styleSheet().isEmpty();
  const QString sheet = follows ? QString() : look->styleSheet();
  // Told the same words again, Qt would match every widget with them anew.
  if (root->styleSheet() != sheet) root->setStyleSheet(sheet);
  if (auto* themed = dynamic_cast<Themed*>(root)) themed->setLook(look);
  const QList<QWidget*> children = root->findChildren<QWidget*>();
  for (QWidget* child : children) {
    if (child->isWindow()) {
      child->setPalette(look->palette());
      child->setFont(look->text(13));
    }
    if (auto* button = qobject_cast<QToolButton*>(child))
      button->setIconSize(QSize(look->px(18), look->px(18)));
    // A dock's own buttons: the style's would be dark on dark.
    auto* dockButton = qobject_cast<QAbstractButton*>(child);
    if (!dockButton || !child->objectName().startsWith(QLatin1String("qt_dockwidget_"))) continue;
    const bool closes = child->objectName() == QLatin1String("qt_dockwidget_closebutton");
    dockButton->setIcon(look->icon(closes ? QStringLiteral("close") : QStringLiteral("fullscreen")));
    dockButton->setIconSize(QSize(look->px(14), look->px(14)));
  }
  // Last, since a panel may want other sizes than the usual for its own buttons.
  for (QWidget* child : children) {
    if (auto* themed = dynamic_cast<Themed*>(child)) themed->setLook(look);
  }
}

}  // namespace sorami

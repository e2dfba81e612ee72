// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Actions.h"

#include <QSettings>
#include <QWidget>

#include <algorithm>

namespace sorami {
namespace {

QString settingOf(const QString& id) {
  return QStringLiteral("keys/") + id;
}

bool isSingle(const QKeySequence& key) {
  if (key.count() != 1) return false;
  const QKeyCombination first = key[0];
  const bool plain = !(first.keyboardModifiers() & ~Qt::ShiftModifier);
  return plain && first.key() > Qt::Key_Space && first.key() < Qt::Key_Escape;
}

}  // namespace

Actions::Actions(QWidget* window) : QObject(window), m_window(window) {
  m_singleKeys = QSettings().value(QStringLiteral("singleKeys"), true).toBool();
}

QAction* Actions::add(const QString& id, const QString& group, const QString& text,
                      const QList<QKeySequence>& keys, const QString& icon, std::function<void()> run) {
  auto* action = new QAction(text, this);
  action->setObjectName(id);
  // Keys belong to the whole window; text fields keep what they need for typing (Qt asks them first).
  action->setShortcutContext(Qt::WindowShortcut);
  if (run) connect(action, &QAction::triggered, this, [run] { run(); });
  m_window->addAction(action);
  m_entries.push_back({id, group, icon, keys, action});
  apply(m_entries.back());
  return action;
}

QAction* Actions::operator[](const QString& id) const {
  const auto found =
      std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.id == id; });
  return found == m_entries.end() ? nullptr : found->action;
}

QList<QKeySequence> Actions::keysOf(const Entry& entry) const {
  const QSettings settings;
  QList<QKeySequence> keys = entry.defaults;
  if (settings.contains(settingOf(entry.id))) {
    const QKeySequence own(settings.value(settingOf(entry.id)).toString(), QKeySequence::PortableText);
    keys = own.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{own};
  }
  if (!m_singleKeys) keys.removeIf([](const QKeySequence& key) { return isSingle(key); });
  return keys;
}

void Actions::apply(const Entry& entry) {
  const QList<QKeySequence> keys = keysOf(entry);
  entry.action->setShortcuts(keys);
  QString tip = entry.action->text();
  tip.remove(QStringLiteral("…"));
  if (!keys.isEmpty()) tip += QStringLiteral("  ·  ") + keys.front().toString(QKeySequence::NativeText);
  entry.action->setToolTip(tip);
}

QString Actions::bind(const QString& id, const QKeySequence& key) {
  QString loser;
  QSettings settings;
  for (const Entry& entry : m_entries) {
    if (entry.id == id || key.isEmpty() || !keysOf(entry).contains(key)) continue;
    settings.setValue(settingOf(entry.id), QString());
    apply(entry);
    loser = entry.action->text();
  }
  settings.setValue(settingOf(id), key.toString(QKeySequence::PortableText));
  for (const Entry& entry : m_entries) {
    if (entry.id == id) apply(entry);
  }
  return loser;
}

void Actions::resetKeys() {
  QSettings().remove(QStringLiteral("keys"));
  for (const Entry& entry : m_entries) apply(entry);
}

void Actions::setSingleKeys(bool on) {
  m_singleKeys = on;
  QSettings().setValue(QStringLiteral("singleKeys"), on);
  for (const Entry& entry : m_entries) apply(entry);
}

void Actions::setLook(const LookPtr& look) {
  for (const Entry& entry : m_entries) {
    if (!entry.icon.isEmpty()) entry.action->setIcon(look->icon(entry.icon));
  }
}

}  // namespace sorami

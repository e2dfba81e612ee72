// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <initializer_list>
#include <vector>

namespace sorami {

/// Key combinations by their portable names (`Ctrl+Shift+Z`).
inline QList<QKeySequence> keys(std::initializer_list<const char*> texts) {
  QList<QKeySequence> list;
  for (const char* text : texts) list << QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
  return list;
}

/// Everything the window can do, by id: text, key, icon. Menus, buttons, the key list and the command search
/// all read this one registry; keys can be changed and are kept in the settings.
class Actions : public QObject {
  Q_OBJECT
 public:
  struct Entry {
    QString id;
    QString group;  ///< what it is listed under
    QString icon;
    QList<QKeySequence> defaults;
    QAction* action = nullptr;
  };

  /// Actions are added to `window`, so that their keys work everywhere in it.
  explicit Actions(QWidget* window);

  QAction* add(const QString& id, const QString& group, const QString& text, const QList<QKeySequence>& keys,
               const QString& icon, std::function<void()> run);
  QAction* operator[](const QString& id) const;
  const std::vector<Entry>& entries() const { return m_entries; }

  void setLook(const LookPtr& look);
  /// Binds a key; an empty one leaves the action without. Gives the text of the action that had the key and
  /// has lost it, or nothing.
  QString bind(const QString& id, const QKeySequence& key);
  void resetKeys();
  /// Keys that are a single letter, digit or sign can be switched off for those who type by voice.
  void setSingleKeys(bool on);
  bool hasSingleKeys() const { return m_singleKeys; }

 private:
  void apply(const Entry& entry);
  QList<QKeySequence> keysOf(const Entry& entry) const;
  QWidget* m_window;
  std::vector<Entry> m_entries;
  bool m_singleKeys = true;
};

}  // namespace sorami

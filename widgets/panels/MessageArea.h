// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"

#include <QStringList>
#include <QWidget>

#include <functional>

class QScrollArea;
class QVBoxLayout;

namespace sorami {

enum class MessageLevel { Info, Warning, Error };

/// Something the user should read: what happened, where, what to do, and perhaps a button that does it.
struct Message {
  MessageLevel level = MessageLevel::Info;
  QString title;        ///< one line: what
  QStringList details;  ///< file, byte offset, what was expected; one a line
  QString action;       ///< text of the button; empty none
  std::function<void()> run;
};

/// Cards beside the map: messages that stay until they are closed, and work in progress. Never modal. What is
/// only for information goes by itself after a while, unless the mouse is on it; said twice, it stands once.
class MessageArea : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit MessageArea(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void add(const Message& message);
  /// Work in progress: part 0…1, or negative when it is not known. The same key updates the same card.
  void setProgress(const QString& key, const QString& text, double part, std::function<void()> cancel);
  void endProgress(const QString& key);
  int messageCount() const;
  QStringList texts() const;
  QSize sizeHint() const override;
  void clear();

 Q_SIGNALS:
  void resized();

 private:
  QWidget* makeCard(const QString& level);
  void remove(QWidget* card);
  void removeLater(QWidget* card);
  void relayout();
  LookPtr m_look;
  QScrollArea* m_scroll;
  QWidget* m_body;
  QVBoxLayout* m_cards;
};

}  // namespace sorami

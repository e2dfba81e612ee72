// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/HalfWidthKeys.h"

#include "data/core/HalfWidth.h"

#include <QAbstractSpinBox>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace sorami {

bool HalfWidthKeys::eventFilter(QObject* watched, QEvent* event) {
  const bool isKey = event->type() == QEvent::KeyPress;
  if (!isKey && event->type() != QEvent::InputMethod) return false;
  if (!qobject_cast<QAbstractSpinBox*>(watched)) return false;
  if (isKey) {
    const auto* typed = static_cast<QKeyEvent*>(event);
    const QString text = halfWidth(typed->text());
    if (text == typed->text()) return false;
    QKeyEvent narrow(QEvent::KeyPress, typed->key(), typed->modifiers(), text, typed->isAutoRepeat());
    QCoreApplication::sendEvent(watched, &narrow);
    return true;
  }
  const auto* composed = static_cast<QInputMethodEvent*>(event);
  const QString text = halfWidth(composed->commitString());
  if (text == composed->commitString()) return false;
  QInputMethodEvent narrow(composed->preeditString(), composed->attributes());
  narrow.setCommitString(text, composed->replacementStart(), composed->replacementLength());
  QCoreApplication::sendEvent(watched, &narrow);
  return true;
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/ElidedLabel.h"

#include <QEvent>

namespace sorami {

void ElidedLabel::setWhole(const QString& text) {
  m_whole = text;
  setAccessibleName(text);
  elide();
  updateGeometry();
}

QSize ElidedLabel::sizeHint() const {
  return {fontMetrics().horizontalAdvance(m_whole) + frame(), QLabel::sizeHint().height()};
}

int ElidedLabel::frame() const {
  return QLabel::sizeHint().width() - fontMetrics().horizontalAdvance(text()) + 1;
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  elide();
}

void ElidedLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) elide();
}

void ElidedLabel::elide() {
  const QString shown = fontMetrics().elidedText(m_whole, Qt::ElideRight, width() - frame());
  if (shown != text()) setText(shown);
  setToolTip(shown == m_whole ? QString() : m_whole);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace sorami {

/// One line of text that ends in an ellipsis where it has less room than it needs; the whole is its tooltip
/// then.
class ElidedLabel : public QLabel {
  Q_OBJECT
 public:
  using QLabel::QLabel;

  void setWhole(const QString& text);
  const QString& whole() const { return m_whole; }
  QSize sizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void elide();
  /// What the style adds to the text: padding and border, px.
  int frame() const;
  QString m_whole;
};

}  // namespace sorami

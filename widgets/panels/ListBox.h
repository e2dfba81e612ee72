// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QString>
#include <QVariant>

#include <algorithm>
#include <utility>
#include <vector>

namespace sorami {

/// Makes a box offer these, each a text and what it stands for, after the first `head` entries. What is
/// offered already is not touched: a plan's five hundred sites are not listed anew for each step of a drag.
/// The present choice stays where it is still offered.
inline void fillBox(QComboBox& box, const std::vector<std::pair<QString, QVariant>>& entries, int head = 0) {
  const QVariant chosen = box.currentData();
  const int wanted = head + static_cast<int>(entries.size());
  while (box.count() > wanted) box.removeItem(box.count() - 1);
  bool isOther = false;
  for (int i = head; i < wanted; ++i) {
    const auto& [text, data] = entries[static_cast<std::size_t>(i - head)];
    if (i >= box.count()) {
      box.addItem(text, data);
      isOther = true;
      continue;
    }
    if (box.itemText(i) != text) box.setItemText(i, text);
    if (box.itemData(i) == data) continue;
    box.setItemData(i, data);
    isOther = true;
  }
  if (box.currentIndex() < 0 || isOther || box.currentData() != chosen) {
    box.setCurrentIndex(std::max(0, chosen.isValid() ? box.findData(chosen) : 0));
  }
}

}  // namespace sorami

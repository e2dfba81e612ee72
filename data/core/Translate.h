// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <string>
#include <string_view>

namespace sorami {

/// The text in the user's language, for functions of this namespace; a class has its own (Q_OBJECT, or
/// Q_DECLARE_TR_FUNCTIONS). The note tells homonyms apart, n is the number that the text counts.
inline QString tr(const char* text, const char* note = nullptr, int n = -1) {
  return QCoreApplication::translate("sorami", text, note, n);
}

/// A text that data/ marked with QT_TR_NOOP, in the user's language; any other as it stands.
inline QString translated(std::string_view text) {
  return tr(std::string(text).c_str());
}

}  // namespace sorami

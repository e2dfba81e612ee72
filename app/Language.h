// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sorami {

/// The language of the window. Texts are written in English; the other languages are embedded. Subcommands
/// never load one: what they write is read by programs.

/// Codes that can be chosen (`en`, `ja`), in the order of menus.
QStringList languages();
/// A language's own name for itself: `日本語`.
QString languageName(const QString& code);
/// What is kept in the settings; empty: the system's.
QString chosenLanguage();
/// Keeps a choice; it counts from the next start.
void chooseLanguage(const QString& code);
/// The language that a choice comes to: itself, or for none (or one that is not here) the first of the user's
/// languages (BCP 47, most wanted first) that is here; else English.
QString languageFor(const QString& choice, const QStringList& wanted);
/// Loads the texts of a language, Qt's own too where they are installed. Once, before the first widget is
/// made.
void loadLanguage(const QString& code);

}  // namespace sorami

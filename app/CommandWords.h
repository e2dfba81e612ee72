// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sorami {

/// What people also call an action, for the search of the top bar: the words of other programs and of the
/// trade. By the action's id; empty where its own text says enough.
QString otherWordsOf(const QString& action);
/// The actions that have such words.
QStringList actionsWithOtherWords();

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include <utility>

namespace sorami {

/// A column of widgets that scrolls up and down: makes a `Body` inside a scroll area inside `parent`. The
/// body is made where it stays: a widget that is moved into a window later is styled a second time, with all
/// that is in it.
template <typename Body, typename... Arguments>
std::pair<QScrollArea*, Body*> makeScrolled(QWidget* parent, Arguments&&... arguments) {
  auto* scroll = new QScrollArea(parent);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* body = new Body(std::forward<Arguments>(arguments)..., scroll->viewport());
  scroll->setWidget(body);
  // A scroll area fills its body's background by itself, which would be white on every theme.
  body->setAutoFillBackground(false);
  return {scroll, body};
}

}  // namespace sorami

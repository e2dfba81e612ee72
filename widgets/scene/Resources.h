// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sorami {

/// Registers the data embedded in this library (themes, banners). A static library's resources are dropped by
/// the linker unless something names them; every reader of `:/sorami/…` calls this first. Any thread, any
/// number of times.
void initSceneResources();

/// The bytes of `:/sorami/<name>`; empty when there is no such file.
QByteArray sceneResource(const QString& name);

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Resources.h"

#include <QFile>

// Outside any namespace, as the macro demands.
static void registerScene() {
  Q_INIT_RESOURCE(scene);
}

namespace sorami {

void initSceneResources() {
  static const bool done = (registerScene(), true);
  Q_UNUSED(done)
}

QByteArray sceneResource(const QString& name) {
  initSceneResources();
  QFile file(QStringLiteral(":/sorami/") + name);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace sorami

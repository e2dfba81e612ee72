// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/CountText.h"

#include "data/core/Translate.h"

namespace sorami {

QString countText(PlanItemKind kind, std::size_t n) {
  switch (kind) {
    case PlanItemKind::Site:
      return n == 1 ? tr("1 site") : tr("%1 sites").arg(n);
    case PlanItemKind::Link:
      return n == 1 ? tr("1 link") : tr("%1 links").arg(n);
    case PlanItemKind::Area:
      return n == 1 ? tr("1 area") : tr("%1 areas").arg(n);
    case PlanItemKind::Threat:
      return n == 1 ? tr("1 threat") : tr("%1 threats").arg(n);
    case PlanItemKind::Drawing:
      break;
  }
  return n == 1 ? tr("1 drawing") : tr("%1 drawings").arg(n);
}

}  // namespace sorami

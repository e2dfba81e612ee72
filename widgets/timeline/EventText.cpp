// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/EventText.h"

#include "data/core/Translate.h"
#include "widgets/timeline/TimeLabels.h"

namespace sorami {
namespace {

QString identityText(const std::string& name) {
  if (name == "hostile") return tr("hostile");
  if (name == "suspect") return tr("suspect");
  if (name == "friend") return tr("friend");
  if (name == "assumed friend") return tr("assumed friend");
  if (name == "neutral") return tr("neutral");
  if (name == "civil") return tr("civil");
  if (name == "unknown") return tr("unknown");
  return tr("pending");
}

QString manoeuvreText(const std::string& name) {
  if (name == "left") return tr("%1 turns left");
  if (name == "right") return tr("%1 turns right");
  if (name == "climb") return tr("%1 climbs steeply");
  if (name == "descent") return tr("%1 descends steeply");
  if (name == "faster") return tr("%1 speeds up");
  if (name == "slower") return tr("%1 slows down");
  return QStringLiteral("%1");
}

}  // namespace

QString eventKindText(EventKind kind) {
  switch (kind) {
    case EventKind::FirstDetection:
      return tr("first detection");
    case EventKind::Lost:
      return tr("lost");
    case EventKind::Emergency:
      return tr("emergency");
    case EventKind::Gap:
      return tr("gap");
    case EventKind::SourceUp:
      return tr("source up");
    case EventKind::SourceDown:
      return tr("source down");
    case EventKind::AreaEntry:
      return tr("enters area");
    case EventKind::AreaExit:
      return tr("leaves area");
    case EventKind::IdentityChange:
      return tr("identity");
    case EventKind::Manoeuvre:
      return tr("manoeuvre");
    case EventKind::Ident:
      return tr("ident");
  }
  return {};
}

QString eventText(const Event& event, const StoreView& store) {
  const QString track = event.track < store.tracks().size()
                            ? QString::fromStdString(store.tracks()[event.track].displayName())
                            : QString();
  const QString source = event.source < store.sources().size()
                             ? QString::fromStdString(store.sources()[event.source].name)
                             : QString();
  const QString text = QString::fromStdString(event.text);
  switch (event.kind) {
    case EventKind::FirstDetection:
      return tr("first detection %1").arg(track);
    case EventKind::Lost:
      return tr("lost %1").arg(track);
    case EventKind::Emergency:
      return text.isEmpty() ? tr("emergency %1").arg(track) : tr("squawk %1 %2").arg(text, track);
    case EventKind::Gap:
      return tr("%1 silent for %2").arg(track, durationText(event.until - event.time));
    case EventKind::SourceUp:
      return tr("%1 up").arg(source);
    case EventKind::SourceDown:
      return event.until.isValid()
                 ? tr("%1 silent for %2").arg(source, durationText(event.until - event.time))
                 : tr("%1 down").arg(source);
    case EventKind::AreaEntry:
      return tr("%1 enters %2").arg(track, text);
    case EventKind::AreaExit:
      return tr("%1 leaves %2").arg(track, text);
    case EventKind::IdentityChange:
      return tr("%1 is now %2").arg(track, identityText(event.text));
    case EventKind::Manoeuvre:
      return manoeuvreText(event.text).arg(track);
    case EventKind::Ident:
      return tr("ident %1").arg(track);
  }
  return {};
}

QColor eventColour(const Event& event, const StoreView* store, const Theme& theme) {
  switch (event.kind) {
    case EventKind::Emergency:
      return theme.error;
    case EventKind::SourceDown:
      return theme.warning;
    case EventKind::SourceUp:
      return theme.ok;
    case EventKind::Gap:
    case EventKind::Lost:
      return event.weight == EventWeight::Minor ? theme.textMuted : theme.warning;
    default:
      break;
  }
  if (event.weight == EventWeight::Minor || !store || event.track >= store->tracks().size())
    return theme.textMuted;
  const Affiliation a = store->tracks()[event.track].affiliation;
  if (a == Affiliation::Hostile || a == Affiliation::Suspect) return theme.error;
  // Affiliation colours are made for the dark scope.
  return theme.isDark ? theme.colourOf(a) : theme.warning;
}

}  // namespace sorami

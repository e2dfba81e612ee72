// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MomentLink.h"

#include "data/core/Translate.h"
#include "data/filter/TrackFilter.h"

#include <QUrl>
#include <QUrlQuery>

#include <cmath>

namespace sorami {
namespace {

constexpr const char* kScheme = "sorami";
const QString kTime = QStringLiteral("t");
const QString kPlace = QStringLiteral("at");
const QString kHeight = QStringLiteral("h");
const QString kProjection = QStringLiteral("proj");
const QString kFilter = QStringLiteral("filter");
const QString kDims = QStringLiteral("dim");
const QString kKnown = QStringLiteral("known");
const QString kHidden = QStringLiteral("hide");
const QString kFile = QStringLiteral("file");
const QString kDemo = QStringLiteral("demo");
const QString kTrack = QStringLiteral("track");

QString qt(const std::string& text) {
  return QString::fromStdString(text);
}

/// Everything that has a meaning in a query is written as %xx.
QString escaped(const QString& text) {
  return QString::fromLatin1(QUrl::toPercentEncoding(text, "/:,~*()"));
}

}  // namespace

bool MomentLink::isLink(const QString& text) {
  return text.trimmed().startsWith(QStringLiteral("sorami://"), Qt::CaseInsensitive);
}

QString MomentLink::text() const {
  QStringList parts;
  const auto add = [&](const QString& key, const QString& value) {
    parts << key + QLatin1Char('=') + escaped(value);
  };
  if (step.time.isValid()) add(kTime, qt(toIso(step.time)));
  if (step.height > 0) {
    add(kPlace, QStringLiteral("%1,%2").arg(step.centre.lat, 0, 'f', 5).arg(step.centre.lon, 0, 'f', 5));
    add(kHeight, QString::number(std::llround(step.height)));
  }
  if (!step.projection.empty()) add(kProjection, qt(step.projection));
  if (!step.filter.empty()) add(kFilter, qt(step.filter));
  if (!step.filter.empty() && step.filterDims) add(kDims, QStringLiteral("1"));
  if (step.asKnown) add(kKnown, QStringLiteral("1"));
  for (const std::string& layer : step.hiddenLayers) add(kHidden, qt(layer));
  if (selected)
    add(kTrack,
        QStringLiteral("%1,%2,%3").arg(int(selected->kind)).arg(selected->value).arg(qt(selected->name)));
  if (isDemo) add(kDemo, QStringLiteral("1"));
  for (const QString& file : files) add(kFile, file);
  return QStringLiteral("sorami://moment?") + parts.join(QLatin1Char('&'));
}

Result<MomentLink> MomentLink::read(const QString& text) {
  const QUrl url(text.trimmed(), QUrl::StrictMode);
  const auto wrong = [&](const QString& what) {
    return Error{what.toStdString(), text.left(120).toStdString(),
                 sorami::tr("copy the whole link again").toStdString()};
  };
  if (!url.isValid() || url.scheme().compare(QLatin1String(kScheme), Qt::CaseInsensitive) != 0) {
    return wrong(sorami::tr("this is no sorami:// link"));
  }
  MomentLink link;
  StoryStep& s = link.step;
  const QUrlQuery query(url);
  for (const auto& [key, value] : query.queryItems(QUrl::FullyDecoded)) {
    if (key == kTime) {
      const auto t = fromIso(value.toStdString());
      if (!t) return wrong(sorami::tr("the link's time “%1” is none").arg(value));
      s.time = *t;
    } else if (key == kPlace) {
      const QStringList two = value.split(QLatin1Char(','));
      bool isLat = false;
      bool isLon = false;
      s.centre = {two.value(0).toDouble(&isLat), two.value(1).toDouble(&isLon)};
      if (two.size() != 2 || !isLat || !isLon || !(std::abs(s.centre.lat) <= 90) ||
          !(std::abs(s.centre.lon) <= 180)) {
        return wrong(sorami::tr("the link's place “%1” is none").arg(value));
      }
    } else if (key == kHeight) {
      bool is = false;
      s.height = value.toDouble(&is);
      if (!is || !(s.height > 0 && s.height < 1e9))
        return wrong(sorami::tr("the link's height “%1” is none").arg(value));
    } else if (key == kProjection) {
      s.projection = value.toStdString();
    } else if (key == kFilter) {
      FilterProblem problem;
      if (!TrackFilter::parse(value.toStdString(), &problem)) {
        return wrong(sorami::tr("the link's filter is none: %1").arg(qt(problem.what)));
      }
      s.filter = value.toStdString();
    } else if (key == kDims) {
      s.filterDims = value == QLatin1String("1");
    } else if (key == kKnown) {
      s.asKnown = value == QLatin1String("1");
    } else if (key == kHidden) {
      s.hiddenLayers.push_back(value.toStdString());
    } else if (key == kFile) {
      link.files << value;
    } else if (key == kDemo) {
      link.isDemo = true;
    } else if (key == kTrack) {
      TrackRef ref;
      ref.kind = static_cast<IdKind>(
          std::clamp(value.section(QLatin1Char(','), 0, 0).toInt(), 0, int(IdKind::Text)));
      ref.value = value.section(QLatin1Char(','), 1, 1).toULongLong();
      ref.name = value.section(QLatin1Char(','), 2).toStdString();
      ref.first = s.time;
      link.selected = ref;
    }
    // Parts of a later version are let be: the rest still opens.
  }
  if (s.height > 0 && !query.hasQueryItem(kPlace)) s.height = 0;
  return link;
}

}  // namespace sorami

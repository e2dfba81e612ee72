// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Properties.h"

#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "data/geo/CoordinateText.h"
#include "data/plan/Edits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace sorami {

PropertySet setOf(PlanItemKind kind) {
  switch (kind) {
    case PlanItemKind::Site:
      return PropertySet::Sites;
    case PlanItemKind::Link:
      return PropertySet::Links;
    case PlanItemKind::Area:
      return PropertySet::Areas;
    case PlanItemKind::Threat:
      return PropertySet::Threats;
    case PlanItemKind::Drawing:
      break;
  }
  return PropertySet::Drawings;
}

const Property* propertyOf(PropertySet set, const std::string& key) {
  for (const Property& p : propertiesOf(set)) {
    if (p.key == key) return &p;
  }
  return nullptr;
}

std::vector<PlanRow> rowsOf(const Plan& plan, PropertySet set) {
  std::vector<PlanRow> rows;
  switch (set) {
    case PropertySet::Sites:
      for (const Site& s : plan.sites) rows.push_back({{PlanItemKind::Site, s.id}, -1});
      break;
    case PropertySet::Sensors:
      for (const Site& s : plan.sites) {
        if (s.sensor) rows.push_back({{PlanItemKind::Site, s.id}, -1});
      }
      break;
    case PropertySet::Links:
      for (const Link& l : plan.links) rows.push_back({{PlanItemKind::Link, l.id}, -1});
      break;
    case PropertySet::Stocks:
      for (const Site& s : plan.sites) {
        const std::size_t n = s.battery ? s.battery->stocks.size() : 0;
        for (std::size_t i = 0; i < n; ++i) rows.push_back({{PlanItemKind::Site, s.id}, static_cast<int>(i)});
      }
      break;
    case PropertySet::StockChanges:
      for (const Site& s : plan.sites) {
        const std::size_t n = s.battery ? s.battery->stocks.size() : 0;
        for (std::size_t i = 0; i < n; ++i) {
          for (std::size_t k = 0; k < s.battery->stocks[i].changes.size(); ++k) {
            rows.push_back({{PlanItemKind::Site, s.id},
                            static_cast<int>(i) * PlanRow::kPartChanges + static_cast<int>(k)});
          }
        }
      }
      break;
    case PropertySet::Envelopes:
      for (const Site& s : plan.sites) {
        const std::size_t n = s.battery ? s.battery->envelopes.size() : 0;
        for (std::size_t i = 0; i < n; ++i) rows.push_back({{PlanItemKind::Site, s.id}, static_cast<int>(i)});
      }
      break;
    case PropertySet::Outages:
      for (const Site& s : plan.sites) {
        for (std::size_t i = 0; i < s.outages.size(); ++i) {
          rows.push_back({{PlanItemKind::Site, s.id}, static_cast<int>(i)});
        }
      }
      for (const Link& l : plan.links) {
        for (std::size_t i = 0; i < l.outages.size(); ++i) {
          rows.push_back({{PlanItemKind::Link, l.id}, static_cast<int>(i)});
        }
      }
      break;
    case PropertySet::Areas:
      for (const Area& a : plan.areas) rows.push_back({{PlanItemKind::Area, a.id}, -1});
      break;
    case PropertySet::Threats:
      for (const Threat& t : plan.threats) rows.push_back({{PlanItemKind::Threat, t.id}, -1});
      break;
    case PropertySet::Drawings:
      for (const Drawing& d : plan.drawings) rows.push_back({{PlanItemKind::Drawing, d.id}, -1});
      break;
  }
  return rows;
}

Result<Plan> withValue(const Plan& plan, const PlanRow& row, const Property& property,
                       const PropertyValue& value) {
  const auto refuse = [&](const QString& what) { return Error{what.toStdString(), property.title, {}}; };
  if (!property.set) return refuse(tr("cannot be changed here"));
  if (isLocked(plan, row.item) && property.key != "locked") return refuse(tr("the object is locked"));
  if (property.kind == Property::Kind::Number || property.kind == Property::Kind::Whole) {
    const double* d = std::get_if<double>(&value);
    if (!d || !std::isfinite(*d)) return refuse(tr("a number is needed"));
    const double slack = 1e-9 * (std::abs(property.least) + std::abs(property.most));
    if (*d < property.least - slack || *d > property.most + slack) {
      return refuse(tr("between %1 and %2")
                        .arg(QString::fromStdString(valueText(property.least)),
                             QString::fromStdString(valueText(property.most))));
    }
    if (property.kind == Property::Kind::Whole && *d != std::floor(*d))
      return refuse(tr("a whole number is needed"));
  }
  if (property.kind == Property::Kind::Choice) {
    const std::string* id = std::get_if<std::string>(&value);
    const bool known = id && std::any_of(property.choices.begin(), property.choices.end(),
                                         [&](const auto& c) { return c.first == *id; });
    if (!known) return refuse(tr("none of the known kinds"));
  }
  if (property.check) {
    if (std::string problem = property.check(plan, row, value); !problem.empty())
      return refuse(QString::fromStdString(problem));
  }
  Plan next = plan;
  property.set(next, row, value);
  for (Site& s : next.sites) {
    if (s.id == row.item.id && s.battery && row.item.kind == PlanItemKind::Site) {
      s.engagementRange = greatestRange(*s.battery);
    }
  }
  return next;
}

std::string valueText(const PropertyValue& value) {
  struct Visitor {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(double d) const {
      char buffer[64];
      d += 0.0;
      const double size = std::abs(d);
      const bool plain = d == 0 || (size >= 1e-4 && size < 1e15);
      const auto end = plain ? std::to_chars(buffer, buffer + sizeof buffer, d, std::chars_format::fixed)
                             : std::to_chars(buffer, buffer + sizeof buffer, d);
      return {buffer, end.ptr};
    }
    std::string operator()(bool b) const { return b ? "yes" : "no"; }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(LatLon p) const { return (*this)(p.lat) + " " + (*this)(p.lon); }
  };
  return std::visit(Visitor{}, value);
}

Result<PropertyValue> valueFrom(const Property& property, const std::string& typed) {
  const std::string given = property.kind == Property::Kind::Text ? typed : halfWidth(typed);
  const std::size_t first = given.find_first_not_of(" \t\r\n");
  const std::size_t last = given.find_last_not_of(" \t\r\n");
  const std::string text = first == std::string::npos ? std::string() : given.substr(first, last - first + 1);
  const auto refuse = [&](const QString& what) { return Error{what.toStdString(), property.title, {}}; };
  const QString shown = QString::fromStdString(text);
  switch (property.kind) {
    case Property::Kind::Text:
    case Property::Kind::Texts:
      return PropertyValue(text);
    case Property::Kind::Number:
    case Property::Kind::Whole: {
      double d = 0;
      const auto end = std::from_chars(text.data(), text.data() + text.size(), d);
      if (end.ec != std::errc() || end.ptr != text.data() + text.size()) {
        return refuse(tr("'%1' is no number").arg(shown));
      }
      return PropertyValue(d);
    }
    case Property::Kind::Flag: {
      std::string low = text;
      std::transform(low.begin(), low.end(), low.begin(), [](unsigned char c) { return std::tolower(c); });
      if (low == "yes" || low == "true" || low == "1" || low == "on") return PropertyValue(true);
      if (low == "no" || low == "false" || low == "0" || low == "off" || low.empty())
        return PropertyValue(false);
      return refuse(tr("'%1' is neither yes nor no").arg(shown));
    }
    case Property::Kind::Choice: {
      std::string known;
      for (const auto& [id, title] : property.choices) {
        if (text == id || text == title) return PropertyValue(id);
        known += (known.empty() ? "" : ", ") + id;
      }
      return refuse(tr("'%1' is none of %2").arg(shown, QString::fromStdString(known)));
    }
    case Property::Kind::Position: {
      const Result<LatLon> at = parseCoordinate(text);
      if (!at) return refuse(QString::fromStdString(at.error().what));
      return PropertyValue(*at);
    }
    case Property::Kind::Time: {
      if (text.empty()) return PropertyValue(text);
      const auto t = fromIso(text);
      if (!t) return refuse(tr("'%1' is no time such as 2026-08-12T06:12:30Z").arg(shown));
      return PropertyValue(toShortIso(*t));
    }
  }
  return refuse(tr("cannot be read"));
}

}  // namespace sorami

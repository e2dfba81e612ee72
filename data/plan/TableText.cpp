// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/TableText.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/plan/Edits.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace sorami {
namespace {

std::string trimmed(const std::string& s) {
  const std::size_t first = s.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

struct UnitName {
  const char* name;
  Quantity quantity;
  double si;
};
constexpr std::array kUnits = {
    UnitName{"nm", Quantity::Distance, kNauticalMile},
    UnitName{"km", Quantity::Distance, 1000},
    UnitName{"m", Quantity::Distance, 1},
    UnitName{"m", Quantity::Height, 1},
    UnitName{"ft", Quantity::Height, kFoot},
    UnitName{"ft", Quantity::Altitude, kFoot},
    UnitName{"fl", Quantity::Altitude, kFlightLevel},
    UnitName{"m", Quantity::Altitude, 1},
    UnitName{"km", Quantity::Altitude, 1000},
    UnitName{"ghz", Quantity::Frequency, 1e9},
    UnitName{"mhz", Quantity::Frequency, 1e6},
    UnitName{"hz", Quantity::Frequency, 1},
    UnitName{"kw", Quantity::Power, 1e3},
    UnitName{"mw", Quantity::Power, 1e6},
    UnitName{"w", Quantity::Power, 1},
    UnitName{"s", Quantity::Time, 1},
    UnitName{"ms", Quantity::Time, 1e-3},
    UnitName{"us", Quantity::Time, 1e-6},
    UnitName{"µs", Quantity::Time, 1e-6},
    UnitName{"kt", Quantity::Speed, kKnot},
    UnitName{"m/s", Quantity::Speed, 1},
    UnitName{"km/h", Quantity::Speed, 1 / 3.6},
    UnitName{"°", Quantity::Angle, 1},
    UnitName{"deg", Quantity::Angle, 1},
    UnitName{"db", Quantity::Decibel, 1},
    UnitName{"dbi", Quantity::Decibel, 1},
    UnitName{"k", Quantity::Temperature, 1},
    UnitName{"m²", Quantity::Area, 1},
    UnitName{"m2", Quantity::Area, 1},
};

/// A column of the text and what it is for.
struct Column {
  enum class Use { Unknown, Id, Latitude, Longitude, Value } use = Use::Unknown;
  const Property* property = nullptr;
  double si = 1;
  std::string problem;  ///< a unit that does not fit
};

Column columnOf(PropertySet set, const std::string& header) {
  Column c;
  std::string name = lower(trimmed(header));
  std::string unit;
  for (const auto& [open, close] : {std::pair{'(', ')'}, {'[', ']'}}) {
    const std::size_t from = name.rfind(open);
    if (from == std::string::npos || name.empty() || name.back() != close) continue;
    unit = trimmed(name.substr(from + 1, name.size() - from - 2));
    name = trimmed(name.substr(0, from));
    break;
  }
  if (name == "id") c.use = Column::Use::Id;
  if (set == PropertySet::Sites || set == PropertySet::Sensors) {
    if (name == "lat" || name == "latitude") c.use = Column::Use::Latitude;
    if (name == "lon" || name == "lng" || name == "longitude") c.use = Column::Use::Longitude;
  }
  if (c.use != Column::Use::Unknown) return c;
  for (const Property& p : propertiesOf(set)) {
    if (lower(p.key) != name && lower(p.title) != name) continue;
    c.use = Column::Use::Value;
    c.property = &p;
    break;
  }
  if (!c.property || unit.empty()) return c;
  const auto known = std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitName& u) {
    return u.name == unit && u.quantity == c.property->quantity;
  });
  if (known == kUnits.end()) {
    c.problem = "the unit '" + unit + "' does not fit " + c.property->title;
  } else {
    c.si = known->si;
  }
  return c;
}

std::string quoted(const std::string& cell, char separator) {
  if (cell.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

/// Reads one number cell in the column's unit; a decimal comma is understood.
Result<PropertyValue> readCell(const Column& column, std::string cell) {
  const Property& p = *column.property;
  const bool number = p.kind == Property::Kind::Number || p.kind == Property::Kind::Whole;
  if (number && cell.find('.') == std::string::npos) std::replace(cell.begin(), cell.end(), ',', '.');
  Result<PropertyValue> value = valueFrom(p, cell);
  if (!value || !number) return value;
  return PropertyValue(std::get<double>(*value) * column.si);
}

std::optional<double> degrees(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  text = trimmed(text);
  double d = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), d);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return d;
}

/// One row of the text with what its columns mean.
struct RowReader {
  PropertySet set;
  const std::vector<Column>& columns;
  const std::vector<std::string>& cells;

  std::string cell(std::size_t i) const { return i < cells.size() ? trimmed(cells[i]) : std::string(); }
  std::string of(Column::Use use) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].use == use) return cell(i);
    }
    return {};
  }
  std::string of(const char* key) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].property && columns[i].property->key == key) return cell(i);
    }
    return {};
  }

  const Site* siteOf(const Plan& plan) const {
    const std::string id = of(Column::Use::Id);
    if (const Site* s = plan.site(id)) return s;
    const std::string name = of(set == PropertySet::Sites || set == PropertySet::Sensors ? "name" : "site");
    const auto found = std::find_if(plan.sites.begin(), plan.sites.end(),
                                    [&](const Site& s) { return !name.empty() && s.name == name; });
    return found == plan.sites.end() ? nullptr : &*found;
  }
  /// By its id, else by its name in either direction.
  const Link* linkOf(const Plan& plan) const {
    if (const Link* l = plan.link(of(Column::Use::Id))) return l;
    const std::string name = of("link");
    const auto found = std::find_if(plan.links.begin(), plan.links.end(), [&](const Link& l) {
      const Site* from = plan.site(l.from);
      const Site* to = plan.site(l.to);
      return from && to && (linkName(*from, *to) == name || linkName(*to, *from) == name);
    });
    return found == plan.links.end() ? nullptr : &*found;
  }
  Result<PlanRow> target(Plan& plan, bool& isNew) const;
  /// The row applied to the plan, or why not.
  std::string apply(Plan& plan, bool& isNew) const;
};

Result<PlanRow> RowReader::target(Plan& plan, bool& isNew) const {
  const auto refuse = [](std::string what) { return Error{std::move(what), {}, {}}; };
  const std::string id = of(Column::Use::Id);
  const std::string name = of("name");
  switch (set) {
    case PropertySet::Sites:
    case PropertySet::Sensors: {
      if (const Site* s = siteOf(plan)) {
        if (set == PropertySet::Sensors && !s->sensor) {
          Site with = *s;
          with.sensor = SensorParameters{};
          plan = edits::withSite(plan, with);
        }
        return PlanRow{{PlanItemKind::Site, s->id}, -1};
      }
      if (name.empty()) return refuse("a new site needs a name");
      const bool placed = !of("position").empty() ||
                          (!of(Column::Use::Latitude).empty() && !of(Column::Use::Longitude).empty());
      if (!placed) return refuse("a new site needs a position, or lat and lon");
      isNew = true;
      Site s;
      s.id = id.empty() ? edits::freshId(plan, "site") : id;
      s.name = name;
      // A sensor or battery where its kind or its cells speak of one.
      const std::string kind = lower(of("kind"));
      const auto speaksOf = [&](const char* group) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
          if (columns[i].property && columns[i].property->group == group && !cell(i).empty()) return true;
        }
        return false;
      };
      if (kind.find("radar") != std::string::npos || kind.find("passive") != std::string::npos ||
          kind.find("gap") != std::string::npos || speaksOf("SENSOR") || speaksOf("RADAR EQUATION")) {
        s.sensor = SensorParameters{};
      }
      if (kind == "battery" || speaksOf("BATTERY")) s.battery = Battery{};
      plan.sites.push_back(s);
      return PlanRow{{PlanItemKind::Site, s.id}, -1};
    }
    case PropertySet::Links: {
      if (plan.link(id)) return PlanRow{{PlanItemKind::Link, id}, -1};
      const auto named = [&](const std::string& wanted) {
        const auto found = std::find_if(plan.sites.begin(), plan.sites.end(),
                                        [&](const Site& s) { return s.name == wanted || s.id == wanted; });
        return found == plan.sites.end() ? nullptr : &*found;
      };
      const Site* from = named(of("from"));
      const Site* to = named(of("to"));
      if (!from) return refuse("there is no site called '" + of("from") + "'");
      if (!to) return refuse("there is no site called '" + of("to") + "'");
      if (from == to) return refuse("a link needs two different sites");
      for (const Link& l : plan.links) {
        if ((l.from == from->id && l.to == to->id) || (l.from == to->id && l.to == from->id)) {
          return PlanRow{{PlanItemKind::Link, l.id}, -1};
        }
      }
      isNew = true;
      Link l;
      l.id = id.empty() ? edits::freshId(plan, "link") : id;
      l.from = from->id;
      l.to = to->id;
      plan.links.push_back(l);
      return PlanRow{{PlanItemKind::Link, l.id}, -1};
    }
    case PropertySet::Outages: {
      const bool ofLink = !of("link").empty() || (of("site").empty() && plan.link(id));
      const Link* link = ofLink ? linkOf(plan) : nullptr;
      const Site* site = ofLink ? nullptr : siteOf(plan);
      if (ofLink && !link) return refuse("there is no link called '" + of("link") + "'");
      if (!ofLink && !site) return refuse("there is no site called '" + of("site") + "'");
      const auto from = fromIso(of("from"));
      if (!from) return refuse("an outage needs a time such as 2026-08-12T06:12:30Z");
      const auto partOf = [&](std::vector<Outage>& all) {
        auto outage =
            std::find_if(all.begin(), all.end(), [&](const Outage& o) { return o.from >= from->us; });
        if (outage == all.end() || outage->from != from->us) {
          isNew = true;
          outage = all.insert(outage, {from->us, 0, {}});
        }
        return static_cast<int>(outage - all.begin());
      };
      if (link) {
        Link l = *link;
        const int part = partOf(l.outages);
        plan = edits::withLink(plan, l);
        return PlanRow{{PlanItemKind::Link, l.id}, part};
      }
      Site s = *site;
      const int part = partOf(s.outages);
      plan = edits::withSite(plan, s);
      return PlanRow{{PlanItemKind::Site, s.id}, part};
    }
    case PropertySet::Stocks:
    case PropertySet::StockChanges:
    case PropertySet::Envelopes: {
      const Site* site = siteOf(plan);
      if (!site) return refuse("there is no site called '" + of("site") + "'");
      if (!site->battery) return refuse("'" + site->name + "' is no battery");
      Site s = *site;
      int part = -1;
      if (set == PropertySet::Envelopes) {
        const std::string target = of("target");
        for (std::size_t i = 0; i < s.battery->envelopes.size(); ++i) {
          const PropertyValue has =
              propertyOf(set, "target")->get(plan, {{PlanItemKind::Site, s.id}, static_cast<int>(i)});
          if (valueText(has) == target) part = static_cast<int>(i);
        }
        if (part < 0) {
          isNew = true;
          part = static_cast<int>(s.battery->envelopes.size());
          // Wide open at first, so that its ends can be set in any order.
          s.battery->envelopes.push_back({TargetClass::Aircraft, 0, 20'000'000, 0, 5'000'000});
        }
      } else {
        const std::string type = of("type");
        if (type.empty()) return refuse("a stock needs a type");
        auto stock = std::find_if(s.battery->stocks.begin(), s.battery->stocks.end(),
                                  [&](const Stock& k) { return k.type == type; });
        if (stock == s.battery->stocks.end()) {
          isNew = true;
          s.battery->stocks.push_back({type, 0, 0, {}});
          stock = s.battery->stocks.end() - 1;
        }
        part = static_cast<int>(stock - s.battery->stocks.begin());
        if (set == PropertySet::StockChanges) {
          const auto time = fromIso(of("time"));
          if (!time) return refuse("a change needs a time such as 2026-08-12T06:12:30Z");
          auto change = std::find_if(stock->changes.begin(), stock->changes.end(),
                                     [&](const StockChange& c) { return c.time >= time->us; });
          if (change == stock->changes.end() || change->time != time->us) {
            isNew = true;
            change = stock->changes.insert(change, {time->us, 0, 0, {}});
          }
          part = part * PlanRow::kPartChanges + static_cast<int>(change - stock->changes.begin());
        }
      }
      plan = edits::withSite(plan, s);
      return PlanRow{{PlanItemKind::Site, s.id}, part};
    }
    case PropertySet::Areas:
    case PropertySet::Threats:
    case PropertySet::Drawings: {
      const PlanItemKind kind = set == PropertySet::Areas     ? PlanItemKind::Area
                                : set == PropertySet::Threats ? PlanItemKind::Threat
                                                              : PlanItemKind::Drawing;
      for (const PlanItem& item : allItems(plan)) {
        if (item.kind == kind && item.id == id) return PlanRow{item, -1};
      }
      for (const PlanItem& item : allItems(plan)) {
        if (item.kind == kind && !name.empty() && nameOf(plan, item) == name) return PlanRow{item, -1};
      }
      return refuse("there is none called '" + (name.empty() ? id : name) +
                    "'; its points cannot come from a table: draw it, or import GeoJSON or GeoPackage");
    }
  }
  return refuse("cannot be read");
}

std::string RowReader::apply(Plan& plan, bool& isNew) const {
  Plan work = plan;
  const Result<PlanRow> row = target(work, isNew);
  if (!row) return row.error().what;
  const std::string lat = of(Column::Use::Latitude);
  const std::string lon = of(Column::Use::Longitude);
  if (!lat.empty() || !lon.empty()) {
    const std::optional<double> y = degrees(lat);
    const std::optional<double> x = degrees(lon);
    if (!y || std::abs(*y) > 90) return "lat '" + lat + "' is no number from -90 to 90";
    if (!x || std::abs(*x) > 180) return "lon '" + lon + "' is no number from -180 to 180";
    Site s = *work.site(row->item.id);
    if (s.locked && !(s.position == LatLon{*y, *x})) return "the object is locked";
    s.position = {*y, *x};
    work = edits::withSite(work, s);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    const std::string text = cell(i);
    if (column.use != Column::Use::Value || !column.property->set) continue;
    if (!column.problem.empty()) return column.problem;
    const PropertyValue now = column.property->get(work, *row);
    const bool isText =
        column.property->kind == Property::Kind::Text || column.property->kind == Property::Kind::Texts;
    if (std::holds_alternative<std::monostate>(now)) {
      if (!text.empty()) return column.property->title + " does not apply to it";
      continue;
    }
    if (text.empty() && (!isText || column.property->key == "name")) continue;  // left open: stays as it is
    const Result<PropertyValue> value = readCell(column, text);
    if (!value) return column.property->title + ": " + value.error().what;
    if (*value == now) continue;
    Result<Plan> changed = withValue(work, *row, *column.property, *value);
    if (!changed) return column.property->title + ": " + changed.error().what;
    work = std::move(*changed);
  }
  plan = std::move(work);
  return {};
}

}  // namespace

std::string tableText(const Plan& plan, PropertySet set, const std::vector<PlanRow>& rows, char separator) {
  std::string out = "id";
  for (const Property& p : propertiesOf(set)) out += separator + p.key;
  out += "\r\n";
  for (const PlanRow& row : rows) {
    out += quoted(row.item.id, separator);
    for (const Property& p : propertiesOf(set))
      out += separator + quoted(valueText(p.get(plan, row)), separator);
    out += "\r\n";
  }
  return out;
}

std::vector<std::vector<std::string>> cellsOf(const std::string& given, std::vector<int>* lines) {
  std::vector<std::vector<std::string>> rows;
  const std::size_t begin = given.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::string head = given.substr(begin, given.find_first_of("\r\n", begin) - begin);
  char separator = ',';
  for (const char c : {'\t', ';'}) {
    if (std::count(head.begin(), head.end(), c) > std::count(head.begin(), head.end(), separator))
      separator = c;
  }
  std::vector<std::string> row;
  std::string cell;
  bool inQuotes = false;
  int line = 1;
  int rowLine = 1;
  const auto endRow = [&] {
    row.push_back(std::move(cell));
    cell.clear();
    const bool blank =
        std::all_of(row.begin(), row.end(), [](const std::string& c) { return trimmed(c).empty(); });
    if (!blank) {
      rows.push_back(row);
      if (lines) lines->push_back(rowLine);
    }
    row.clear();
  };
  for (std::size_t i = begin; i < given.size(); ++i) {
    const char c = given[i];
    if (c == '\n') ++line;
    if (inQuotes) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < given.size() && given[i + 1] == '"') {
        cell += c;
        ++i;
      } else {
        inQuotes = false;
      }
    } else if (c == '"' && trimmed(cell).empty()) {
      cell.clear();
      inQuotes = true;
    } else if (c == separator) {
      row.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      endRow();
      rowLine = line;
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !row.empty()) endRow();
  return rows;
}

Result<TableProposal> readTable(const Plan& plan, PropertySet set, const std::string& text) {
  std::vector<int> lines;
  const std::vector<std::vector<std::string>> cells = cellsOf(text, &lines);
  if (cells.empty())
    return Error{tr("there is nothing in it").toStdString(),
                 {},
                 tr("a header row and rows below it are needed").toStdString()};
  TableProposal proposal;
  std::vector<Column> columns;
  bool any = false;
  for (const std::string& header : cells[0]) {
    columns.push_back(columnOf(set, header));
    proposal.columns.push_back(trimmed(header));
    any = any || columns.back().use == Column::Use::Value;
    if (columns.back().use == Column::Use::Unknown && !trimmed(header).empty()) {
      proposal.unknownColumns.push_back(trimmed(header));
    }
  }
  if (!any) {
    std::string known = "id";
    for (const Property& p : propertiesOf(set)) known += ", " + p.key;
    return Error{tr("its first row names none of this table's columns").toStdString(),
                 {},
                 tr("the columns are %1").arg(QString::fromStdString(known)).toStdString()};
  }
  proposal.next = plan;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    TableProposal::Row row;
    row.line = lines[i];
    row.cells = cells[i];
    Plan next = proposal.next;
    if (cells[i].size() > columns.size()) {
      row.problem = "it has " + std::to_string(cells[i].size()) + " cells, the header " +
                    std::to_string(columns.size());
    } else {
      row.problem = RowReader{set, columns, cells[i]}.apply(next, row.isNew);
    }
    if (!row.problem.empty()) {
      ++proposal.refused;
    } else if (row.isNew) {
      ++proposal.added;
    } else if (!(next == proposal.next)) {
      row.changes = true;
      ++proposal.changed;
    }
    if (row.problem.empty()) proposal.next = std::move(next);
    proposal.rows.push_back(std::move(row));
  }
  return proposal;
}

}  // namespace sorami

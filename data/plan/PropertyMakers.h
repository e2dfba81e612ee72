// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanFormat.h"
#include "data/plan/Properties.h"

#include <algorithm>
#include <sstream>

/// Makes properties of the members of a plan's objects.
namespace sorami::properties {

using Kind = Property::Kind;

template <typename T>
std::vector<T>& listOf(Plan& plan) {
  if constexpr (std::is_same_v<T, Site>) {
    return plan.sites;
  } else if constexpr (std::is_same_v<T, Link>) {
    return plan.links;
  } else if constexpr (std::is_same_v<T, Area>) {
    return plan.areas;
  } else if constexpr (std::is_same_v<T, Threat>) {
    return plan.threats;
  } else {
    return plan.drawings;
  }
}

/// Forms and tables ask for one row after another, and many times for the same: the search begins where the
/// last one ended, so that a table of thousands is not searched from its top for each cell.
template <typename T>
T* objectOf(Plan& plan, const PlanRow& row) {
  thread_local std::size_t last = 0;
  std::vector<T>& list = listOf<T>(plan);
  const std::size_t n = list.size();
  if (last >= n) last = 0;
  for (std::size_t i = 0, at = last; i < n; ++i, at = at + 1 == n ? 0 : at + 1) {
    if (list[at].id != row.item.id) continue;
    last = at;
    return &list[at];
  }
  return nullptr;
}
template <typename T>
const T* objectOf(const Plan& plan, const PlanRow& row) {
  return objectOf<T>(const_cast<Plan&>(plan), row);
}

/// What of an object the members of a class belong to: the object itself, a site's sensor, battery or stock.
template <typename O>
struct Owner {
  static O* of(Plan& plan, const PlanRow& row) { return objectOf<O>(plan, row); }
};
template <>
struct Owner<SensorParameters> {
  static SensorParameters* of(Plan& plan, const PlanRow& row) {
    Site* s = objectOf<Site>(plan, row);
    return s && s->sensor ? &*s->sensor : nullptr;
  }
};
template <>
struct Owner<Battery> {
  static Battery* of(Plan& plan, const PlanRow& row) {
    Site* s = objectOf<Site>(plan, row);
    return s && s->battery ? &*s->battery : nullptr;
  }
};
template <>
struct Owner<Stock> {
  static Stock* of(Plan& plan, const PlanRow& row) {
    Battery* b = Owner<Battery>::of(plan, row);
    const auto i = static_cast<std::size_t>(row.part);
    return b && row.part >= 0 && i < b->stocks.size() ? &b->stocks[i] : nullptr;
  }
};

template <>
struct Owner<Envelope> {
  static Envelope* of(Plan& plan, const PlanRow& row) {
    Battery* b = Owner<Battery>::of(plan, row);
    const auto i = static_cast<std::size_t>(row.part);
    return b && row.part >= 0 && i < b->envelopes.size() ? &b->envelopes[i] : nullptr;
  }
};
template <>
struct Owner<Outage> {
  static std::vector<Outage>* allOf(Plan& plan, const PlanRow& row) {
    if (row.item.kind == PlanItemKind::Link) {
      Link* l = objectOf<Link>(plan, row);
      return l ? &l->outages : nullptr;
    }
    Site* s = objectOf<Site>(plan, row);
    return s ? &s->outages : nullptr;
  }
  static Outage* of(Plan& plan, const PlanRow& row) {
    std::vector<Outage>* all = allOf(plan, row);
    const auto i = static_cast<std::size_t>(row.part);
    return all && row.part >= 0 && i < all->size() ? &(*all)[i] : nullptr;
  }
};
template <>
struct Owner<StockChange> {
  static StockChange* of(Plan& plan, const PlanRow& row) {
    if (row.part < 0) return nullptr;
    Stock* stock = Owner<Stock>::of(plan, {row.item, row.part / PlanRow::kPartChanges});
    const auto k = static_cast<std::size_t>(row.part % PlanRow::kPartChanges);
    return stock && k < stock->changes.size() ? &stock->changes[k] : nullptr;
  }
};

template <typename O>
const O* read(const Plan& plan, const PlanRow& row) {
  return Owner<O>::of(const_cast<Plan&>(plan), row);
}

inline Property base(const char* key, const char* title, const char* group, Kind kind) {
  Property p;
  p.key = key;
  p.title = title;
  p.group = group;
  p.kind = kind;
  return p;
}

template <typename O>
Property text(const char* key, const char* title, const char* group, std::string O::*member) {
  Property p = base(key, title, group, Kind::Text);
  p.get = [member](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const O* o = read<O>(plan, row);
    return o ? PropertyValue(o->*member) : PropertyValue();
  };
  p.set = [member](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    if (O* o = Owner<O>::of(plan, row)) o->*member = std::get<std::string>(v);
  };
  return p;
}

template <typename O, typename N>
Property number(const char* key, const char* title, const char* group, N O::*member, Quantity quantity,
                double least, double most) {
  Property p = base(key, title, group, std::is_integral_v<N> ? Kind::Whole : Kind::Number);
  p.quantity = quantity;
  p.least = least;
  p.most = most;
  p.get = [member](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const O* o = read<O>(plan, row);
    return o ? PropertyValue(static_cast<double>(o->*member)) : PropertyValue();
  };
  p.set = [member](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    if (O* o = Owner<O>::of(plan, row)) o->*member = static_cast<N>(std::get<double>(v));
  };
  return p;
}

template <typename O>
Property flag(const char* key, const char* title, const char* group, bool O::*member) {
  Property p = base(key, title, group, Kind::Flag);
  p.get = [member](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const O* o = read<O>(plan, row);
    return o ? PropertyValue(o->*member) : PropertyValue();
  };
  p.set = [member](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    if (O* o = Owner<O>::of(plan, row)) o->*member = std::get<bool>(v);
  };
  return p;
}

/// `long-range-radar` as people read it: `Long-range radar`.
inline std::string titleOf(std::string id) {
  for (char& c : id) {
    if (c == '-') c = ' ';
  }
  if (!id.empty()) id[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(id[0])));
  return id;
}

template <typename O, typename Enum, std::size_t N>
Property choice(const char* key, const char* title, const char* group, Enum O::*member,
                const format::Names<Enum, N>& names) {
  Property p = base(key, title, group, Kind::Choice);
  for (const auto& [e, id] : names) p.choices.emplace_back(id, titleOf(id));
  p.get = [member, &names](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const O* o = read<O>(plan, row);
    for (const auto& [e, id] : names) {
      if (o && e == o->*member) return PropertyValue(std::string(id));
    }
    return {};
  };
  p.set = [member, &names](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    O* o = Owner<O>::of(plan, row);
    for (const auto& [e, id] : names) {
      if (o && std::get<std::string>(v) == id) o->*member = e;
    }
  };
  return p;
}

template <typename O>
Property texts(const char* key, const char* title, const char* group, std::vector<std::string> O::*member) {
  Property p = base(key, title, group, Kind::Texts);
  p.get = [member](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const O* o = read<O>(plan, row);
    if (!o) return {};
    std::string all;
    for (const std::string& s : o->*member) all += (all.empty() ? "" : "; ") + s;
    return PropertyValue(all);
  };
  p.set = [member](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    O* o = Owner<O>::of(plan, row);
    if (!o) return;
    (o->*member).clear();
    std::istringstream in(std::get<std::string>(v));
    for (std::string part; std::getline(in, part, ';');) {
      const std::size_t from = part.find_first_not_of(' ');
      const std::size_t to = part.find_last_not_of(' ');
      if (from != std::string::npos) (o->*member).push_back(part.substr(from, to - from + 1));
    }
  };
  return p;
}

template <typename O>
Property time(const char* key, const char* title, const char* group, Micros O::*member) {
  Property p = base(key, title, group, Kind::Time);
  p.get = [member](const Plan& plan, const PlanRow& row) -> PropertyValue {
    const O* o = read<O>(plan, row);
    if (!o) return {};
    return PropertyValue(o->*member == 0 ? std::string() : toShortIso({o->*member}));
  };
  p.set = [member](Plan& plan, const PlanRow& row, const PropertyValue& v) {
    const auto t = fromIso(std::get<std::string>(v));
    if (O* o = Owner<O>::of(plan, row)) o->*member = t ? t->us : 0;
  };
  return p;
}

}  // namespace sorami::properties

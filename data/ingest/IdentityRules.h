// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/StoreView.h"

#include <string>
#include <vector>

namespace sorami {

/// What a stream does not say of its tracks and a person knows: "call signs H40* are hostile". Rules are
/// tried in order; the first that matches sets what it names and leaves the rest. A source's own statement is
/// not overridden by the built-in rules, only by the user's.
class IdentityRules {
 public:
  struct Rule {
    std::string callsign = "*";  ///< shell pattern: `*`, `?`, `[A-Z]`
    std::string source = "*";    ///< shell pattern on SourceKey::name
    Affiliation affiliation = Affiliation::Pending;
    Domain domain = Domain::Unknown;
    std::string type;
    bool simulated = false;
  };

  /// Reads `{"identityRules": [{"callsign": …, "source": …, "affiliation": …, "domain": …, "type": …}]}`.
  static Result<IdentityRules> parse(const std::string& json, const std::string& name);
  static Result<IdentityRules> read(const std::string& path);
  /// Airline call signs and registrations are civil aircraft.
  static const IdentityRules& builtIn();

  explicit IdentityRules(std::vector<Rule> rules = {}) : m_rules(std::move(rules)) {}
  /// The rules as parse() reads them.
  std::string toJson() const;
  const std::vector<Rule>& rules() const { return m_rules; }
  /// Applies the first rule that matches; true when one did.
  bool apply(TrackInfo& track, const SourceKey& source) const;

 private:
  std::vector<Rule> m_rules;
};

}  // namespace sorami

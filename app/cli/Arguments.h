// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/time/DurationText.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// An option a subcommand takes.
struct OptionSpec {
  std::string_view name;   ///< with its dashes: `--format`, `-o`
  std::string_view value;  ///< what its value is called in the help text; empty for a switch
  std::string_view help;   ///< one line
  bool repeated = false;   ///< may be given more than once
};

/// The command line of a subcommand: options (`--name value`, `--name=value`, `-o value`) and what is left.
/// `--` ends the options.
class Arguments {
 public:
  /// Parses argv[1…]. Errors: an option that is not in `specs`, one without its value, one given twice.
  static Result<Arguments> parse(int argc, char** argv, std::span<const OptionSpec> specs);

  bool has(std::string_view name) const;
  /// The value of an option; `fallback` when it was not given.
  std::string value(std::string_view name, std::string_view fallback = {}) const;
  const std::vector<std::string>& values(std::string_view name) const;
  /// A number; `fallback` when the option was not given. Error when the value is no number.
  Result<double> number(std::string_view name, double fallback) const;
  /// Numbers separated by commas. Error when there are not `count` of them (0: any number).
  Result<std::vector<double>> numbers(std::string_view name, std::size_t count) const;
  /// What is not an option.
  const std::vector<std::string>& rest() const { return m_rest; }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> m_values;
  std::vector<std::string> m_rest;
};

/// Prints `usage: sorami NAME …` and the options to stderr.
void printUsage(std::string_view synopsis, std::span<const OptionSpec> specs);

/// Prints `sorami NAME: text` to stderr and returns the exit code for it.
int fail(std::string_view subcommand, const Error& error, int code = 1);

}  // namespace sorami

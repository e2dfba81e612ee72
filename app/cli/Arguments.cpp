// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"

#include "data/ingest/Text.h"

#include <algorithm>
#include <cstdio>

namespace sorami {

Result<Arguments> Arguments::parse(int argc, char** argv, std::span<const OptionSpec> specs) {
  Arguments arguments;
  bool options = true;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    // A lone dash is a name (stdin) and a negative number is a value.
    const bool isOption = options && argument.size() > 1 && argument[0] == '-' &&
                          !(argument[1] >= '0' && argument[1] <= '9') && argument[1] != '.';
    if (!isOption) {
      arguments.m_rest.emplace_back(argument);
      continue;
    }
    if (argument == "--") {
      options = false;
      continue;
    }
    const std::size_t equals = argument.substr(0, 2) == "--" ? argument.find('=') : argument.npos;
    const std::string name(argument.substr(0, equals));
    const auto spec =
        std::find_if(specs.begin(), specs.end(), [&](const OptionSpec& s) { return s.name == name; });
    if (spec == specs.end()) return Error{"there is no option '" + name + "'", "", "--help lists them"};
    std::string value;
    if (spec->value.empty()) {
      if (equals != argument.npos) return Error{"option '" + name + "' takes no value", "", ""};
    } else if (equals != argument.npos) {
      value = argument.substr(equals + 1);
    } else if (i + 1 < argc) {
      value = argv[++i];
    } else {
      return Error{"option '" + name + "' needs a value: " + std::string(spec->value), "", ""};
    }
    std::vector<std::string>& values = arguments.m_values[name];
    if (!values.empty() && !spec->repeated) return Error{"option '" + name + "' is given twice", "", ""};
    values.push_back(std::move(value));
  }
  return arguments;
}

bool Arguments::has(std::string_view name) const {
  return m_values.find(name) != m_values.end();
}

std::string Arguments::value(std::string_view name, std::string_view fallback) const {
  const auto found = m_values.find(name);
  return found == m_values.end() ? std::string(fallback) : found->second.front();
}

const std::vector<std::string>& Arguments::values(std::string_view name) const {
  static const std::vector<std::string> kNone;
  const auto found = m_values.find(name);
  return found == m_values.end() ? kNone : found->second;
}

Result<double> Arguments::number(std::string_view name, double fallback) const {
  if (!has(name)) return fallback;
  const auto list = numbers(name, 1);
  if (!list) return list.error();
  return list->front();
}

Result<std::vector<double>> Arguments::numbers(std::string_view name, std::size_t count) const {
  std::vector<double> list;
  const std::string all = value(name);
  std::string_view text = all;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const auto number = parseDouble(trimmed(text.substr(0, comma)));
    if (!number) return Error{"'" + all + "' is not a number or list of numbers", std::string(name), ""};
    list.push_back(*number);
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
  }
  if (list.empty() || (count > 0 && list.size() != count)) {
    return Error{"'" + all + "' should be " + std::to_string(count) + " numbers separated by commas",
                 std::string(name), ""};
  }
  return list;
}

void printUsage(std::string_view synopsis, std::span<const OptionSpec> specs) {
  std::fprintf(stderr, "usage: sorami %.*s\n", static_cast<int>(synopsis.size()), synopsis.data());
  for (const OptionSpec& spec : specs) {
    const std::string left =
        std::string(spec.name) + (spec.value.empty() ? "" : " ") + std::string(spec.value);
    // Padding counts bytes, columns are letters.
    const auto more = std::count_if(left.begin(), left.end(), [](char c) { return (c & 0xC0) == 0x80; });
    std::fprintf(stderr, "  %-*s %.*s\n", static_cast<int>(28 + more), left.c_str(),
                 static_cast<int>(spec.help.size()), spec.help.data());
  }
}

int fail(std::string_view subcommand, const Error& error, int code) {
  std::fprintf(stderr, "sorami %.*s: %s\n", static_cast<int>(subcommand.size()), subcommand.data(),
               error.text().c_str());
  return code;
}

}  // namespace sorami

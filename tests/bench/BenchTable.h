// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

/// What every benchmark prints: one line a measurement, its value, the limit or peer it is held against, and
/// the ratio. It never decides anything by the clock: the reader does.
namespace sorami::bench {

enum class Better { Less, More };

class Table {
 public:
  explicit Table(const char* title) {
    std::printf("%-58s %12s %12s  %-10s %7s\n", title, "value", "limit", "unit", "ratio");
  }

  /// One line. The ratio is value / limit; `more` says that a larger value is the better one. `against` names
  /// the limit or the peer that was measured; a limit of 0 prints none.
  void add(const std::string& name, double value, const char* unit, double limit = 0,
           Better better = Better::Less, const std::string& against = {}) {
    if (limit <= 0) {
      std::printf("%-58s %12.3f %12s  %-10s\n", name.c_str(), value, "", unit);
    } else {
      const double ratio = value / limit;
      const bool reached = better == Better::Less ? ratio <= 1 : ratio >= 1;
      std::printf("%-58s %12.3f %12.3f  %-10s %6.2f× %s%s%s\n", name.c_str(), value, limit, unit, ratio,
                  reached ? "reached" : "MISSED", against.empty() ? "" : "  vs ", against.c_str());
    }
    std::fflush(stdout);
  }
};

struct Timing {
  double median = 0;  ///< ms
  double p95 = 0;     ///< ms
  double p99 = 0;     ///< ms
  double worst = 0;   ///< ms
};

/// What several runs came to, each in ms.
inline Timing summary(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[std::min(times.size() - 1,
                          static_cast<std::size_t>(share * static_cast<double>(times.size())))];
  };
  return {at(0.5), at(0.95), at(0.99), times.back()};
}

/// Calls `work` once unmeasured and then `runs` times.
template <typename Work>
Timing measure(int runs, Work&& work) {
  using Wall = std::chrono::steady_clock;
  work();
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = Wall::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Wall::now() - start).count());
  }
  return summary(std::move(times));
}

}  // namespace sorami::bench

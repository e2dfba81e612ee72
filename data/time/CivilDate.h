// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <array>
#include <chrono>
#include <string_view>

namespace sorami {

constexpr std::array<std::string_view, 12> kMonthNames{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

inline std::chrono::year_month_day civilDate(UtcTime t) {
  using namespace std::chrono;
  return year_month_day{sys_days{days{t.startOfDay().us / kDay}}};
}

}  // namespace sorami

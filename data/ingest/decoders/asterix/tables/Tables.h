// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#pragma once

#include <array>

namespace sorami::asterix {

/// The table of one category as text, in the grammar that convert_specs.py explains.
struct CategoryTable {
  int category;
  const char* text;
};

extern const char kTable001[];
extern const char kTable002[];
extern const char kTable004[];
extern const char kTable008[];
extern const char kTable010[];
extern const char kTable019[];
extern const char kTable020[];
extern const char kTable021[];
extern const char kTable023[];
extern const char kTable034[];
extern const char kTable048[];
extern const char kTable062[];
extern const char kTable063[];
extern const char kTable065[];
extern const char kTable240[];
extern const char kTable247[];

inline constexpr std::array<CategoryTable, 16> kTables = {{
    {1, kTable001},
    {2, kTable002},
    {4, kTable004},
    {8, kTable008},
    {10, kTable010},
    {19, kTable019},
    {20, kTable020},
    {21, kTable021},
    {23, kTable023},
    {34, kTable034},
    {48, kTable048},
    {62, kTable062},
    {63, kTable063},
    {65, kTable065},
    {240, kTable240},
    {247, kTable247},
}};

}  // namespace sorami::asterix

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable247[] = R"=(
item 010 {SAC:8r;SIC:8r}
item 015 8r
item 140 24q+1/128 s
item 550 1*{CAT:8z+;MAIN:8z+;SUB:8z+}
item RE !
item SP !
edition 1.2 2008-02-01 010 015 140 550 - SP RE
edition 1.3 2021-08-31 010 015 140 550 - SP RE
)=";

}  // namespace sorami::asterix

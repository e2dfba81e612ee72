// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable023[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 015 {SID:4r;STYP:4t}
item 070 24q+1/128 s
item 100 <NOGO:1t;ODP:1t;OXT:1t;MSC:1t;TSV:1t;SPO:1t;RN:1t|GSSP:7q+1 s|>
item 101 <RP:8q+1/2 s;SC:3t;.4|SSRP:7q+1 s|>
item 110 <.4;STAT:3t|>
item 120 1*{TYPE:8t;REF:1t;.7;CV:32r}
item 200 8q+1 NM
item RE !
item SP !
edition 1.2 2009-03-01 010 000 015 070 100 101 200 110 120 - - - RE SP
edition 1.3 2021-09-27 010 000 015 070 100 101 200 110 120 - - - RE SP
)=";

}  // namespace sorami::asterix

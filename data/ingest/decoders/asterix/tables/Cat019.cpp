// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable019[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 140 24q+1/128 s
item 550 {NOGO:2t;OVL:1t;TSV:1t;TTF:1t;.3}
item 551 {TP1A:1t;TP1B:1t;TP2A:1t;TP2B:1t;TP3A:1t;TP3B:1t;TP4A:1t;TP4B:1t}
item 552 1*{RSI:8r;.1;RS1090:1t;TX1030:1t;TX1090:1t;RSS:1t;RSO:1t;.2}
item 553 <REFTR1:2t;.2;REFTR2:2t;.1|REFTR3:2t;.2;REFTR4:2t;.1|>
item 600 {LAT:32q-180/1073741824 °;LON:32q-180/1073741824 °}
item 610 16q-1/4 m
item 620 8q-1 m
item RE !
item SP !
edition 1.3 2010-12-01 010 000 140 550 551 552 553 600 610 620 - - RE SP
)=";

}  // namespace sorami::asterix

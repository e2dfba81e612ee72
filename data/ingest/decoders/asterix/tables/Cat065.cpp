// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable065[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 015 8r
item 020 8z+
item 030 24q+1/128 s
item 040 {NOGO:2t;OVL:1t;TSV:1t;PSS:2t;STTN:1r;.1}
item 050 8t
item RE !
item SP !
edition 1.4 2014-08-07 010 000 015 030 020 040 050 - - - - - RE SP
edition 1.5 2020-06-18 010 000 015 030 020 040 050 - - - - - RE SP
edition 1.6 2023-03-21 010 000 015 030 020 040 050 - - - - - RE SP
)=";

}  // namespace sorami::asterix

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable063[] = R"=(
item 010 {SAC:8r;SIC:8r}
item 015 8r
item 030 24q+1/128 s
item 050 {SAC:8r;SIC:8r}
item 060 <CON:2t;PSR:1t;SSR:1t;MDS:1t;ADS:1t;MLT:1t|OPS:1t;ODP:1t;OXT:1t;MSC:1t;TSV:1t;NPW:1t;.1|>
item 060/2 <CON:2t;PSR:1t;SSR:1t;MDS:1t;ADS:1t;MLT:1t|OPS:1t;ODP:1t;OXT:1t;MSC:1t;TSV:1t;NPW:1t;.1|\
  TTF:{EP:1t;VAL:1t};SPO:{EP:1t;VAL:1t};.3|>
item 070 16q-1 ms
item 080 {SRG:16q-1/100000;SRB:16q-1/128 NM}
item 081 16q-360/65536 °
item 090 {PRG:16q-1/100000;PRB:16q-1/128 NM}
item 091 16q-360/65536 °
item 092 16q-360/65536 °
item RE !
item SP !
edition 1.6 2020-08-04 010 015 030 050 060 070 080 081 090 091 092 - RE SP
edition 1.7 2025-06-05 010 015 030 050 060/2 070 080 081 090 091 092 - RE SP
)=";

}  // namespace sorami::asterix

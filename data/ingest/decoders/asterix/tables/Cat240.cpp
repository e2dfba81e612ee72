// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable240[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 020 32z+
item 030 1*8a
item 040 {STARTAZ:16q+360/65536 °;ENDAZ:16q+360/65536 °;STARTRG:32z+;CELLDUR:32q+1 ns}
item 041 {STARTAZ:16q+360/65536 °;ENDAZ:16q+360/65536 °;STARTRG:32z+;CELLDUR:32q+1 fs}
item 048 {C:1t;.7;RES:8t}
item 049 {NBVB:16z+;NBCELLS:24z+}
item 050 1*32r
item 051 1*512r
item 052 1*2048r
item 140 24q+1/128 s
item RE !
item SP !
edition 1.3 2015-05-13 010 000 020 030 040 041 048 049 050 051 052 140 RE SP
)=";

}  // namespace sorami::asterix

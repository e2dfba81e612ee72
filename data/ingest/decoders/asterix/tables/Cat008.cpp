// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable008[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 020 <ORG:1t;I:3z+;S:3t|.5;TST:1t;ER:1t|>
item 034 1*{STR:8z+;ENDR:8z+;AZ:16q+360/65536 °}
item 036 1*{X:8z-;Y:8z-;LENGTH:8z+}
item 038 1*{X1:8z-;Y1:8z-;X2:8z-;Y2:8z-}
item 040 {ORG:1t;I:3r;.2;FSTLST:2t;CSN:8r}
item 050 1*{X1:8z-;Y1:8z-}
item 090 24q+1/128 s
item 100 <F:5z-;R:3r;Q:15r|>
item 110 ~7r
item 120 16z+
item SP !
edition 1.2 2014-08-24 010 000 020 036 034 040 050 090 100 110 120 038 SP RFS
edition 1.3 2021-04-01 010 000 020 036 034 040 050 090 100 110 120 038 SP RFS
)=";

}  // namespace sorami::asterix

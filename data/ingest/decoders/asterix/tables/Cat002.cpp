// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable002[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 020 8q+360/256 °
item 030 24q+1/128 s
item 041 16q+1/128 s
item 050 ~7r
item 060 ~7r
item 070 1*{A:1t;IDENT:5t;COUNTER:10z+}
item 080 ~7r
item 090 {RE:8q-1/128 NM;AE:8q-360/16384 °}
item 100 {RS:16q+1/128 NM;RE:16q+1/128 NM;TS:16q+360/65536 °;TE:16q+360/65536 °}
item SP !
edition 1.0 1997-11-01 010 000 020 030 041 050 060 070 100 090 080 - SP RFS
edition 1.1 2021-04-01 010 000 020 030 041 050 060 070 100 090 080 - SP RFS
edition 1.2 2024-03-15 010 000 020 030 041 050 060 070 100 090 080 - SP RFS
)=";

}  // namespace sorami::asterix

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable034[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 020 8q+360/256 °
item 030 24q+1/128 s
item 041 16q+1/128 s
item 050 (COM:{NOGO:1t;RDPC:1t;RDPR:1t;OVLRDP:1t;OVLXMT:1t;MSC:1t;TSV:1t;.1};-;-;PSR:{ANT:1t;\
  CHAB:2t;OVL:1t;MSC:1t;.3};SSR:{ANT:1t;CHAB:2t;OVL:1t;MSC:1t;.3};MDS:{ANT:1t;CHAB:2t;OVLSUR:1t;\
  MSC:1t;SCF:1t;DLF:1t;OVLSCF:1t;OVLDLF:1t;.7})
item 060 (COM:{.1;REDRDP:3t;REDXMT:3t;.1};-;-;PSR:{POL:1t;REDRAD:3t;STC:2t;.2};SSR:{REDRAD:3t;.5};\
  MDS:{REDRAD:3t;CLU:1t;.4})
item 070 1*{TYP:5t;COUNT:11z+}
item 090 {RNG:8q-1/128 NM;AZM:8q-360/16384 °}
item 100 {RHOST:16q+1/256 NM;RHOEND:16q+1/256 NM;THETAST:16q+360/65536 °;THETAEND:16q+360/65536 °}
item 110 8t
item 120 {HGT:16q-1 m;LAT:24q-180/8388608 °;LON:24q-180/8388608 °}
item RE !
item SP !
edition 1.27 2007-05-01 010 000 030 020 041 050 060 070 100 110 120 090 RE SP
edition 1.28 2021-03-02 010 000 030 020 041 050 060 070 100 110 120 090 RE SP
edition 1.29 2021-03-15 010 000 030 020 041 050 060 070 100 110 120 090 RE SP
)=";

}  // namespace sorami::asterix

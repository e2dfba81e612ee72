// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable001[] = R"=(
item 010 {SAC:8r;SIC:8r}
item 020 <TYP:1t;SIM:1t;SSRPSR:2t;ANT:1t;SPI:1t;RAB:1t|TST:1t;DS1DS2:2t;ME:1t;MI:1t;.2|>
item 030 ~7t
item 040 {RHO:16q+1/128 NM;THETA:16q+360/65536 °}
item 042 {X:16q-1/64 NM;Y:16q-1/64 NM}
item 050 {V:1t;G:1t;L:1t;.1;MODE2:12o}
item 060 {.4;QA4:1t;QA2:1t;QA1:1t;QB4:1t;QB2:1t;QB1:1t;QC4:1t;QC2:1t;QC1:1t;QD4:1t;QD2:1t;QD1:1t}
item 070 {V:1t;G:1t;L:1t;.1;MODE3A:12o}
item 080 {.4;QA4:1t;QA2:1t;QA1:1t;QB4:1t;QB2:1t;QB1:1t;QC4:1t;QC2:1t;QC1:1t;QD4:1t;QD2:1t;QD1:1t}
item 090 {V:1t;G:1t;HGT:14q-1/4 FL}
item 100 {V:1t;G:1t;.2;MODEC:12r;.4;QC1:1t;QA1:1t;QC2:1t;QA2:1t;QC4:1t;QA4:1t;QB1:1t;QD1:1t;QB2:1t;\
  QD2:1t;QB4:1t;QD4:1t}
item 120 8q-1/256 NM/s
item 130 ~7r
item 131 8q-1 dBm
item 141 16q+1/128 s
item 150 {XA:1t;.1;XC:1t;.2;X2:1t;.2}
item 161 16r
item 170 <CON:1t;RAD:1t;MAN:1t;DOU:1t;RDPC:1t;.1;GHO:1t|TRE:1t;.6|>
item 200 {GSP:16q+1/16384 NM/s;HDG:16q+360/65536 °}
item 210 ~7r
item SP !
edition 1.2 2011-08-01
uap 1.2 plot 020/TYP=0 010 020 040 070 090 130 141 050 120 131 080 100 060 030 150 - - - - SP RFS
uap 1.2 track 020/TYP=1 010 020 161 040 042 200 070 090 141 130 131 120 170 210 050 080 100 060 030 \
  SP RFS 150
edition 1.3 2021-04-01
uap 1.3 plot 020/TYP=0 010 020 040 070 090 130 141 050 120 131 080 100 060 030 150 - - - - SP RFS
uap 1.3 track 020/TYP=1 010 020 161 040 042 200 070 090 141 130 131 120 170 210 050 080 100 060 030 \
  SP RFS 150
edition 1.4 2022-08-18
uap 1.4 plot 020/TYP=0 010 020 040 070 090 130 141 050 120 131 080 100 060 030 150 - - - - SP RFS
uap 1.4 track 020/TYP=1 010 020 161 040 042 200 070 090 141 130 131 120 170 210 050 080 100 060 030 \
  SP RFS 150
)=";

}  // namespace sorami::asterix

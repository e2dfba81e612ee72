// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable010[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 020 <TYP:3t;DCR:1t;CHN:1t;GBS:1t;CRT:1t|SIM:1t;TST:1t;RAB:1t;LOP:2t;TOT:2t|SPI:1t;.6|>
item 040 {RHO:16q+1 m;TH:16q+360/65536 °}
item 041 {LAT:32q-180/2147483648 °;LON:32q-180/2147483648 °}
item 042 {X:16q-1 m;Y:16q-1 m}
item 060 {V:1t;G:1t;L:1t;.1;MODE3A:12o}
item 090 {V:1t;G:1t;FL:14q-1/4 FL}
item 091 16q-25/4 ft
item 131 8r
item 140 24q+1/128 s
item 161 {.4;TRK:12r}
item 170 <CNF:1t;TRE:1t;CST:2t;MAH:1t;TCC:1t;STH:1t|TOM:2t;DOU:3t;MRS:2t|GHO:1t;.6|>
item 200 {GSP:16q+1/16384 NM/s;TRA:16q+360/65536 °}
item 202 {VX:16q-1/4 m/s;VY:16q-1/4 m/s}
item 210 {AX:8q-1/4 m/s²;AY:8q-1/4 m/s²}
item 220 24r
item 245 {STI:2t;.6;CHR:48i}
item 250 1*{MBDATA:56r;BDS1:4r;BDS2:4r}
item 270 <LENGTH:7q+1 m|ORIENTATION:7q+360/128 °|WIDTH:7q+1 m|>
item 280 1*{DRHO:8q-1 m;DTHETA:8q-3/20 °}
item 300 8t
item 310 {TRB:1t;MSG:7t}
item 500 {DEVX:8q+1/4 m;DEVY:8q+1/4 m;COVXY:16q-1/4 m}
item 550 {NOGO:2t;OVL:1t;TSV:1t;DIV:1t;TTF:1t;.2}
item RE !
item SP !
edition 1.1 2007-03-01 010 000 020 140 041 040 042 200 202 161 170 060 220 245 250 300 090 091 270 \
  550 310 500 280 131 210 - SP RE
)=";

}  // namespace sorami::asterix

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable020[] = R"=(
item 010 {SAC:8r;SIC:8r}
item 020 <SSR:1t;MS:1t;HF:1t;VDL4:1t;UAT:1t;DME:1t;OT:1t|RAB:1t;SPI:1t;CHN:1t;GBS:1t;CRT:1t;SIM:1t;\
  TST:1t|>
item 020/2 <SSR:1t;MS:1t;HF:1t;VDL4:1t;UAT:1t;DME:1t;OT:1t|RAB:1t;SPI:1t;CHN:1t;GBS:1t;CRT:1t;\
  SIM:1t;TST:1t|CF:2t;.5|>
item 030 ~7t
item 041 {LAT:32q-180/33554432 °;LON:32q-180/33554432 °}
item 042 {X:24q-1/2 m;Y:24q-1/2 m}
item 050 {V:1t;G:1t;L:1t;.1;MODE2:12o}
item 055 {V:1t;G:1t;L:1t;MODE1:5r}
item 070 {V:1t;G:1t;L:1t;.1;MODE3A:12o}
item 090 {V:1t;G:1t;FL:14q-1/4 FL}
item 100 {V:1t;G:1t;.2;MODEC:12r;.4;QC1:1t;QA1:1t;QC2:1t;QA2:1t;QC4:1t;QA4:1t;QB1:1t;QD1:1t;QB2:1t;\
  QD2:1t;QB4:1t;QD4:1t}
item 105 16q-25/4 ft
item 110 16q-25/4 ft
item 140 24q+1/128 s
item 161 {.4;TRN:12r}
item 170 <CNF:1t;TRE:1t;CST:1t;CDM:2t;MAH:1t;STH:1t|GHO:1t;.6|>
item 202 {VX:16q-1/4 m/s;VY:16q-1/4 m/s}
item 210 {AX:8q-1/4 m/s²;AY:8q-1/4 m/s²}
item 220 24r
item 230 {COM:3t;STAT:3t;.2;MSSC:1t;ARC:1t;AIC:1t;B1A:1r;B1B:4r}
item 230/2 {COM:3t;STAT:3t;CASEVN:2t;MSSC:1t;ARC:1t;AIC:1t;B1A:1r;B1B:4r}
item 245 {STI:2t;.6;CHR:48i}
item 250 1*{MBDATA:56r;BDS1:4r;BDS2:4r}
item 250/2 1*{BDSREGISTER:56r;BDS1:4r;BDS2:4r}
item 250/3 1*{BDSDATA:56r;BDS1:4r;BDS2:4r}
item 260 56r
item 300 8t
item 310 {TRB:1t;MSG:7t}
item 400 1*{BIT1:1t;BIT2:1t;BIT3:1t;BIT4:1t;BIT5:1t;BIT6:1t;BIT7:1t;BIT8:1t}
item 500 (DOP:{X:16q+1/4;Y:16q+1/4;XY:16q+1/4};SDP:{X:16q+1/4 m;Y:16q+1/4 m;XY:16q+1/4};SDH:16q+1/2 \
  m)
item RE !
item SP !
edition 1.9 2015-03-25 010 020 140 041 042 161 170 070 202 090 100 220 245 110 105 210 300 310 500 \
  400 250 230 260 030 055 050 RE SP
edition 1.10 2021-02-19 010 020/2 140 041 042 161 170 070 202 090 100 220 245 110 105 210 300 310 \
  500 400 250/2 230 260 030 055 050 RE SP
edition 1.11 2025-07-02 010 020/2 140 041 042 161 170 070 202 090 100 220 245 110 105 210 300 310 \
  500 400 250/3 230/2 260 030 055 050 RE SP
)=";

}  // namespace sorami::asterix

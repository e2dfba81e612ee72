// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable062[] = R"=(
item 010 {SAC:8r;SIC:8r}
item 015 8r
item 040 16r
item 060 {.2;CH:1t;.1;MODE3A:12o}
item 060/2 {V:1t;G:1t;CH:1t;.1;MODE3A:12o}
item 070 24q+1/128 s
item 080 <MON:1t;SPI:1t;MRH:1t;SRC:3t;CNF:1t|SIM:1t;TSE:1t;TSB:1t;FPC:1t;AFF:1t;STP:1t;KOS:1t|\
  AMA:1t;MD4:2t;ME:1t;MI:1t;MD5:2t|CST:1t;PSR:1t;SSR:1t;MDS:1t;ADS:1t;SUC:1t;AAC:1t|SDS:2t;EMS:3t;\
  PFT:1t;FPLT:1t|DUPT:1t;DUPF:1t;DUPM:1t;.4|>
item 080/2 <MON:1t;SPI:1t;MRH:1t;SRC:3t;CNF:1t|SIM:1t;TSE:1t;TSB:1t;FPC:1t;AFF:1t;STP:1t;KOS:1t|\
  AMA:1t;MD4:2t;ME:1t;MI:1t;MD5:2t|CST:1t;PSR:1t;SSR:1t;MDS:1t;ADS:1t;SUC:1t;AAC:1t|SDS:2t;EMS:3t;\
  PFT:1t;FPLT:1t|DUPT:1t;DUPF:1t;DUPM:1t;SFC:1t;IDD:1t;IEC:1t;.1|>
item 080/3 <MON:1t;SPI:1t;MRH:1t;SRC:3t;CNF:1t|SIM:1t;TSE:1t;TSB:1t;FPC:1t;AFF:1t;STP:1t;KOS:1t|\
  AMA:1t;MD4:2t;ME:1t;MI:1t;MD5:2t|CST:1t;PSR:1t;SSR:1t;MDS:1t;ADS:1t;SUC:1t;AAC:1t|SDS:2t;EMS:3t;\
  PFT:1t;FPLT:1t|DUPT:1t;DUPF:1t;DUPM:1t;SFC:1t;IDD:1t;IEC:1t;MLAT:1t|>
item 080/4 <MON:1t;SPI:1t;MRH:1t;SRC:3t;CNF:1t|SIM:1t;TSE:1t;TSB:1t;FPC:1t;AFF:1t;STP:1t;KOS:1t|\
  AMA:1t;MD4:2t;ME:1t;MI:1t;MD5:2t|CST:1t;PSR:1t;SSR:1t;MDS:1t;ADS:1t;SUC:1t;AAC:1t|SDS:2t;EMS:3t;\
  PFT:1t;FPLT:1t|DUPT:1t;DUPF:1t;DUPM:1t;SFC:1t;IDD:1t;IEC:1t;MLAT:1t|M5I:1t;.6|>
item 100 {X:24q-1/2 m;Y:24q-1/2 m}
item 105 {LAT:32q-180/33554432 °;LON:32q-180/33554432 °}
item 110 (SUM:{M5:1t;ID:1t;DA:1t;M1:1t;M2:1t;M3:1t;MC:1t;X:1t};PMN:{.2;PIN:14r;.3;NAT:5r;.2;MIS:6r};\
  POS:{LAT:24q-180/8388608 °;LON:24q-180/8388608 °};GA:{.1;RES:1t;GA:14q-25 ft};EM1:{.4;EM1:12o};\
  TOS:8q-1/128 s;XP:{.3;X5:1t;XC:1t;X3:1t;X2:1t;X1:1t})
item 120 {.4;MODE2:12o}
item 130 16q-25/4 ft
item 135 {QNH:1t;CTB:15q-1/4 FL}
item 136 16q-1/4 FL
item 185 {VX:16q-1/4 m/s;VY:16q-1/4 m/s}
item 200 {TRANS:2t;LONG:2t;VERT:2t;ADF:1t;.1}
item 210 {AX:8q-1/4 m/s²;AY:8q-1/4 m/s²}
item 220 16q-25/4 ft/min
item 245 {STI:2t;.6;CHR:48i}
item 270 <LENGTH:7q+1 m|ORIENTATION:7q+360/128 °|WIDTH:7q+1 m|>
item 290 (TRK:8q+1/4 s;PSR:8q+1/4 s;SSR:8q+1/4 s;MDS:8q+1/4 s;ADS:16q+1/4 s;ES:8q+1/4 s;VDL:8q+1/4 \
  s;UAT:8q+1/4 s;LOP:8q+1/4 s;MLT:8q+1/4 s)
item 295 (MFL:8q+1/4 s;MD1:8q+1/4 s;MD2:8q+1/4 s;MDA:8q+1/4 s;MD4:8q+1/4 s;MD5:8q+1/4 s;MHG:8q+1/4 \
  s;IAS:8q+1/4 s;TAS:8q+1/4 s;SAL:8q+1/4 s;FSS:8q+1/4 s;TID:8q+1/4 s;COM:8q+1/4 s;SAB:8q+1/4 s;\
  ACS:8q+1/4 s;BVR:8q+1/4 s;GVR:8q+1/4 s;RAN:8q+1/4 s;TAR:8q+1/4 s;TAN:8q+1/4 s;GSP:8q+1/4 s;\
  VUN:8q+1/4 s;MET:8q+1/4 s;EMC:8q+1/4 s;POS:8q+1/4 s;GAL:8q+1/4 s;PUN:8q+1/4 s;MB:8q+1/4 s;\
  IAR:8q+1/4 s;MAC:8q+1/4 s;BPS:8q+1/4 s)
item 300 8t
item 340 (SID:{SAC:8r;SIC:8r};POS:{RHO:16q+1/256 NM;THETA:16q+360/65536 °};HEIGHT:16q+25 ft;\
  MDC:{V:1t;G:1t;LMC:14q-1/4 FL};MDA:{V:1t;G:1t;L:1t;.1;MODE3A:12o};TYP:{TYP:3t;SIM:1t;RAB:1t;\
  TST:1t;.2})
item 340/2 (SID:{SAC:8r;SIC:8r};POS:{RHO:16q+1/256 NM;THETA:16q+360/65536 °};HEIGHT:16q-25 ft;\
  MDC:{V:1t;G:1t;LMC:14q-1/4 FL};MDA:{V:1t;G:1t;L:1t;.1;MODE3A:12o};TYP:{TYP:3t;SIM:1t;RAB:1t;\
  TST:1t;.2})
item 380 (ADR:24r;ID:48i;MHG:16q+360/65536 °;IAS:{IM:1t;IAS:?380/IAS/IM[0=15q+1/16384 NM/s;\
  1=15q+1/1000 Mach;15r]};TAS:16q+1 kt;SAL:{SAS:1t;SRC:2t;ALT:13q-25 ft};FSS:{MV:1t;AH:1t;AM:1t;\
  ALT:13q-25 ft};TIS:<NAV:1t;NVB:1t;.5|>;TID:1*{TCA:1t;NC:1t;TCPN:6r;ALT:16q-10 ft;\
  LAT:24q-180/8388608 °;LON:24q-180/8388608 °;PT:4t;TD:2t;TRA:1t;TOA:1t;TOV:24q+1 s;TTR:16q+1/100 \
  NM};COM:{COM:3t;STAT:3t;.2;SSC:1t;ARC:1t;AIC:1t;B1A:1r;B1B:4r};SAB:{AC:2t;MN:2t;DC:2t;GBS:1t;.6;\
  STAT:3t};ACS:56b30;BVR:16q-25/4 ft/min;GVR:16q-25/4 ft/min;RAN:16q-1/100 °;TAR:{TI:2t;.6;\
  ROT:7q-1/4 °/s;.1};TAN:16q+360/65536 °;GS:16q-1/16384 NM/s;VUN:8r;MET:{WS:1t;WD:1t;TMP:1t;TRB:1t;\
  .4;WSD:16q+1 kt;WDD:16q+1 °;TMPD:16q-1/4 °C;TRBD:8z+};EMC:8t;POS:{LAT:24q-180/8388608 °;\
  LON:24q-180/8388608 °};GAL:16q-25/4 ft;PUN:{.4;PUN:4r};MB:1*64b;IAR:16q+1 kt;MAC:16q+1/125 Mach;\
  BPS:{.4;BPS:12q+1/10@800 hPa})
item 380/2 (ADR:24r;ID:48i;MHG:16q+360/65536 °;IAS:{IM:1t;IAS:?380/IAS/IM[0=15q+1/16384 NM/s;\
  1=15q+1/1000 Mach;15r]};TAS:16q+1 kt;SAL:{SAS:1t;SRC:2t;ALT:13q-25 ft};FSS:{MV:1t;AH:1t;AM:1t;\
  ALT:13q-25 ft};TIS:<NAV:1t;NVB:1t;.5|>;TID:1*{TCA:1t;NC:1t;TCPN:6r;ALT:16q-10 ft;\
  LAT:24q-180/8388608 °;LON:24q-180/8388608 °;PT:4t;TD:2t;TRA:1t;TOA:1t;TOV:24q+1 s;TTR:16q+1/100 \
  NM};COM:{COM:3t;STAT:3t;.2;SSC:1t;ARC:1t;AIC:1t;B1A:1r;B1B:4r};SAB:{AC:2t;MN:2t;DC:2t;GBS:1t;.6;\
  STAT:3t};ACS:56b30;BVR:16q-25/4 ft/min;GVR:16q-25/4 ft/min;RAN:16q-1/100 °;TAR:{TI:2t;.6;\
  ROT:7q-1/4 °/s;.1};TAN:16q+360/65536 °;GS:16q-1/16384 NM/s;VUN:8r;MET:{WS:1t;WD:1t;TMP:1t;TRB:1t;\
  .4;WSD:16q+1 kt;WDD:16q+1 °;TMPD:16q-1/4 °C;TRBD:8z+};EMC:8t;POS:{LAT:24q-180/8388608 °;\
  LON:24q-180/8388608 °};GAL:16q-25/4 ft;PUN:{.4;PUN:4r};BDSDATA:1*64b;IAR:16q+1 kt;MAC:16q+1/125 \
  Mach;BPS:{.4;BPS:12q+1/10@800 hPa})
item 390 (TAG:{SAC:8r;SIC:8r};CS:56a;IFI:{TYP:2t;.3;NBR:27z+};FCT:{GATOAT:2t;FR1FR2:2t;RVSM:2t;\
  HPR:1t;.1};TAC:32a;WTC:8a;DEP:32a;DST:32a;RDS:{NU1:8a;NU2:8a;LTR:8a};CFL:16q+1/4 FL;\
  CTL:{CENTRE:8r;POSITION:8r};TOD:1*{TYP:5t;DAY:2t;.4;HOR:5z+;.2;MIN:6z+;AVS:1t;.1;SEC:6z+};AST:48a;\
  STS:{EMP:2t;AVL:2t;.4};STD:56a;STA:56a;PEM:{.3;VA:1t;MODE3A:12o};PEC:56a)
item 500 (APC:{X:16q+1/2 m;Y:16q+1/2 m};COV:16q-1/2 m;APW:{LAT:16q+180/33554432 °;\
  LON:16q+180/33554432 °};AGA:8q+25/4 ft;ABA:8q+1/4 FL;ATV:{X:8q+1/4 m/s;Y:8q+1/4 m/s};AA:{X:8q+1/4 \
  m/s²;Y:8q+1/4 m/s²};ARC:8q+25/4 ft/min)
item 510 ~{IDENT:8r;TRACK:15r}
item RE !
item SP !
re 1.2 2011-06-01 CST:1*{SAC:8r;SIC:8r;.4;TYP:4t;LTN:16r};CSN:1*{SAC:8r;SIC:8r;.4;TYP:4t};\
  TVS:{VX:16q-1/4 m/s;VY:16q-1/4 m/s};STS:<FDR:1t;.6|>
re 1.3 2023-02-13 CST:1*{SAC:8r;SIC:8r;.4;TYP:4t;LTN:16r};CSN:1*{SAC:8r;SIC:8r;.4;TYP:4t};\
  TVS:{VX:16q-1/4 m/s;VY:16q-1/4 m/s};STS:<FDR:1t;LNAV:{EP:1t;VAL:1t};.4|>;V3:(PS3:{EP:1t;VAL:3t;\
  .4};AS:{RCE:{EP:1t;VAL:2t};RRL:{EP:1t;VAL:1t};TPW:{EP:1t;VAL:2t};TSI:{EP:1t;VAL:2t};TAO:{EP:1t;\
  RE:1t;VAL:6r};.5};UAS:{MUO:{EP:1t;VAL:1t};DAA:{EP:1t;VAL:2t};RWC:{EP:1t;VAL:1t};.1};\
  CASS:{SVH:{EP:1t;VAL:2t};CATC:{EP:1t;VAL:3t};.1})
edition 1.16 2012-03-01 010 - 015 070 105 100 185 210 060 245 380 040 080 290 200 295 136 130 135 \
  220 390 270 300 110 120 510 500 340 - - - - - RE SP
edition 1.17 2014-12-01 010 - 015 070 105 100 185 210 060/2 245 380 040 080 290 200 295 136 130 135 \
  220 390 270 300 110 120 510 500 340 - - - - - RE SP
edition 1.18 2018-08-13 010 - 015 070 105 100 185 210 060/2 245 380 040 080/2 290 200 295 136 130 \
  135 220 390 270 300 110 120 510 500 340 - - - - - RE SP
edition 1.19 2020-11-04 010 - 015 070 105 100 185 210 060/2 245 380 040 080/2 290 200 295 136 130 \
  135 220 390 270 300 110 120 510 500 340/2 - - - - - RE SP
edition 1.20 2023-02-13 010 - 015 070 105 100 185 210 060/2 245 380/2 040 080/3 290 200 295 136 130 \
  135 220 390 270 300 110 120 510 500 340/2 - - - - - RE SP
edition 1.21 2025-06-05 010 - 015 070 105 100 185 210 060/2 245 380/2 040 080/4 290 200 295 136 130 \
  135 220 390 270 300 110 120 510 500 340/2 - - - - - RE SP
)=";

}  // namespace sorami::asterix

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
#include "data/ingest/decoders/asterix/tables/Tables.h"

namespace sorami::asterix {

const char kTable004[] = R"=(
item 000 8t
item 010 {SAC:8r;SIC:8r}
item 015 1*{SAC:8r;SIC:8r}
item 020 24q+1/128 s
item 030 16r
item 035 16r
item 040 16r
item 045 {.4;STAT:3r;.1}
item 045/2 {AREA:{EP:1t;VAL:3t};STAT:3r;.1}
item 060 <MRVA:1t;RAMLD:1t;RAMHD:1t;MSAW:1t;APW:1t;CLAM:1t;STCA:1t|APM:1t;RIMCA:1t;ACASRA:1t;\
  NTCA:1t;DG:1t;OF:1t;OL:1t|AIW:1t;PAIW:1t;OCAT:1t;SAM:1t;VCD:1t;CHAM:1t;DSAM:1t|DBPSMARR:1t;\
  DBPSMDEP:1t;DBPSMTL:1t;VRAMCRM:1t;VRAMVTM:1t;VRAMVRM:1t;HAMHD:1t|HAMRD:1t;HAMVD:1t;HVI:1t;LTW:1t;\
  VPM:1t;TTA:1t;CRA:1t|ASM:1t;IAVM:1t;FTD:1t;ITD:1t;IIA:1t;SQW:1t;CUW:1t|CATC:1t;NOCLR:1t;NOMOV:1t;\
  NOH:1t;WRTY:1t;STOCC:1t;ONGOING:1t|>
item 060/2 <MRVA:1t;RAMLD:1t;RAMHD:1t;MSAW:1t;APW:1t;CLAM:1t;STCA:1t|APM:1t;RIMCA:1t;ACASRA:1t;\
  NTCA:1t;DG:1t;OF:1t;OL:1t|AIW:1t;PAIW:1t;OCAT:1t;SAM:1t;VCD:1t;CHAM:1t;DSAM:1t|DBPSMARR:1t;\
  DBPSMDEP:1t;DBPSMTL:1t;VRAMCRM:1t;VRAMVTM:1t;VRAMVRM:1t;HAMHD:1t|HAMRD:1t;HAMVD:1t;HVI:1t;LTW:1t;\
  VPM:1t;TTA:1t;CRA:1t|ASM:1t;IAVM:1t;FTD:1t;ITD:1t;IIA:1t;SQW:1t;CUW:1t|CATC:1t;NOCLR:1t;NOMOV:1t;\
  NOH:1t;WRTY:1t;STOCC:1t;ONGOING:1t|NTZ:1t;.6|>
item 070 (TC:24q+1/128 s;TCA:24q+1/128 s;CHS:24q+1/2 m;MHS:16q+1/2 m;CVS:16q+25 ft;MVS:16q+25 ft)
item 074 16q-32 m
item 075 24q-1/2 m
item 076 16q-25 ft
item 100 (AN:48i;CAN:56a;RT1:56a;RT2:56a;SB:56a;G:56a)
item 110 1*{CEN:8r;POS:8r}
item 120 (CN:<MAS:1t;CAS:1t;FLD:1t;FVD:1t;TYPE:1t;CROSS:1t;DIV:1t|RRC:1t;RTC:1t;MRVA:1t;VRAMCRM:1t;\
  VRAMVRM:1t;VRAMVTM:1t;HAMHD:1t|HAMRD:1t;HAMVD:1t;DBPSMARR:1t;DBPSMDEP:1t;DBPSMTL:1t;AIW:1t;.1|>;\
  CC:{TID:4r;CPC:?000,120/CC/TID[5,1=3t;7,0=3t;7,1={LPF:1t;CPF:1t;MHF:1t};9,2={RAS:1t;.2};\
  10,2={RAS:1t;.2};11,2={RAS:1t;.2};12,2={RAS:1t;.2};13,2={RAS:1t;.2};14,2={RAS:1t;.2};15,2={RAS:1t;\
  .2};16,2={RAS:1t;.2};15,1=3t;24,1=3t;24,2=3t;26,1=3t;27,1=3t;27,2=3t;33,1=3t;34,1=3t;35,1=3t;\
  38,0=3t;38,1=3t;38,2=3t;38,3=3t;38,4=3t;38,5=3t;39,1=3t;40,1=3t;41,1=3t;3r];CS:1t};CP:8q+1/2 %;\
  CD:24q+1/128 s)
item 120/2 (CN:<MAS:1t;CAS:1t;FLD:1t;FVD:1t;TYPE:1t;CROSS:1t;DIV:1t|RRC:1t;RTC:1t;MRVA:1t;\
  VRAMCRM:1t;VRAMVRM:1t;VRAMVTM:1t;HAMHD:1t|HAMRD:1t;HAMVD:1t;DBPSMARR:1t;DBPSMDEP:1t;DBPSMTL:1t;\
  AIW:1t;.1|>;CC:{TID:4r;CPC:?000,120/CC/TID[5,1=3t;7,0=3t;7,1={LPF:1t;CPF:1t;MHF:1t};9,2={RAS:1t;\
  .2};10,2={RAS:1t;.2};11,2={RAS:1t;.2};12,2={RAS:1t;.2};13,2={RAS:1t;.2};14,2={RAS:1t;.2};\
  15,2={RAS:1t;.2};16,2={RAS:1t;.2};15,1=3t;24,1=3t;24,2=3t;26,1=3t;27,1=3t;27,2=3t;33,1=3t;34,1=3t;\
  35,1=3t;38,0=3t;38,1=3t;38,2=3t;38,3=3t;38,4=3t;38,5=3t;39,1=3t;40,1=3t;41,1=3t;45,1={LFP:1t;.1;\
  MSM:1t};3r];CS:1t};CP:8q+1/2 %;CD:24q+1/128 s)
item 170 (AI1:56a;M31:{.4;MODE3A:12o};CPW:{LAT:32q-180/33554432 °;LON:32q-180/33554432 °;ALT:16q-25 \
  ft};CPC:{X:24q-1/2 m;Y:24q-1/2 m;Z:16q-25 ft};TT1:24q+1/128 s;DT1:16q+1/2 m;AC1:<GATOAT:2t;\
  FR1FR2:2t;RVSM:2t;HPR:1t|CDM:2t;PRI:1t;GV:1t;.3|>;MS1:48i;FP1:{.5;NBR:27q+1};CF1:16q+1/4 FL)
item 171 (AI2:56a;M32:{.4;MODE3A:12o};CPW:{LAT:32q-180/33554432 °;LON:32q-180/33554432 °;ALT:16q-25 \
  ft};CPL:{X:24q-1/2 m;Y:24q-1/2 m;Z:16q-25 ft};TT2:24q+1/128 s;DT2:16q+1/2 m;AC2:<GATOAT:2t;\
  FR1FR2:2t;RVSM:2t;HPR:1t|CDM:2t;PRI:1t;GV:1t;.3|>;MS2:48i;FP2:{.5;NBR:27q+1};CF2:16q+1/4 FL)
item RE !
item SP !
edition 1.12 2020-10-28 010 000 015 020 040 045 060 030 170 120 070 076 074 075 100 035 171 110 - \
  RE SP
edition 1.13 2024-06-04 010 000 015 020 040 045/2 060/2 030 170 120/2 070 076 074 075 100 035 171 \
  110 - RE SP
)=";

}  // namespace sorami::asterix

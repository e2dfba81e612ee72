// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FuzzDecoder.h"
#include "data/ingest/decoders/opensky/OpenSkyDecoder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sorami::fuzz::run(sorami::kOpenSkyFormat, data, size);
  return 0;
}

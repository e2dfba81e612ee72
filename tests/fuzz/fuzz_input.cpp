// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Input.h"

#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

/// Packings as files have them: gzip, zip, zstd, UTF-16, one in another. What comes out is bounded by what
/// went in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sorami;
  const int file = ::memfd_create("input", 0);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  // A member may be named many times by a zip archive's directory.
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 28;
  std::uint64_t octets = 0;
  std::vector<std::byte> chunk(64 * 1024);
  (void)openInput("/proc/self/fd/" + std::to_string(file), [&](InputStream input) {
    std::uint64_t here = 0;
    for (;;) {
      const auto n = input.stream->read(chunk);
      if (!n || *n == 0) break;
      here += *n;
    }
    // Three layers of at most 200 : 1 are looked at one by one.
    if (here < input.head.size()) std::abort();
    octets += here;
    return octets < kLargest;
  });
  ::close(file);
  return 0;
}

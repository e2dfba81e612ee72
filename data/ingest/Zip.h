// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/ByteStream.h"

#include <functional>

namespace sorami {

/// Calls `onMember` for each file in a zip archive (stored or deflated, zip64 too) with its name and unpacked
/// bytes. `begin`: where the first member stands, behind junk in front. An archive that has lost its
/// directory gives the members whose headers still stand one behind the other, then the Error. Source of the
/// format: PKWARE, APPNOTE.TXT 6.3, 4.3.
Status readZip(const std::string& path, std::uint64_t begin,
               const std::function<bool(const std::string& name, ByteStreamPtr stream)>& onMember);

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/JsonSplitter.h"

#include <simdjson.h>

#include <optional>

namespace sorami {

/// Parses a document of a stream. Elements of its lists that are no JSON are reported, blanked to null and
/// cost nothing but themselves. Nothing, and a diagnostic, when that does not help. The element lives as long
/// as the parser's next document.
std::optional<simdjson::dom::element> parseDocument(simdjson::dom::parser& parser, const JsonText& json,
                                                    DecodeSink& sink);

}  // namespace sorami

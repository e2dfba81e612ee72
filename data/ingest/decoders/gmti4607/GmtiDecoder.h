// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// STANAG 4607 ground moving target indicator: the target reports of dwell segments become plots. They carry
/// no identity and are never joined. Source of the layout: STANAG 4607 edition 3, AEDP-7.
extern const Format kGmtiFormat;

}  // namespace sorami

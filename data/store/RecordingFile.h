// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/SampleSink.h"

#include <memory>
#include <string>

namespace sorami {

enum class IfExists {
  Refuse,   ///< a recording is evidence: it is not overwritten by accident
  Replace,  ///< the user has said so; a recording being written by another program is still refused
};

/// Begins a recording in a `.sorec` file. Each commit() makes everything appended so far safe against a crash
/// of the program and of the machine; at most what came after it is lost. Closing without finish() leaves a
/// file that openRecording() completes. For mass import do without commit(): the file is written in large
/// pieces as they fill.
Result<std::unique_ptr<SampleSink>> createRecording(const std::string& path,
                                                    IfExists ifExists = IfExists::Refuse);

/// Goes on with a recording that was finished, or that a crash left unfinished: sources and tracks keep their
/// ids (see SampleSink::snapshot() for what is there), samples are added to those there.
Result<std::unique_ptr<SampleSink>> resumeRecording(const std::string& path);

/// Opens a recording to read. A finished one is opened immutably, from any medium; one that a crash left
/// unfinished is completed first where its folder can be written, else completed in a temporary copy; one
/// that is being written is shown as of its last commit. The error says what is wrong with the file: that it
/// is no recording, of a newer version, cut off, or damaged. Single damaged chunks do not keep it from
/// opening: they are gaps. A `postgresql://` address opens a recording of a team's library, see
/// library/Library.h.
Result<StoreViewPtr> openRecording(const std::string& path);

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/SampleSink.h"
#include "data/store/StoreView.h"

#include <string>
#include <vector>

namespace sorami {

/// What is kept of the octets the reports came in.
enum class RawKeeping : std::uint8_t {
  None,
  Reference,  ///< where each report stands in its input
  Embedded    ///< the same, and the input's octets themselves, compressed
};

/// An input whose octets samples point at.
struct RawInput {
  std::string path;         ///< as it was opened, `archive!member` for one of several in an archive
  bool isEmbedded = false;  ///< its octets stand in the recording
  bool operator==(const RawInput&) const = default;
};

/// Inputs of a recording, by RawRef::input(); empty when it holds no references.
std::vector<RawInput> rawInputs(const StoreView& view);
/// Tells a recording its inputs. Replaces what it was told before.
void setRawInputs(SampleSink& sink, const std::vector<RawInput>& inputs);

/// Takes references from one recording over into another: the inputs of several become one list. Octets that
/// stand in the old recording stay there, and what points at them is dropped.
class RawInputMerge {
 public:
  /// What follows comes from this recording.
  void begin(const StoreView& view);
  RawRef moved(RawRef raw) const;
  /// Tells the new recording all inputs.
  void finish(SampleSink& sink) const;

 private:
  std::vector<RawInput> m_inputs;
  std::vector<int> m_places;  ///< by the old input: the new one, -1 none
};

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/SampleSink.h"
#include "data/store/StoreView.h"

#include <optional>
#include <string>
#include <utility>
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

/// Brings references, and the octets they point at, from recordings into another: the inputs of several
/// become one list.
class RawInputMerge {
 public:
  /// `sink` is the new recording; where it keeps no octets, what stood in the old one is looked for where its
  /// input was.
  explicit RawInputMerge(SampleSink& sink) : m_sink(sink) {}

  /// An input that is read itself. Nothing when there are too many of them.
  std::optional<std::uint16_t> add(RawInput input);
  /// What follows comes from this recording. `all`: all octets that stand in it come along, not only those of
  /// the samples that do.
  void begin(const StoreView& view, bool all);
  RawRef moved(RawRef raw);
  /// No more comes from that recording: brings its octets.
  void end();
  /// Tells the new recording all inputs.
  void finish();

 private:
  using Stretch = std::pair<std::uint64_t, std::uint64_t>;  // begin, end
  struct Place {
    int input = -1;             ///< in the new recording; -1 none
    bool isCarried = false;     ///< its octets come along
    std::uint64_t brought = 0;  ///< all octets in front of this are there
    std::vector<Stretch> wanted;
    std::size_t tidyAt = std::size_t{1} << 16;
  };
  static void tidy(std::vector<Stretch>& stretches);
  void bring(std::uint16_t from, Place& place);

  SampleSink& m_sink;
  const StoreView* m_view = nullptr;
  std::vector<RawInput> m_inputs;
  std::vector<Place> m_places;  ///< by the input of the old recording
};

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/ingest/Decoder.h"
#include "data/ingest/SourceTable.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sorami {

enum class SourceKind : std::uint8_t { Udp, Tcp, Stdin, Serial, Replay };

/// What the user knows of a source and its bytes do not tell.
struct SourceSettings {
  std::string name;    ///< what it is called in the health strip; empty: made from the address
  std::string format;  ///< id of the format; empty: found from the bytes
  /// subtracted from every event time; the date, the sensor and the editions are in it too
  DecodeOptions decode;
  Affiliation affiliation = Affiliation::Pending;  ///< of tracks whose source does not tell one
  bool keepRaw = false;                            ///< the octets that come in are kept in the recording
  /// What is known of sensors by their names; the settings above go before it.
  std::shared_ptr<const SourceTable> table;
};

/// A live source, as a person writes it in one line:
/// - `udp://239.1.2.3:8600?interface=eth0&from=10.0.0.1`, `udp://:8600`, `udp://[ff15::1]:8600`;
/// - `tcp://host:30003`; `tacview://host?user=…&password=…` (any TCP host that greets as Tacview's real-time
///   telemetry does is answered so too);
/// - `-` or `stdin:`;
/// - `serial:///dev/ttyUSB0?baud=4800`;
/// - `replay:FILE?rate=10`, paced by the capture's receive times or the reports' own; `time=now` moves them
/// to
///   the present.
/// All take `format`, `name`, `offset` (the source's clock minus UTC), `date`, `sensor=LON,LAT,HEIGHT`,
/// `affiliation` and `edition=CAT021=2.1`. Values may be percent-encoded.
struct SourceSpec {
  SourceKind kind = SourceKind::Tcp;
  std::string text;  ///< as it was written
  std::string host;  ///< address or name; of UDP the group, or the local address to listen at (empty: all)
  std::uint16_t port = 0;
  std::string
      interface;     ///< name or address of the interface a group is joined on; empty: the system's choice
  std::string from;  ///< only datagrams of this sender
  std::string path;  ///< of a serial device or a file
  int baud = 4800;
  double rate = 1;       ///< of a replay
  bool toNow = false;    ///< a replay's times are moved to the present
  bool tacview = false;  ///< the greeting is waited for
  std::string user = "Sorami";
  std::string password;
  SourceSettings settings;

  /// What it is called: the given name, else the address in short.
  std::string label() const;
};

/// Reads such a line. The error says what is wrong with it and what would be right.
Result<SourceSpec> parseSource(std::string_view text);

/// The kinds of source with an example each, for help texts: { what, example }.
struct SourceExample {
  std::string_view what;
  std::string_view text;
};
std::span<const SourceExample> sourceExamples();

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/SourceSpec.h"

#include "data/ingest/Text.h"
#include "data/ingest/encoders/Encoder.h"
#include "data/time/DurationText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace sorami {
namespace {

constexpr std::uint16_t kTacviewPort = 42674;
constexpr double kFastestReplay = 10'000;
constexpr int kBauds[] = {300,   600,   1200,   2400,   4800,   9600,  19200,
                          38400, 57600, 115200, 230400, 460800, 921600};

struct Scheme {
  std::string_view name;
  SourceKind kind;
};
constexpr Scheme kSchemes[] = {
    {"udp", SourceKind::Udp},     {"tcp", SourceKind::Tcp},       {"tacview", SourceKind::Tcp},
    {"stdin", SourceKind::Stdin}, {"serial", SourceKind::Serial}, {"replay", SourceKind::Replay},
};

constexpr const char* kKinds = QT_TRANSLATE_NOOP(
    "sorami::SourceSpec",
    "a source is udp://ADDRESS:PORT, tcp://HOST:PORT, tacview://HOST, serial:///dev/TTY, replay:FILE or - "
    "for the standard input");

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::optional<std::string> percentDecoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto code = i + 2 < text.size() ? parseInt<int>(text.substr(i + 1, 2), 16) : std::nullopt;
    if (!code || *code < 0) return std::nullopt;
    out += static_cast<char>(*code);
    i += 2;
  }
  return out;
}

std::string knownFormatIds() {
  std::string text;
  for (const Format& format : formats()) {
    if (!text.empty()) text += ", ";
    text += format.id;
  }
  return text;
}

class Parser {
  Q_DECLARE_TR_FUNCTIONS(sorami::SourceSpec)
 public:
  explicit Parser(std::string_view text) { m_spec.text = std::string(text); }

  Result<SourceSpec> run() {
    std::string_view text = m_spec.text;
    if (text.empty()) return wrong(tr("no source is told"), tr(kKinds));
    if (text == "-" || text.substr(0, 2) == "-?") {
      m_spec.kind = SourceKind::Stdin;
      return options(text.substr(1));
    }
    const std::size_t colon = text.find(':');
    const std::string scheme = lowered(text.substr(0, colon));
    const auto* const found = std::find_if(std::begin(kSchemes), std::end(kSchemes),
                                           [&](const Scheme& s) { return s.name == scheme; });
    if (colon == text.npos || found == std::end(kSchemes)) return notAScheme(text);
    m_spec.kind = found->kind;
    m_spec.tacview = scheme == "tacview";
    std::string_view rest = text.substr(colon + 1);
    if (m_spec.kind == SourceKind::Replay) return replay(rest);
    const std::size_t query = rest.find('?');
    std::string_view place = rest.substr(0, query);
    const std::string_view tail = query == rest.npos ? std::string_view() : rest.substr(query);
    if (m_spec.kind == SourceKind::Stdin) {
      if (!place.empty() && place != "//")
        return wrong(tr("the standard input has no address"), tr("write stdin: or -"));
      return options(tail);
    }
    if (place.substr(0, 2) != "//")
      return wrong(tr("'%1:' is to be followed by //").arg(shown(scheme)),
                   tr("write %1://…").arg(shown(scheme)));
    place.remove_prefix(2);
    if (m_spec.kind == SourceKind::Serial) {
      if (place.empty() || place.front() != '/')
        return wrong(tr("no device is told"), tr("write serial:///dev/ttyUSB0?baud=4800"));
      m_spec.path = std::string(place);
      return options(tail);
    }
    if (!place.empty() && place.back() == '/') place.remove_suffix(1);
    if (const auto problem = address(place)) return *problem;
    return options(tail);
  }

 private:
  Error wrong(const QString& what, const QString& hint = {}) const {
    return {what.toStdString(), m_spec.text, hint.toStdString()};
  }
  static QString shown(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  }

  Error notAScheme(std::string_view text) const {
    const std::size_t colon = text.rfind(':');
    const bool hostAndPort =
        colon != text.npos && parseInt<int>(text.substr(colon + 1)) && text.find('/') == text.npos;
    if (hostAndPort)
      return wrong(tr("it does not tell how to connect"), tr("write tcp://%1 or udp://%1").arg(shown(text)));
    if (text.front() == '/' && text.substr(0, 5) == "/dev/")
      return wrong(tr("it does not tell that this is a serial device"),
                   tr("write serial://%1").arg(shown(text)));
    if (text.find("://") == text.npos)
      return wrong(tr("it is no source"),
                   tr("to play a file as if it were live write replay:%1").arg(shown(text)));
    return wrong(tr("there is no such kind of source: '%1'").arg(shown(text.substr(0, text.find(':')))),
                 tr(kKinds));
  }

  std::optional<Error> address(std::string_view place) {
    std::string_view host = place;
    std::string_view port;
    if (!place.empty() && place.front() == '[') {
      const std::size_t end = place.find(']');
      if (end == place.npos) return wrong(tr("the address in [ ] does not end"), tr("write [ff15::1]:8600"));
      host = place.substr(1, end - 1);
      const std::string_view after = place.substr(end + 1);
      if (!after.empty() && after.front() != ':')
        return wrong(tr("a port is to follow the address"), tr("write [ff15::1]:8600"));
      if (!after.empty()) port = after.substr(1);
    } else if (const std::size_t colon = place.rfind(':'); colon != place.npos) {
      if (place.find(':') != colon)
        return wrong(tr("an IPv6 address stands in brackets"), tr("write [ff15::1]:8600"));
      host = place.substr(0, colon);
      port = place.substr(colon + 1);
    }
    m_spec.host = std::string(host);
    if (m_spec.kind == SourceKind::Tcp && host.empty())
      return wrong(tr("no host is told"), tr("write tcp://HOST:PORT"));
    if (port.empty() && m_spec.tacview) {
      m_spec.port = kTacviewPort;
      return std::nullopt;
    }
    const auto number = parseInt<int>(port);
    if (!number || *number < 1 || *number > 65535) {
      return wrong(port.empty() ? tr("no port is told") : tr("'%1' is no port").arg(shown(port)),
                   tr("a port is a number from 1 to 65535; SBS-1 has 30003, Beast 30005, AVR 30002"));
    }
    m_spec.port = static_cast<std::uint16_t>(*number);
    return std::nullopt;
  }

  Result<SourceSpec> replay(std::string_view rest) {
    if (rest.substr(0, 3) == "///") rest.remove_prefix(2);
    // A file's name may hold a question mark: options are what follows the last one and looks like them.
    const std::size_t query = rest.rfind('?');
    const bool has = query != rest.npos && rest.find('=', query) != rest.npos &&
                     isOption(rest.substr(query + 1, rest.find('=', query) - query - 1));
    m_spec.path = std::string(rest.substr(0, has ? query : rest.npos));
    if (m_spec.path.empty()) return wrong(tr("no file is told"), tr("write replay:FILE?rate=10"));
    return options(has ? rest.substr(query) : std::string_view());
  }

  static bool isOption(std::string_view key) {
    static constexpr std::string_view kKeys[] = {"rate", "time",   "format",      "name",   "offset",
                                                 "date", "sensor", "affiliation", "edition"};
    return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
  }

  Result<SourceSpec> options(std::string_view tail) {
    if (!tail.empty() && tail.front() == '?') tail.remove_prefix(1);
    while (!tail.empty()) {
      const std::size_t end = tail.find('&');
      const std::string_view one = tail.substr(0, end);
      tail.remove_prefix(end == tail.npos ? tail.size() : end + 1);
      if (one.empty()) continue;
      const std::size_t equals = one.find('=');
      if (equals == one.npos)
        return wrong(tr("the option '%1' has no value").arg(shown(one)), tr("write %1=…").arg(shown(one)));
      const auto value = percentDecoded(one.substr(equals + 1));
      if (!value) return wrong(tr("'%1' has a % without two hexadecimal digits").arg(shown(one)));
      if (const auto problem = option(lowered(one.substr(0, equals)), *value)) return *problem;
    }
    if (m_spec.toNow && m_spec.rate != 1)
      return wrong(tr("times can be moved to the present only at the rate 1"),
                   tr("leave out rate or time=now"));
    return std::move(m_spec);
  }

  std::optional<Error> option(const std::string& key, const std::string& value) {
    const auto is = [&](SourceKind kind, std::string_view name) {
      return m_spec.kind == kind && key == name;
    };
    SourceSettings& s = m_spec.settings;
    if (is(SourceKind::Udp, "interface")) {
      m_spec.interface = value;
    } else if (is(SourceKind::Udp, "from")) {
      m_spec.from = value;
    } else if (is(SourceKind::Serial, "baud")) {
      const auto baud = parseInt<int>(value);
      if (!baud || std::find(std::begin(kBauds), std::end(kBauds), *baud) == std::end(kBauds))
        return wrong(tr("'%1' is no baud rate").arg(shown(value)),
                     tr("one of 300 … 4800, 9600, 38400, 115200 … 921600"));
      m_spec.baud = *baud;
    } else if (is(SourceKind::Replay, "rate")) {
      std::string_view number = value;
      if (!number.empty() && (number.back() == 'x' || number.back() == 'X')) number.remove_suffix(1);
      const auto rate = parseDouble(number);
      if (!rate || !(*rate > 0) || *rate > kFastestReplay)
        return wrong(tr("'%1' is no rate").arg(shown(value)), tr("a number above 0, such as 10"));
      m_spec.rate = *rate;
    } else if (is(SourceKind::Replay, "time")) {
      if (value != "now" && value != "file") return wrong(tr("time is 'now' or 'file'"));
      m_spec.toNow = value == "now";
    } else if (is(SourceKind::Tcp, "user")) {
      if (value.find_first_of("\r\n") != value.npos) return wrong(tr("a user name is one line"));
      m_spec.user = value;
    } else if (is(SourceKind::Tcp, "password")) {
      m_spec.password = value;
    } else if (key == "name") {
      s.name = value;
    } else if (key == "format") {
      if (!value.empty() && findFormat(value) == nullptr)
        return wrong(tr("there is no format '%1'").arg(shown(value)),
                     tr("known: %1").arg(shown(knownFormatIds())));
      s.format = value;
    } else if (key == "offset") {
      const auto offset = parseDuration(value);
      if (!offset)
        return wrong(tr("'%1' is not a length of time").arg(shown(value)), tr("write 9h, -3h30m or 1.7s"));
      s.decode.clockOffset = *offset;
    } else if (key == "date") {
      const auto date = fromIso(value.find('T') == value.npos ? value + "T00:00:00Z" : value);
      if (!date) return wrong(tr("'%1' is not a date").arg(shown(value)), tr("write YYYY-MM-DD"));
      s.decode.referenceDate = *date;
    } else if (key == "sensor") {
      return sensor(value);
    } else if (key == "affiliation") {
      const auto word = affiliationNamed(value);
      if (!word)
        return wrong(tr("'%1' is no affiliation").arg(shown(value)),
                     tr("friend, assumed-friend, neutral, suspect, hostile, civil, unknown or pending"));
      s.affiliation = *word;
    } else if (key == "edition") {
      const std::size_t equals = value.find('=');
      if (equals == value.npos || equals == 0 || equals + 1 == value.size())
        return wrong(tr("'%1' is no edition").arg(shown(value)), tr("write edition=CAT021=2.1"));
      s.decode.editions.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    } else {
      return wrong(tr("there is no option '%1' for this kind of source").arg(shown(key)),
                   optionsOf(m_spec.kind));
    }
    return std::nullopt;
  }

  std::optional<Error> sensor(const std::string& value) {
    double numbers[3] = {0, 0, 0};
    std::string_view rest = value;
    int count = 0;
    while (!rest.empty() && count < 3) {
      const std::size_t comma = rest.find(',');
      const auto number = parseDouble(trimmed(rest.substr(0, comma)));
      if (!number) break;
      numbers[count++] = *number;
      rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
    }
    if (count < 2 || !rest.empty() || std::abs(numbers[1]) > 90 || numbers[0] < -180 || numbers[0] > 360)
      return wrong(tr("'%1' is no place of a sensor").arg(shown(value)),
                   tr("write sensor=LON,LAT,HEIGHT in degrees and metres"));
    m_spec.settings.decode.sensorPosition = LatLon{numbers[1], wrapLongitude(numbers[0])};
    m_spec.settings.decode.sensorHeight = numbers[2];
    return std::nullopt;
  }

  static QString optionsOf(SourceKind kind) {
    QString own;
    if (kind == SourceKind::Udp) own = QStringLiteral("interface, from, ");
    if (kind == SourceKind::Tcp) own = QStringLiteral("user, password, ");
    if (kind == SourceKind::Serial) own = QStringLiteral("baud, ");
    if (kind == SourceKind::Replay) own = QStringLiteral("rate, time, ");
    return tr("there are %1format, name, offset, date, sensor, affiliation, edition").arg(own);
  }

  SourceSpec m_spec;
};

}  // namespace

std::string SourceSpec::label() const {
  if (!settings.name.empty()) return settings.name;
  const auto end = [&] {
    const bool v6 = host.find(':') != host.npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
  };
  switch (kind) {
    case SourceKind::Udp:
      return "udp " + end();
    case SourceKind::Tcp:
      return end();
    case SourceKind::Stdin:
      return "standard input";
    case SourceKind::Serial:
      return path;
    case SourceKind::Replay:
      break;
  }
  const std::size_t slash = path.rfind('/');
  return "replay " + (slash == path.npos ? path : path.substr(slash + 1));
}

Result<SourceSpec> parseSource(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return Parser(trimmed(text)).run();
}

std::span<const SourceExample> sourceExamples() {
  static constexpr std::array kExamples = {
      SourceExample{QT_TRANSLATE_NOOP("sorami", "ASTERIX, multicast"), "udp://239.1.2.3:8600?interface=eth0"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "ASTERIX or DIS, unicast"), "udp://:8600"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "SBS-1 (ADS-B receiver)"), "tcp://localhost:30003"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "Beast (ADS-B receiver)"), "tcp://localhost:30005"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "Tacview real-time telemetry"), "tacview://localhost"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "Cursor-on-Target"), "tcp://localhost:8087?format=cot"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "NMEA device"), "serial:///dev/ttyUSB0?baud=4800"},
      SourceExample{QT_TRANSLATE_NOOP("sorami", "A recording, as if live"), "replay:FILE?rate=1"},
  };
  return kExamples;
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/CoordinateText.h"

#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"

#include <GeographicLib/Georef.hpp>
#include <GeographicLib/MGRS.hpp>
#include <GeographicLib/UTMUPS.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <optional>
#include <span>
#include <sstream>
#include <vector>

namespace sorami {
namespace {

const std::array<CoordinateStyleName, 6> kStyles{{{CoordinateStyle::Dms, "dms", "DMS"},
                                                  {CoordinateStyle::Dm, "dm", "DM"},
                                                  {CoordinateStyle::Dd, "dd", "DD"},
                                                  {CoordinateStyle::Mgrs, "mgrs", "MGRS"},
                                                  {CoordinateStyle::Georef, "georef", "GEOREF"},
                                                  {CoordinateStyle::Utm, "utm", "UTM"}}};

constexpr const char* kHint = QT_TR_NOOP(
    "for example 36 12 00N 133 06 00E, 36.2 133.1, 53SNA0900006000, XJGG0612 or 53 N 509000 4006000");

/// Degrees, minutes and seconds of one angle. Rounded as a whole first, so that 59.9999 carries over.
std::string angleText(double value, CoordinateStyle style, int digits, bool isLatitude) {
  const char hemisphere = isLatitude ? (value < 0 ? 'S' : 'N') : (value < 0 ? 'W' : 'E');
  const int width = isLatitude ? 2 : 3;
  const double a = std::abs(value);
  std::array<char, 64> text{};
  if (style == CoordinateStyle::Dd) {
    std::snprintf(text.data(), text.size(), "%.*f°%c", digits, a, hemisphere);
    return text.data();
  }
  const long long scale = std::llround(std::pow(10, digits));
  const int secondWidth = digits > 0 ? 3 + digits : 2;
  if (style == CoordinateStyle::Dm) {
    const long long units = std::llround(a * 60 * static_cast<double>(scale));
    const long long perDegree = 60 * scale;
    std::snprintf(text.data(), text.size(), "%0*lld°%0*.*f′%c", width, units / perDegree, secondWidth, digits,
                  static_cast<double>(units % perDegree) / static_cast<double>(scale), hemisphere);
    return text.data();
  }
  const long long units = std::llround(a * 3600 * static_cast<double>(scale));
  const long long perMinute = 60 * scale;
  std::snprintf(text.data(), text.size(), "%0*lld°%02lld′%0*.*f″%c", width, units / (60 * perMinute),
                units / perMinute % 60, secondWidth, digits,
                static_cast<double>(units % perMinute) / static_cast<double>(scale), hemisphere);
  return text.data();
}

/// Upper-case ASCII of what people type: full-width forms, primes and quotes, Japanese words.
std::string normalised(const std::string& given) {
  static const std::vector<std::pair<std::string, std::string>> kWords{
      {"北緯", "N"}, {"南緯", "S"}, {"東経", "E"}, {"西経", "W"}, {"度", "d"},    {"分", "'"},
      {"秒", "\""},  {"°", "d"},    {"º", "d"},    {"˚", "d"},    {"′", "'"},     {"’", "'"},
      {"‘", "'"},    {"´", "'"},    {"″", "\""},   {"”", "\""},   {"“", "\""},    {"–", "-"},
      {"—", "-"},    {"ー", "-"},   {"、", ","},   {"。", "."},   {"\u00a0", " "}};
  const std::string text = halfWidth(given);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    bool known = false;
    for (const auto& [word, meaning] : kWords) {
      if (text.compare(i, word.size(), word) != 0) continue;
      out += meaning;
      i += word.size();
      known = true;
      break;
    }
    if (known) continue;
    out += c < 0x80 ? static_cast<char>(std::toupper(c)) : '?';
    ++i;
  }
  // Two single primes are a double one.
  for (std::size_t at = out.find("''"); at != std::string::npos; at = out.find("''"))
    out.replace(at, 2, "\"");
  return out;
}

std::string withoutSpaces(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') out += c;
  }
  return out;
}

std::size_t count(const std::string& text, std::size_t from, int (*is)(int)) {
  std::size_t n = 0;
  while (from + n < text.size() && is(static_cast<unsigned char>(text[from + n])) != 0) ++n;
  return n;
}

Error failed(const QString& what, const std::string& text) {
  return {what.toStdString(), tr("position `%1`").arg(QString::fromStdString(text)).toStdString(),
          tr(kHint).toStdString()};
}

/// Digits, two grid letters after a zone and band (or a polar band), digits: MGRS. Four letters and digits:
/// GEOREF. Empty when the text is neither.
std::optional<Result<LatLon>> parseGrid(const std::string& compact, const std::string& original) {
  if (compact.starts_with("UPS")) return std::nullopt;
  const std::size_t zone = count(compact, 0, std::isdigit);
  const std::size_t letters = count(compact, zone, std::isalpha);
  const std::size_t digits = count(compact, zone + letters, std::isdigit);
  if (zone + letters + digits != compact.size()) return std::nullopt;
  const bool isMgrs = (zone >= 1 && zone <= 2 && letters == 3) || (zone == 0 && letters == 3);
  const bool isGeoref = zone == 0 && (letters == 4 || (letters == 2 && digits == 0));
  if (!isMgrs && !isGeoref) return std::nullopt;
  LatLon p;
  try {
    int precision = 0;
    if (isMgrs) {
      int utmZone = 0;
      bool north = true;
      double x = 0;
      double y = 0;
      GeographicLib::MGRS::Reverse(compact, utmZone, north, x, y, precision, true);
      GeographicLib::UTMUPS::Reverse(utmZone, north, x, y, p.lat, p.lon);
      return p;
    }
    GeographicLib::Georef::Reverse(compact, p.lat, p.lon, precision, true);
    return p;
  } catch (const std::exception& e) {
    return failed(e.what(), original);
  }
}

/// `53 N 509000 4006000`.
std::optional<Result<LatLon>> parseUtm(const std::string& text, const std::string& original) {
  std::string spaced;
  for (const char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 && c != 'd') {
      spaced += std::string(" ") + c + " ";
    } else {
      spaced += c == ',' ? ' ' : c;
    }
  }
  // The words UPS and the units M come apart above: U P S, and are put aside here.
  std::istringstream in(spaced);
  std::vector<std::string> words;
  for (std::string w; in >> w;) words.push_back(w);
  const bool isUps = words.size() == 6 && words[0] == "U" && words[1] == "P" && words[2] == "S";
  if (isUps) words.erase(words.begin(), words.begin() + 3);
  std::erase(words, "M");
  const std::size_t first = isUps ? 0 : 1;
  if (words.size() != first + 3 || words[first].size() != 1 ||
      std::isalpha(static_cast<unsigned char>(words[first][0])) == 0) {
    return std::nullopt;
  }
  const auto number = [](const std::string& w) -> std::optional<double> {
    char* end = nullptr;
    const double v = std::strtod(w.c_str(), &end);
    return end != nullptr && *end == 0 && std::isdigit(static_cast<unsigned char>(w[0])) != 0
               ? std::optional(v)
               : std::nullopt;
  };
  const auto zone = isUps ? std::optional(0.0) : number(words[0]);
  const auto x = number(words[first + 1]);
  const auto y = number(words[first + 2]);
  // Degrees and minutes look alike, but no easting is as small.
  if (!zone || !x || !y || (*x < 1000 && *y < 1000)) return std::nullopt;
  const char letter = words[first][0];
  const bool north = letter == 'N' || (letter != 'S' && letter > 'N');
  if (!isUps && (*zone < 1 || *zone > 60 || *zone != std::floor(*zone))) {
    return failed(tr("a UTM zone is a number from 1 to 60"), original);
  }
  try {
    LatLon p;
    GeographicLib::UTMUPS::Reverse(static_cast<int>(*zone), north, *x, *y, p.lat, p.lon);
    return p;
  } catch (const std::exception& e) {
    return failed(e.what(), original);
  }
}

struct Token {
  enum Kind { Number, Mark, Hemisphere, Comma } kind;
  double value = 0;
  char sign = 0;       ///< of a number: '-' or '+' when written
  std::string digits;  ///< of a number, as written
  char mark = 0;
};

/// One angle's tokens to degrees.
Result<double> angle(std::span<const Token> tokens, bool isLatitude, const std::string& original) {
  std::vector<const Token*> numbers;
  char hemisphere = 0;
  char sign = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    if (t.kind == Token::Hemisphere) {
      hemisphere = t.mark;
    } else if (t.kind == Token::Number) {
      if (t.sign != 0 && !numbers.empty())
        return failed(isLatitude ? tr("a sign inside the latitude") : tr("a sign inside the longitude"),
                      original);
      if (t.sign != 0) sign = t.sign;
      numbers.push_back(&t);
    } else if (t.kind == Token::Mark) {
      constexpr char kOrder[] = {'d', '\'', '"'};
      if (numbers.empty() || numbers.size() > 3 || kOrder[numbers.size() - 1] != t.mark) {
        return failed(isLatitude ? tr("the marks of the latitude are out of order")
                                 : tr("the marks of the longitude are out of order"),
                      original);
      }
    }
  }
  if (numbers.empty() || numbers.size() > 3) {
    return failed(isLatitude ? tr("the latitude wants one to three numbers")
                             : tr("the longitude wants one to three numbers"),
                  original);
  }
  double degrees = 0;
  const std::string& digits = numbers[0]->digits;
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  const std::size_t degreeDigits = isLatitude ? 2 : 3;
  if (numbers.size() == 1 && hemisphere != 0 && (whole == degreeDigits + 2 || whole == degreeDigits + 4)) {
    // Packed, as aviation writes it: DDMM, DDMMSS, DDDMM, DDDMMSS.
    const double d = std::stod(digits.substr(0, degreeDigits));
    const bool hasSeconds = whole == degreeDigits + 4;
    const double m = std::stod(digits.substr(degreeDigits, hasSeconds ? 2 : std::string::npos));
    const double s = hasSeconds ? std::stod(digits.substr(degreeDigits + 2)) : 0;
    if (m >= 60 || s >= 60) return failed(tr("minutes and seconds are less than 60"), original);
    degrees = d + m / 60 + s / 3600;
  } else {
    double unit = 1;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const double v = numbers[i]->value;
      if (i > 0 && v >= 60) return failed(tr("minutes and seconds are less than 60"), original);
      if (i + 1 < numbers.size() && v != std::floor(v)) {
        return failed(tr("only the last part of an angle has a fraction"), original);
      }
      degrees += v / unit;
      unit *= 60;
    }
  }
  if (hemisphere != 0 && sign == '-')
    return failed(tr("a minus and a hemisphere letter contradict"), original);
  if (sign == '-' || hemisphere == 'S' || hemisphere == 'W') degrees = -degrees;
  if (std::abs(degrees) > (isLatitude ? 90 : 180)) {
    return failed(
        isLatitude ? tr("a latitude is at most 90 degrees") : tr("a longitude is at most 180 degrees"),
        original);
  }
  return degrees;
}

Result<LatLon> parseAngles(const std::string& text, const std::string& original) {
  std::vector<Token> tokens;
  const bool hasLetters = text.find_first_of("NSEW") != std::string::npos;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    // 36-12-00N: with a hemisphere a dash between digits only keeps them apart.
    const bool isDash =
        c == '-' && hasLetters && i > 0 && std::isdigit(static_cast<unsigned char>(text[i - 1])) != 0;
    if (c == ' ' || c == '\t' || isDash) {
      ++i;
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '+') {
      Token t{Token::Number};
      if (c == '-' || c == '+') {
        t.sign = c;
        ++i;
        while (i < text.size() && text[i] == ' ') ++i;
      }
      while (i < text.size() && (std::isdigit(static_cast<unsigned char>(text[i])) != 0 || text[i] == '.')) {
        t.digits += text[i++];
      }
      if (t.digits.size() > 24 || t.digits.find_first_of("0123456789") == std::string::npos ||
          std::count(t.digits.begin(), t.digits.end(), '.') > 1) {
        return failed(tr("a number is not understood"), original);
      }
      t.value = std::strtod(t.digits.c_str(), nullptr);
      tokens.push_back(std::move(t));
    } else if (c == 'd' || c == 'D' || c == '\'' || c == '"') {
      tokens.push_back({Token::Mark, 0, 0, {}, c == 'D' ? 'd' : c});
      ++i;
    } else if (c == 'N' || c == 'S' || c == 'E' || c == 'W') {
      tokens.push_back({Token::Hemisphere, 0, 0, {}, c});
      ++i;
    } else if (c == ',' || c == ';' || c == '/') {
      tokens.push_back({Token::Comma, 0, 0, {}, c});
      ++i;
    } else {
      return failed(
          c == '?' ? tr("a character is not understood") : tr("`%1` is not understood").arg(QLatin1Char(c)),
          original);
    }
  }
  // Where the second angle begins: at the comma; else after the first hemisphere when that follows its
  // numbers, or at the second one; else at the second degree mark's number; else half-way.
  std::vector<std::size_t> letters;
  std::vector<std::size_t> commas;
  std::vector<std::size_t> numbers;
  std::vector<std::size_t> degreeMarks;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == Token::Hemisphere) letters.push_back(i);
    if (tokens[i].kind == Token::Comma) commas.push_back(i);
    if (tokens[i].kind == Token::Number) numbers.push_back(i);
    if (tokens[i].kind == Token::Mark && tokens[i].mark == 'd') degreeMarks.push_back(i);
  }
  if (letters.size() > 2 || letters.size() == 1)
    return failed(tr("both hemispheres or neither are wanted"), original);
  if (commas.size() > 1) return failed(tr("more than two parts"), original);
  std::size_t split = 0;
  if (commas.size() == 1) {
    split = commas[0];
  } else if (letters.size() == 2) {
    split = letters[0] == 0 ? letters[1] : letters[0] + 1;
  } else if (degreeMarks.size() == 2 && degreeMarks[1] > 0) {
    split = degreeMarks[1] - 1;
  } else if (numbers.size() >= 2 && numbers.size() % 2 == 0) {
    split = numbers[numbers.size() / 2];
  } else {
    return failed(tr("a latitude and a longitude are wanted"), original);
  }
  const std::span<const Token> all(tokens);
  const std::span<const Token> first = all.first(split);
  const std::span<const Token> second = all.subspan(commas.size() == 1 ? split + 1 : split);
  bool isLatFirst = true;
  if (letters.size() == 2) {
    const auto isLat = [&](std::size_t i) { return tokens[i].mark == 'N' || tokens[i].mark == 'S'; };
    if (isLat(letters[0]) == isLat(letters[1])) {
      return failed(tr("one of N or S and one of E or W are wanted"), original);
    }
    isLatFirst = isLat(letters[0]);
  }
  const Result<double> lat = angle(isLatFirst ? first : second, true, original);
  if (!lat) return lat.error();
  const Result<double> lon = angle(isLatFirst ? second : first, false, original);
  if (!lon) return lon.error();
  return LatLon{*lat, *lon};
}

}  // namespace

std::span<const CoordinateStyleName> coordinateStyles() {
  return kStyles;
}

std::string formatCoordinate(LatLon p, CoordinateStyle style, int extra) {
  if (!std::isfinite(p.lat) || !std::isfinite(p.lon) || std::abs(p.lat) > 90) return "—";
  p.lon = wrapLongitude(p.lon);
  try {
    if (style == CoordinateStyle::Georef) {
      std::string text;
      GeographicLib::Georef::Forward(p.lat, p.lon, std::clamp(2 + extra, 0, 8), text);
      return text;
    }
    if (style == CoordinateStyle::Mgrs || style == CoordinateStyle::Utm) {
      int zone = 0;
      bool north = true;
      double x = 0;
      double y = 0;
      GeographicLib::UTMUPS::Forward(p.lat, p.lon, zone, north, x, y);
      if (style == CoordinateStyle::Utm) {
        std::array<char, 96> text{};
        const std::string name = zone == 0 ? "UPS" : std::to_string(zone);
        std::snprintf(text.data(), text.size(), "%s %c %.*f %.*f", name.c_str(), north ? 'N' : 'S',
                      std::max(extra, 0), x, std::max(extra, 0), y);
        return text.data();
      }
      std::string grid;
      const int digits = std::clamp(5 + extra, 0, 8);
      GeographicLib::MGRS::Forward(zone, north, x, y, p.lat, digits, grid);
      const std::size_t head = grid.size() - 2 * static_cast<std::size_t>(digits) - 2;
      const auto n = static_cast<std::size_t>(digits);
      std::string out = grid.substr(0, head) + " " + grid.substr(head, 2);
      if (n > 0) out += " " + grid.substr(head + 2, n) + " " + grid.substr(head + 2 + n);
      return out;
    }
  } catch (const std::exception&) {
    return "—";
  }
  const int usual = style == CoordinateStyle::Dd ? 5 : style == CoordinateStyle::Dm ? 2 : 0;
  const int digits = std::clamp(usual + extra, 0, 9);
  return angleText(p.lat, style, digits, true) + " " + angleText(p.lon, style, digits, false);
}

Result<LatLon> parseCoordinate(const std::string& text) {
  if (text.size() > 200) return failed(tr("the text is too long for a position"), text.substr(0, 40) + "…");
  const std::string plain = normalised(text);
  const std::string compact = withoutSpaces(plain);
  if (compact.empty()) return failed(tr("nothing is written"), text);
  if (auto grid = parseGrid(compact, text)) return std::move(*grid);
  if (auto utm = parseUtm(plain, text)) return std::move(*utm);
  return parseAngles(plain, text);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace sorami {

/// Writes JSON with the keys in the order they are given. The caller balances begin and end.
class JsonWriter {
 public:
  JsonWriter& beginObject() { return open('{'); }
  JsonWriter& endObject() { return close('}'); }
  JsonWriter& beginArray() { return open('['); }
  JsonWriter& endArray() { return close(']'); }
  JsonWriter& key(std::string_view name) {
    separate();
    string(name);
    m_text += ':';
    m_first = true;
    return *this;
  }
  JsonWriter& value(std::string_view text) {
    separate();
    string(text);
    return *this;
  }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::uint64_t number) { return raw(std::to_string(number)); }
  JsonWriter& value(std::int64_t number) { return raw(std::to_string(number)); }
  JsonWriter& value(bool is) { return raw(is ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// A number with up to `digits` places behind the point; null when it is no number.
  JsonWriter& number(double number, int digits) {
    if (!std::isfinite(number)) return null();
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, number);
    std::string_view view = text;
    if (view.find('.') != view.npos) {
      while (view.back() == '0') view.remove_suffix(1);
      if (view.back() == '.') view.remove_suffix(1);
    }
    return raw(view == "-0" ? "0" : view);
  }
  /// A number with all its digits; null when it is no number.
  JsonWriter& exact(double number) {
    if (!std::isfinite(number)) return null();
    char text[40];
    std::snprintf(text, sizeof text, "%.15g", number);
    return raw(text);
  }
  const std::string& text() const { return m_text; }

 private:
  void separate() {
    if (!m_first) m_text += ',';
    m_first = false;
  }
  JsonWriter& raw(std::string_view text) {
    separate();
    m_text += text;
    return *this;
  }
  JsonWriter& open(char bracket) {
    separate();
    m_text += bracket;
    m_first = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    m_text += bracket;
    m_first = false;
    return *this;
  }
  void string(std::string_view text) {
    m_text += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        m_text += '\\';
        m_text += c;
      } else if (byte < 0x20) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", byte);
        m_text += escape;
      } else {
        m_text += c;
      }
    }
    m_text += '"';
  }
  std::string m_text;
  bool m_first = true;
};

}  // namespace sorami

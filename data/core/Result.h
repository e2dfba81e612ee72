// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace sorami {

/// What went wrong, where, and what the reader can do about it. Made where the facts are known, shown once,
/// near the user.
struct Error {
  std::string what;   ///< one sentence without full stop: `the file ends inside a block`
  std::string where;  ///< file, byte offset, line or item; may be empty
  std::string hint;   ///< what to do; may be empty

  /// `where: what (hint)`, the form used on stderr and in logs.
  std::string text() const;
};

/// A value or the Error that kept it from being made.
template <typename T>
class [[nodiscard]] Result {
 public:
  /// Success of an operation that makes nothing.
  Result() requires std::is_same_v<T, std::monostate> : m_state(std::in_place_index<0>) {}
  Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return m_state.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(m_state); }
  const T& value() const& { return std::get<0>(m_state); }
  T&& value() && { return std::get<0>(std::move(m_state)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return std::get<1>(m_state); }

 private:
  std::variant<T, Error> m_state;
};

/// Result of an operation that makes nothing: `return Status{};` for success.
using Status = Result<std::monostate>;

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace sorami::library {

/// Arguments of a statement, all in binary form.
class Arguments {
 public:
  Arguments& add(std::int64_t value);                           ///< bigint
  Arguments& addInt(std::int32_t value);                        ///< integer
  Arguments& add(std::string_view text);                        ///< text
  Arguments& addBytes(std::string_view bytes);                  ///< bytea
  Arguments& addInts(const std::vector<std::int32_t>& values);  ///< integer[]

 private:
  friend class Postgres;
  void put(std::uint32_t type, std::string bytes);
  std::vector<std::uint32_t> m_types;
  std::vector<std::string> m_values;
};

/// Rows in binary form. Columns are read as what the statement gives: bigint and integer by integer(), text
/// and bytea by bytes().
class Rows {
 public:
  explicit Rows(pg_result* result) : m_result(result) {}
  int size() const;
  int status() const;  ///< ExecStatusType of libpq
  bool isNull(int row, int column) const;
  std::int64_t integer(int row, int column) const;
  std::string_view bytes(int row, int column) const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> m_result;
};

/// Rows for COPY … FROM STDIN (FORMAT binary), see PostgreSQL's manual, "COPY", "Binary Format".
class CopyRows {
 public:
  CopyRows();
  CopyRows& begin(int columns);
  CopyRows& add(std::int64_t value);
  CopyRows& addInt(std::int32_t value);
  CopyRows& addShort(std::int16_t value);
  CopyRows& add(std::string_view bytes);  ///< text or bytea
  CopyRows& addNull();

 private:
  friend class Postgres;
  std::string m_bytes;
};

/// A connection to a server. One thread at a time. Errors name the server, never a password.
class Postgres {
 public:
  /// `uri` as libpq takes it: `postgresql://user@host:port/database`.
  static Result<std::unique_ptr<Postgres>> connect(const std::string& uri);

  /// One or more statements without arguments.
  Status run(const std::string& sql);
  Result<Rows> query(const std::string& sql, const Arguments& arguments = {});
  /// `table` with its columns in parentheses. Sends what `rows` holds and empties it; finishCopy() ends it.
  Status beginCopy(const std::string& table);
  Status sendCopy(CopyRows& rows);
  Status finishCopy(CopyRows& rows);
  /// True when the connection is up; else it is made anew, once.
  bool revive();
  const std::string& name() const { return m_name; }

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  Error error() const;

  std::unique_ptr<pg_conn, Close> m_connection;
  std::string m_name;
};

/// The `postgresql://` of a library, without and with the recording it names.
struct LibraryAddress {
  std::string server;          ///< for libpq
  std::int64_t recording = 0;  ///< 0: not told
};
bool isLibraryAddress(std::string_view text);
/// Takes `recording=N` out of an address's query.
Result<LibraryAddress> parseLibraryAddress(const std::string& text);

}  // namespace sorami::library

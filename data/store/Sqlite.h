// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace sorami {

/// A thin owner of a SQLite connection. One thread at a time.
class Database {
 public:
  /// `uri` is a path or a `file:` URI; `flags` are SQLITE_OPEN_…. Untrusted schemas cannot call functions,
  /// and corrupt cells are refused.
  static Result<Database> open(const std::string& uri, int flags);

  Status run(const char* sql);
  sqlite3* handle() const { return m_db.get(); }
  /// What failed last, as an Error about this file.
  Error error() const;
  /// True when a transaction is open.
  bool inTransaction() const;

 private:
  struct Close {
    void operator()(sqlite3* db) const;
  };
  std::unique_ptr<sqlite3, Close> m_db;
  std::string m_name;
};

/// A prepared statement: bind, step, read, reset. Text and blob arguments need live until the step only.
class Statement {
 public:
  Statement() = default;
  /// Check ok(): preparing fails when the file is no recording of ours or damaged.
  Statement(const Database& db, const char* sql);
  bool ok() const { return m_statement != nullptr; }

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, double value);
  Statement& bind(int index, std::string_view text);
  Statement& bindBlob(int index, std::string_view bytes);
  Statement& bindNull(int index);

  /// True while there is a row. After the last row, or on an error, false; failed() tells which.
  bool step();
  bool failed() const { return m_failed; }
  /// Runs to the end and makes ready for the next use; false on an error.
  bool run();
  void reset();

  std::int64_t integer(int column) const;
  double real(int column) const;
  /// Valid until the next step or reset.
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  bool isNull(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
  bool m_failed = false;
};

}  // namespace sorami

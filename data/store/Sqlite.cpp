// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Sqlite.h"

#include <sqlite3.h>

namespace sorami {

void Database::Close::operator()(sqlite3* db) const {
  sqlite3_close_v2(db);
}

Result<Database> Database::open(const std::string& uri, int flags) {
  Database db;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  db.m_db.reset(handle);
  db.m_name = uri;
  if (code != SQLITE_OK) return Error{handle != nullptr ? sqlite3_errmsg(handle) : "out of memory", uri, {}};
  sqlite3_busy_timeout(handle, 5000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (Status set = db.run("PRAGMA cell_size_check=ON"); !set) return set.error();
  return db;
}

Status Database::run(const char* sql) {
  if (sqlite3_exec(m_db.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error();
  return std::monostate{};
}

Error Database::error() const {
  Error e;
  e.where = m_name;
  switch (sqlite3_errcode(m_db.get())) {
    case SQLITE_FULL:
      e.what = "the disk is full";
      e.hint = "make room; what was committed before is safe";
      break;
    case SQLITE_IOERR:
      e.what = "the disk or the network share cannot be written or read";
      e.hint = "what was committed before is safe";
      break;
    case SQLITE_READONLY:
      e.what = "the file or its folder is read-only";
      e.hint = "choose another place";
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      e.what = "another program holds the file";
      e.hint = "close it there, or wait";
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      e.what = std::string("the file is damaged: ") + sqlite3_errmsg(m_db.get());
      e.hint = "work on a copy, or ask the sender for it again";
      break;
    default:
      e.what = sqlite3_errmsg(m_db.get());
  }
  return e;
}

bool Database::inTransaction() const {
  return sqlite3_get_autocommit(m_db.get()) == 0;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(const Database& db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  m_failed = sqlite3_prepare_v2(db.handle(), sql, -1, &statement, nullptr) != SQLITE_OK;
  m_statement.reset(statement);
}

Statement& Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(m_statement.get(), index, value);
  return *this;
}
Statement& Statement::bind(int index, double value) {
  sqlite3_bind_double(m_statement.get(), index, value);
  return *this;
}
Statement& Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(m_statement.get(), index, text.data() != nullptr ? text.data() : "", text.size(),
                      nullptr, SQLITE_UTF8);
  return *this;
}
Statement& Statement::bindBlob(int index, std::string_view bytes) {
  sqlite3_bind_blob64(m_statement.get(), index, bytes.data() != nullptr ? bytes.data() : "", bytes.size(),
                      nullptr);
  return *this;
}
Statement& Statement::bindNull(int index) {
  sqlite3_bind_null(m_statement.get(), index);
  return *this;
}

bool Statement::step() {
  if (!m_statement) return false;
  const int code = sqlite3_step(m_statement.get());
  m_failed = code != SQLITE_ROW && code != SQLITE_DONE;
  return code == SQLITE_ROW;
}

bool Statement::run() {
  while (step()) {
  }
  const bool good = ok() && !m_failed;
  reset();
  return good;
}

void Statement::reset() {
  sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(m_statement.get(), column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(m_statement.get(), column);
}
std::string_view Statement::text(int column) const {
  const unsigned char* data = sqlite3_column_text(m_statement.get(), column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}
std::string_view Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(m_statement.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}
bool Statement::isNull(int column) const {
  return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

}  // namespace sorami

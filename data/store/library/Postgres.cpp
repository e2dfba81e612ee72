// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/library/Postgres.h"

#include <algorithm>
#include <charconv>
#include <libpq-fe.h>

namespace sorami::library {
namespace {

// Type numbers are part of the protocol: pg_type.dat of PostgreSQL's source.
constexpr std::uint32_t kBytea = 17;
constexpr std::uint32_t kInt8 = 20;
constexpr std::uint32_t kInt4 = 23;
constexpr std::uint32_t kText = 25;
constexpr std::uint32_t kInt4Array = 1007;

template <typename T>
void putBigEndian(std::string& out, T value) {
  const auto bits = static_cast<std::uint64_t>(value);
  for (std::size_t i = sizeof(T); i-- > 0;) out.push_back(static_cast<char>(bits >> (8 * i)));
}

}  // namespace

void Arguments::put(std::uint32_t type, std::string bytes) {
  m_types.push_back(type);
  m_values.push_back(std::move(bytes));
}
Arguments& Arguments::add(std::int64_t value) {
  std::string bytes;
  putBigEndian(bytes, value);
  put(kInt8, std::move(bytes));
  return *this;
}
Arguments& Arguments::addInt(std::int32_t value) {
  std::string bytes;
  putBigEndian(bytes, value);
  put(kInt4, std::move(bytes));
  return *this;
}
Arguments& Arguments::add(std::string_view text) {
  put(kText, std::string(text));
  return *this;
}
Arguments& Arguments::addBytes(std::string_view bytes) {
  put(kBytea, std::string(bytes));
  return *this;
}
Arguments& Arguments::addInts(const std::vector<std::int32_t>& values) {
  // One dimension, no NULLs, element type, length, lower bound, then length and value of each.
  std::string bytes;
  putBigEndian(bytes, std::int32_t{1});
  putBigEndian(bytes, std::int32_t{0});
  putBigEndian(bytes, kInt4);
  putBigEndian(bytes, static_cast<std::int32_t>(values.size()));
  putBigEndian(bytes, std::int32_t{1});
  for (const std::int32_t value : values) {
    putBigEndian(bytes, std::int32_t{4});
    putBigEndian(bytes, value);
  }
  put(kInt4Array, std::move(bytes));
  return *this;
}

void Rows::Clear::operator()(pg_result* result) const {
  PQclear(result);
}
int Rows::status() const {
  return PQresultStatus(m_result.get());
}
int Rows::size() const {
  return PQntuples(m_result.get());
}
bool Rows::isNull(int row, int column) const {
  return PQgetisnull(m_result.get(), row, column) != 0;
}
std::string_view Rows::bytes(int row, int column) const {
  return {PQgetvalue(m_result.get(), row, column),
          static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}
std::int64_t Rows::integer(int row, int column) const {
  const std::string_view value = bytes(row, column);
  if (value.empty() || value.size() > 8) return 0;
  std::uint64_t bits = (static_cast<unsigned char>(value.front()) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char c : value) bits = bits << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(bits);
}

CopyRows::CopyRows() {
  m_bytes.assign("PGCOPY\n\377\r\n\0", 11);
  m_bytes.append(8, '\0');  // no flags, no extension
}
CopyRows& CopyRows::begin(int columns) {
  putBigEndian(m_bytes, static_cast<std::int16_t>(columns));
  return *this;
}
CopyRows& CopyRows::add(std::int64_t value) {
  putBigEndian(m_bytes, std::int32_t{8});
  putBigEndian(m_bytes, value);
  return *this;
}
CopyRows& CopyRows::addInt(std::int32_t value) {
  putBigEndian(m_bytes, std::int32_t{4});
  putBigEndian(m_bytes, value);
  return *this;
}
CopyRows& CopyRows::addShort(std::int16_t value) {
  putBigEndian(m_bytes, std::int32_t{2});
  putBigEndian(m_bytes, value);
  return *this;
}
CopyRows& CopyRows::add(std::string_view bytes) {
  putBigEndian(m_bytes, static_cast<std::int32_t>(bytes.size()));
  m_bytes.append(bytes);
  return *this;
}
CopyRows& CopyRows::addNull() {
  putBigEndian(m_bytes, std::int32_t{-1});
  return *this;
}

void Postgres::Close::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

Result<std::unique_ptr<Postgres>> Postgres::connect(const std::string& uri) {
  const char* const keys[] = {"dbname", "connect_timeout", "fallback_application_name", nullptr};
  const char* const values[] = {uri.c_str(), "10", "sorami", nullptr};
  std::unique_ptr<Postgres> made(new Postgres);
  made->m_connection.reset(PQconnectdbParams(keys, values, 1));
  pg_conn* connection = made->m_connection.get();
  const auto part = [&](const char* text) { return std::string(text != nullptr ? text : ""); };
  made->m_name = "postgresql://" + part(PQhost(connection)) + ":" + part(PQport(connection)) + "/" +
                 part(PQdb(connection));
  if (PQstatus(connection) != CONNECTION_OK) {
    std::string why = part(PQerrorMessage(connection));
    while (!why.empty() && (why.back() == '\n' || why.back() == ' ')) why.pop_back();
    return Error{"the library cannot be reached: " + why, made->m_name,
                 "check the address, the network and your account there"};
  }
  PQsetNoticeProcessor(
      connection, [](void*, const char*) {}, nullptr);
  return made;
}

Error Postgres::error() const {
  std::string why = PQerrorMessage(m_connection.get());
  while (!why.empty() && (why.back() == '\n' || why.back() == ' ')) why.pop_back();
  return {"the library answers: " + why, m_name, {}};
}

Status Postgres::run(const std::string& sql) {
  PGresult* result = PQexec(m_connection.get(), sql.c_str());
  const auto status = PQresultStatus(result);
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) return error();
  return std::monostate{};
}

Result<Rows> Postgres::query(const std::string& sql, const Arguments& arguments) {
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const std::string& value : arguments.m_values) {
    values.push_back(value.data());
    lengths.push_back(static_cast<int>(value.size()));
  }
  const std::vector<int> formats(values.size(), 1);
  Rows rows(PQexecParams(m_connection.get(), sql.c_str(), static_cast<int>(values.size()),
                         arguments.m_types.data(), values.data(), lengths.data(), formats.data(), 1));
  if (rows.status() != PGRES_TUPLES_OK && rows.status() != PGRES_COMMAND_OK) return error();
  return rows;
}

Status Postgres::beginCopy(const std::string& table) {
  PGresult* result = PQexec(m_connection.get(), ("COPY " + table + " FROM STDIN (FORMAT binary)").c_str());
  const auto status = PQresultStatus(result);
  PQclear(result);
  if (status != PGRES_COPY_IN) return error();
  return std::monostate{};
}

Status Postgres::sendCopy(CopyRows& rows) {
  if (PQputCopyData(m_connection.get(), rows.m_bytes.data(), static_cast<int>(rows.m_bytes.size())) != 1)
    return error();
  rows.m_bytes.clear();
  return std::monostate{};
}

Status Postgres::finishCopy(CopyRows& rows) {
  putBigEndian(rows.m_bytes, std::int16_t{-1});
  if (Status sent = sendCopy(rows); !sent) return sent;
  if (PQputCopyEnd(m_connection.get(), nullptr) != 1) return error();
  bool good = true;
  while (PGresult* result = PQgetResult(m_connection.get())) {
    good = good && PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
  }
  if (!good) return error();
  return std::monostate{};
}

bool Postgres::revive() {
  if (PQstatus(m_connection.get()) == CONNECTION_OK) return true;
  PQreset(m_connection.get());
  return PQstatus(m_connection.get()) == CONNECTION_OK;
}

bool isLibraryAddress(std::string_view text) {
  return text.substr(0, 13) == "postgresql://" || text.substr(0, 11) == "postgres://";
}

Result<LibraryAddress> parseLibraryAddress(const std::string& text) {
  if (!isLibraryAddress(text))
    return Error{"this is no address of a library", text, "postgresql://host/database"};
  LibraryAddress address;
  const std::size_t query = text.find('?');
  address.server = text.substr(0, query);
  if (query == std::string::npos) return address;
  std::string rest;
  for (std::size_t at = query + 1; at <= text.size();) {
    const std::size_t end = std::min(text.find('&', at), text.size());
    const std::string_view item = std::string_view(text).substr(at, end - at);
    constexpr std::string_view kKey = "recording=";
    if (item.substr(0, kKey.size()) == kKey) {
      const std::string_view number = item.substr(kKey.size());
      const auto [stop, failure] =
          std::from_chars(number.data(), number.data() + number.size(), address.recording);
      if (failure != std::errc() || stop != number.data() + number.size() || address.recording <= 0)
        return Error{"the recording is not given by its number", "recording=" + std::string(number),
                     "sorami library list tells the numbers"};
    } else if (!item.empty()) {
      rest += (rest.empty() ? "?" : "&") + std::string(item);
    }
    at = end + 1;
  }
  address.server += rest;
  return address;
}

}  // namespace sorami::library

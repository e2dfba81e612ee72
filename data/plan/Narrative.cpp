// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Narrative.h"

#include "data/plan/TableText.h"
#include "data/time/TimeText.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>

namespace sorami {
namespace {

enum class Role : std::uint8_t { None, Time, Author, Marking, Text };

QString folded(const std::string& text) {
  return QString::fromStdString(text).normalized(QString::NormalizationForm_KC).trimmed().toLower();
}

Role roleOf(const std::string& header) {
  static const std::array<std::pair<Role, QStringList>, 4> kNames = {{
      {Role::Time,
       {QStringLiteral("time"), QStringLiteral("timestamp"), QStringLiteral("date"),
        QStringLiteral("datetime"), QStringLiteral("dtg"), QStringLiteral("utc"), QStringLiteral("zulu"),
        QString::fromUtf8("時刻"), QString::fromUtf8("日時"), QString::fromUtf8("時間")}},
      {Role::Author,
       {QStringLiteral("author"), QStringLiteral("by"), QStringLiteral("from"), QStringLiteral("who"),
        QStringLiteral("operator"), QStringLiteral("source"), QString::fromUtf8("記録者"),
        QString::fromUtf8("作成者"), QString::fromUtf8("発信")}},
      {Role::Marking,
       {QStringLiteral("marking"), QStringLiteral("classification"), QStringLiteral("class"),
        QString::fromUtf8("区分"), QString::fromUtf8("秘区分")}},
      {Role::Text,
       {QStringLiteral("text"), QStringLiteral("entry"), QStringLiteral("message"), QStringLiteral("event"),
        QStringLiteral("remarks"), QStringLiteral("narrative"), QStringLiteral("description"),
        QString::fromUtf8("内容"), QString::fromUtf8("記事"), QString::fromUtf8("本文")}},
  }};
  const QString name = folded(header).section(QLatin1Char('('), 0, 0).trimmed();
  for (const auto& [role, names] : kNames) {
    if (names.contains(name)) return role;
  }
  return Role::None;
}

std::optional<UtcTime> timeOf(const std::string& text, UtcTime near) {
  const std::string t = QString::fromStdString(text).trimmed().toStdString();
  if (t.empty() || t.front() == '+' || t.front() == '-') return std::nullopt;
  if (const auto iso = fromIso(t)) return iso;
  return parseGoToTime(t, near, localZone(near));
}

}  // namespace

void sortNarrative(std::vector<NarrativeEntry>& entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const NarrativeEntry& a, const NarrativeEntry& b) { return a.time < b.time; });
}

std::ptrdiff_t narrativeAt(const std::vector<NarrativeEntry>& entries, UtcTime t) {
  if (!t.isValid()) return -1;
  const auto after = std::upper_bound(entries.begin(), entries.end(), t,
                                      [](UtcTime at, const NarrativeEntry& e) { return at < e.time; });
  return after - entries.begin() - 1;
}

bool matchesNarrative(const NarrativeEntry& entry, std::string_view words) {
  const QString all = folded(entry.text + '\n' + entry.author + '\n' + entry.marking);
  const QStringList each = folded(std::string(words)).split(QLatin1Char(' '), Qt::SkipEmptyParts);
  return std::all_of(each.begin(), each.end(), [&](const QString& word) { return all.contains(word); });
}

Result<NarrativeImport> readNarrativeCsv(std::string_view text, UtcTime near) {
  std::vector<int> lines;
  const auto cells = cellsOf(std::string(text), &lines);
  if (cells.empty()) return Error{"there is nothing in it", "", "each line is time, author, marking, text"};
  std::vector<Role> roles;
  for (const std::string& cell : cells.front()) roles.push_back(roleOf(cell));
  const auto has = [&](Role role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); };
  const bool hasHeader = has(Role::Time) && !timeOf(cells.front().front(), near);
  if (hasHeader && !has(Role::Text)) {
    return Error{"its columns have no text", "", "name one of them 'text'"};
  }
  NarrativeImport made;
  UtcTime last = near;
  for (std::size_t i = hasHeader ? 1 : 0; i < cells.size(); ++i) {
    const std::vector<std::string>& row = cells[i];
    NarrativeEntry entry;
    std::string when;
    for (std::size_t c = 0; c < row.size(); ++c) {
      Role role = Role::None;
      if (hasHeader) {
        role = c < roles.size() ? roles[c] : Role::None;
      } else if (c == 0) {
        role = Role::Time;
      } else if (c + 1 == row.size() || c >= 3) {
        role = Role::Text;
      } else {
        role = c == 1 ? Role::Author : Role::Marking;
      }
      const std::string value = QString::fromStdString(row[c]).trimmed().toStdString();
      if (role == Role::Time) when += (when.empty() ? "" : " ") + value;
      if (role == Role::Author) entry.author = value;
      if (role == Role::Marking) entry.marking = value;
      if (role == Role::Text) entry.text += (entry.text.empty() ? "" : " ") + value;
    }
    // Entries stand in the order of time: one without a day is nearest to the one above it.
    const std::optional<UtcTime> time = timeOf(when, last);
    const std::string line = "line " + std::to_string(lines[i]) + ": ";
    if (!time || !time->isValid()) {
      made.problems.push_back(line + "'" + when + "' is no time; the line is left out");
      continue;
    }
    if (entry.text.empty()) {
      made.problems.push_back(line + "has no text; it is left out");
      continue;
    }
    entry.time = last = *time;
    made.entries.push_back(std::move(entry));
  }
  if (made.entries.empty()) {
    return Error{made.problems.empty() ? "it has no entries" : made.problems.front(), "",
                 "each line is time, author, marking, text"};
  }
  sortNarrative(made.entries);
  return made;
}

}  // namespace sorami

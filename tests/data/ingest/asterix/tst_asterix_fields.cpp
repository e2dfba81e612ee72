// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/asterix/AsterixTestTools.h"

#include <QDir>
#include <QTest>

#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace sorami;
using namespace sorami::test;

namespace {

struct Leaf {
  std::string name;
  std::string text;
};

using Json = simdjson::dom::element;

/// Values in the order of their bits; FX and spare bits left out.
void leaves(Json json, const std::string& name, std::vector<Leaf>& out) {
  if (json.is_object()) {
    for (const auto [key, value] : json.get_object()) {
      std::string lower(key);
      std::transform(lower.begin(), lower.end(), lower.begin(), ::tolower);
      const bool reserved = lower.starts_with("res") && lower.size() == 4 && std::isdigit(lower[3]);
      if (lower == "fx" || lower.starts_with("spare") || reserved) continue;
      leaves(value, std::string(key), out);
    }
  } else if (json.is_array()) {
    for (const Json item : json.get_array()) leaves(item, name, out);
  } else if (json.is_string()) {
    out.push_back({name, std::string(json.get_string().value())});
  } else {
    out.push_back({name, simdjson::minify(json)});
  }
}

std::string plain(std::string text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  text = text.substr(first, text.find_last_not_of(' ') - first + 1);
  std::transform(text.begin(), text.end(), text.begin(), ::tolower);
  return text.starts_with("0x") ? text.substr(2) : text;
}

bool number(const std::string& text, double& value) {
  if (text.find_first_not_of("0123456789+-.eE") != std::string::npos || text.empty()) return false;
  char* end = nullptr;
  value = std::strtod(text.c_str(), &end);
  return *end == '\0';
}

/// Their unit to ours, and their known faults, by `category/item` or `category/item/our path`.
double normalised(const std::string& key, double theirs) {
  static const std::map<std::string, double> kFactor = {
      {"021/074/TOMRP", 1e-9},      // ns
      {"001/200/GSP", 1 / 3600.0},  // kt
      {"048/200/GSP", 1 / 3600.0},  // kt
      {"062/136", 0.01},            // ft to FL
      {"062/135/CTB", 0.01},       {"062/500/ABA", 0.01},
  };
  static const std::set<std::string> kBase = {"021/RE/BPS/BPS", "062/380/BPS/BPS"};
  if (const auto it = kFactor.find(key); it != kFactor.end()) return theirs * it->second;
  return kBase.contains(key) ? theirs + 800 : theirs;
}

bool same(const std::string& key, const Leaf& theirs, const AsterixField& ours) {
  double a = 0;
  double b = 0;
  if (number(theirs.text, a) && number(ours.text, b)) {
    a = normalised(key, a);
    // Category 001: their speed step is 0.22 kt, the specification's 2^-14 NM/s.
    const double relative = key == "001/200/GSP" ? 2e-3 : 1e-6;
    return std::abs(a - b) <= relative * std::max(1.0, std::abs(b));
  }
  return plain(theirs.text) == plain(ours.text);
}

/// What can not be compared, with the reason.
const std::map<std::string, const char*> kSkipped = {
    {"010/270", "their step of the orientation is 2.81 degrees"},
    {"048/260", "they look into the ACAS register, we show it whole"},
    {"019/552", "they split its status otherwise"},
    {"020/400", "they show eight receivers as one number"},
    {"020/RE", "no table of this expansion field"},
    {"021/090 of 0.26", "they read PA as unsigned"},
};

/// Fields of newer editions where theirs has spare bits.
const std::set<std::string> kNewer = {
    "004/045/AREA/EP",   "004/045/AREA/VAL",   "020/230/CASEVN",     "021/200/ME",
    "021/RE/STA/RCE/EP", "021/RE/STA/RCE/VAL", "021/RE/STA/RRL/EP",  "021/RE/STA/RRL/VAL",
    "065/040/STTN",      "021/RE/NAV/MFM/EP",  "021/RE/NAV/MFM/VAL",
};

/// Mode S registers: they show the register's fields instead of its octets.
bool sameRegisters(const std::vector<Leaf>& theirs, const std::vector<AsterixField>& ours, std::string& why) {
  std::size_t t = 0;
  for (std::size_t o = 0; o < ours.size();) {
    const std::string code = ours[o + 1].text + ours[o + 2].text;
    const std::string octets = plain(ours[o].text);
    o += 3;
    std::size_t fields = 0;
    while (o + fields < ours.size() && ours[o + fields].path.find("BDS") != std::string::npos &&
           ours[o + fields].path.find('/') != std::string::npos)
      ++fields;
    std::vector<Leaf> group;
    while (t < theirs.size() && theirs[t].name != "BDS") group.push_back(theirs[t++]);
    if (t == theirs.size() || plain(theirs[t++].text) != code) {
      why = "register " + code;
      return false;
    }
    if (fields == 0) {
      if (group.size() != 1 || plain(group[0].text) != octets) why = "octets " + octets;
    } else if (group.size() != fields) {
      why = "number of fields in register " + code;
    } else {
      for (std::size_t i = 0; i < fields; ++i) {
        const double base = group[i].name == "BP" ? 800 : 0;
        if (std::abs(std::strtod(group[i].text.c_str(), nullptr) + base - ours[o + i].value) > 1e-6 * 100)
          why = group[i].name + " " + group[i].text + " against " + ours[o + i].text;
      }
    }
    if (!why.empty()) return false;
    o += fields;
  }
  return t == theirs.size();
}

std::vector<std::string> gzipLines(const QString& path) {
  std::string text;
  const gzFile file = gzopen(path.toLocal8Bit().constData(), "rb");
  if (file == nullptr) return {};
  char buffer[65536];
  for (int n; (n = gzread(file, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  gzclose(file);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

/// Every field of every recorded record against an independent decoder's reading of the same octets.
class TestAsterixFields : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (!haveSamples()) QSKIP("ASTERIX fields skipped: shared samples are not here");
  }

  void fields_data() {
    QTest::addColumn<QString>("path");
    const QDir folder(samplePath(QStringLiteral("expected")));
    const QFileInfoList files = folder.entryInfoList({QStringLiteral("*.jsonl.gz")}, QDir::Files, QDir::Name);
    for (const QFileInfo& info : files)
      QTest::newRow(info.fileName().toLocal8Bit().constData()) << info.filePath();
  }

  void fields() {
    QFETCH(QString, path);
    std::string adsbEdition;
    if (path.contains(QLatin1String("ed2.1"))) adsbEdition = "2.1";
    if (path.contains(QLatin1String("ed0.26"))) adsbEdition = "0.26";
    simdjson::dom::parser parser;
    std::size_t compared = 0;
    std::size_t records = 0;
    std::map<std::string, std::string> differences;
    const std::vector<std::string> lines = gzipLines(path);
    for (const std::string& line : lines) {
      const Json json = parser.parse(line);
      const auto number = static_cast<int>(json["cat"].get_int64().value());
      if (number == 30 || number == 32 || number == 252 || number == 255) continue;  // no tables
      const QByteArray octets =
          QByteArray::fromHex(QByteArray::fromStdString(std::string(json["hexdata"].get_string().value())));
      const std::string category = QString::number(number).rightJustified(3, '0').toStdString();
      const Json items = json["CAT" + category];
      simdjson::dom::element ignored;
      // Their known fault: category 001 records without I001/010 are split wrongly.
      if (number == 1 && items["I010"].get(ignored) != simdjson::SUCCESS) continue;
      if (number == 1 && path.contains(QLatin1String("propagation")) && ++m_propagation > 1) continue;
      const auto ours = describeAsterixRecord(number, bytesOf(octets), number == 21 ? adsbEdition : "");
      ++records;
      std::map<std::string, std::vector<AsterixField>> byItem;
      for (const AsterixField& f : ours) byItem[f.item.substr(5)].push_back(f);
      std::size_t theirItems = 0;
      for (const auto [name, value] : items.get_object()) {
        ++theirItems;
        const std::string item(name.substr(1));
        const std::string key = category + "/" + item;
        const auto found = byItem.find(item);
        if (found == byItem.end()) {
          differences[key] = "not read by us: " + line.substr(0, 200);
          continue;
        }
        if (kSkipped.contains(key) || kSkipped.contains(key + " of " + adsbEdition)) continue;
        std::vector<Leaf> theirs;
        leaves(value, item, theirs);
        std::vector<AsterixField> mine = found->second;
        if (key == "048/250" || key == "020/250") {
          std::string why;
          if (!sameRegisters(theirs, mine, why)) differences[key] = why + " in " + line.substr(0, 200);
          compared += theirs.size();
          continue;
        }
        if (mine.size() != theirs.size())
          std::erase_if(mine, [&](const AsterixField& f) { return kNewer.contains(key + "/" + f.path); });
        if (mine.size() != theirs.size()) {
          differences[key] = "they have " + std::to_string(theirs.size()) + " fields, we " +
                             std::to_string(mine.size()) + " in " + line.substr(0, 200);
          continue;
        }
        for (std::size_t i = 0; i < mine.size(); ++i) {
          const std::string full = mine[i].path.empty() ? key : key + "/" + mine[i].path;
          if (!same(full, theirs[i], mine[i]))
            differences[full] = theirs[i].text + " is theirs, ours " + mine[i].text;
          ++compared;
        }
      }
      if (theirItems != byItem.size()) differences[category] = "items in " + line.substr(0, 200);
    }
    for (const auto& [key, what] : differences) qWarning("%s: %s", key.c_str(), what.c_str());
    qInfo("%zu records, %zu fields compared", records, compared);
    QCOMPARE(differences.size(), std::size_t{0});
    if (!lines.empty() && !path.contains(QLatin1String("cat030")) && !path.contains(QLatin1String("cat252")))
      QVERIFY(compared > 0);
  }

 private:
  int m_propagation = 0;
};

QTEST_APPLESS_MAIN(TestAsterixFields)
#include "tst_asterix_fields.moc"

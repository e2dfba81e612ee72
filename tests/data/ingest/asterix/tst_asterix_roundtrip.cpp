// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/asterix/AsterixTestTools.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/ingest/decoders/asterix/Walk.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace sorami;
using namespace sorami::asterix;
using namespace sorami::test;

namespace {

using Random = std::mt19937_64;
using Values = std::map<std::string, std::vector<std::uint64_t>>;

bool flip(Random& random, double chance) {
  return static_cast<double>(random() >> 11) * 0x1p-53 < chance;
}

/// Sets random values below `node` and notes in `expected` what each path must hold, in order.
class Filler {
 public:
  Filler(AsterixRecord& record, Random& random, Values& expected)
      : m_record(record), m_random(random), m_expected(expected) {}

  void fill(const Node& node, int index = 0) {
    switch (node.shape) {
      case Shape::Element:
        element(node, index);
        break;
      case Shape::Group:
        for (const Node& kid : node.kids) fill(kid, index);
        break;
      case Shape::Extended: {
        bool more = true;
        for (const Node& kid : node.kids) {
          if (kid.shape == Shape::Fx) more = flip(m_random, 0.6);
          if (!more) break;
          if (kid.shape != Shape::Fx) fill(kid, index);
        }
        break;
      }
      case Shape::Repeated:
      case Shape::Chained: {
        const int times = 1 + static_cast<int>(m_random() % 3);
        for (int i = 0; i < times; ++i) fill(node.kids.front(), i);
        break;
      }
      case Shape::Compound:
      case Shape::Fields: {
        bool any = false;
        while (!any) {
          for (const Node& kid : node.kids) {
            if (kid.shape == Shape::Absent || !flip(m_random, 0.4)) continue;
            fill(kid, index);
            any = true;
          }
        }
        break;
      }
      case Shape::Choice:
        fill(node.kids.back(), index);
        break;  // a plain element in every table's default
      default:
        break;
    }
  }

 private:
  void element(const Node& node, int index) {
    if (node.bits > 64) {
      std::vector<std::byte> bytes(static_cast<std::size_t>(node.bits) / 8);
      std::uint64_t first = 0;
      for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::byte>(m_random());
        if (i < 8) first = first << 8 | std::to_integer<std::uint64_t>(bytes[i]);
      }
      m_record.setBytes(node.path, bytes, index);
      m_expected[node.path].push_back(first);
      return;
    }
    const std::uint64_t bits =
        node.bits == 64 ? m_random() : m_random() & ((std::uint64_t{1} << node.bits) - 1);
    m_record.setRaw(node.path, bits, index);
    m_expected[node.path].push_back(bits);
  }

  AsterixRecord& m_record;
  Random& m_random;
  Values& m_expected;
};

struct Reader {
  Values found;
  void field(const Node& node, const std::uint8_t* data, std::size_t bit) {
    found[node.path].push_back(readBits(data, bit, std::min(node.bits, 64)));
  }
};

}  // namespace

class TestAsterixRoundTrip : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyItemOfEveryEdition_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("edition");
    for (const int number : asterix::categories()) {
      const Category* known = asterix::category(number);
      for (std::size_t e = 0; e < known->editions.size(); ++e)
        QTest::addRow("%03d %s", number, known->editions[e].name.c_str()) << number << static_cast<int>(e);
    }
  }

  void everyItemOfEveryEdition() {
    QFETCH(int, number);
    QFETCH(int, edition);
    const Category* known = asterix::category(number);
    const Edition& e = known->editions[static_cast<std::size_t>(edition)];
    Random random(static_cast<std::uint64_t>(number * 100 + edition));
    std::map<std::string, int> seen;
    for (int round = 0; round < 400; ++round) {
      const std::size_t which = e.profiles.size() > 1 ? static_cast<std::size_t>(round % 2) : 0;
      AsterixRecord record(number, e.name);
      Values expected;
      Filler filler(record, random, expected);
      std::vector<const Item*> present;
      for (const Item* item : e.profiles[which].items) {
        if (item == nullptr || item->number == kRandomSequence) continue;
        const bool selector = e.profiles.size() > 1 && item->number == 20;
        if (!selector && !flip(random, 0.35)) continue;
        present.push_back(item);
        ++seen[item->name];
        if (item->node.shape != Shape::Explicit) {
          filler.fill(item->node);
          if (selector) {
            record.setRaw("I020/TYP", which);
            expected["I020/TYP"] = {which};
          }
        } else if (item->number == kReservedExpansion && !known->expansions.empty()) {
          filler.fill(known->expansions.back().node);
        } else {
          std::vector<std::byte> bytes(1 + random() % 20, static_cast<std::byte>(random()));
          record.setBytes(item->name, bytes);
        }
      }
      if (present.empty()) continue;
      AsterixEncoder encoder(65535);
      const bool encoded = encoder.add(record);
      if (!encoded && record.error().empty()) continue;  // an expansion field over 254 octets
      QVERIFY2(encoded, record.error().c_str());
      const auto octets = encoder.bytes();
      const auto* block = reinterpret_cast<const std::uint8_t*>(octets.data());
      BlockSplit split;
      SplitError error;
      QVERIFY2(splitBlock(*known, e, block, octets.size(), octets.size(), split, error),
               (itemLabel(number, error.item) + " " + error.reason()).c_str());
      QCOMPARE(split.records.size(), std::size_t{1});
      QCOMPARE(split.items.size(), present.size());
      Reader reader;
      Walker<Reader> walker(*known, reader);
      walker.record(e, split.records[0], block, split.items);
      for (const auto& [path, values] : expected) {
        auto found = reader.found[path];
        if (found.size() > values.size()) found.resize(values.size());
        QVERIFY2(found == values, path.c_str());
      }
      // Nothing is there that was not set, but for members of a group beside one that was, and registers.
      for (const auto& [path, values] : reader.found)
        QVERIFY2(expected.contains(path) || path.find("BDS") != std::string::npos, path.c_str());
    }
    for (const Profile& p : e.profiles)
      for (const Item* item : p.items)
        if (item != nullptr && item->number != kRandomSequence)
          QVERIFY2(seen[item->name] > 0, item->name.c_str());
  }

  /// Streams of one edition are read as written, without being told which it is.
  void editionIsFound_data() { everyItemOfEveryEdition_data(); }

  void editionIsFound() {
    QFETCH(int, number);
    QFETCH(int, edition);
    const Category* known = asterix::category(number);
    const Edition& e = known->editions[static_cast<std::size_t>(edition)];
    Random random(static_cast<std::uint64_t>(number * 1000 + edition));
    AsterixEncoder encoder(300);
    std::size_t written = 0;
    for (int round = 0; round < 600; ++round) {
      AsterixRecord record(number, e.name);
      Values expected;
      Filler filler(record, random, expected);
      const std::size_t which = e.profiles.size() > 1 ? static_cast<std::size_t>(round % 2) : 0;
      for (const Item* item : e.profiles[which].items) {
        if (item == nullptr || item->number == kRandomSequence || item->node.shape == Shape::Explicit)
          continue;
        if (item->number != 10 && item->number != 20 && !flip(random, 0.5)) continue;
        filler.fill(item->node);
      }
      if (e.profiles.size() > 1) record.setRaw("I020/TYP", which);
      record.setRaw("I010/SAC", 7).setRaw("I010/SIC", 9);
      // Times and places that can be: a real stream has no others.
      for (const Node* field : known->fields) {
        if (!expected.contains(field->path)) continue;
        for (std::size_t i = 0; i < expected[field->path].size(); ++i) {
          const auto index = static_cast<int>(i);
          if (field->unit == "s" && field->bits == 24)
            record.setRaw(field->path, random() % (86400 * 128), index);
          if (field->unit == "FL") record.set(field->path, static_cast<double>(random() % 30), index);
          if ((field->name == "LAT" || field->name == "LON") && field->bits >= 24)
            record.set(field->path, static_cast<double>(random() % 1000) * 0.001, index);
        }
      }
      QVERIFY2(encoder.add(record), record.error().c_str());
      ++written;
    }
    const auto octets = encoder.bytes();
    CollectingSink sink;
    AsterixDecoder decoder;
    decoder.decode(octets, 0, UtcTime{}, sink);
    decoder.finish(sink);
    for (const Diagnostic& d : sink.diagnostics)
      qInfo("%llu %s %s", static_cast<unsigned long long>(d.offset), d.item.c_str(), d.reason.c_str());
    const std::uint64_t read = sink.records["CAT" + threeDigits(number)];
    QCOMPARE(read, static_cast<std::uint64_t>(written));
    QCOMPARE(sink.diagnostics.size(), std::size_t{0});
  }

  void valuesAndTexts() {
    AsterixRecord r(48);
    r.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", 43200.5);
    r.set("I048/040/RHO", 100.25).set("I048/040/THETA", 45).set("I048/070/MODE3A", "7000");
    r.set("I048/240", "Cal5121").set("I048/090/FL", -3.25).setRaw("I048/220", 0x899012);
    r.set("I048/250/BDS50/ROLL", -12.3046875).set("I048/250/BDS40/BP", 1013.2, 1);
    QVERIFY2(r.error().empty(), r.error().c_str());
    AsterixEncoder encoder;
    QVERIFY(encoder.add(r));
    const auto records = describeAsterixBlock(encoder.bytes());
    QCOMPARE(records.size(), std::size_t{1});
    std::map<std::string, std::string> text;
    for (const AsterixField& f : records[0]) text[f.item + (f.path.empty() ? "" : "/" + f.path)] = f.text;
    QCOMPARE(text["I048/010/SAC"], std::string("25"));
    QCOMPARE(text["I048/140"], std::string("43200.5"));
    QCOMPARE(text["I048/040/RHO"], std::string("100.25"));
    QCOMPARE(text["I048/070/MODE3A"], std::string("7000"));
    QCOMPARE(text["I048/240"], std::string("CAL5121"));
    QCOMPARE(text["I048/090/FL"], std::string("-3.25"));
    QCOMPARE(text["I048/220"], std::string("0x899012"));
    QCOMPARE(text["I048/250/BDS50/ROLL"], std::string("-12.3046875"));
    QCOMPARE(text["I048/250/BDS40/BP"], std::string("1013.2"));
  }

  void choiceTakesItsMeaningFromAnotherItem() {
    for (const int mach : {0, 1}) {
      AsterixRecord r(21, "2.4");
      r.set("I021/010/SAC", 1).setRaw("I021/150/IM", static_cast<std::uint64_t>(mach));
      r.set("I021/150/AS", mach ? 0.78 : 0.1);
      AsterixEncoder encoder;
      QVERIFY2(encoder.add(r), r.error().c_str());
      const auto records = describeAsterixBlock(encoder.bytes(), "2.4");
      const AsterixField& f = records.at(0).back();
      QCOMPARE(f.unit, std::string(mach ? "Mach" : "NM/s"));
      QVERIFY(std::abs(f.value - (mach ? 0.78 : 0.1)) < 1e-3);
    }
  }

  void whatCanNotBeEncodedIsSaid() {
    AsterixRecord r(48);
    r.set("I048/040/RHO", 300);
    QVERIFY(r.error().find("040/RHO") != std::string::npos);
    AsterixEncoder encoder;
    QVERIFY(!encoder.add(r));
    QCOMPARE(encoder.bytes().size(), std::size_t{0});
    r.clear();
    r.set("I048/999", 1);
    QVERIFY(r.error().find("no such field") != std::string::npos);
    QVERIFY(!AsterixRecord(99).error().empty());
  }
};

QTEST_APPLESS_MAIN(TestAsterixRoundTrip)
#include "tst_asterix_roundtrip.moc"

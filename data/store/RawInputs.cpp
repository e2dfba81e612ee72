// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RawInputs.h"

#include "data/core/JsonWriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sorami {
namespace {

constexpr const char* kKey = "raw_inputs";
/// Inputs whose octets can be pointed at.
constexpr std::size_t kMostInputs = 32'000;
/// Octets that are read at once.
constexpr std::size_t kPiece = std::size_t{1} << 18;
/// Stretches of one input that are remembered; octets of more samples stay behind.
constexpr std::size_t kMostStretches = std::size_t{8} << 20;
/// Stretches so near each other go into one block; what is between them is not brought but filled with zeros.
constexpr std::size_t kGap = 4096;

}  // namespace

std::vector<RawInput> rawInputs(const StoreView& view) {
  std::vector<RawInput> inputs;
  const QJsonArray list = QJsonDocument::fromJson(QByteArray::fromStdString(view.meta(kKey))).array();
  for (const QJsonValue& each : list) {
    const QJsonObject o = each.toObject();
    inputs.push_back({o.value(QLatin1String("path")).toString().toStdString(),
                      o.value(QLatin1String("embedded")).toBool()});
  }
  return inputs;
}

void setRawInputs(SampleSink& sink, const std::vector<RawInput>& inputs) {
  JsonWriter json;
  json.beginArray();
  for (const RawInput& input : inputs)
    json.beginObject().key("path").value(input.path).key("embedded").value(input.isEmbedded).endObject();
  json.endArray();
  sink.setMeta(kKey, json.text());
}

std::optional<std::uint16_t> RawInputMerge::add(RawInput input) {
  if (m_inputs.size() >= kMostInputs) return {};
  m_inputs.push_back(std::move(input));
  return static_cast<std::uint16_t>(m_inputs.size() - 1);
}

void RawInputMerge::begin(const StoreView& view, bool all) {
  m_view = &view;
  m_places.clear();
  for (RawInput input : rawInputs(view)) {
    Place& place = m_places.emplace_back();
    place.isCarried = input.isEmbedded && m_sink.keepsRaw();
    input.isEmbedded = place.isCarried;
    // Two recordings may hold different octets under one path.
    const auto found = place.isCarried ? m_inputs.end() : std::find(m_inputs.begin(), m_inputs.end(), input);
    if (found != m_inputs.end())
      place.input = static_cast<int>(found - m_inputs.begin());
    else if (const auto added = add(std::move(input)))
      place.input = *added;
    if (!all || !place.isCarried || place.input < 0) continue;
    const auto from = static_cast<std::uint16_t>(m_places.size() - 1);
    for (;;) {
      const std::string octets = view.rawBytes(from, place.brought, kPiece);
      if (octets.empty()) break;
      m_sink.addRaw(static_cast<std::uint16_t>(place.input), place.brought, std::as_bytes(std::span(octets)));
      place.brought += octets.size();
    }
  }
}

void RawInputMerge::tidy(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end());
  std::size_t kept = 0;
  for (const Stretch& each : stretches) {
    if (kept > 0 && each.first <= stretches[kept - 1].second)
      stretches[kept - 1].second = std::max(stretches[kept - 1].second, each.second);
    else
      stretches[kept++] = each;
  }
  stretches.resize(kept);
}

RawRef RawInputMerge::moved(RawRef raw) {
  if (!raw.isKnown() || raw.input() >= m_places.size() || m_places[raw.input()].input < 0) return {};
  Place& place = m_places[raw.input()];
  if (const std::uint64_t end = raw.offset() + raw.length; place.isCarried && end > place.brought) {
    if (place.wanted.size() >= place.tidyAt) {
      tidy(place.wanted);
      if (place.wanted.size() >= kMostStretches) return {};
      place.tidyAt = std::min(kMostStretches, std::max(place.tidyAt, 2 * place.wanted.size()));
    }
    place.wanted.emplace_back(raw.offset(), end);
  }
  return RawRef::make(static_cast<std::uint16_t>(place.input), raw.offset(), raw.length);
}

void RawInputMerge::bring(std::uint16_t from, Place& place) {
  tidy(place.wanted);
  const auto to = static_cast<std::uint16_t>(place.input);
  std::uint64_t at = 0;  // the end of what was brought last
  for (auto [begin, end] : place.wanted) {
    if (at > 0 && begin > at && begin - at <= kGap) {
      const std::string nothing(static_cast<std::size_t>(begin - at), '\0');
      m_sink.addRaw(to, at, std::as_bytes(std::span(nothing)));
    }
    while (begin < end) {
      const std::string octets = m_view->rawBytes(from, begin, std::min<std::uint64_t>(kPiece, end - begin));
      if (octets.empty()) break;
      m_sink.addRaw(to, begin, std::as_bytes(std::span(octets)));
      begin += octets.size();
    }
    at = begin;
  }
  place.wanted.clear();
}

void RawInputMerge::end() {
  for (std::size_t i = 0; i < m_places.size(); ++i) bring(static_cast<std::uint16_t>(i), m_places[i]);
  m_places.clear();
  m_view = nullptr;
}

void RawInputMerge::finish() {
  if (!m_inputs.empty()) setRawInputs(m_sink, m_inputs);
}

}  // namespace sorami

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

void RawInputMerge::begin(const StoreView& view) {
  m_places.clear();
  for (const RawInput& input : rawInputs(view)) {
    m_places.push_back(-1);
    if (input.isEmbedded) continue;
    const auto found = std::find(m_inputs.begin(), m_inputs.end(), input);
    m_places.back() = static_cast<int>(found - m_inputs.begin());
    if (found == m_inputs.end()) m_inputs.push_back(input);
  }
}

RawRef RawInputMerge::moved(RawRef raw) const {
  if (!raw.isKnown() || raw.input() >= m_places.size() || m_places[raw.input()] < 0) return {};
  return RawRef::make(static_cast<std::uint16_t>(m_places[raw.input()]), raw.offset(), raw.length);
}

void RawInputMerge::finish(SampleSink& sink) const {
  if (!m_inputs.empty()) setRawInputs(sink, m_inputs);
}

}  // namespace sorami

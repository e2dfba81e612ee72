// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/RecordDesk.h"

#include "app/Session.h"
#include "data/store/Queries.h"
#include "widgets/panels/RecordPanel.h"
#include "widgets/timeline/TimeLabels.h"

#include <QDir>

namespace sorami {

RecordDesk::RecordDesk(Session& session, RecordPanel& panel, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_panel(panel),
      m_listing(this, [this](const Listed& listed) { takeListed(listed); }),
      m_reading(this,
                [this](const Read& read) {
                  if (read.problem.isEmpty())
                    m_panel.setRecord(read.bytes, read.text, read.head);
                  else
                    m_panel.setProblem(read.problem);
                }),
      m_finding(this, [this](const std::optional<Sample>& found) { takeFound(found); }) {
  connect(&panel, &RecordPanel::inputChosen, this, &RecordDesk::list);
  connect(&panel, &RecordPanel::recordChosen, this, &RecordDesk::read);
}

void RecordDesk::setStore(const StoreViewPtr& store) {
  if (store == m_store) return;
  m_store = store;
  m_listing.cancel();
  m_reading.cancel();
  m_finding.cancel();
  m_listed = -1;
  m_index.reset();
  m_wanted.reset();
  m_inputs = store ? rawInputs(*store) : std::vector<RawInput>();
  QStringList paths;
  for (const RawInput& input : m_inputs) paths << QString::fromStdString(input.path);
  m_panel.setInputs(paths);
  if (!store)
    m_panel.setState(tr("No recording is open."));
  else if (m_inputs.empty())
    m_panel.setState(
        tr("This recording does not tell where its reports stand.\n\nOpen what it was made from, or import "
           "it again with --raw reference or --raw embed."));
  else
    m_panel.setState({});
}

void RecordDesk::showSelected() {
  setStore(m_session.store());
  if (m_inputs.empty()) return;
  const TrackId track = m_session.selectedTrack();
  if (track == kNoTrack) {
    if (m_listed < 0) list(0);
    return;
  }
  m_finding.request([store = m_store, track, t = m_session.clock().cursor](std::stop_token stop) {
    return reportAt(*store, track, t, stop);
  });
}

void RecordDesk::takeFound(const std::optional<Sample>& found) {
  if (!found || !found->raw.isKnown() || found->raw.input() >= m_inputs.size()) {
    if (m_listed < 0) list(0);
    return;
  }
  m_wanted = found->raw.offset();
  const int input = found->raw.input();
  m_panel.chooseInput(input);
  if (input != m_listed) {
    list(input);
    return;
  }
  m_panel.chooseRecord(*m_wanted);
  m_wanted.reset();
}

void RecordDesk::list(int input) {
  if (input < 0 || static_cast<std::size_t>(input) >= m_inputs.size()) return;
  const std::string path = m_inputs[static_cast<std::size_t>(input)].path;
  m_panel.setState(tr("Reading %1…").arg(QDir::toNativeSeparators(QString::fromStdString(path))));
  m_listed = -1;
  m_listing.request([input, path, store = m_store,
                     isEmbedded = m_inputs[static_cast<std::size_t>(input)].isEmbedded,
                     options = m_session.files().optionsOf(path)](std::stop_token stop) {
    Listed listed;
    listed.input = input;
    auto index = isEmbedded ? indexEmbedded(*store, static_cast<std::uint16_t>(input), options, stop)
                            : indexRecords(path, options, stop);
    if (index)
      listed.index = std::make_shared<const RecordIndex>(std::move(*index));
    else
      listed.problem = QString::fromStdString(index.error().text());
    return listed;
  });
}

void RecordDesk::takeListed(const Listed& listed) {
  if (!listed.index) {
    m_panel.setState(tr("The input cannot be read: %1").arg(listed.problem));
    return;
  }
  m_listed = listed.input;
  m_index = listed.index;
  m_panel.setIndex(m_index);
  if (m_wanted) m_panel.chooseRecord(*m_wanted);
  m_wanted.reset();
}

void RecordDesk::read(const RecordEntry& entry) {
  if (!m_index || m_listed < 0) return;
  m_reading.request([store = m_store, index = m_index, entry,
                     input = static_cast<std::uint16_t>(m_listed)](std::stop_token stop) {
    Read read;
    const auto bytes = readRecordBytes(store.get(), input, index->path, entry.offset, entry.length, stop);
    if (!bytes) {
      read.problem = QString::fromStdString(bytes.error().text());
      return read;
    }
    read.bytes = *bytes;
    const std::string edition = index->editionOf(entry);
    read.text = describeRecord(index->format, entry.category, read.bytes, edition);
    QStringList words;
    if (entry.category > 0) words << tr("category %1").arg(entry.category, 3, 10, QLatin1Char('0'));
    if (!edition.empty()) words << tr("edition %1").arg(QString::fromStdString(edition));
    if (entry.source < index->sources.size())
      words << QString::fromStdString(index->sources[entry.source].name);
    if (entry.time.isValid()) words << zuluDayText(entry.time);
    words << tr("byte %1, %2 octets").arg(entry.offset).arg(entry.length);
    read.head = words.join(QStringLiteral(" · "));
    return read;
  });
}

}  // namespace sorami

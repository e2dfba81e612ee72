// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/RecordIndex.h"
#include "data/store/StoreView.h"
#include "widgets/look/LatestJob.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace sorami {

class RecordPanel;
class Session;

/// Looks into a recording's inputs for the window of records: lists them, reads the octets of one, and finds
/// the record of a track's report. All on workers.
class RecordDesk : public QObject {
  Q_OBJECT
 public:
  RecordDesk(Session& session, RecordPanel& panel, QObject* parent = nullptr);

  /// The recording has changed.
  void setStore(const StoreViewPtr& store);
  /// Shows the record of the selected track's report at the cursor; without one the inputs' records.
  void showSelected();

 private:
  struct Listed {
    int input = -1;
    std::shared_ptr<const RecordIndex> index;
    QString problem;
  };
  struct Read {
    std::string bytes;
    RecordText text;
    QString head;
    QString problem;
  };
  void list(int input);
  void takeListed(const Listed& listed);
  void read(const RecordEntry& entry);
  void takeFound(const std::optional<Sample>& found);

  Session& m_session;
  RecordPanel& m_panel;
  StoreViewPtr m_store;
  std::vector<RawInput> m_inputs;
  int m_listed = -1;  ///< input whose records are shown
  std::shared_ptr<const RecordIndex> m_index;
  std::optional<std::uint64_t> m_wanted;  ///< record to show when its input is listed
  LatestJob<Listed> m_listing;
  LatestJob<Read> m_reading;
  LatestJob<std::optional<Sample>> m_finding;
};

}  // namespace sorami

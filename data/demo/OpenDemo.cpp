// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/OpenDemo.h"

#include "data/demo/DemoRecording.h"
#include "data/geo/Basemap.h"
#include "data/ingest/Import.h"
#include "data/store/MemoryRecording.h"
#include "data/store/RecordingFile.h"

#include <QFile>
#include <QTemporaryDir>

namespace sorami::demo {

Result<StoreViewPtr> openDemoRecording(std::stop_token stop) {
  const std::string installed = findDataFile("demo.sorec");
  if (!installed.empty()) return openRecording(installed);

  const Result<std::string> capture = makeDemoCapture();
  if (!capture) return capture.error();
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("demo.pcap"));
  QFile file(path);
  const auto size = static_cast<qint64>(capture->size());
  if (!file.open(QIODevice::WriteOnly) || file.write(capture->data(), size) != size) {
    return Error{"the demo recording cannot be written: " + file.errorString().toStdString(),
                 path.toStdString(), "is the disk full?"};
  }
  file.close();
  ImportOptions options;
  options.recorder.identity = demoIdentityRules();
  auto recording = makeMemoryRecording();
  const auto report = importFiles({path.toStdString()}, options, *recording, {}, stop);
  if (!report) return report.error();
  return recording->finish();
}

UtcTime demoStart() {
  return demoSpan().begin + 70 * kMinute;
}

}  // namespace sorami::demo

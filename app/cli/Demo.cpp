// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Subcommands.h"
#include "data/demo/DemoPlan.h"
#include "data/demo/DemoRecording.h"

#include <QFile>
#include <QSaveFile>

#include <cstdio>
#include <filesystem>
#include <string>

namespace sorami {
namespace {

Status writeFile(const std::filesystem::path& path, const std::string& bytes) {
  QSaveFile file(QString::fromStdString(path.string()));
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0 ||
      !file.commit()) {
    return Error{"cannot be written: " + file.errorString().toStdString(), path.string(), {}};
  }
  return std::monostate{};
}

}  // namespace

int runDemo(int argc, char** argv) {
  const OptionSpec options[] = {{"-o", "DIR", "the folder to write into"}, {"--help", "", "this text"}};
  const auto arguments = Arguments::parse(argc, argv, options);
  if (!arguments.ok()) return fail("demo", arguments.error(), 2);
  if (arguments->has("--help") || !arguments->has("-o") || !arguments->rest().empty()) {
    printUsage("demo -o DIR   write the notional plan and recording, and what is known of their tracks",
               options);
    return arguments->has("--help") ? 0 : 2;
  }
  const std::filesystem::path folder = arguments->value("-o");
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) return fail("demo", {"cannot be made: " + problem.message(), folder.string(), {}});

  const Result<std::string> capture = demo::makeDemoCapture();
  if (!capture.ok()) return fail("demo", capture.error());
  for (const auto& [name, bytes] : {std::pair<const char*, std::string>{"demo.pcap", *capture},
                                    {"demo.soplan", planToJson(demo::makeDemoPlan())},
                                    {"demo-identity.json", demo::demoIdentityRules().toJson()}}) {
    const Status written = writeFile(folder / name, bytes);
    if (!written.ok()) return fail("demo", written.error());
  }
  return 0;
}

}  // namespace sorami

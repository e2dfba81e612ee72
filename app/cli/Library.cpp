// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/library/Library.h"

#include "app/cli/Arguments.h"
#include "app/cli/Subcommands.h"
#include "data/core/JsonWriter.h"

#include <cstdio>
#include <filesystem>

namespace sorami {
namespace {

int printList(const std::string& address) {
  const auto entries = listLibrary(address);
  if (!entries) return fail("library", entries.error());
  JsonWriter json;
  json.beginObject().key("recordings").beginArray();
  for (const LibraryEntry& entry : *entries) {
    json.beginObject();
    json.key("recording").value(entry.id);
    json.key("name").value(entry.name);
    json.key("firstTime").value(toIso(entry.extent.begin));
    json.key("lastTime").value(toIso(entry.extent.end));
    json.key("tracks").value(entry.tracks);
    json.key("updates").value(entry.samples);
    json.key("bytes").value(entry.bytes);
    json.key("pushedBy").value(entry.pushedBy);
    json.key("pushedAt").value(toIso(entry.pushedAt));
    json.endObject();
  }
  json.endArray().endObject();
  std::printf("%s\n", json.text().c_str());
  return 0;
}

}  // namespace

int runLibrary(int argc, char** argv) {
  const OptionSpec specs[] = {{"--to", "postgresql://…", "the library (list, push, pull, remove)"},
                              {"--name", "NAME", "what a pushed recording is called; else its file's name"},
                              {"-o", "OUT.sorec", "the file a recording is pulled into"},
                              {"--help", "", "this text"}};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("library", arguments.error(), 2);
  const auto& rest = arguments->rest();
  const std::string what = rest.empty() ? std::string() : rest.front();
  const auto usage = [&](int code) {
    printUsage(
        "library list ADDRESS\n"
        "       sorami library push FILE.sorec… --to ADDRESS [--name NAME]\n"
        "       sorami library pull ADDRESS?recording=NUMBER -o OUT.sorec\n"
        "       sorami library remove ADDRESS?recording=NUMBER\n"
        "ADDRESS is a database: postgresql://user@host/database (passwords: ~/.pgpass). The first push "
        "makes\n"
        "the schema sorami in it; its owner lets others read by\n"
        "  GRANT USAGE ON SCHEMA sorami TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA sorami TO reader;",
        specs);
    return code;
  };
  if (arguments->has("--help") || what.empty()) return usage(arguments->has("--help") ? 0 : 2);
  if (what == "list" && rest.size() == 2) return printList(rest[1]);
  if (what == "list" && rest.size() == 1 && arguments->has("--to"))
    return printList(arguments->value("--to"));
  if (what == "pull" && rest.size() == 2) {
    if (!arguments->has("-o")) return fail("library", {"where to write is not told", "-o", ""}, 2);
    const Status done = pullFromLibrary(rest[1], arguments->value("-o"));
    return done ? 0 : fail("library", done.error());
  }
  if (what == "remove" && rest.size() == 2) {
    const Status done = removeFromLibrary(rest[1]);
    return done ? 0 : fail("library", done.error());
  }
  if (what == "push" && rest.size() >= 2) {
    if (!arguments->has("--to")) return fail("library", {"the library is not told", "--to", ""}, 2);
    if (arguments->has("--name") && rest.size() > 2)
      return fail("library", {"one name does not serve several recordings", "--name", ""}, 2);
    JsonWriter json;
    json.beginObject().key("pushed").beginArray();
    int code = 0;
    for (std::size_t i = 1; i < rest.size(); ++i) {
      const std::string name = arguments->value("--name", std::filesystem::path(rest[i]).stem().string());
      const auto id = pushToLibrary(arguments->value("--to"), rest[i], name);
      if (!id) {
        code = fail("library", id.error());
        continue;
      }
      json.beginObject().key("path").value(rest[i]).key("recording").value(*id).endObject();
    }
    json.endArray().endObject();
    std::printf("%s\n", json.text().c_str());
    return code;
  }
  return usage(2);
}

}  // namespace sorami

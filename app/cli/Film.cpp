// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/Film.h"

#include "app/cli/Scene.h"
#include "app/cli/Subcommands.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/scene/export/StoryBook.h"

#include <QFileInfo>
#include <QGuiApplication>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace sorami {
namespace {

constexpr double kDefaultRate = 60;
constexpr int kDefaultFps = 30;

/// Only a person at a terminal wants to see it count.
FilmProgress counter() {
  if (isatty(fileno(stderr)) == 0) return {};
  return [shown = -1](int done, int total) mutable {
    const int percent = 100 * done / std::max(total, 1);
    if (percent == shown) return;
    shown = percent;
    std::fprintf(stderr, "\r%d of %d frames, %d %%", done, total, percent);
    if (done == total) std::fputc('\n', stderr);
  };
}

Result<FilmScript> scriptOf(const Arguments& arguments, const Frame& frame, int fps) {
  if (arguments.has("--story")) {
    if (!frame.plan || frame.plan->storyboard.steps.empty()) {
      return Error{"there is no storyboard to film", "--story", "give a plan that has one: --plan FILE"};
    }
    return FilmScript::ofStory(frame, frame.plan->storyboard, fps);
  }
  if (!frame.store) return Error{"there is nothing to film", "", "give --recording FILE or --demo"};
  TimeRange span = frame.store->timeline();
  for (const char* option : {"--from", "--until"}) {
    if (!arguments.has(option)) continue;
    const auto time = readTime(option, arguments.value(option), frame.store->timeline());
    if (!time) return time.error();
    (option == std::string_view("--from") ? span.begin : span.end) = *time;
  }
  if (!span.isValid()) return Error{"the film ends before it begins", "--from, --until", ""};
  const auto rate = arguments.number("--rate", kDefaultRate);
  if (!rate) return rate.error();
  if (!(*rate >= 0.1 && *rate <= 5000)) {
    return Error{"the rate is from 0.1 to 5000", "--rate " + arguments.value("--rate"), ""};
  }
  return FilmScript::ofSpan(frame, span, *rate, fps);
}

}  // namespace

int runFilm(int argc, char** argv) {
  const OptionSpec specs[] = {
      {"-o", "FILE", "the film: .mp4, .webm, .png for numbered pictures; with --story also .pdf or .html"},
      {"--from", "TIME", "where it begins; else at the recording's beginning"},
      {"--until", "TIME", "where it ends; else at the recording's end"},
      {"--rate", "R", "seconds of the recording in one of the film; 60"},
      {"--fps", "N", "frames a second; 30"},
      {"--story", "", "the plan's storyboard, step by step"},
      {"--notes", "", "the speaker's notes too, in .pdf and .html"},
      SORAMI_SCENE_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("film", arguments.error(), 2);
  if (arguments->has("--help") || !arguments->has("-o")) {
    printUsage("film [options] -o FILE", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  if (!arguments->rest().empty()) {
    return fail("film", {"unexpected argument", arguments->rest().front(), "recordings go after --recording"},
                2);
  }
  const QString path = QString::fromStdString(arguments->value("-o"));
  const QString suffix = QFileInfo(path).suffix().toLower();
  const bool isBook =
      arguments->has("--story") &&
      (suffix == QLatin1String("pdf") || suffix == QLatin1String("html") || suffix == QLatin1String("htm"));
  if (!isBook) {
    if (const auto kind = filmKindOf(path); !kind) return fail("film", kind.error(), 2);
  }
  const auto fps = arguments->number("--fps", kDefaultFps);
  if (!fps) return fail("film", fps.error(), 2);
  if (!(*fps >= 1 && *fps <= 120) || *fps != std::floor(*fps)) {
    return fail("film", {"frames a second are a whole number from 1 to 120", "--fps", ""}, 2);
  }

  const auto application = useNoDisplay();
  Scene scene;
  scene.subcommand = "film";
  if (const Status made = makeScene(*arguments, scene); !made) return fail("film", made.error());
  const auto layers = makeLayers();
  if (const Status known = checkHidden(scene.frame, layers); !known) return fail("film", known.error(), 2);
  const std::string title =
      scene.frame.plan && !scene.frame.plan->name.empty() ? scene.frame.plan->name : "Sorami";
  if (isBook) {
    StoryBookSpec book;
    book.path = path;
    book.title = QString::fromStdString(title);
    book.withNotes = arguments->has("--notes");
    const Storyboard story = scene.frame.plan ? scene.frame.plan->storyboard : Storyboard{};
    if (const Status written = writeStoryBook(book, scene.frame, story, layers, counter()); !written) {
      return fail("film", written.error());
    }
    return scene.isComplete ? 0 : 1;
  }
  const auto script = scriptOf(*arguments, scene.frame, static_cast<int>(*fps));
  if (!script) return fail("film", script.error(), 2);
  FilmSpec spec;
  spec.path = path;
  spec.fps = static_cast<int>(*fps);
  spec.frames = script->frames();
  spec.title = QString::fromStdString(title);
  spec.marking = QString::fromStdString(scene.frame.marking);
  const Status written = writeFilm(
      spec, [&](int i) { return script->frameAt(i); }, layers, counter());
  if (!written) return fail("film", written.error());
  return scene.isComplete ? 0 : 1;
}

}  // namespace sorami

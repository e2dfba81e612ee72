// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Scene.h"
#include "app/cli/Subcommands.h"
#include "widgets/scene/export/Export.h"

#include <QGuiApplication>

namespace sorami {

int runRender(int argc, char** argv) {
  const OptionSpec specs[] = {{"-o", "FILE", "the picture: .png, .svg or .pdf"}, SORAMI_SCENE_OPTIONS};
  const auto arguments = Arguments::parse(argc, argv, specs);
  if (!arguments) return fail("render", arguments.error(), 2);
  if (arguments->has("--help") || !arguments->has("-o")) {
    printUsage("render [options] -o FILE", specs);
    return arguments->has("--help") ? 0 : 2;
  }
  if (!arguments->rest().empty()) {
    return fail("render",
                {"unexpected argument", arguments->rest().front(), "recordings go after --recording"}, 2);
  }
  const QString path = QString::fromStdString(arguments->value("-o"));
  if (const auto format = pictureFormatOf(path); !format) return fail("render", format.error(), 2);

  const auto application = useNoDisplay();
  Scene scene;
  scene.subcommand = "render";
  if (const Status made = makeScene(*arguments, scene); !made) return fail("render", made.error());
  const auto layers = makeLayers();
  if (const Status known = checkHidden(scene.frame, layers); !known) return fail("render", known.error(), 2);
  const auto frame = std::make_shared<const Frame>(std::move(scene.frame));
  if (const Status written = exportPicture(frame, layers, path); !written) {
    return fail("render", written.error());
  }
  return scene.isComplete ? 0 : 1;
}

}  // namespace sorami

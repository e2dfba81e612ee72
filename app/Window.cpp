// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Window.h"

#include "app/Language.h"
#include "app/MainWindow.h"
#include "app/MomentLink.h"
#include "app/cli/Arguments.h"
#include "widgets/look/HalfWidthKeys.h"
#include "widgets/look/PositionText.h"
#include "widgets/map/MapWidget.h"

#include <QApplication>
#include <QLocale>
#include <QSettings>
#include <QTimer>

#include <cstdio>

namespace sorami {
namespace {

bool hasDisplay() {
#if defined(Q_OS_LINUX)
  const auto isSet = [](const char* name) { return !qEnvironmentVariableIsEmpty(name); };
  return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
#else
  return true;
#endif
}

}  // namespace

int runWindow(int argc, char** argv) {
  if (!hasDisplay()) {
    std::fputs(
        "sorami: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)\n"
        "For a picture without one: sorami render --plan PLAN --recording FILE -o OUT.png\n",
        stderr);
    return 1;
  }
  QCoreApplication::setOrganizationName(QStringLiteral("sorami"));
  QCoreApplication::setApplicationName(QStringLiteral("sorami"));
  QGuiApplication::setDesktopFileName(QStringLiteral("sorami"));
  QApplication application(argc, argv);
  constexpr OptionSpec kOptions[] = {
      {"--plan", "PLAN", "open this plan"},
      {"--demo", "", "open the demo, playing"},
      {"--quit-when-shown", "", "close once the first sharp picture is on screen (to time the start)"},
  };
  const Result<Arguments> arguments = Arguments::parse(argc, argv, kOptions);
  if (!arguments) return fail("", arguments.error(), 2);
  application.installEventFilter(new HalfWidthKeys(&application));
  loadLanguage(languageFor(chosenLanguage(), QLocale::system().uiLanguages()));
  setPositionStyle(QSettings().value(QStringLiteral("positions"), QStringLiteral("dms")).toString());

  MainWindow window;
  window.show();
  QStringList paths;
  if (arguments->has("--plan")) paths << QString::fromStdString(arguments->value("--plan"));
  for (const std::string& path : arguments->rest()) paths << QString::fromLocal8Bit(path.c_str());
  if (arguments->has("--demo")) {
    window.playWhenRead();
    window.session().files().openDemo();
  }
  // A link to a moment may stand where files do: that is how a desktop hands it over.
  for (const QString& path : paths) {
    if (MomentLink::isLink(path)) window.openLink(path);
  }
  paths.removeIf([](const QString& path) { return MomentLink::isLink(path); });
  window.openFiles(paths);
  QTimer watch;
  if (arguments->has("--quit-when-shown")) {
    const bool waitsForTracks = arguments->has("--demo");
    QObject::connect(&watch, &QTimer::timeout, &window, [&window, waitsForTracks] {
      const bool hasAll = !waitsForTracks || window.session().store();
      if (!hasAll || !window.map()->compositor()->isSharp()) return;
      // For who times the start: what follows is the time to close.
      std::puts("shown");
      std::fflush(stdout);
      QApplication::quit();
    });
    watch.start(1);
  }
  return QApplication::exec();
}

}  // namespace sorami

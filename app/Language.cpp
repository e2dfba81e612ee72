// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

// Q_INIT_RESOURCE must stand outside of every namespace.
static void initTranslations() {
  Q_INIT_RESOURCE(translations);
}

namespace sorami {
namespace {

const auto kSource = QStringLiteral("en");
const auto kSetting = QStringLiteral("language");
const auto kFolder = QStringLiteral(":/sorami/translations");

}  // namespace

QStringList languages() {
  initTranslations();
  QStringList codes{kSource};
  for (const QString& file :
       QDir(kFolder).entryList({QStringLiteral("sorami_*.qm")}, QDir::Files, QDir::Name)) {
    codes << file.section(QLatin1Char('_'), 1).section(QLatin1Char('.'), 0, 0);
  }
  codes.removeDuplicates();
  return codes;
}

QString languageName(const QString& code) {
  // Qt calls it "American English"; the sources are not.
  return code == kSource ? QStringLiteral("English") : QLocale(code).nativeLanguageName();
}

QString chosenLanguage() {
  return QSettings().value(kSetting).toString();
}

void chooseLanguage(const QString& code) {
  QSettings().setValue(kSetting, code);
}

QString languageFor(const QString& choice, const QStringList& wanted) {
  const QStringList here = languages();
  if (here.contains(choice)) return choice;
  for (const QString& each : wanted) {
    const QString code = each.section(QLatin1Char('-'), 0, 0);
    if (here.contains(code)) return code;
  }
  return kSource;
}

void loadLanguage(const QString& code) {
  initTranslations();
  const auto install = [](const QString& file, const QString& folder) {
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(file, folder)) {
      QCoreApplication::installTranslator(translator);
    } else {
      delete translator;
    }
  };
  // Month names and the like in the same language; a system that speaks it keeps its own region.
  if (QLocale().language() != QLocale(code).language()) QLocale::setDefault(QLocale(code));
  install(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(QStringLiteral("sorami_") + code, kFolder);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <memory>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sorami::test {

/// A PostgreSQL of our own for the length of a test: on loopback, on a free port, in a temporary folder, run
/// by a user who is not root.
class PostgresCluster {
 public:
  /// Null, with the reason in `why`, where there is no PostgreSQL.
  static std::unique_ptr<PostgresCluster> start(QString* why) {
    std::unique_ptr<PostgresCluster> made(new PostgresCluster);
    made->m_bin = findBin();
    if (made->m_bin.isEmpty()) {
      *why = "PostgreSQL's server is not installed";
      return nullptr;
    }
    if (::geteuid() == 0) {
      const char* account = ::getpwnam("postgres") != nullptr ? "postgres" : "nobody";
      const passwd* user = ::getpwnam(account);
      if (user == nullptr || QStandardPaths::findExecutable("setpriv").isEmpty()) {
        *why = "as root, it needs the account postgres and the program setpriv";
        return nullptr;
      }
      made->m_as = {"setpriv", QString("--reuid=%1").arg(user->pw_uid),
                    QString("--regid=%1").arg(user->pw_gid), "--clear-groups"};
      if (::chown(made->m_folder.path().toUtf8().constData(), user->pw_uid, user->pw_gid) != 0) {
        *why = "the temporary folder cannot be given to " + QString(account);
        return nullptr;
      }
    }
    const QString data = made->m_folder.filePath("data");
    if (!made->run({made->m_bin + "/initdb", "-D", data, "-U", "sorami", "-A", "trust", "--no-sync", "-E",
                    "UTF8", "--locale=C"},
                   why))
      return nullptr;
    made->m_port = freePort();
    const QString options =
        QString(
            "-c listen_addresses=127.0.0.1 -c port=%1 -c unix_socket_directories='' -c fsync=off "
            "-c shared_buffers=32MB -c max_connections=20")
            .arg(made->m_port);
    if (!made->run({made->m_bin + "/pg_ctl", "-D", data, "-l", made->m_folder.filePath("log"), "-w", "-t",
                    "60", "-o", options, "start"},
                   why))
      return nullptr;
    made->m_started = true;
    return made;
  }

  ~PostgresCluster() {
    QString ignored;
    if (m_started)
      run({m_bin + "/pg_ctl", "-D", m_folder.filePath("data"), "-m", "immediate", "stop"}, &ignored);
  }

  std::string address(const std::string& database = "postgres", const std::string& user = "sorami") const {
    return "postgresql://" + user + "@127.0.0.1:" + std::to_string(m_port) + "/" + database;
  }

 private:
  static QString findBin() {
    QStringList versions =
        QDir("/usr/lib/postgresql").entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    while (!versions.isEmpty()) {
      const QString bin = "/usr/lib/postgresql/" + versions.takeLast() + "/bin";
      if (QFile::exists(bin + "/initdb") && QFile::exists(bin + "/pg_ctl")) return bin;
    }
    const QString initdb = QStandardPaths::findExecutable("initdb");
    return initdb.isEmpty() ? QString() : QFileInfo(initdb).canonicalPath();
  }

  static int freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof where;
    ::bind(fd, reinterpret_cast<const sockaddr*>(&where), length);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&where), &length);
    ::close(fd);
    return ntohs(where.sin_port);
  }

  bool run(QStringList command, QString* why) const {
    QStringList all = m_as + command;
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    // The server outlives pg_ctl and would hold its pipes open.
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(m_as.isEmpty() ? m_folder.filePath("errors") : QProcess::nullDevice());
    const QString program = all.takeFirst();
    process.start(program, all);
    if (process.waitForFinished(90'000) && process.exitCode() == 0) return true;
    *why = QFileInfo(command.first()).fileName() + " failed: " + process.errorString();
    return false;
  }

  QTemporaryDir m_folder;
  QString m_bin;
  QStringList m_as;
  int m_port = 0;
  bool m_started = false;
};

}  // namespace sorami::test

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace sorami {

/// The search of the top bar (Ctrl+K): whatever is typed is looked for among actions, sites, tracks and
/// coordinates; Enter does the first, arrows choose.
class CommandSearch : public QWidget {
  Q_OBJECT
 public:
  struct Hit {
    QString text;
    QString detail;  ///< what it is: `site`, `track`, a key
    std::function<void()> run;
  };
  using Finder = std::function<std::vector<Hit>(const QString& text)>;

  explicit CommandSearch(Finder find, QWidget* parent = nullptr);

  void activate();
  QLineEdit* edit() const { return m_edit; }
  int hitCount() const { return static_cast<int>(m_hits.size()); }
  const Hit& hit(int row) const { return m_hits[static_cast<std::size_t>(row)]; }

  /// 0 when `text` does not hold every word of `query`; more the better it fits (beginning of a word first).
  static int score(const QString& text, const QString& query);

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void refresh();
  void run(int row);
  void closeList();
  Finder m_find;
  QLineEdit* m_edit;
  QWidget* m_popup = nullptr;
  QListWidget* m_list = nullptr;
  std::vector<Hit> m_hits;
};

}  // namespace sorami

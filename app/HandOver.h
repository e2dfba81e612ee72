// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/BriefDesk.h"
#include "widgets/scene/export/StoryBook.h"

#include <QDialog>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <stop_token>

class QComboBox;
class QCheckBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QDoubleSpinBox;

namespace sorami {

/// What leaves the program.
enum class HandOverKind { Picture, SpanFilm, StoryFilm, StoryPdf, StoryHtml, Tracks };

struct HandOverRequest {
  HandOverKind kind = HandOverKind::Picture;
  QString path;
  QSize size{1920, 1080};  ///< px of pictures and films
  int fps = 30;
  double rate = 10;  ///< of a span's film
  TimeRange span;    ///< of a span's film and of tracks
  bool withNotes = false;
  TrackId track = kNoTrack;  ///< of tracks: this one alone
  GeoBox box;                ///< of tracks: what is within; empty: everywhere
};

/// Makes pictures, films, documents and track files on a thread of its own, one after the other.
class HandOver : public QObject {
  Q_OBJECT
 public:
  HandOver(Session& session, BriefDesk& desk, QObject* parent = nullptr);
  ~HandOver() override;

  void start(const HandOverRequest& request);
  void cancel();
  bool isBusy() const { return m_running > 0; }
  /// The present frame as a picture of another size: the same height of map, sized for reading.
  static Frame sized(const Frame& frame, QSize size);

 Q_SIGNALS:
  void progress(const QString& text, double part);
  void done(const QString& path);
  void failed(const QString& what, const QString& why);
  void idle();

 private:
  void run(const QString& what, const QString& path,
           std::function<Status(const FilmProgress&, std::stop_token)> job);
  Session& m_session;
  BriefDesk& m_desk;
  QThreadPool m_pool;
  std::stop_source m_stop;
  int m_running = 0;
};

/// Asks what to hand over and in which shape. Does not block the window.
class HandOverDialog : public QDialog {
  Q_OBJECT
 public:
  HandOverDialog(Session& session, BriefDesk& desk, HandOver& handOver, QWidget* parent);
  void setKind(HandOverKind kind);
  /// What is asked for; without a path until one is chosen.
  HandOverRequest request() const;

 private:
  void refresh();
  void choose();
  Session& m_session;
  BriefDesk& m_desk;
  HandOver& m_handOver;
  QFormLayout* m_form;
  QComboBox* m_kind;
  QComboBox* m_area;
  QComboBox* m_size;
  QPushButton* m_save;
  QComboBox* m_format;
  QSpinBox* m_fps;
  QDoubleSpinBox* m_rate;
  QCheckBox* m_notes;
  QLabel* m_note;
};

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/HoverPicture.h"

#include "app/MainWindow.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QLabel>
#include <QPixmap>
#include <QScreen>

#include <algorithm>

namespace sorami {
namespace {

constexpr int kRestMs = 180;
constexpr QSize kSize(320, 180);  // logical px
constexpr int kAbove = 8;         // px between picture and timeline

}  // namespace

/// Layers of its own: they are used by the worker alone.
struct HoverPicture::Drawer {
  Layers layers = makeLayers();
  FrameRenderer renderer{layers};
};

HoverPicture::HoverPicture(MainWindow& window)
    : QObject(&window),
      m_window(window),
      m_label(new QLabel(&window, Qt::ToolTip)),
      m_job(this, [this](const Made& made) { show(made); }) {
  m_label->setObjectName(QStringLiteral("hoverPicture"));
  m_label->setAttribute(Qt::WA_TransparentForMouseEvents);
  m_label->setAttribute(Qt::WA_ShowWithoutActivating);
  m_label->setFrameShape(QFrame::Box);
  m_rest.setSingleShot(true);
  m_rest.setInterval(kRestMs);
  connect(&m_rest, &QTimer::timeout, this, &HoverPicture::request);
  connect(window.timeline()->lanes(), &LaneView::hovered, this, &HoverPicture::point);
}

HoverPicture::~HoverPicture() = default;

QImage HoverPicture::picture() const {
  return m_label->isVisible() ? m_label->pixmap().toImage() : QImage();
}

void HoverPicture::point(UtcTime at, QPoint global) {
  m_time = at;
  m_global = global;
  if (!at.isValid()) {
    m_rest.stop();
    m_job.cancel();
    m_label->hide();
    return;
  }
  m_rest.start();
}

void HoverPicture::request() {
  Session& s = m_window.session();
  if (!m_time.isValid() || !s.store()) return;
  const double ratio = m_window.devicePixelRatioF();
  auto frame = std::make_shared<Frame>(*s.frame());
  frame->time = m_time;
  frame->interactive = false;
  frame->quality = {};
  frame->margins = {};
  frame->story.reset();
  frame->hoveredTrack = kNoTrack;
  // The same place, small: symbols as they are would cover it, and texts could not be read.
  const QSize size = (QSizeF(kSize) * ratio).toSize();
  frame->view.metresPerPixel *= static_cast<double>(frame->view.size.height()) / size.height();
  frame->view.size = size;
  frame->tracks.symbolPx = std::max(10, frame->tracks.symbolPx / 2);
  frame->tracks.maxLabels = 0;
  frame->tracks.vectorMinutes = 0;
  for (const char* layer : {"furniture", "places", "graticule-labels"})
    frame->hiddenLayers.emplace_back(layer);
  if (!m_drawer) m_drawer = std::make_shared<Drawer>();
  m_job.request([drawer = m_drawer, frame, ratio](std::stop_token) {
    Made made{frame->time, drawer->renderer.render(frame)};
    made.image.setDevicePixelRatio(ratio);
    return made;
  });
}

void HoverPicture::show(const Made& made) {
  if (made.time != m_time || made.image.isNull()) return;
  m_label->setPixmap(QPixmap::fromImage(made.image));
  m_label->adjustSize();
  QPoint at = m_global - QPoint(m_label->width() / 2, m_label->height() + kAbove);
  if (const QScreen* screen = m_window.screen()) {
    const QRect room = screen->availableGeometry();
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - m_label->width())));
    at.setY(std::max(at.y(), room.top()));
  }
  m_label->move(at);
  m_label->show();
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/KeptPicture.h"

#include "widgets/scene/LayerOrder.h"

#include <cstring>

namespace sorami {
namespace {

void copyRows(const PixelTarget& from, const PixelTarget& to, const QRect& band) {
  for (int y = band.top(); y <= band.bottom(); ++y) {
    std::memcpy(to.bits + y * to.stride, from.bits + y * from.stride,
                sizeof(QRgb) * static_cast<std::size_t>(to.size.width()));
  }
}

}  // namespace

std::size_t KeptPicture::steadyCount(std::span<Layer* const> dynamic) {
  std::size_t n = 0;
  while (n < dynamic.size() && dynamic[n]->isSteady()) ++n;
  return n;
}

std::uint64_t KeptPicture::keyOf(const Frame& frame, std::span<Layer* const> steady) {
  using sorami::keyOf;
  const View& v = frame.view;
  const PictureMargins& m = frame.margins;
  std::uint64_t key =
      mixKey({reinterpret_cast<std::uintptr_t>(frame.theme.get()),
              frame.projection ? keyOf(frame.projection->key()) : 0, keyOf(v.centre.x), keyOf(v.centre.y),
              keyOf(v.metresPerPixel), keyOf(v.pixelRatio), static_cast<std::uint64_t>(v.size.width()),
              static_cast<std::uint64_t>(v.size.height()), static_cast<std::uint64_t>(m.left),
              static_cast<std::uint64_t>(m.top), static_cast<std::uint64_t>(m.right),
              static_cast<std::uint64_t>(m.bottom), static_cast<std::uint64_t>(frame.units),
              frame.quality == DrawQuality{} ? 1U : 0U});
  for (const std::string& id : frame.hiddenLayers) key = mixKey({key, keyOf(id)});
  for (const Layer* layer : steady) {
    key = mixKey({key, keyOf(layer->id()), layer->key(frame), keyOf(opacityOf(frame, layer->id()))});
  }
  return key == 0 ? 1 : key;
}

KeptPicture::Step KeptPicture::next(std::uint64_t key, std::uint64_t base, QSize size) {
  const bool isSecond = key != 0 && key == m_last;
  m_last = key;
  if (key != 0 && key == m_key && base == m_base && m_image.size() == size) return Step::Restore;
  // What is panned or played is never seen twice: keeping it would be a copy for nothing. What stands while
  // a new base comes under it is.
  if (!isSecond) return Step::Draw;
  if (m_image.size() != size) m_image = QImage(size, QImage::Format_RGB32);
  m_key = 0;
  if (m_image.isNull()) return Step::Draw;
  m_pixels = PixelTarget::of(m_image);
  m_key = key;
  m_base = base;
  return Step::Keep;
}

void KeptPicture::take(const PixelTarget& from, const QRect& band) {
  copyRows(from, m_pixels, band);
}

void KeptPicture::restore(const PixelTarget& to, const QRect& band) const {
  copyRows(m_pixels, to, band);
}

}  // namespace sorami

// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session's documents: which plans are open, which one is shown, and what of the picture belongs to them.
#include "app/Session.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sorami {

Session::Document& Session::addDocument() {
  auto document = std::make_unique<Document>();
  document->id = ++m_lastDocument;
  document->undo = std::make_unique<QUndoStack>();
  m_undoGroup.addStack(document->undo.get());
  connect(document->undo.get(), &QUndoStack::cleanChanged, this, &Session::documentsChanged);
  m_documents.push_back(std::move(document));
  if (m_documents.size() == 1) m_undoGroup.setActiveStack(m_documents.front()->undo.get());
  return *m_documents.back();
}

const std::vector<std::unique_ptr<Session::Document>>& Session::documents() {
  storeDocument();
  return m_documents;
}

void Session::storeDocument() {
  Document& d = *m_documents[static_cast<std::size_t>(m_shownDocument)];
  d.plan = m_planBeforeEdit ? m_planBeforeEdit : m_plan;
  d.path = m_planPath;
  d.partner = m_partner;
}

void Session::loadDocument(int index) {
  m_shownDocument = index;
  const Document& d = *m_documents[static_cast<std::size_t>(index)];
  m_planPath = d.path;
  m_partner = d.partner;
  m_movingSite.clear();
  m_planBeforeEdit.reset();
  m_selectedSite.clear();
  m_undoGroup.setActiveStack(d.undo.get());
  applyPlan(d.plan);
  // The pictures of the layers are the document's own, also where it says nothing of them.
  takeLayers();
  invalidate();
  Q_EMIT selectionChanged();
  Q_EMIT planPathChanged();
  Q_EMIT documentsChanged();
}

void Session::showDocument(int index) {
  if (index < 0 || index >= static_cast<int>(m_documents.size()) || index == m_shownDocument) return;
  cancelEdit();
  storeDocument();
  loadDocument(index);
  Q_EMIT displayChanged();
}

void Session::closeDocument(int index) {
  if (index < 0 || index >= static_cast<int>(m_documents.size())) return;
  cancelEdit();
  storeDocument();
  const int shown = m_shownDocument;
  Q_EMIT documentClosing(*m_documents[static_cast<std::size_t>(index)]);
  const std::unique_ptr<Document> gone = std::move(m_documents[static_cast<std::size_t>(index)]);
  m_documents.erase(m_documents.begin() + index);
  if (m_documents.empty()) addDocument();
  if (index == shown) {
    m_shownDocument = 0;
    loadDocument(std::min(index, static_cast<int>(m_documents.size()) - 1));
  } else {
    m_shownDocument = shown - (index < shown ? 1 : 0);
    Q_EMIT documentsChanged();
  }
  m_undoGroup.removeStack(gone->undo.get());
  Q_EMIT displayChanged();
}

void Session::openPlan(const Plan& plan, const QString& path) {
  cancelEdit();
  storeDocument();
  int at = m_shownDocument;
  const Document& shown = *m_documents[static_cast<std::size_t>(at)];
  for (int i = 0; i < static_cast<int>(m_documents.size()); ++i) {
    if (!path.isEmpty() && m_documents[static_cast<std::size_t>(i)]->path == path) at = i;
  }
  const bool again = !path.isEmpty() && m_documents[static_cast<std::size_t>(at)]->path == path;
  // One that holds nothing gives way, a new plan nobody has touched included.
  const bool empty = shown.path.isEmpty() && shown.undo->count() == 0 &&
                     (!shown.plan || (shown.plan->sites.empty() && shown.plan->areas.empty() &&
                                      shown.plan->drawings.empty()));
  if (!again && !empty) {
    addDocument();
    at = static_cast<int>(m_documents.size()) - 1;
  }
  Document& to = *m_documents[static_cast<std::size_t>(at)];
  if (again && to.plan) Q_EMIT documentClosing(to);
  to.plan = std::make_shared<const Plan>(plan);
  to.path = path;
  to.partner.clear();
  to.undo->clear();
  to.undo->setClean();
  loadDocument(at);
  if (plan.display) applyDisplay(*plan.display);
  // Its maps are read in the background; what cannot be is said beside the map.
  QStringList maps;
  for (const MapFile& file : plan.maps) {
    const bool known = std::any_of(m_userMaps.begin(), m_userMaps.end(),
                                   [&](const UserMap& map) { return pathOf(map) == file.path; });
    if (!known) maps << QString::fromStdString(file.path);
  }
  if (!maps.isEmpty()) m_files.openMaps(maps);
  Q_EMIT planOpened();
}

Status Session::savePlan(const QString& path) {
  if (!m_plan) return Error{"there is no plan to save", path.toStdString(), {}};
  // The picture goes with it, so that it opens as it was left.
  Plan plan = *m_plan;
  DisplaySettings display;
  display.projection = m_projection->spec();
  const LatLon middle = m_projection->inverse(m_view.centre);
  if (std::isfinite(middle.lat) && std::isfinite(middle.lon)) {
    display.centre = middle;
    display.metresPerPixel = m_view.metresPerPixel * m_view.pixelRatio;
  }
  display.altitude = m_altitude;
  display.aboveGround = m_altitudeReference == AltitudeReference::AboveGround;
  plan.display = display;
  Status written = writePlan(plan, path.toStdString());
  if (written) {
    Q_EMIT planSaved(path);
    undoStack().setClean();
    setPlanPath(path);
  }
  return written;
}

void Session::applyDisplay(const DisplaySettings& display) {
  if (!display.projection.empty()) setProjection(QString::fromStdString(display.projection), display.centre);
  if (display.metresPerPixel > 0) {
    const MapPoint at = m_projection->forward(display.centre);
    if (std::isfinite(at.x) && std::isfinite(at.y)) {
      View view = m_view;
      view.centre = at;
      view.metresPerPixel = display.metresPerPixel / view.pixelRatio;
      m_viewIsSet = true;
      setView(view);
      m_viewUntouched = false;
    }
  }
  m_altitude = display.altitude;
  m_altitudeReference = display.aboveGround ? AltitudeReference::AboveGround : AltitudeReference::Amsl;
  invalidate();
  Q_EMIT displayChanged();
}

// --- layers

void Session::takeLayers() {
  m_layerLooks = m_plan ? m_plan->layers : std::vector<LayerLook>{};
  m_hidden.clear();
  for (const LayerLook& look : m_layerLooks) {
    if (look.hidden) m_hidden.push_back(look.id);
  }
  invalidate();
  Q_EMIT displayChanged();
}

void Session::setLayerLooks(const std::vector<LayerLook>& looks) {
  if (m_plan && canEdit()) {
    Plan next = *m_plan;
    next.layers = looks;
    edit(next, tr("layers"), QStringLiteral("layers"));
    if (m_layerLooks == looks) return;
  }
  m_layerLooks = looks;
  m_hidden.clear();
  for (const LayerLook& look : looks) {
    if (look.hidden) m_hidden.push_back(look.id);
  }
  invalidate();
  Q_EMIT displayChanged();
}

// --- the user's maps

std::vector<MapFile> Session::mapFiles() const {
  std::vector<MapFile> files = m_shown ? m_shown->maps : std::vector<MapFile>{};
  if (!m_partner.empty()) return files;
  // What was laid over the map before there was a plan stays; the first change takes it into the plan.
  for (const MapFile& own : m_mapFiles) {
    const bool named =
        std::any_of(files.begin(), files.end(), [&](const MapFile& file) { return file.path == own.path; });
    if (!named) files.push_back(own);
  }
  return files;
}

std::vector<UserMap> Session::userMaps() const {
  std::vector<UserMap> maps;
  for (const MapFile& file : mapFiles()) {
    const auto found = std::find_if(m_userMaps.begin(), m_userMaps.end(),
                                    [&](const UserMap& map) { return pathOf(map) == file.path; });
    if (found != m_userMaps.end()) maps.push_back(*found);
  }
  return maps;
}

void Session::setMapFiles(const std::vector<MapFile>& files, const QString& what) {
  if (!m_plan) {
    m_mapFiles = files;
    invalidate();
    Q_EMIT userMapsChanged();
    return;
  }
  if (!canEdit()) {
    Q_EMIT editRefused();
    return;
  }
  m_mapFiles.clear();
  Plan next = *m_plan;
  next.maps = files;
  edit(next, what);
  Q_EMIT userMapsChanged();
}

void Session::addUserMap(const UserMap& map) {
  std::erase_if(m_userMaps, [&](const UserMap& other) { return pathOf(other) == pathOf(map); });
  m_userMaps.push_back(map);
  std::vector<MapFile> files = mapFiles();
  const bool named =
      std::any_of(files.begin(), files.end(), [&](const MapFile& file) { return file.path == pathOf(map); });
  if (named || !canEdit()) {
    invalidate();
    Q_EMIT userMapsChanged();
    return;
  }
  MapFile& file = files.emplace_back();
  file.path = pathOf(map);
  setMapFiles(files, tr("add map %1").arg(QString::fromStdString(nameOf(map))));
}

void Session::removeUserMaps() {
  if (!canEdit()) {
    Q_EMIT editRefused();
    return;
  }
  setMapFiles({}, tr("remove map layers"));
}

}  // namespace sorami

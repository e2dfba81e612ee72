// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TrackEditForm.h"

#include "data/plan/FindTrack.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/TrackInspector.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sorami {
namespace {

/// A choice that leaves the report as it is.
constexpr int kAsReported = -1;

}  // namespace

QString domainText(Domain domain) {
  switch (domain) {
    case Domain::Unknown:
      return TrackEditForm::tr("unknown");
    case Domain::Air:
      return TrackEditForm::tr("air");
    case Domain::Space:
      return TrackEditForm::tr("space");
    case Domain::Surface:
      return TrackEditForm::tr("surface");
    case Domain::Subsurface:
      return TrackEditForm::tr("subsurface");
    case Domain::Ground:
      return TrackEditForm::tr("ground");
    case Domain::Missile:
      return TrackEditForm::tr("missile");
  }
  return {};
}

TrackEditForm::TrackEditForm(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("trackEditForm"));
  m_callsign = new FormField(
      tr("Call sign"), {},
      [this](const QString& text) {
        TrackEdit next = m_edit;
        const std::string typed = text.trimmed().toStdString();
        next.callsign = typed == m_reported.callsign ? std::string() : typed;
        offer(next, tr("call sign"));
        return QString();
      },
      this);
  m_callsign->edit()->setObjectName(QStringLiteral("editCallsign"));
  m_type = new FormField(
      tr("Type"), {},
      [this](const QString& text) {
        TrackEdit next = m_edit;
        const std::string typed = text.trimmed().toStdString();
        next.type = typed == m_reported.type ? std::string() : typed;
        offer(next, tr("type"));
        return QString();
      },
      this);
  m_type->edit()->setObjectName(QStringLiteral("editType"));
  m_affiliation = new QComboBox(this);
  m_affiliation->setObjectName(QStringLiteral("editAffiliation"));
  m_affiliation->setAccessibleName(tr("Affiliation"));
  m_affiliation->addItem({}, kAsReported);
  for (int a = 0; a <= static_cast<int>(Affiliation::Civil); ++a) {
    m_affiliation->addItem(affiliationText(static_cast<Affiliation>(a)), a);
  }
  connect(m_affiliation, &QComboBox::activated, this, [this] {
    TrackEdit next = m_edit;
    const int chosen = m_affiliation->currentData().toInt();
    next.setsAffiliation = chosen != kAsReported;
    next.affiliation = next.setsAffiliation ? static_cast<Affiliation>(chosen) : Affiliation::Pending;
    offer(next, tr("affiliation"));
  });
  m_domain = new QComboBox(this);
  m_domain->setAccessibleName(tr("Kind"));
  m_domain->addItem({}, kAsReported);
  for (int d = 0; d <= static_cast<int>(Domain::Missile); ++d) {
    m_domain->addItem(domainText(static_cast<Domain>(d)), d);
  }
  connect(m_domain, &QComboBox::activated, this, [this] {
    TrackEdit next = m_edit;
    const int chosen = m_domain->currentData().toInt();
    next.setsDomain = chosen != kAsReported;
    next.domain = next.setsDomain ? static_cast<Domain>(chosen) : Domain::Unknown;
    offer(next, tr("kind"));
  });
  m_remarks = new QPlainTextEdit(this);
  m_remarks->setObjectName(QStringLiteral("editRemarks"));
  m_remarks->setPlaceholderText(tr("Remarks"));
  m_remarks->setAccessibleName(tr("Remarks"));
  m_remarks->setTabChangesFocus(true);
  connect(m_remarks, &QPlainTextEdit::textChanged, this, [this] {
    TrackEdit next = m_edit;
    next.remarks = m_remarks->toPlainText().toStdString();
    offer(next, tr("remarks"));
  });
  m_was = new QLabel(this);
  m_was->setProperty("role", QStringLiteral("muted"));
  m_was->setWordWrap(true);
  m_revert = new QPushButton(tr("Back to what was reported"), this);
  connect(m_revert, &QPushButton::clicked, this, [this] {
    TrackEdit next;
    next.track = m_edit.track;
    offer(next, tr("as reported"));
  });
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(6);
  all->addWidget(m_callsign);
  all->addWidget(m_type);
  all->addWidget(new FormRow(tr("Affiliation"), m_affiliation, this));
  all->addWidget(new FormRow(tr("Kind"), m_domain, this));
  all->addWidget(m_remarks);
  all->addWidget(m_was);
  all->addWidget(m_revert, 0, Qt::AlignLeft);
  setLook(defaultLook());
}

void TrackEditForm::setLook(const LookPtr& look) {
  m_remarks->setFixedHeight(look->px(64));
}

void TrackEditForm::setTrack(const TrackInfo& reported, const TrackEdit& edit) {
  m_reported = reported;
  m_edit = edit;
  if (!m_edit.track) m_edit.track = refOf(reported);
  refresh();
}

void TrackEditForm::setEditable(bool editable) {
  setEnabled(editable);
}

void TrackEditForm::refresh() {
  m_loading = true;
  const auto text = [](const std::string& edited, const std::string& reported) {
    return QString::fromStdString(edited.empty() ? reported : edited);
  };
  m_callsign->setValue(text(m_edit.callsign, m_reported.callsign));
  m_type->setValue(text(m_edit.type, m_reported.type));
  m_affiliation->setItemText(0, tr("%1, as reported").arg(affiliationText(m_reported.affiliation)));
  m_domain->setItemText(0, tr("%1, as reported").arg(domainText(m_reported.domain)));
  m_affiliation->setCurrentIndex(m_edit.setsAffiliation ? 1 + static_cast<int>(m_edit.affiliation) : 0);
  m_domain->setCurrentIndex(m_edit.setsDomain ? 1 + static_cast<int>(m_edit.domain) : 0);
  const QString remarks = QString::fromStdString(m_edit.remarks);
  if (m_remarks->toPlainText() != remarks) m_remarks->setPlainText(remarks);
  QStringList was;
  const auto reported = [](const std::string& value) {
    return value.empty() ? tr("none") : QString::fromStdString(value);
  };
  if (!m_edit.callsign.empty()) was << tr("call sign %1").arg(reported(m_reported.callsign));
  if (!m_edit.type.empty()) was << tr("type %1").arg(reported(m_reported.type));
  if (m_edit.setsAffiliation) was << affiliationText(m_reported.affiliation);
  if (m_edit.setsDomain) was << domainText(m_reported.domain);
  m_was->setText(tr("Reported: %1. The recording is not changed.").arg(was.join(QStringLiteral(", "))));
  m_was->setVisible(!was.isEmpty());
  m_revert->setVisible(!m_edit.isEmpty());
  m_loading = false;
}

void TrackEditForm::offer(const TrackEdit& next, const QString& what) {
  if (m_loading || next == m_edit) return;
  m_edit = next;
  Q_EMIT edited(next, what);
  refresh();
}

}  // namespace sorami

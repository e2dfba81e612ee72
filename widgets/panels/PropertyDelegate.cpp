// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PropertyDelegate.h"

#include "data/core/Translate.h"
#include "widgets/panels/PlanTableModel.h"

#include <QAbstractProxyModel>
#include <QComboBox>
#include <QLineEdit>

namespace sorami {
namespace {

const Property* propertyOf(const QModelIndex& index) {
  const QAbstractItemModel* model = index.model();
  while (const auto* proxy = qobject_cast<const QAbstractProxyModel*>(model)) model = proxy->sourceModel();
  const auto* table = qobject_cast<const PlanTableModel*>(model);
  return table ? &table->property(index.column()) : nullptr;
}

}  // namespace

QWidget* PropertyDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const {
  const Property* p = propertyOf(index);
  if (!p || p->kind != Property::Kind::Choice) {
    auto* edit = new QLineEdit(parent);
    edit->setFrame(false);
    if (p && p->kind == Property::Kind::Number) edit->setAlignment(Qt::AlignRight);
    return edit;
  }
  Q_UNUSED(option);
  auto* box = new QComboBox(parent);
  for (const auto& [id, title] : p->choices) {
    box->addItem(translated(title), QString::fromStdString(id));
  }
  auto* self = const_cast<PropertyDelegate*>(this);
  connect(box, &QComboBox::activated, self, [self, box] {
    Q_EMIT self->commitData(box);
    Q_EMIT self->closeEditor(box);
  });
  return box;
}

void PropertyDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  const QString text = index.data(Qt::EditRole).toString();
  if (auto* box = qobject_cast<QComboBox*>(editor)) {
    box->setCurrentIndex(box->findText(text));
  } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
    edit->setText(text);
    edit->selectAll();
  }
}

void PropertyDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                    const QModelIndex& index) const {
  if (auto* box = qobject_cast<QComboBox*>(editor)) {
    model->setData(index, box->currentText());
  } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
    model->setData(index, edit->text());
  }
}

}  // namespace sorami

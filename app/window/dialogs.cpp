// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dialogs.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>

#include <utility>

namespace trilemma::app {

QString Dialogs::openFileName(QWidget *parent, const QString &title, const QString &folder, const QString &filter)
{
    if (const auto next = std::exchange(m_nextFileName, std::nullopt))
        return *next;
    return QFileDialog::getOpenFileName(parent, title, folder, filter);
}

QStringList Dialogs::openFileNames(QWidget *parent, const QString &title, const QString &folder, const QString &filter)
{
    if (const auto next = std::exchange(m_nextFileNames, std::nullopt))
        return *next;
    return QFileDialog::getOpenFileNames(parent, title, folder, filter);
}

QString Dialogs::saveFileName(QWidget *parent, const QString &title, const QString &proposal, const QString &filter)
{
    if (const auto next = std::exchange(m_nextFileName, std::nullopt))
        return *next;
    return QFileDialog::getSaveFileName(parent, title, proposal, filter);
}

QString Dialogs::folderName(QWidget *parent, const QString &title, const QString &folder)
{
    if (const auto next = std::exchange(m_nextFileName, std::nullopt))
        return *next;
    return QFileDialog::getExistingDirectory(parent, title, folder);
}

Dialogs::Answer Dialogs::askToSave(QWidget *parent, const QString &documentName)
{
    if (const auto next = std::exchange(m_nextAnswer, std::nullopt))
        return *next;
    QMessageBox box(QMessageBox::NoIcon, QMessageBox::tr("Unsaved changes"),
                    QMessageBox::tr("Save the changes to %1 before closing?").arg(documentName),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box.setObjectName(QStringLiteral("askToSave"));
    switch (box.exec()) {
    case QMessageBox::Save:
        return Answer::Save;
    case QMessageBox::Discard:
        return Answer::Discard;
    default:
        return Answer::Cancel;
    }
}

QString Dialogs::askName(QWidget *parent, const QString &title, const QString &label, const QString &name)
{
    if (const auto next = std::exchange(m_nextName, std::nullopt))
        return *next;
    return QInputDialog::getText(parent, title, label, QLineEdit::Normal, name);
}

} // namespace trilemma::app

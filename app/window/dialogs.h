// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QWidget;

namespace trilemma::app {

/// The few questions that the window asks in a box of its own. An answer given in advance (by a test) is
/// taken instead of asking, once.
class Dialogs {
public:
    enum class Answer { Save, Discard, Cancel };

    /// Empty where the user cancelled.
    QString openFileName(QWidget *parent, const QString &title, const QString &folder, const QString &filter);
    QStringList openFileNames(QWidget *parent, const QString &title, const QString &folder, const QString &filter);
    QString saveFileName(QWidget *parent, const QString &title, const QString &proposal, const QString &filter);
    QString folderName(QWidget *parent, const QString &title, const QString &folder);
    Answer askToSave(QWidget *parent, const QString &documentName);
    QString askName(QWidget *parent, const QString &title, const QString &label, const QString &name);

    void setNextFileName(const QString &path) { m_nextFileName = path; }
    void setNextFileNames(const QStringList &paths) { m_nextFileNames = paths; }
    void setNextAnswer(Answer answer) { m_nextAnswer = answer; }
    void setNextName(const QString &name) { m_nextName = name; }

private:
    std::optional<QString> m_nextFileName, m_nextName;
    std::optional<QStringList> m_nextFileNames;
    std::optional<Answer> m_nextAnswer;
};

} // namespace trilemma::app

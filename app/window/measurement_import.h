// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/document.h"
#include "app/dropped_file.h"

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <atomic>
#include <memory>

class QProgressDialog;
class QWidget;

namespace trilemma::app {

/// Takes benchmark results into the document: reads long ones off the thread of the window, with progress and cancel,
/// one after the other, and asks for what a file does not say. What cannot be used is one sentence and imports nothing.
class MeasurementImport : public QObject {
    Q_OBJECT

public:
    MeasurementImport(Document &document, QWidget *window);
    ~MeasurementImport() override;

    void readLater(const QString &path);            ///< a long file: off the thread of the window
    void take(evidence::ImportedFile file);         ///< a file that is read already

signals:
    void problem(const QString &sentence);
    void note(const QString &sentence);

private:
    struct Progress {
        std::atomic<double> share = 0;
        std::atomic<bool> cancelled = false;
    };

    void startNext();
    void showProgress();
    void finished();
    void keep(evidence::ImportedFile file);

    Document &m_document;
    QWidget *m_window;
    QStringList m_waiting;
    QFutureWatcher<Result<DroppedFile>> m_watcher;
    std::shared_ptr<Progress> m_progress;
    QProgressDialog *m_dialog = nullptr;
    QTimer m_timer;             ///< looks at the progress while a file is read
};

} // namespace trilemma::app

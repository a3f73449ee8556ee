// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/document.h"
#include "app/dropped_file.h"

#include <QFutureWatcher>
#include <QList>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>
#include <memory>

class QProgressDialog;
class QWidget;

namespace trilemma::app {

/// Takes benchmark results and traffic of traces into the document: reads long files off the thread of the window, with
/// progress and cancel, one after the other, and asks for what a result does not say. What cannot be used is one sentence
/// and imports nothing.
class MeasurementImport : public QObject {
    Q_OBJECT

public:
    MeasurementImport(Document &document, QWidget *window);
    ~MeasurementImport() override;

    using Reader = Result<DroppedFile> (*)(const QString &path, const evidence::ImportProgress &progress);

    void readLater(const QString &path, Reader reader = &readMeasurementFile); ///< off the thread of the window
    void take(evidence::ImportedFile file);         ///< a file that is read already

signals:
    void problem(const QString &sentence);
    void note(const QString &sentence);

private:
    struct Progress {
        std::atomic<double> share = 0;
        std::atomic<bool> cancelled = false;
    };
    struct Waiting {
        QString path;
        Reader reader;
    };

    void startNext();
    void showProgress();
    void finished();
    void askNext();
    void keep(evidence::ImportedFile file);

    Document &m_document;
    QWidget *m_window;
    QList<Waiting> m_waiting;
    QFutureWatcher<Result<DroppedFile>> m_watcher;
    std::shared_ptr<Progress> m_progress;
    QProgressDialog *m_dialog = nullptr;
    std::deque<evidence::ImportedFile> m_toAsk;     ///< the first is being asked about
    QTimer m_timer;             ///< looks at the progress while a file is read
};

} // namespace trilemma::app

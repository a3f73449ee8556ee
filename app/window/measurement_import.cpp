// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/measurement_import.h"

#include "app/window/missing_form.h"
#include "app/window/trace_import.h"

#include <QFileInfo>
#include <QProgressDialog>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace trilemma::app {

namespace {

constexpr int progressSteps = 1000, progressMilliseconds = 100, quietMilliseconds = 300;

} // namespace

MeasurementImport::MeasurementImport(Document &document, QWidget *window) : QObject(window), m_document(document), m_window(window)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &MeasurementImport::finished);
    m_timer.setInterval(progressMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &MeasurementImport::showProgress);
}

MeasurementImport::~MeasurementImport()
{
    if (!m_progress)
        return;     // nothing is being read
    m_progress->cancelled = true;
    m_watcher.waitForFinished();
}

void MeasurementImport::readLater(const QString &path, Reader reader)
{
    m_waiting.append({path, reader});
    if (!m_progress)
        startNext();
}

void MeasurementImport::startNext()
{
    const auto [path, reader] = m_waiting.takeFirst();
    m_progress = std::make_shared<Progress>();
    m_dialog = new QProgressDialog(tr("Reading %1").arg(QFileInfo(path).fileName()), tr("Cancel"), 0, progressSteps, m_window);
    m_dialog->setObjectName(QStringLiteral("importProgress"));
    m_dialog->setMinimumDuration(quietMilliseconds);
    m_dialog->setAutoReset(false);
    connect(m_dialog, &QProgressDialog::canceled, this, [progress = m_progress] { progress->cancelled = true; });
    m_timer.start();
    m_watcher.setFuture(QtConcurrent::run([path = path, reader = reader, progress = m_progress] {
        return reader(path, [&progress](double share) {
            progress->share = share;
            return !progress->cancelled;
        });
    }));
}

void MeasurementImport::showProgress()
{
    m_dialog->setValue(std::clamp(static_cast<int>(m_progress->share * progressSteps), 0, progressSteps - 1));
}

void MeasurementImport::finished()
{
    const bool cancelled = std::exchange(m_progress, nullptr)->cancelled;
    const QString label = m_dialog->labelText();
    delete std::exchange(m_dialog, nullptr);
    m_timer.stop();
    Result<DroppedFile> result = m_watcher.future().takeResult();
    if (cancelled)
        emit note(tr("Cancelled; nothing was imported."));
    else if (!result)
        emit problem(QString::fromStdString(result.error().sentence()));
    else if (const auto *traffic = std::get_if<DroppedTraffic>(&result.value()))
        emit note(takeTraffic(*traffic, m_document));
    else
        take(std::get<DroppedMeasurements>(std::move(result).value()).file);
    if (!m_waiting.isEmpty())
        startNext();
}

void MeasurementImport::take(evidence::ImportedFile file)
{
    file.requests.clear();      // lengths and arrivals are a workload's, not a point's
    file.requests.shrink_to_fit();
    if (columnsToAsk(file, m_document.catalog()).empty()) {
        keep(std::move(file));
        return;
    }
    m_toAsk.push_back(std::move(file));
    if (m_toAsk.size() == 1)
        askNext();
}

/// One form at a time, however many files come at once.
void MeasurementImport::askNext()
{
    auto *form = new MissingForm(m_toAsk.front(), m_document.current(), m_document.catalog(), m_window);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &QDialog::finished, this, [this, form](int result) {
        if (result == QDialog::Accepted)
            keep(form->completed());
        else
            emit note(tr("%1 was not imported.").arg(QString::fromStdString(m_toAsk.front().fileName)));
        m_toAsk.pop_front();
        if (!m_toAsk.empty())
            askNext();
    });
    form->open();
}

void MeasurementImport::keep(evidence::ImportedFile file)
{
    const auto points = static_cast<int>(file.points.size());
    const QString name = QString::fromStdString(file.fileName);
    m_document.addMeasurements({std::make_shared<const evidence::ImportedFile>(std::move(file))});
    emit note(points == 1 ? tr("%1: 1 measured point imported").arg(name) : tr("%1: %2 measured points imported").arg(name).arg(points));
}

} // namespace trilemma::app

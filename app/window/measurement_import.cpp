// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/measurement_import.h"

#include "app/window/missing_form.h"

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

void MeasurementImport::readLater(const QString &path)
{
    m_waiting += path;
    if (!m_progress)
        startNext();
}

void MeasurementImport::startNext()
{
    const QString path = m_waiting.takeFirst();
    m_progress = std::make_shared<Progress>();
    m_dialog = new QProgressDialog(tr("Reading %1").arg(QFileInfo(path).fileName()), tr("Cancel"), 0, progressSteps, m_window);
    m_dialog->setObjectName(QStringLiteral("importProgress"));
    m_dialog->setMinimumDuration(quietMilliseconds);
    m_dialog->setAutoReset(false);
    connect(m_dialog, &QProgressDialog::canceled, this, [progress = m_progress] { progress->cancelled = true; });
    m_timer.start();
    m_watcher.setFuture(QtConcurrent::run([path, progress = m_progress] {
        return readMeasurementFile(path, [&progress](double share) {
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
    auto *form = new MissingForm(file, m_document.current(), m_document.catalog(), m_window);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &QDialog::accepted, this, [this, form] { keep(form->completed()); });
    connect(form, &QDialog::rejected, this, [this, name = QString::fromStdString(file.fileName)] {
        emit note(tr("%1 was not imported.").arg(name));
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

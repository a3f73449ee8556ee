// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/calibrator.h"

#include "app/session_store.h"

#include <QDate>
#include <QDir>
#include <QUndoCommand>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace trilemma::app {

/// Puts the folder's calibrations to `after`, which is done already when the step is pushed, and back.
class Calibrator::FolderChange : public QUndoCommand {
public:
    FolderChange(Calibrator &calibrator, CalibrationFiles before, CalibrationFiles after, const QString &text)
        : QUndoCommand(text), m_calibrator(calibrator), m_before(std::move(before)), m_after(std::move(after))
    {
    }
    void undo() override { m_calibrator.apply(m_after, m_before); }
    void redo() override
    {
        if (!std::exchange(m_pushing, false))
            m_calibrator.apply(m_before, m_after);
    }

private:
    Calibrator &m_calibrator;
    CalibrationFiles m_before, m_after;
    bool m_pushing = true;
};

Calibrator::Calibrator(Document &document, CatalogStore &store, Dialogs &dialogs, QWidget *window)
    : QObject(window), m_document(document), m_store(store), m_dialogs(dialogs), m_window(window),
      m_files(calibrationsIn(store.userFolder()))
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &Calibrator::finished);
}

void Calibrator::start()
{
    if (m_document.measurements().empty()) {
        emit problem(tr("There is nothing to calibrate to: import measurements first."));
        return;
    }
    const QString name = tr("Calibration of %1").arg(QDate::currentDate().toString(Qt::ISODate));
    run(CalibrationForm::Kind::Fitted, [files = m_document.measurements(), catalog = m_store.catalog(), name] {
        return fitCalibration(files, catalog, name);
    });
}

void Calibrator::offer(const CalibrationFile &calibration)
{
    run(CalibrationForm::Kind::Offered, [files = m_document.measurements(), catalog = m_store.catalog(), calibration] {
        return Result<CalibrationTrial>(tryCalibration(calibration, files, catalog));
    });
}

/// The work has copies of all that it needs. One that is cancelled runs on by itself and is then forgotten.
void Calibrator::run(CalibrationForm::Kind kind, std::function<Result<CalibrationTrial>()> work)
{
    m_kind = kind;
    m_wanted = true;
    m_watcher.setFuture(QtConcurrent::run([work = std::move(work)] { return Trial(std::make_shared<const Result<CalibrationTrial>>(work())); }));
    emit busyChanged(true);
}

void Calibrator::cancel()
{
    if (!std::exchange(m_wanted, false))
        return;
    emit busyChanged(false);
    emit note(tr("Cancelled; nothing was fitted."));
}

void Calibrator::finished()
{
    if (!std::exchange(m_wanted, false))
        return;
    emit busyChanged(false);
    const Trial trial = m_watcher.result();
    if (*trial)
        show(std::shared_ptr<const CalibrationTrial>(trial, &trial->value()));
    else
        emit problem(tr("Not calibrated: %1").arg(QString::fromStdString(trial->error().sentence())));
}

void Calibrator::show(std::shared_ptr<const CalibrationTrial> trial)
{
    auto *form = new CalibrationForm(std::move(trial), m_kind, m_store.catalog(), m_window);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &CalibrationForm::saveAsRequested, this, [this, form] { saveAs(form->calibration()); });
    connect(form, &QDialog::accepted, this, [this, form] { use(form->calibration()); });
    form->open();
}

void Calibrator::use(const CalibrationFile &calibration)
{
    CalibrationFiles after = withCalibration(m_files, calibration);
    QStringList off;
    for (const CalibrationFile &file : m_files) {
        const auto now = std::ranges::find(after, file.name, &CalibrationFile::name);
        if (file.on && now != after.end() && !now->on)
            off += file.name;
    }
    change(after, tr("Use calibration %1").arg(calibration.name));
    if (!m_document.current().calibrated)
        m_document.setLever(QStringLiteral("calibration"), std::string("on"));
    QString text = tr("\"%1\" is in use and kept in %2").arg(calibration.name, QDir::toNativeSeparators(m_store.userFolder()));
    if (!off.isEmpty())
        text += tr("; off now, for it covers the same: %1").arg(off.join(QStringLiteral(", ")));
    emit note(text);
}

void Calibrator::switchOn(int index, bool on)
{
    if (!has(index) || m_files[static_cast<std::size_t>(index)].on == on)
        return;
    const QString name = m_files[static_cast<std::size_t>(index)].name;
    change(switched(m_files, static_cast<std::size_t>(index), on), on ? tr("Use calibration %1").arg(name) : tr("Calibration %1 off").arg(name));
}

void Calibrator::remove(int index)
{
    if (!has(index))
        return;
    CalibrationFiles after = m_files;
    after.erase(after.begin() + index);
    const QString name = m_files[static_cast<std::size_t>(index)].name;
    change(after, tr("Remove calibration %1").arg(name));
    emit note(tr("Removed calibration %1; undo brings it back").arg(name));
}

void Calibrator::saveAs(const CalibrationFile &calibration)
{
    const QString path = m_dialogs.saveFileName(m_window, tr("Save calibration"), calibration.name + QStringLiteral(".json"),
                                                tr("Calibrations (*.json)"));
    if (path.isEmpty())
        return;
    if (const auto error = writeWholeFile(path, calibration.text))
        emit problem(QString::fromStdString(error->sentence()));
    else
        emit note(tr("Saved %1").arg(QDir::toNativeSeparators(path)));
}

void Calibrator::change(const CalibrationFiles &to, const QString &text)
{
    const CalibrationFiles from = m_files;
    if (apply(from, to))
        m_document.undoStack().push(new FolderChange(*this, from, to, text));
}

bool Calibrator::apply(const CalibrationFiles &from, const CalibrationFiles &to)
{
    const auto error = changeCalibrations(m_store.userFolder(), from, to);
    if (error)
        emit problem(QString::fromStdString(error->sentence()));
    m_store.reload();       // the next evaluation follows it; reload() comes of this
    return !error;
}

void Calibrator::reload()
{
    m_files = calibrationsIn(m_store.userFolder());
    emit changed();
}

} // namespace trilemma::app

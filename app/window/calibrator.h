// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calibration_trial.h"
#include "app/catalog_store.h"
#include "app/document.h"
#include "app/window/calibration_form.h"
#include "app/window/dialogs.h"

#include <QFutureWatcher>
#include <QObject>

#include <functional>
#include <memory>

class QWidget;

namespace trilemma::app {

/// Makes calibrations and keeps those of the user's catalogue folder: fits off the thread of the window, shows what a
/// calibration does before it is used, and switches, shares and removes them. What it does to the folder can be undone.
class Calibrator : public QObject {
    Q_OBJECT

public:
    Calibrator(Document &document, CatalogStore &store, Dialogs &dialogs, QWidget *window);

    void start();                                   ///< fits to all imported points, then asks
    void cancel();                                  ///< what is being fitted is wanted no longer
    void offer(const CalibrationFile &calibration); ///< from elsewhere: asks
    void switchOn(int index, bool on);
    void remove(int index);
    void saveAs(const CalibrationFile &calibration);

    bool isBusy() const { return m_wanted; }
    const CalibrationFiles &files() const { return m_files; }
    void reload();                                  ///< the catalogue folder changed

signals:
    void changed();                                 ///< files()
    void busyChanged(bool busy);
    void problem(const QString &sentence);
    void note(const QString &sentence);

private:
    class FolderChange;
    using Trial = std::shared_ptr<const Result<CalibrationTrial>>;

    void run(CalibrationForm::Kind kind, std::function<Result<CalibrationTrial>()> work);
    void finished();
    void show(std::shared_ptr<const CalibrationTrial> trial);
    void use(const CalibrationFile &calibration);
    bool apply(const CalibrationFiles &from, const CalibrationFiles &to);
    void change(const CalibrationFiles &to, const QString &text);
    bool has(int index) const { return index >= 0 && index < static_cast<int>(m_files.size()); }

    Document &m_document;
    CatalogStore &m_store;
    Dialogs &m_dialogs;
    QWidget *m_window;
    CalibrationFiles m_files;
    CalibrationForm::Kind m_kind = CalibrationForm::Kind::Fitted;
    bool m_wanted = false;              ///< what runs is still wanted
    QFutureWatcher<Trial> m_watcher;
};

} // namespace trilemma::app

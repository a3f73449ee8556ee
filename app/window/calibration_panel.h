// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calibration_files.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace trilemma::scenario {
struct Scenario;
}

namespace trilemma::app {

/// The user's calibrations: which there are, where each holds, how wrong it is, and whether it is in use. Shows and asks;
/// changes nothing itself.
class CalibrationPanel : public QWidget {
    Q_OBJECT

public:
    explicit CalibrationPanel(QWidget *parent = nullptr);

    void showCalibrations(const CalibrationFiles &files, const catalog::Catalog &catalog);
    /// Says which of them the scenario follows, if any, and why not. Call after showCalibrations(), and as levers turn.
    void showScenario(const scenario::Scenario &current, const catalog::Catalog &catalog);
    /// There are points to calibrate to.
    void allowCalibrating(bool points);
    /// A fit is under way: its button cancels it.
    void showBusy(bool busy);

signals:
    void calibrateRequested();
    void cancelRequested();
    void switchRequested(int index, bool on);
    void saveAsRequested(int index);
    void removeRequested(int index);

private:
    void followSelection();
    int chosen() const;         ///< -1 where none

    CalibrationFiles m_files;
    bool m_points = false, m_busy = false;
    QLabel *m_state;
    QPushButton *m_calibrate, *m_saveAs, *m_remove;
    QTableWidget *m_table;
};

} // namespace trilemma::app

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_work.h"
#include "models/evidence/day_import.h"
#include "models/scenario/scenario.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace trilemma::widgets {
class WeekTable;
}

namespace trilemma::app {

/// The week's load of a scenario, hour by hour: begun from any preset or from a file, then edited. Accepted: plan() follows it.
class WeekForm : public QDialog {
    Q_OBJECT

public:
    explicit WeekForm(const scenario::Scenario &scenario, QWidget *parent = nullptr);
    ~WeekForm() override;

    /// The scenario's plan with the hours that are shown.
    scenario::FleetPlan plan() const;
    /// Shows the hours of a file, read on another thread; says why not where it has none.
    void takeFile(const QString &path);
    bool isBusy() const { return m_reading.isBusy(); }
    widgets::WeekTable &week() { return *m_week; }
    QString message() const;

signals:
    void fileRequested();

private:
    QWidget *buildStart();
    QWidget *buildDays();
    void startFrom(int preset);
    void describe();
    void showDay(const Result<evidence::ImportedDay> &day);

    scenario::Scenario m_scenario;
    QString m_title;
    QComboBox *m_start;
    widgets::WeekTable *m_week;
    QLabel *m_message;
    QPushButton *m_use;
    LatestWork m_reading;
};

} // namespace trilemma::app

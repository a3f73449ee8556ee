// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accuracy_report.h"

#include <QFutureWatcher>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace trilemma::widgets {
class AccuracyChart;
}

namespace trilemma::app {

class CalibrationPanel;

/// How wrong the model is: predicted against measured, errors by what the points differ in, and the worst rows with
/// what is unusual about them, and the user's calibrations. From the shipped reference set and what was imported; predicted off the thread of the
/// window, when the page is shown.
class AccuracyPage : public QWidget {
    Q_OBJECT

public:
    explicit AccuracyPage(const catalog::Catalog &catalog, QWidget *parent = nullptr);
    ~AccuracyPage() override;

    /// What was imported, or the catalogue, is another one now.
    void setMeasurements(const Measurements &measurements);

    bool isBusy() const { return m_watcher.isRunning(); }
    const AccuracyReport &report() const { return m_report; }
    widgets::AccuracyChart &chart() { return *m_chart; }
    CalibrationPanel &calibrations() { return *m_calibrations; }

signals:
    /// A point was clicked: open its run as a scenario.
    void pointChosen(const trilemma::evidence::PointConfiguration &configuration);
    /// The imported file is wanted no longer.
    void removeRequested(int index);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void startReport();
    void takeReport();
    void showReport();
    void showSummary();
    void showErrors();
    void showWorst();
    void fillPoints();
    void choosePoint(int point);
    void choosePoints();
    AccuracyFigure figure() const;

    const catalog::Catalog &m_catalog;
    Measurements m_reference, m_imported;
    bool m_stale = true;
    QFutureWatcher<std::shared_ptr<AccuracyReport>> m_watcher;
    AccuracyReport m_report;

    QComboBox *m_figure, *m_points, *m_groups;
    QPushButton *m_remove;
    QLabel *m_summary;
    widgets::AccuracyChart *m_chart;
    CalibrationPanel *m_calibrations;
    QTableWidget *m_errors, *m_worst;
};

} // namespace trilemma::app

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calibration_trial.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLineEdit;

namespace trilemma::widgets {
class AccuracyChart;
}

namespace trilemma::app {

/// Shows what a calibration does before it is used: errors before and after, residuals of the imported points, where
/// it is valid, what it changes, and what to measure next. Accepted: it is to be used, under name().
class CalibrationForm : public QDialog {
    Q_OBJECT

public:
    enum class Kind { Fitted, Offered };    ///< an offered one keeps its name

    CalibrationForm(std::shared_ptr<const CalibrationTrial> trial, Kind kind, const catalog::Catalog &catalog, QWidget *parent);

    /// The calibration under the name that was entered.
    CalibrationFile calibration() const;
    widgets::AccuracyChart &chart() { return *m_chart; }

signals:
    void saveAsRequested();

private:
    QWidget *buildFacts(const catalog::Catalog &catalog);
    QWidget *buildResiduals();
    void showFigure();

    std::shared_ptr<const CalibrationTrial> m_trial;
    Kind m_kind;
    QLineEdit *m_name;
    QComboBox *m_figure;
    widgets::AccuracyChart *m_chart;
};

} // namespace trilemma::app

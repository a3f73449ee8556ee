// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace trilemma::app {

class SteadyText;

/// What stands above the charts of a simulated view: a state, how the figures are known with the progress of the
/// simulation, and a summary.
class SimulationHeading : public QWidget {
    Q_OBJECT

public:
    /// Object names begin with `prefix`; room is kept for `summaryLines`.
    SimulationHeading(const QString &prefix, int summaryLines, QWidget *parent = nullptr);

    struct Text {
        QString state;
        bool isBad = false;
        QString summary, how;
    };
    void showText(const Text &text, bool isBusy);
    void setProgress(double share); ///< 0 to 1
    QString text() const;           ///< state, summary and how it is known, a line each

protected:
    void changeEvent(QEvent *event) override;

private:
    void showState();

    bool m_isBad = false;
    QLabel *m_state, *m_how;
    SteadyText *m_summary;
    QProgressBar *m_progress;
};

} // namespace trilemma::app

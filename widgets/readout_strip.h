// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <QWidget>

namespace trilemma::widgets {

class ReadoutCell;

/// The strip along the top: scenario, throughput at the SLO, latency, cost and state, each with unit, basis and
/// how it is known, and signed deltas against the baseline. Past capacity no latency is shown as a number.
class ReadoutStrip : public QWidget {
    Q_OBJECT

public:
    explicit ReadoutStrip(QWidget *parent = nullptr);

    /// Both baseline pointers or neither. Cheap when nothing changed; keeps no pointer.
    void showEvaluation(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                        const catalog::Catalog &catalog, const scenario::Scenario *baseline = nullptr,
                        const scenario::Evaluation *baselineEvaluation = nullptr);
    /// All that the strip says, one line per cell, as it would be read aloud or pasted.
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ReadoutCell *m_title;
    ReadoutCell *m_throughput;
    ReadoutCell *m_latency;
    ReadoutCell *m_cost;
    ReadoutCell *m_state;
};

} // namespace trilemma::widgets

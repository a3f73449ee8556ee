// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"
#include "models/scenario/metrics.h"

#include <QString>

#include <optional>
#include <vector>

namespace trilemma::widgets {

/// A stretch of a read-out's main line in one style. Badges are painted as pills.
struct ReadoutRun {
    enum class Style { Heading, Figure, Unit, Good, Bad, Neutral, BadgeGood, BadgeWarn, BadgeBad, BadgePlain };
    QString text;
    Style style = Style::Unit;
    bool spare = false;         ///< left out first where the line does not fit

    bool operator==(const ReadoutRun &) const = default;
};

/// What one cell of the strip says: caption with basis, figures with unit and delta, a quiet line of detail.
struct Readout {
    QString caption;
    std::vector<ReadoutRun> line;
    QString detail;
    QString help;               ///< definitions and how the figures are known, rich text

    bool operator==(const Readout &) const = default;
    QString text() const;       ///< all but the help, as it would be read aloud
};

/// The question that is shown: a scenario with its answer.
struct ReadoutInput {
    const scenario::Scenario &scenario;
    const scenario::Evaluation &evaluation;
    const catalog::Catalog &catalog;
    const scenario::Scenario *baseline = nullptr;
    const scenario::Evaluation *baselineEvaluation = nullptr;
};

Readout titleReadout(const ReadoutInput &input);
Readout throughputReadout(const ReadoutInput &input);
Readout latencyReadout(const ReadoutInput &input);
Readout costReadout(const ReadoutInput &input);
Readout stateReadout(const ReadoutInput &input);

/// "▲ +18 %", coloured by whether more is better; empty where either side has no figure.
std::optional<ReadoutRun> deltaRun(const scenario::Metric &metric, const scenario::Evaluation &now,
                                   const scenario::Evaluation &before);
/// "2 × TP4, FP8": how a scenario is placed, for cards and details.
QString placementText(const scenario::Scenario &scenario, int replicas);

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/measurements.h"
#include "models/evidence/point_matching.h"
#include "models/scenario/scenario.h"
#include "widgets/measured_dots.h"

#include <string>

namespace trilemma::app {

/// What tells one deployment from another, in the catalogue's terms.
struct Deployment {
    std::string modelId, acceleratorId, engineId;
    catalog::WeightFormat weightFormat = catalog::WeightFormat::Bf16;
    replica::Placement placement;

    bool operator==(const Deployment &) const = default;
};
Deployment deploymentOf(const evidence::MatchedPoint &matched);
/// Of a scenario; its model id is empty where the model is the user's own.
Deployment deploymentOf(const scenario::Scenario &scenario);

/// The measured points of a session as charts draw them over a scenario. Names are matched and runs predicted once, when
/// measurements come; what a scenario picks from them is kept until another deployment is asked for.
class MeasuredOverlay {
public:
    /// After a change of the catalogue, too.
    void setMeasurements(const Measurements &measurements, const catalog::Catalog &catalog);
    /// Null where nothing was imported; the same object while the answer is the same.
    widgets::SharedMeasuredDots dotsFor(const scenario::Scenario &scenario, int replicas);

private:
    struct Entry {
        Deployment deployment;
        double inputTokens = 0, outputTokens = 0;
        widgets::MeasuredDot dot;           ///< without figures of the fleet
    };
    struct Question {
        Deployment deployment;
        int replicas = 0;
        double inputTokens = 0, outputTokens = 0;
        bool operator==(const Question &) const = default;
    };

    std::vector<Entry> m_entries;
    int m_points = 0;
    Question m_asked;
    widgets::SharedMeasuredDots m_answer;
};

} // namespace trilemma::app

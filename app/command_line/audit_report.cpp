// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/audit_report.h"

#include "app/command_line/text_table.h"

#include "models/scenario/cost_claims.h"
#include "models/scenario/metrics.h"
#include "models/scenario/stated_assumptions.h"

#include <ostream>

namespace trilemma::app {

using nlohmann::ordered_json;
using scenario::TrailStep;

std::chrono::sys_days today()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

Result<std::vector<TrailStep>> trailOf(const std::string &metric, const scenario::Scenario &scenario,
                                       const scenario::Evaluation &evaluation, const catalog::Catalog &catalog)
{
    std::string known;
    for (const std::string_view id : scenario::auditedMetrics()) {
        if (id != metric) {
            known += (known.empty() ? "" : ", ") + std::string(id);
            continue;
        }
        std::vector<TrailStep> trail = scenario::auditTrail(metric, scenario, evaluation, catalog, today());
        if (trail.empty())
            return Error{.file = {}, .field = "--explain", .message = metric + " has no value in this scenario"};
        return trail;
    }
    return Error{.file = {}, .field = "--explain", .message = "\"" + metric + "\" has no chain of formulas; valid is " + known};
}

void printTrail(const std::vector<TrailStep> &trail, std::ostream &out)
{
    TextTable table({Align::Left, Align::Right, Align::Left, Align::Left});
    table.add({"name", "value", "unit", "how"});
    for (const TrailStep &step : trail) {
        const std::string how = step.formula.empty() ? step.source : "= " + step.formula;
        table.add({step.name, scenario::formatNumber(step.value), step.unit, step.stale ? how + " [stale]" : how});
        if (!step.inputs.empty())
            table.add({"", "", "", "= " + substituted(step, trail)});
    }
    table.print(out);
}

ordered_json trailJson(const std::vector<TrailStep> &trail)
{
    auto steps = ordered_json::array();
    for (const TrailStep &step : trail) {
        ordered_json entry{{"name", step.name}, {"label", step.label}, {"value", step.value}, {"unit", step.unit}};
        if (step.formula.empty()) {
            entry["source"] = step.source;
            entry["stale"] = step.stale;
        } else {
            entry["formula"] = step.formula;
            entry["substituted"] = substituted(step, trail);
            entry["inputs"] = step.inputs;
        }
        steps.push_back(std::move(entry));
    }
    return steps;
}

ordered_json assumptionsJson(const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    auto rows = ordered_json::array();
    for (const scenario::StatedAssumption &stated : scenario::statedAssumptions(scenario, catalog, today())) {
        rows.push_back({{"id", stated.id},
                        {"value", stated.value},
                        {"unit", stated.unit},
                        {"low", stated.range.low},
                        {"median", stated.range.median},
                        {"high", stated.range.high},
                        {"date", stated.date},
                        {"source", stated.source},
                        {"set", stated.isSet},
                        {"assumption", stated.isAssumption},
                        {"stale", stated.stale}});
    }
    return rows;
}

ordered_json claimsJson(const scenario::Evaluation &evaluation, const catalog::Catalog &catalog)
{
    auto claims = ordered_json::array();
    for (const scenario::Claim &claim : scenario::powerClaims(evaluation, catalog))
        claims.push_back({{"id", claim.id}, {"sentence", claim.sentence}, {"holds", claim.holds}});
    return claims;
}

} // namespace trilemma::app

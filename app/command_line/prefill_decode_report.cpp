// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/prefill_decode_report.h"

#include "app/command_line/text_table.h"
#include "models/scenario/metrics.h"

#include <array>
#include <ostream>

namespace trilemma::app {

namespace {

using decision::PrefillDecodeSplit;

constexpr std::array<std::string_view, 6> shown{"knee.requests", "ttft.p99", "itl.p99", "tpot", "pd.prefill_load", "pd.transfer_time"};

} // namespace

nlohmann::ordered_json prefillDecodeJson(const std::vector<PrefillDecodeSplit> &splits)
{
    auto all = nlohmann::ordered_json::array();
    for (const PrefillDecodeSplit &split : splits) {
        nlohmann::ordered_json one{{"name", split.name()},
                                   {"prefill_instances", split.prefillInstances},
                                   {"decode_instances", split.decodeInstances},
                                   {"gpus", split.gpus},
                                   {"state", scenario::label(split.evaluation.state)},
                                   {"problem", split.problem}};
        for (const std::string_view id : shown) {
            const scenario::Metric &metric = *scenario::findMetric(id);
            const auto value = metric.read(split.evaluation);
            one["metrics"][std::string(id)] = {{"value", value ? nlohmann::ordered_json(*value / metric.unitScale) : nlohmann::ordered_json()},
                                               {"unit", metric.unit}};
        }
        all.push_back(std::move(one));
    }
    return all;
}

void printPrefillDecode(const std::vector<PrefillDecodeSplit> &splits, int gpus, std::ostream &out)
{
    out << "\nPrefill and decode on " << gpus << " GPUs, best knee first; aggregated replicas do both\n";
    if (splits.empty()) {
        out << "None: the GPUs are too few for one instance\n";
        return;
    }
    std::vector<Align> columns(shown.size() + 4, Align::Right);
    columns.front() = columns.back() = Align::Left;
    TextTable table(columns);
    std::vector<std::string> header{"split", "GPUs"};
    for (const std::string_view id : shown)
        header.emplace_back(scenario::findMetric(id)->label);
    header.emplace_back("state");
    header.emplace_back("what is wrong");
    table.add(header);
    for (const PrefillDecodeSplit &split : splits) {
        std::vector<std::string> cells{split.name(), std::to_string(split.gpus)};
        for (const std::string_view id : shown)
            cells.push_back(scenario::formatMetric(*scenario::findMetric(id), split.evaluation));
        cells.emplace_back(scenario::label(split.evaluation.state));
        cells.push_back(split.problem);
        table.add(std::move(cells));
    }
    table.print(out);
}

} // namespace trilemma::app

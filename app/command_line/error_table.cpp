// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/error_table.h"

#include "app/command_line/text_table.h"

#include <cstdio>
#include <ostream>

namespace trilemma::app {

namespace {

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", share * 100);
    return text;
}

} // namespace

std::vector<std::string> errorHeads()
{
    return {"points", "median", "mean", "p90", "bias"};
}

std::vector<std::string> errorCells(const evidence::ErrorSummary &summary)
{
    if (summary.points == 0)
        return {"0", "-", "-", "-", "-"};
    return {std::to_string(summary.points), percent(summary.median), percent(summary.mean), percent(summary.p90),
            percent(summary.bias)};
}

nlohmann::ordered_json errorsJson(const evidence::ErrorSummary &summary)
{
    if (summary.points == 0)
        return {{"points", 0}};
    return {{"points", summary.points},
            {"median", summary.median},
            {"mean", summary.mean},
            {"p90", summary.p90},
            {"bias", summary.bias}};
}

void printErrors(const std::string &heading, const std::string &group,
                 const std::vector<std::pair<std::string, evidence::ErrorSummary>> &rows, std::ostream &out)
{
    const auto line = [](std::string first, std::vector<std::string> cells) {
        cells.insert(cells.begin(), std::move(first));
        return cells;
    };
    std::vector<Align> columns(errorHeads().size() + 1, Align::Right);
    columns.front() = Align::Left;
    TextTable table(columns);
    table.addHeading(heading);
    table.add(line(group, errorHeads()));
    for (const auto &[name, summary] : rows)
        table.add(line(name, errorCells(summary)));
    table.print(out);
    out << '\n';
}

} // namespace trilemma::app

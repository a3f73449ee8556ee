// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of batching side by side, and the first requests in time.
#include "widgets/batching_figures.h"

#include "widgets/chart_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = BatchingTexts;

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kinds = scenario::allBatchings.size();

/// One row of the comparison: a value for each kind, NaN where there is none.
struct ComparedRow {
    QString name, unit;
    std::array<double, kinds> values;
    QString absent; ///< in place of a value
};

std::vector<ComparedRow> comparedRows(const BatchingShown &shown)
{
    const scenario::BatchingStudy *study = shown.study;
    const double replicas = shown.curves.replicas;
    const auto row = [](const QString &name, const QString &unit, const QString &absent, const auto &value) {
        ComparedRow made{name, unit, {}, absent};
        for (std::size_t i = 0; i < kinds; ++i)
            made.values[i] = value(i);
        return made;
    };
    const bool hasCapacity = study && study->capacityKnown();
    std::vector<ComparedRow> rows{row(hasCapacity ? Texts::tr("Capacity") : Texts::tr("Capacity (form)"), Texts::tr("QPS"), {},
                                      [&](std::size_t i) {
                                          return replicas * (hasCapacity
                                                                 ? study->batchings[i].capacityRequestsPerSecond
                                                                 : shown.curves.batchings[i].point.capacityRequestsPerSecond);
                                      }),
                                  row(Texts::tr("Knee (form)"), Texts::tr("QPS"), Texts::tr("none"), [&](std::size_t i) {
                                      const serving::Knee &knee = shown.curves.batchings[i].knee;
                                      return knee.exists ? replicas * knee.requestsPerSecond : none;
                                  })};
    const auto latency = [&](const char *name, serving::SimulatedLatency serving::SimulationResult::*which, serving::Rank rank) {
        rows.push_back(
            row(QLatin1String(name), Texts::tr("ms"), study ? Texts::tr("unstable") : Texts::tr("…"), [&](std::size_t i) {
                const double ms = study ? (study->batchings[i].load.*which).at(rank).value * msPerSecond : none;
                return std::isfinite(ms) && study->batchings[i].load.measured > 0 ? ms : none;
            }));
    };
    latency("TTFT mean", &serving::SimulationResult::ttft, serving::Rank::Mean);
    latency("TTFT p99", &serving::SimulationResult::ttft, serving::Rank::P99);
    latency("ITL mean", &serving::SimulationResult::itl, serving::Rank::Mean);
    latency("ITL p99", &serving::SimulationResult::itl, serving::Rank::P99);
    return rows;
}

QString seconds(double value)
{
    return value < 1 ? Texts::tr("%1 ms").arg(number(value * msPerSecond)) : Texts::tr("%1 s").arg(number(value));
}

QString requestTip(const serving::RequestRecord &request, std::size_t number)
{
    QString tip = Texts::tr("Request %1: %2 tokens in, %3 out\nqueue %4, prefill %5, decode %6")
                      .arg(number)
                      .arg(request.inputTokens)
                      .arg(request.outputTokens)
                      .arg(seconds(request.queueSeconds()), seconds(request.firstToken - request.firstScheduled),
                           seconds(request.finish - request.firstToken));
    if (request.preemptions > 0)
        tip += Texts::tr("\npreempted %1 times").arg(request.preemptions);
    return tip;
}

} // namespace

Figure batchingFigure(const BatchingShown &shown)
{
    Figure figure;
    figure.subtitle = shown.study ? Texts::tr("simulated; (form): closed form") : Texts::tr("closed form");
    figure.message = reasonForNone(shown, false);
    if (!figure.message.isEmpty())
        return figure;
    const auto rows = comparedRows(shown);
    constexpr double half = 0.5, pad = 0.08, cell = 1 - 2 * pad;
    constexpr std::array<int, kinds> series{4, 1, 0};
    figure.x = {.least = half, .most = kinds + half, .asIs = true};
    figure.y = {.least = static_cast<double>(rows.size()) + half, .most = half, .asIs = true};
    figure.x.shown = false;
    figure.hasLegend = true;
    std::vector<QString> names;
    figure.table.columns = {"figure"};
    for (const auto batching : scenario::allBatchings) {
        const QString name = QLatin1String(scenario::label(batching));
        names.push_back(batching == shown.scenario.scheduling.batching ? Texts::tr("%1, now").arg(name) : name);
        figure.table.columns.push_back(name.toStdString());
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const ComparedRow &row = rows[r];
        figure.y.names.push_back(Texts::tr("%1, %2").arg(row.name, row.unit));
        figure.table.rows.push_back({(row.name + QStringLiteral(" [%1]").arg(row.unit)).toStdString(), {}});
        double most = 0;
        for (const double value : row.values)
            most = std::max(most, std::isfinite(value) ? value : 0);
        for (std::size_t i = 0; i < kinds; ++i) {
            const double value = row.values[i], left = static_cast<double>(i) + half + pad,
                         top = static_cast<double>(r) + half + pad;
            const QString text = std::isfinite(value) ? number(value) : row.absent;
            const double length = std::isfinite(value) && most > 0 ? cell * value / most : 0;
            figure.blocks.push_back({.name = names[i],
                                     .left = left,
                                     .right = left + length,
                                     .bottom = top + cell,
                                     .top = top,
                                     .colour = {series[i], 0.3},
                                     .text = text});
            figure.facts.push_back({Texts::tr("%1, %2").arg(row.name, names[i]),
                                    Texts::tr("%1 %2").arg(text, std::isfinite(value) ? row.unit : QString()).trimmed()});
            figure.table.rows.back().figures.push_back(value);
        }
    }
    return figure;
}

Figure requestFigure(const BatchingShown &shown)
{
    Figure figure;
    figure.subtitle = Texts::tr("seconds, simulated");
    figure.message = reasonForNone(shown, true);
    if (!figure.message.isEmpty())
        return figure;
    const auto &requests = shown.study->requests;
    if (requests.empty()) {
        figure.message = Texts::tr("no request was finished");
        return figure;
    }
    figure.subtitle =
        Texts::tr("seconds, simulated, %1 batching").arg(QLatin1String(scenario::label(shown.scenario.scheduling.batching)));
    const double start = requests.front().arrival;
    double end = 0;
    for (const serving::RequestRecord &request : requests)
        end = std::max(end, request.finish - start);
    figure.x = {.least = 0, .most = end, .asIs = true};
    figure.y = {.least = static_cast<double>(requests.size()) + 0.5, .most = 0.5, .asIs = true};
    figure.xText = Texts::tr("%1 s");
    figure.home = end / 2;
    figure.hasLegend = true;
    figure.table.columns = {"request",    "arrival [s]",  "first scheduled [s]", "first token [s]",
                            "finish [s]", "input tokens", "output tokens",       "preemptions"};
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const serving::RequestRecord &request = requests[i];
        const double row = static_cast<double>(i) + 1;
        const QString tip = requestTip(request, i + 1);
        const auto block = [&](const QString &name, double from, double to, double height, FigureColour colour) {
            figure.blocks.push_back({.name = name,
                                     .left = from - start,
                                     .right = to - start,
                                     .bottom = row + height / 2,
                                     .top = row - height / 2,
                                     .colour = colour,
                                     .tip = tip});
        };
        block(Texts::tr("queue"), request.arrival, request.firstScheduled, 0.3, {4, 0.6});
        block(Texts::tr("prefill"), request.firstScheduled, request.firstToken, 0.8, {1, 1});
        block(Texts::tr("decode"), request.firstToken, request.finish, 0.55, {0, 0.6});
        if (request.preemptions > 0) {
            const double mark = end * 0.008;
            block(Texts::tr("preempted"), request.finish, request.finish + mark, 0.9, {5, 1});
        }
        figure.table.rows.push_back({{},
                                     {row, request.arrival - start, request.firstScheduled - start, request.firstToken - start,
                                      request.finish - start, static_cast<double>(request.inputTokens),
                                      static_cast<double>(request.outputTokens), static_cast<double>(request.preemptions)}});
    }
    return figure;
}

} // namespace trilemma::widgets

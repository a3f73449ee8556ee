// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/measurements.h"
#include "app/command_line/simulation_figures.h"
#include "app/command_line/simulation_report.h"

#include "app/scenario_text.h"
#include "app/session_store.h"
#include "models/evidence/scenario_simulation.h"
#include "models/evidence/trace_replay.h"
#include "models/scenario/levers.h"
#include "models/scenario/number_text.h"

#include <algorithm>
#include <thread>

namespace trilemma::app {

namespace {

using evidence::RequestTrace;
using scenario::Scenario;
using scenario::shortText;

/// What is asked for, read and checked.
struct Question {
    Scenario scenario;
    std::optional<RequestTrace> trace; ///< whose arrivals and lengths are replayed
    std::string traffic;               ///< in words
    std::vector<std::string> notes;
};

std::optional<Error> ratesProblem(const std::vector<double> &rates)
{
    constexpr double least = 1e-3, most = 1e6;
    for (const double rate : rates) {
        if (!(rate >= least && rate <= most))
            return Error{{}, "--rates", std::to_string(rate) + " is not valid; rates from 0.001 to 1,000,000 QPS are expected"};
    }
    return std::nullopt;
}

std::string inWords(const serving::Workload &workload)
{
    const bool isClosed = workload.arrivals == serving::Workload::Arrivals::ClosedLoop;
    const std::string turns = workload.turns.count > 1 ? ", " + std::to_string(workload.turns.count) + " turns" : "";
    const serving::BatchTraffic &batch = workload.batch;
    const std::string beside = batch.requestsPerSecond > 0 ? "; batch: " + shortText(batch.requestsPerSecond) + " QPS, ISL " +
                                                                 shortText(batch.inputTokensMean) + ", OSL " +
                                                                 shortText(batch.outputTokensMean)
                                                           : "";
    return (isClosed ? shortText(workload.concurrency) + " requests in flight" : shortText(workload.requestsPerSecond) + " QPS") +
           ", ISL " + shortText(workload.inputTokensMean) + ", OSL " + shortText(workload.outputTokensMean) +
           (workload.tracedLengths ? " tokens on average, spread as in the trace" : " tokens on average") + turns + beside;
}

/// Lengths and arrivals of the trace, which levers of traffic no longer reach; only lengths where it has no more.
Result<Question> takeTrace(Question question, const SimulateOptions &options, const catalog::Catalog &catalog)
{
    auto read = traceIn(options.trace);
    if (!read)
        return read.error();
    RequestTrace &trace = read.value();
    if (options.requests && *options.requests < trace.requests.size())
        trace.requests.resize(*options.requests);
    const auto imported = evidence::withTraffic(question.scenario, evidence::trafficOf(trace), catalog);
    question.scenario = imported.scenario;
    question.notes = trace.notes;
    if (!trace.hasArrivals) {
        question.notes.emplace_back("The trace has no arrival times: its lengths come at the rate of the scenario.");
        return question;
    }
    if (trace.sentByBenchmark)
        question.notes.emplace_back(
            "A benchmark sent the requests, and not at a rate: they come when it sent them, whatever the answers.");
    if (!options.rates.empty() && !(evidence::arrivalRate(trace) > 0))
        return Error{options.trace, "--rates", "all requests come at one time, so the trace has no rate to change"};
    question.traffic = imported.scenario.trafficTitle;
    question.trace = std::move(trace);
    return question;
}

std::optional<Error> trafficChanged(const Question &question, serving::Workload recorded)
{
    if (question.trace->blocks.empty())
        recorded.prefixHitShare = question.scenario.workload.prefixHitShare;
    if (question.scenario.workload == recorded)
        return std::nullopt;
    return Error{
        {}, "--set", "a replayed trace has traffic of its own; only its SLO and, without prefix blocks, prefix_hit can be set"};
}

Result<Question> questionOf(const SimulateOptions &options, const catalog::Catalog &catalog)
{
    if (auto problem = ratesProblem(options.rates))
        return *problem;
    auto stored = sessionWith(options.session, {}, catalog);
    if (!stored)
        return stored.error();
    Result<Question> read = Question{stored->session.current, std::nullopt, {}, {}};
    if (!options.trace.empty())
        read = takeTrace(std::move(read).value(), options, catalog);
    if (!read)
        return read;
    Question &question = read.value();
    const serving::Workload recorded = question.scenario.workload;
    auto changed = withSettings(question.scenario, options.settings, catalog);
    if (!changed)
        return changed.error();
    question.scenario = std::move(changed).value();
    if (question.trace) {
        if (auto problem = trafficChanged(question, recorded))
            return *problem;
    } else {
        if (!options.rates.empty())
            question.scenario.workload.arrivals = serving::Workload::Arrivals::OpenLoop;
        question.traffic = inWords(question.scenario.workload);
    }
    return read;
}

std::string sloInWords(const Scenario &scenario, const catalog::Catalog &catalog)
{
    std::string text;
    for (const char *id : {"slo_ttft", "slo_itl", "slo_e2e", "slo_percentile"}) {
        const scenario::Lever &lever = *scenario::findLever(id);
        text += (text.empty() ? "" : ", ") + std::string(lever.label) + ' ' +
                scenario::formatLeverValue(lever, lever.read(scenario, catalog), scenario, catalog);
    }
    return text;
}

void simulateInto(SimulationReport &report, const Question &question, const SimulateOptions &options,
                  const catalog::Catalog &catalog)
{
    evidence::SimulationOrder order;
    order.trace = question.trace ? &*question.trace : nullptr;
    order.requestsPerSecond = options.rates;
    order.requests = options.requests;
    order.seed = report.seed = options.seed;
    order.keepRequests = !options.perRequest.empty();
    order.seriesSeconds = options.series.empty() ? 0 : 1;
    order.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    report.simulation = evidence::simulateScenario(question.scenario, catalog, order);
    report.reason = report.simulation.problem;
    report.traffic = question.traffic;
    report.slo = sloInWords(question.scenario, catalog);
    report.notes = question.notes;
    report.isCurve = !options.rates.empty();
    const std::string replicas = std::to_string(report.simulation.replicas) + " replicas";
    if (report.simulation.replicas > 1) {
        report.notes.push_back(question.trace ? "The " + replicas + " take requests in turn; percentiles are means over them."
                                              : "One of " + replicas + " is simulated, with an even share of the requests.");
    }
}

/// Nothing to serve with, or no load here has an answer and no rate keeps the SLO.
int exitCode(const SimulationReport &report, const scenario::Evaluation &evaluation)
{
    const bool hopeless = !evaluation.knee.exists &&
                          std::ranges::all_of(report.simulation.loads,
                                              [](const evidence::SimulatedRate &load) { return isUnanswered(load.result); });
    const bool unserved = std::ranges::all_of(report.simulation.loads,
                                              [](const evidence::SimulatedRate &load) { return load.result.measured == 0; });
    return hopeless || unserved || !report.simulation.problem.empty() ? NoFeasibleAnswer : Done;
}

/// To `path`, unless that is empty.
std::optional<Error> writeCsv(const std::string &path, const std::string &csv)
{
    if (path.empty())
        return std::nullopt;
    return writeWholeFile(QString::fromStdString(path), QByteArray::fromRawData(csv.data(), static_cast<qsizetype>(csv.size())));
}

} // namespace

Outcome simulateCommand(const SimulateOptions &options, const catalog::Catalog &known, std::ostream &out)
{
    const auto calibrated = withCalibration(known, options.calibration);
    if (!calibrated)
        return calibrated.error();
    const catalog::Catalog &catalog = *calibrated;
    const auto question = questionOf(options, catalog);
    if (!question)
        return question.error();
    const scenario::Evaluation evaluation = scenario::evaluate(question->scenario, catalog);
    SimulationReport report;
    report.scenario = question->scenario.name;
    report.heading = headingOf(question->scenario, evaluation, catalog).toStdString();
    report.known = catalog::label(evaluation.provenance);
    if (evaluation.state == scenario::State::Infeasible)
        report.reason = evaluation.reason;
    else
        simulateInto(report, *question, options, catalog);
    if (!report.simulation.loads.empty()) {
        const serving::SimulationResult &result = report.simulation.loads.front().result;
        if (const auto error = writeCsv(options.perRequest, evidence::requestsCsv(result.requests)))
            return *error;
        if (const auto error = writeCsv(options.series, evidence::seriesCsv(result.series)))
            return *error;
    }
    if (options.format == "json")
        printSimulationJson(report, out);
    else
        printSimulationTable(report, out);
    return exitCode(report, evaluation);
}

} // namespace trilemma::app

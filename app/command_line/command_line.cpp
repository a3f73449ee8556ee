// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/command_line.h"

#include "app/command_line/commands.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <ostream>
#include <string_view>

namespace trilemma::app {

namespace {

constexpr std::array<std::string_view, 11> commandNames{"calculate", "evaluate", "simulate", "trace",     "levers", "metrics",
                                                      "predict",  "validate", "calibrate", "export", "catalog"};

bool isCommand(std::string_view argument)
{
    return std::ranges::find(commandNames, argument) != commandNames.end();
}

/// A session of the same name as a command wants a path: ./evaluate.
bool isFile(const std::string &argument)
{
    return !isCommand(argument) && QFileInfo::exists(QString::fromStdString(argument));
}

/// stderr carries exactly one line, whatever a message holds.
std::string oneLine(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

/// The arguments as declared, and what was given for them.
struct Parser {
    CLI::App app{"Throughput, latency and cost of serving large language models", "trilemma"};
    std::string windowSession;
    EvaluateOptions evaluate;
    SimulateOptions simulate;
    CalculateOptions calculate;
    TraceOptions trace;
    PredictOptions predict;
    ValidateOptions validate;
    CalibrateOptions calibrate;
    ExportOptions exporting;
    std::string leversFormat = "table", metricsFormat = "table", catalogKind, catalogId;

    Parser()
    {
        app.set_version_flag("--version", "Trilemma " TRILEMMA_VERSION);
        app.add_option("SESSION", windowSession, "Session, config.json or exported picture to open in the window");
        app.require_subcommand(0, 1);
        app.footer("Without a command the window opens. Exit codes: 0 done, 1 no feasible answer, 2 bad usage or unreadable input.");
        addEvaluate();
        addSimulate();
        format(app.add_subcommand("levers", "List everything that can be set"), leversFormat, {"table", "json"});
        format(app.add_subcommand("metrics", "List everything that is computed"), metricsFormat, {"table", "json"});
        CLI::App *calculator = app.add_subcommand("calculate", "Little's law, replicas, nodes, waits and jobs by hand");
        calculator->add_option("CALCULATION", calculate.calculation, "One of those listed without it");
        calculator->add_option("INPUTS", calculate.given, "NAME=NUMBER, each")->type_name("NAME=NUMBER");
        format(calculator, calculate.format, {"table", "json"});
        addPredict();
        addExport();
        addCatalog();
    }

    static void format(CLI::App *command, std::string &target, const std::vector<std::string> &valid)
    {
        command->add_option("--format", target, "How to print")->check(CLI::IsMember(valid))->capture_default_str();
    }

    static void settings(CLI::App *command, std::vector<std::string> &target)
    {
        command->add_option("--set", target, "LEVER=VALUE; may be repeated. model=@FILE reads a config.json")
            ->allow_extra_args(false)
            ->type_name("LEVER=VALUE");
    }

    static void calibration(CLI::App *command, std::string &target)
    {
        command->add_option("--calibration", target, "Calibration file");
    }

    void addEvaluate()
    {
        CLI::App *command = app.add_subcommand("evaluate", "Answer a scenario: every metric, what binds and what would help");
        command->add_option("SESSION", evaluate.session, "Session file; the default scenario without it");
        command->add_option("--workload", evaluate.workload, "Request trace whose traffic it takes, before --set");
        command->add_option("--day", evaluate.day,
                            "Request trace, or 24 or 168 loads by the hour, that the week follows, before --set");
        command->add_flag("--shared-fleet", evaluate.sharedFleet,
                          "With all of the session's scenarios on one fleet against fleets of their own");
        command
            ->add_option("--price-of", evaluate.priceOf, "With the cheapest fleet for each of a range of bounds on this latency")
            ->check(CLI::IsMember({"ttft", "itl", "e2e"}));
        command->add_option("--pd-search", evaluate.prefillDecodeGpus, "With every split of so many GPUs into prefill and decode instances")
            ->check(CLI::Range(1, 4096))
            ->type_name("GPUS");
        command->add_flag("--simulated-knee", evaluate.simulatedKnee,
                          "Take the simulator's knee for the measured one: fleet, day and cost follow it");
        command->add_flag("--rules", evaluate.rules, "With the tuning rules of the objective: kept, broken, and what would keep them");
        command->add_option("--explain", evaluate.explain, "The chain from one metric of cost or energy down to levers and prices")
            ->type_name("METRIC");
        calibration(command, evaluate.calibration);
        settings(command, evaluate.settings);
        format(command, evaluate.format, {"table", "json", "csv"});
        command = app.add_subcommand("trace", "Lengths, rate, burstiness and shared prefixes of request traces");
        command->add_option("FILE", trace.files, "Traces, and benchmark files that list their requests")->required();
        format(command, trace.format, {"table", "json"});
    }

    void addSimulate()
    {
        constexpr std::uint64_t mostRequests = 10'000'000;
        CLI::App *command = app.add_subcommand("simulate", "Play a scenario request by request: the tail, and how sure it is");
        command->add_option("SESSION", simulate.session, "Session file; the default scenario without it");
        calibration(command, simulate.calibration);
        settings(command, simulate.settings);
        command->add_option("--trace", simulate.trace, "Request trace to replay, with its arrivals and lengths");
        command->add_option("--requests", simulate.requests, "Requests to measure; of a trace, the first so many")
            ->check(CLI::Range(std::uint64_t(1), mostRequests));
        command->add_option("--seed", simulate.seed, "Of the random numbers; the same seed gives the same answer")
            ->check(CLI::NonNegativeNumber)
            ->capture_default_str();
        CLI::Option *perRequest =
            command->add_option("--per-request", simulate.perRequest, "CSV file to write, with the times and lengths of each request");
        CLI::Option *series = command->add_option("--series", simulate.series, "CSV file to write, with what runs and waits second by second");
        command->add_option("--rates", simulate.rates, "Load curve: request rates of the fleet, QPS")
            ->delimiter(',')
            ->allow_extra_args(false)
            ->type_name("QPS,...")
            ->excludes(perRequest)
            ->excludes(series);
        format(command, simulate.format, {"table", "json"});
    }

    void addPredict()
    {
        CLI::App *command = app.add_subcommand("predict", "Predict every row of a points file");
        command->add_option("POINTS", predict.points, "CSV of configurations")->required();
        calibration(command, predict.calibration);
        command->add_option("--output", predict.output, "File to write instead of standard output");
        command = app.add_subcommand("validate", "Compare predictions with measurements");
        command->add_option("MEASURED", validate.points,
                            "CSV of configurations with measured figures, or a vLLM pass trace; the shipped points without it");
        settings(command, validate.settings);
        calibration(command, validate.calibration);
        command->add_option("--by", validate.by, "Columns to tell errors apart by")->delimiter(',')->type_name("COLUMN,...");
        command->add_flag("--calibrate", validate.calibrate, "Also calibrate on every second load and test on the others");
        command->add_flag("--cross-validate", validate.crossValidate,
                          "Closed loop only; also leave each model and each accelerator out of the fit");
        command->add_option("--fit", validate.fit,
                            "Catalogue file to write: constants of engines, accelerators and formats fitted to these points, which then answer");
        command->add_option("--confidence", validate.confidence,
                            "Catalogue file to write: how far measurements lie from predictions, kind by kind");
        format(command, validate.format, {"table", "json"});
        command = app.add_subcommand("calibrate", "Fit the model to measurements of your own");
        command->add_option("MEASURED", calibrate.measured, "Benchmark files of any known format, or vLLM pass traces of one configuration")
            ->required();
        settings(command, calibrate.settings);
        command->add_option("--output", calibrate.output, "Calibration file to write")->required();
    }

    void addExport()
    {
        CLI::App *command = app.add_subcommand("export", "Write the charts of a scenario");
        command->add_option("SESSION", exporting.session, "Session file; the default scenario without it");
        settings(command, exporting.settings);
        command->add_option("--directory", exporting.directory, "Folder to write to; made where it is missing")->required();
        command->add_option("--charts", exporting.charts, "all, or names")->delimiter(',')->type_name("all|NAME,...");
        command->add_option("--formats", exporting.formats, "png, svg, pdf, csv, xlsx, md")->delimiter(',')->type_name("FORMAT,...");
    }

    void addCatalog()
    {
        CLI::App *command = app.add_subcommand("catalog", "Accelerators, models, engines, presets and prices");
        command->require_subcommand(1);
        command->add_subcommand("list", "List entries")
            ->add_option("KIND", catalogKind, "accelerators, models, engines, presets or prices; all without it");
        command->add_subcommand("show", "Show one entry with its sources")->add_option("ID", catalogId, "Entry")->required();
        command->add_subcommand("check", "Look for figures without source and other faults");
    }
};

Outcome run(const Parser &parser, const CatalogStore &store, std::ostream &out)
{
    const catalog::Catalog &catalog = store.catalog();
    const CLI::App &app = parser.app;
    if (app.got_subcommand("evaluate"))
        return evaluateCommand(parser.evaluate, catalog, out);
    if (app.got_subcommand("simulate"))
        return simulateCommand(parser.simulate, catalog, out);
    if (app.got_subcommand("calculate"))
        return calculateCommand(parser.calculate, out);
    if (app.got_subcommand("trace"))
        return traceCommand(parser.trace, out);
    if (app.got_subcommand("levers"))
        return leversCommand(parser.leversFormat, catalog, out);
    if (app.got_subcommand("metrics"))
        return metricsCommand(parser.metricsFormat, out);
    if (app.got_subcommand("predict"))
        return predictCommand(parser.predict, catalog, out);
    if (app.got_subcommand("validate"))
        return validateCommand(parser.validate, catalog, out);
    if (app.got_subcommand("calibrate"))
        return calibrateCommand(parser.calibrate, catalog, out);
    if (app.got_subcommand("export"))
        return exportCommand(parser.exporting, catalog, out);
    const CLI::App &catalogCommand = *app.get_subcommand("catalog");
    if (catalogCommand.got_subcommand("list"))
        return catalogListCommand(parser.catalogKind, catalog, out);
    if (catalogCommand.got_subcommand("show"))
        return catalogShowCommand(parser.catalogId, store, out);
    return catalogCheckCommand(store, out);
}

} // namespace

Surface surfaceFor(const std::vector<std::string> &arguments)
{
    if (arguments.empty())
        return Surface::Window;
    if (arguments.front() == "export")
        return Surface::Pictures;
    const bool option = std::ranges::any_of(arguments, [](const std::string &argument) { return argument.starts_with('-'); });
    return option || !isFile(arguments.front()) ? Surface::Text : Surface::Window;
}

int runCommandLine(const std::vector<std::string> &arguments, const Process &process)
{
    const auto refuse = [&](const std::string &sentence) {
        process.err << "trilemma: " << oneLine(sentence) << '\n';
        return BadUsage;
    };
    if (!arguments.empty() && !arguments.front().starts_with('-') && !isCommand(arguments.front()) && !isFile(arguments.front()))
        return refuse(arguments.front() + ": no such file and no such command; `trilemma --help` lists the commands");

    Parser parser;
    try {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
        parser.app.parse(std::move(reversed));
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return parser.app.exit(error, process.out, process.err);
        return refuse(error.what());
    }
    if (parser.app.get_subcommands().empty())
        return process.openWindow(parser.windowSession);

    const CatalogStore store;
    for (const QString &problem : store.problems())
        process.err << "trilemma: " << oneLine(problem.toStdString()) << '\n';
    const Outcome outcome = run(parser, store, process.out);
    return outcome ? *outcome : refuse(outcome.error().sentence());
}

} // namespace trilemma::app

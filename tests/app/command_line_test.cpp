// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/command_line_fixture.h"

#include "app/catalog_store.h"
#include "app/session_store.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"

#include <nlohmann/json.hpp>

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace trilemma;
using nlohmann::json;
using test::Run;
using test::run;
using test::points;
using test::azure;
using test::passHeading;

class CommandLineTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content) { return test::written(m_folder, name, content); }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QDir(app::CatalogStore::defaultUserFolder()).removeRecursively();
    }

    void choosesASurface_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("surface");
        QTest::newRow("nothing") << QStringList() << int(app::Surface::Window);
        QTest::newRow("session") << QStringList{file("here.trilemma", "{}")} << int(app::Surface::Window);
        QTest::newRow("neither file nor command") << QStringList{"search"} << int(app::Surface::Text);
        QTest::newRow("help") << QStringList{"--help"} << int(app::Surface::Text);
        QTest::newRow("evaluate") << QStringList{"evaluate", "x"} << int(app::Surface::Text);
        QTest::newRow("export") << QStringList{"export", "--directory", "x"} << int(app::Surface::Pictures);
    }
    void choosesASurface()
    {
        QFETCH(QStringList, arguments);
        std::vector<std::string> texts;
        for (const QString &argument : arguments)
            texts.push_back(argument.toStdString());
        QTEST(int(app::surfaceFor(texts)), "surface");
    }

    void opensTheWindow()
    {
        QCOMPARE(run({}).opened, std::string());
        const QString path = file("plan.trilemma", "{}");
        QCOMPARE(run({path}).opened, path.toStdString());
    }

    void helpAndVersion()
    {
        const Run help = run({"--help"});
        QCOMPARE(help.code, 0);
        for (const char *command : {"evaluate", "simulate"})
            QVERIFY2(help.out.find(command) != std::string::npos, command);
        for (const char *later : {"search", "handoff"})
            QVERIFY2(help.out.find(later) == std::string::npos, later);
        QCOMPARE(run({"evaluate", "--help"}).code, 0);
        QVERIFY(run({"--version"}).out.find("Trilemma") != std::string::npos);
    }

    void badUsageIsOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const QString good = file("good.csv", points);
        const auto row = [](const char *name, const QStringList &arguments, const char *says) {
            QTest::newRow(name) << arguments << QString::fromLatin1(says);
        };
        row("no such command", {"search", "m.csv"}, "search");
        row("no such file", {"plan.trilemma"}, "plan.trilemma");
        row("unknown option", {"evaluate", "--colour"}, "--colour");
        row("format", {"evaluate", "--format", "xml"}, "xml");
        row("rules as csv", {"evaluate", "--rules", "--format", "csv"}, "--rules");
        row("explain as csv", {"evaluate", "--explain", "cost.output", "--format", "csv"}, "--explain");
        row("explain unknown", {"evaluate", "--explain", "ttft.p99"}, "cost.output");
        row("explain unpriced", {"evaluate", "--set", "gpu_hour=0", "--explain", "cost.output"}, "no value");
        row("splits as csv", {"evaluate", "--pd-search", "16", "--format", "csv"}, "--pd-search");
        row("session missing", {"evaluate", "/nowhere.trilemma"}, "nowhere.trilemma");
        row("session is a folder", {"evaluate", m_folder.path()}, "folder");
        row("session truncated", {"evaluate", file("cut.trilemma", "{\"schema\": 1, \"curr")}, "cut.trilemma");
        row("session empty", {"evaluate", file("empty.trilemma", "")}, "empty.trilemma");
        row("session newer", {"evaluate", file("new.trilemma", "{\"schema\": 999}")}, "new.trilemma");
        row("session array", {"evaluate", file("array.trilemma", "[]")}, "array.trilemma");
        row("set without value", {"evaluate", "--set", "tp"}, "tp");
        row("set unknown lever", {"evaluate", "--set", "warp=9"}, "warp");
        row("set nonsense", {"evaluate", "--set", "qps=many"}, "many");
        row("set out of range", {"evaluate", "--set", "tp=-3"}, "tp");
        row("set NaN", {"evaluate", "--set", "isl=nan"}, "nan");
        row("set two lines", {"evaluate", "--set", "qps=1\n2"}, "qps");
        row("config missing", {"evaluate", "--set", "model=@/nowhere/config.json"}, "config.json");
        row("config no JSON", {"evaluate", "--set", "model=@" + file("config.json", "hello")}, "config.json");
        row("config truncated", {"evaluate", "--set", "model=@" + file("half.json", "{\"model_type\": \"llama\", ")}, "half.json");
        row("config lacks a field", {"evaluate", "--set", "model=@" + file("lacks.json", "{\"model_type\": \"llama\"}")}, "lacks.json");
        row("points missing", {"predict", "/nowhere.csv"}, "nowhere.csv");
        row("points empty", {"predict", file("empty.csv", "")}, "empty.csv");
        row("points wrong header", {"predict", file("header.csv", "a,b\n1,2\n")}, "header.csv");
        row("points binary", {"predict", file("binary.csv", QByteArray("\0\1\2\xff\xfe", 5))}, "binary.csv");
        row("points open quote", {"predict", file("quote.csv", QByteArray(points) + "\"x,vllm\n")}, "quote.csv");
        row("points not named", {"predict"}, "POINTS");
        row("calibration missing", {"predict", good, "--calibration", "/nowhere.json"}, "nowhere.json");
        row("evaluate calibration missing", {"evaluate", "--calibration", "/nowhere.json"}, "nowhere.json");
        row("simulate calibration missing", {"simulate", "--calibration", "/nowhere.json"}, "nowhere.json");
        row("calibration unknown", {"predict", good, "--calibration", file("calibration.json", "{}")}, "calibration.json");
        row("calibration empty", {"predict", good, "--calibration", file("bare.json", "{\"schema\": 1}")}, "bare.json");
        row("calibrate without output", {"calibrate", good}, "--output");
        row("calibrate missing", {"calibrate", "/nowhere.csv", "--output", m_folder.filePath("c.json")}, "nowhere.csv");
        row("calibrate no benchmark", {"calibrate", file("odd.txt", "hello"), "--output", m_folder.filePath("c.json")}, "odd.txt");
        row("calibrate too little", {"calibrate", good, "--output", m_folder.filePath("c.json")}, "4 points");
        row("output nowhere", {"predict", good, "--output", "/nowhere/at/all.csv"}, "all.csv");
        row("trace missing", {"trace", "/nowhere.csv"}, "nowhere.csv");
        row("trace not named", {"trace"}, "FILE");
        row("trace of nothing known", {"trace", good}, "good.csv");
        row("trace truncated", {"trace", file("cut.csv", QByteArray(azure).chopped(9))}, "cut.csv: line 5");
        row("trace format", {"trace", good, "--format", "csv"}, "csv");
        row("workload missing", {"evaluate", "--workload", "/nowhere.csv"}, "nowhere.csv");
        row("workload of means only", {"evaluate", "--workload", good}, "no single requests");
        const QString passes = file("passes.csv", QByteArray(passHeading) + "0,0,0,8,100,7\n");
        row("passes of what", {"calibrate", passes, "--output", m_folder.filePath("c.json")}, "--set model=");
        row("passes of what GPU", {"validate", passes, "--set", "model=qwen3-32b"}, "--set gpu=");
        row("passes of nobody", {"validate", passes, "--set", "model=nobody", "--set", "gpu=b300"}, "nobody");
        row("passes that cannot be", {"validate", passes, "--set", "model=qwen3-32b", "--set", "gpu=h100-nvl"}, "rate is unknown");
        row("passes of one load", {"calibrate", passes, "--set", "model=qwen3-32b", "--set", "gpu=b300", "--output", m_folder.filePath("c.json")},
            "at least 4 loads");
        row("passes and points", {"calibrate", passes, good, "--set", "model=qwen3-32b", "--output", m_folder.filePath("c.json")},
            "good.csv: ctx_tokens");
        row("levers for points", {"validate", good, "--set", "tp=2"}, "--set");
        row("levers for benchmarks", {"calibrate", good, "--set", "tp=2", "--output", m_folder.filePath("c.json")}, "--set");
        row("validate calibration", {"validate", good, "--calibration", "/nowhere.json"}, "nowhere.json");
        row("validate by nothing", {"validate", good, "--by", "colour"}, "colour");
        row("export nowhere", {"export"}, "--directory");
        row("export into a file", {"export", "--directory", good, "--formats", "csv"}, "good.csv");
        row("export format", {"export", "--directory", m_folder.path(), "--formats", "gif"}, "png, svg, pdf, csv, xlsx, md");
        row("export chart", {"export", "--directory", m_folder.path(), "--charts", "pie"}, "hockey_stick");
        row("catalog nothing", {"catalog"}, "subcommand");
        row("catalog kind", {"catalog", "list", "cars"}, "cars");
        row("catalog entry", {"catalog", "show", "nobody"}, "nobody");
    }
    void badUsageIsOneLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Run result = run(arguments);
        test::compareToOneLine(result);
        QVERIFY2(QString::fromStdString(result.err).contains(says), result.err.c_str());
    }

    void evaluateChecksTheRulesOfTheObjective()
    {
        const QStringList asked{"evaluate", "--set", "batching=continuous", "--rules"};
        const Run table = run(asked);
        QCOMPARE(table.code, 0);
        QVERIFY2(table.out.find("Tuning rules for latency") != std::string::npos, table.out.c_str());
        QVERIFY(table.out.find("Batching Continuous to Chunked prefill") != std::string::npos);
        const json answer = json::parse(run(asked + QStringList{"--format", "json"}).out)["rules"];
        QCOMPARE(answer["objective"].get<std::string>(), std::string("latency"));
        const auto broken = std::ranges::find_if(answer["checklist"], [](const json &rule) { return rule["id"] == "chunked-prefill"; });
        QVERIFY(broken != answer["checklist"].end());
        QCOMPARE((*broken)["state"].get<std::string>(), std::string("broken"));
        QCOMPARE((*broken)["step"]["set"], json::parse(R"([{"lever": "batching", "value": "chunked"}])"));
        QVERIFY(!json::parse(run({"evaluate", "--format", "json"}).out).contains("rules"));
    }

    void evaluateExplainsACost()
    {
        const Run table = run({"evaluate", "--explain", "cost.output"});
        QCOMPARE(table.code, 0);
        for (const char *said : {"cost.month * 1e6 / output_tokens", "gpu_hour * rented_gpu_hours", "2.35", "lever", "(assumption)"})
            QVERIFY2(table.out.find(said) != std::string::npos, said);
        const json answer = json::parse(run({"evaluate", "--set", "electricity=0.2", "--explain", "cost.output", "--format", "json"}).out);
        QCOMPARE(answer["explain"][0]["name"], "cost.output");
        QCOMPARE(answer["explain"][0]["value"], answer["metrics"]["cost.output"]["value"]);
        const auto electricity = std::ranges::find(answer["assumptions"], "electricity", [](const json &row) { return row["id"]; });
        QCOMPARE((*electricity)["value"], 0.2);
        QCOMPARE((*electricity)["set"], true);
        QVERIFY((*electricity)["low"] < (*electricity)["high"]);
    }

    void evaluateSplitsGpusIntoPrefillAndDecode()
    {
        const QStringList asked{"evaluate", "--set", "qps=6", "--pd-search", "12"};
        const Run table = run(asked);
        QCOMPARE(table.code, 0);
        for (const char *split : {"1P2D", "2P1D", "3 aggregated", "KV transfer"})
            QVERIFY2(table.out.find(split) != std::string::npos, split);
        const json splits = json::parse(run(asked + QStringList{"--format", "json"}).out)["prefill_decode"];
        QCOMPARE(splits.size(), std::size_t(3));
        for (const json &split : splits)
            QCOMPARE(split["gpus"].get<int>(), 12);
        QVERIFY(run({"evaluate", "--pd-search", "3"}).out.find("too few for one instance") != std::string::npos);
    }

    void evaluateAnswersInEveryFormat()
    {
        const Run table = run({"evaluate"});
        QCOMPARE(table.code, 0);
        QCOMPARE(table.err, std::string());
        QVERIFY(table.out.find("Why: ") != std::string::npos);

        const json answer = json::parse(run({"evaluate", "--format", "json"}).out);
        QCOMPARE(answer["levers"].size(), scenario::levers().size());
        QCOMPARE(answer["metrics"].size(), scenario::metrics().size());
        for (const char *key : {"state", "reason", "warnings", "why", "known", "pinned"})
            QVERIFY2(answer.contains(key), key);
        for (const auto &[id, metric] : answer["metrics"].items()) {
            for (const char *key : {"value", "unit", "basis", "known"})
                QVERIFY2(metric.contains(key), id.c_str());
        }
        QVERIFY(answer["metrics"]["throughput.output"]["value"].get<double>() > 0);
        QVERIFY(!answer["why"]["binds"].get<std::string>().empty());

        const Run csv = run({"evaluate", "--format", "csv"});
        QCOMPARE(std::count(csv.out.begin(), csv.out.end(), '\n'), 2);
    }

    void settingsAreAppliedInOrder()
    {
        const json answer = json::parse(
            run({"evaluate", "--set", "qps=1", "--set", "qps=2", "--set", "replicas=3", "--format", "json"}).out);
        QCOMPARE(answer["levers"]["qps"]["value"].get<double>(), 2.0);
        QCOMPARE(answer["levers"]["replicas"]["value"].get<double>(), 3.0);
    }

    void aSavedSessionGivesTheSameNumbers()
    {
        const app::CatalogStore store;
        scenario::Session session;
        session.current = scenario::withLeverText(scenario::defaultScenario(store.catalog()), "qps", "3", store.catalog()).value();
        session.pinned = {scenario::defaultScenario(store.catalog())};
        session.baseline = 0;
        const QString path = m_folder.filePath("saved.trilemma");
        QVERIFY(!app::saveSession(path, session, store.catalog()));
        const json answer = json::parse(run({"evaluate", path, "--format", "json"}).out);
        const scenario::Evaluation evaluation = scenario::evaluate(session.current, store.catalog());
        for (const scenario::Metric &metric : scenario::metrics()) {
            const auto value = metric.read(evaluation);
            const json &shown = answer["metrics"][std::string(metric.id)]["value"];
            QCOMPARE(shown.is_null(), !value || !std::isfinite(*value));
            if (!shown.is_null())
                QCOMPARE(shown.get<double>(), *value / metric.unitScale);
        }
        QCOMPARE(answer["pinned"].size(), size_t(1));
        QVERIFY(!answer["why"]["moved"].get<std::string>().empty());
    }

    void infeasibleIsAnAnswerWithExitCodeOne()
    {
        const Run result = run({"evaluate", "--set", "weights=bf16", "--set", "tp=1", "--format", "json"});
        QCOMPARE(result.code, int(app::NoFeasibleAnswer));
        const json answer = json::parse(result.out);
        QVERIFY(!answer["reason"].get<std::string>().empty());
        QVERIFY(answer["metrics"]["ttft.p99"]["value"].is_null());
        QCOMPARE(run({"evaluate", "--set", "qps=5000"}).code, 0);    // some rate meets the SLO, this one does not
        QCOMPARE(run({"evaluate", "--set", "qps=5000", "--set", "slo_itl=1 ms"}).code, int(app::NoFeasibleAnswer));
    }

    void readsAModelFromItsConfig()
    {
        const QString path = file("tiny.json", R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 4096,
            "intermediate_size": 14336, "num_attention_heads": 32, "num_key_value_heads": 8, "num_hidden_layers": 32,
            "vocab_size": 128256, "max_position_embeddings": 131072, "torch_dtype": "bfloat16"})");
        const Run result = run({"evaluate", "--set", "model=@" + path, "--set", "tp=1", "--format", "json"});
        QCOMPARE(result.code, 0);
        QVERIFY(json::parse(result.out)["levers"]["model"]["text"].get<std::string>().find("tiny") != std::string::npos);
    }

    void listsTheTwoTables()
    {
        QCOMPARE(json::parse(run({"levers", "--format", "json"}).out).size(), scenario::levers().size());
        QCOMPARE(json::parse(run({"metrics", "--format", "json"}).out).size(), scenario::metrics().size());
        const std::string levers = run({"levers"}).out;
        QCOMPARE(size_t(std::count(levers.begin(), levers.end(), '\n')), scenario::levers().size() + 1);
    }

    void exportsEveryFormat()
    {
        const QString folder = m_folder.filePath("out/deep");
        const Run result = run({"export", "--directory", folder, "--charts", "cost,hockey_stick", "--formats", "png,svg,pdf,csv,xlsx,md"});
        QCOMPARE(result.err, std::string());
        QCOMPARE(result.code, 0);
        for (const char *chart : {"cost", "hockey_stick", "overview"}) {
            for (const char *format : {"png", "svg", "pdf", "csv"}) {
                const QFileInfo written(QStringLiteral("%1/%2.%3").arg(folder, chart, format));
                QVERIFY2(written.size() > 100, qPrintable(written.filePath()));
            }
        }
        QVERIFY(QFileInfo::exists(folder + "/report.md"));
        QVERIFY(QFileInfo::exists(folder + "/scenarios.xlsx"));
        QVERIFY(!QFileInfo::exists(folder + "/roofline.png"));
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 14);
    }

    /// Charts and tables of the other views too; a table of which there is nothing is no file.
    void exportsWhatOtherViewsShow()
    {
        const QString folder = m_folder.filePath("views");
        const Run result = run({"export", "--directory", folder, "--charts", "all", "--formats", "csv", "--set", "replicas=7"});
        QCOMPARE(result.err, std::string());
        for (const char *name : {"hockey_stick", "fleet_day", "fleet_nodes", "fleet_scaling", "fleet_autoscaling", "fleet_sizing",
                                 "fleet_routing", "fleet_failures", "cost_utilisation", "cost_own_rent", "cost_api",
                                 "cost_latency", "cost_payback", "cost_stack", "cost_waterfall", "cost_tornado"})
            QVERIFY2(QFileInfo(QStringLiteral("%1/%2.csv").arg(folder, name)).size() > 100, name);
        QVERIFY(!QFileInfo::exists(folder + "/fleet_backfill.csv"));
        QFile day(folder + "/fleet_day.csv");
        QVERIFY(day.open(QIODevice::ReadOnly));
        QStringList lines = QString::fromUtf8(day.readAll()).split('\n', Qt::SkipEmptyParts);
        lines.removeIf([](const QString &line) { return line.startsWith('#'); });
        QCOMPARE(lines.size(), 1 + 7 * 24);
        QCOMPARE(run({"export", "--directory", folder, "--charts", "fleet_nodes", "--formats", "png"}).code, 0);
        QVERIFY(QFileInfo(folder + "/fleet_nodes.png").size() > 1000);
        QVERIFY(!QFileInfo::exists(folder + "/overview.png"));
        QCOMPARE(run({"export", "--directory", folder, "--charts", "fleet_sizing", "--formats", "png"}).code, 2);
    }

    void theCatalogueIsSoundAndShowsItsSources()
    {
        const Run check = run({"catalog", "check"});
        QVERIFY2(check.code == 0, check.out.c_str());
        QVERIFY(run({"catalog", "list", "accelerators"}).out.find("h100-sxm") != std::string::npos);
        const json entry = json::parse(run({"catalog", "show", "h100-sxm"}).out);
        QCOMPARE(entry["entry"]["id"].get<std::string>(), std::string("h100-sxm"));
        QVERIFY(!entry["sources"].empty());
    }

    void usersExtendTheCatalogueWhileItRuns()
    {
        QTemporaryDir userFolder;
        app::CatalogStore store(userFolder.path());
        QVERIFY(store.problems().isEmpty());
        store.watch();
        QSignalSpy changed(&store, &app::CatalogStore::catalogChanged);
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile target(userFolder.filePath(name));
            QVERIFY(target.open(QIODevice::WriteOnly));
            target.write(text);
        };
        write("mine.json", R"({"schema": 1, "sources": [], "presets": [{"id": "mine", "name": "Mine", "objective": "latency",
            "input_tokens_mean": 10, "output_tokens_mean": 20, "requests_per_second": 1}]})");
        QVERIFY(changed.wait());
        QVERIFY2(store.problems().isEmpty(), qPrintable(store.problems().join('\n')));
        QVERIFY(store.catalog().preset("mine"));
        const size_t accelerators = store.catalog().accelerators.size();
        write("broken.json", "{\"schema\": 1,");
        QVERIFY(changed.wait());
        QCOMPARE(store.problems().size(), 1);
        QVERIFY(store.problems().front().contains("broken.json"));
        QVERIFY(store.catalog().preset("mine"));
        QCOMPARE(store.catalog().accelerators.size(), accelerators);
    }

    void aBrokenUserFileIsReportedAndIgnored()
    {
        const QString folder = app::CatalogStore::defaultUserFolder();
        QVERIFY(QDir().mkpath(folder));
        QFile broken(folder + "/broken.json");
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("[1, 2");
        broken.close();
        const Run result = run({"evaluate"});
        broken.remove();
        QCOMPARE(result.code, 0);
        QCOMPARE(std::count(result.err.begin(), result.err.end(), '\n'), 1);
        QVERIFY(result.err.find("broken.json") != std::string::npos);
    }
};

QTEST_MAIN(CommandLineTest)
#include "command_line_test.moc"

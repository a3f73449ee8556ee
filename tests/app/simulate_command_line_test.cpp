// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/command_line_fixture.h"

#include <nlohmann/json.hpp>

#include <QStandardPaths>
#include <QTemporaryDir>

#include <cmath>

using namespace trilemma;
using nlohmann::json;
using test::azure;
using test::lengthsOnly;
using test::Run;
using test::run;

namespace {

constexpr auto ranks = {"mean", "p50", "p90", "p95", "p99", "p99.9"};
constexpr auto latencies = {"ttft", "queue", "itl", "tpot", "e2e"};

/// Two prompts of the same three blocks of 512 tokens, a minute apart.
constexpr auto mooncake = R"({"timestamp": 0, "input_length": 1536, "output_length": 10, "hash_ids": [1, 2, 3]}
{"timestamp": 60000, "input_length": 1536, "output_length": 10, "hash_ids": [1, 2, 3]}
)";

json simulated(QStringList arguments)
{
    arguments.prepend("simulate");
    return json::parse(run(arguments << "--format"
                                     << "json")
                           .out);
}

double figure(const json &answer, const char *id)
{
    return answer["figures"][id]["value"].get<double>();
}

} // namespace

class SimulateCommandLineTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content) { return test::written(m_folder, name, content); }

    /// Rows of a CSV file with its header, fields as text.
    static std::vector<QStringList> rowsOf(const QString &path)
    {
        QFile csv(path);
        if (!csv.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(path));
        std::vector<QStringList> rows;
        for (const QString &line : QString::fromUtf8(csv.readAll()).split('\n', Qt::SkipEmptyParts))
            rows.push_back(line.split(','));
        return rows;
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void badUsageIsOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const QString trace = file("good.csv", azure), other = file("other.csv", "a,b\n1,2\n");
        const QString burst = file("burst.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:00:00.0,100,50\n");
        const auto row = [](const char *name, const QStringList &arguments, const char *says) {
            QTest::newRow(name) << arguments << QString::fromLatin1(says);
        };
        row("session missing", {"/nowhere.trilemma"}, "nowhere.trilemma");
        row("unknown lever", {"--set", "warp=9"}, "warp");
        row("format", {"--format", "csv"}, "csv");
        row("no requests", {"--requests", "0"}, "--requests");
        row("negative requests", {"--requests", "-5"}, "--requests");
        row("too many requests", {"--requests", "99999999999"}, "--requests");
        row("requests in words", {"--requests", "many"}, "--requests");
        row("negative seed", {"--seed", "-1"}, "--seed");
        row("trace missing", {"--trace", "/nowhere.csv"}, "nowhere.csv");
        row("trace of nothing known", {"--trace", other}, "other.csv");
        row("trace truncated", {"--trace", file("cut.csv", QByteArray(azure).chopped(9))}, "cut.csv: line 5");
        row("rate of a trace", {"--trace", trace, "--set", "qps=3"}, "--set");
        row("lengths of a trace", {"--trace", trace, "--set", "isl=3000"}, "--set");
        row("rates in words", {"--rates", "1,two"}, "--rates");
        row("rate zero", {"--rates", "1,0"}, "--rates");
        row("rate negative", {"--rates", "-2"}, "--rates");
        row("rate NaN", {"--rates", "nan"}, "--rates");
        row("rate endless", {"--rates", "inf"}, "--rates");
        row("rates of a moment", {"--trace", burst, "--rates", "2"}, "burst.csv: --rates");
        row("session after rates", {"--rates", "1,2", "/nowhere.trilemma"}, "nowhere.trilemma");
        row("requests of a curve", {"--rates", "1", "--per-request", m_folder.filePath("r.csv")}, "--per-request");
        row("series of a curve", {"--rates", "1", "--series", m_folder.filePath("s.csv")}, "--series");
        row("series nowhere", {"--series", "/nowhere/at/all.csv"}, "all.csv");
        row("output nowhere", {"--per-request", "/nowhere/at/all.csv"}, "all.csv");
    }
    void badUsageIsOneLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Run result = run(QStringList{"simulate"} + arguments);
        test::compareToOneLine(result);
        QVERIFY2(QString::fromStdString(result.err).contains(says), result.err.c_str());
    }

    void everyPercentileHasItsInterval()
    {
        const json answer = simulated({"--requests", "20000"});
        QCOMPARE(answer["state"].get<std::string>(), std::string("STABLE"));
        QCOMPARE(figure(answer, "requests"), 20000.0);
        for (const char *latency : latencies) {
            const json &entry = answer["latency"][latency];
            QCOMPARE(entry["unit"].get<std::string>(), std::string("ms"));
            double before = 0;
            for (const char *rank : ranks) {
                const json &estimate = entry[rank];
                QVERIFY2(estimate["value"].is_number(), (std::string(latency) + rank).c_str());
                const double value = estimate["value"].get<double>();
                if (estimate["low"].is_number())
                    QVERIFY(estimate["low"].get<double>() <= value && value <= estimate["high"].get<double>());
                if (rank != std::string("mean"))
                    QVERIFY2(value >= std::exchange(before, value), (std::string(latency) + rank).c_str());
            }
            QVERIFY(entry["p99"]["low"].is_number());
        }
        double parts = 0;
        for (const char *part : {"ingest", "queue", "prefill"})
            parts += answer["ttft_mean_parts"][part].get<double>();
        const double mean = answer["latency"]["ttft"]["mean"]["value"].get<double>();
        QVERIFY2(std::abs(parts / mean - 1) < 0.01, qPrintable(QString::number(parts / mean)));
        QVERIFY(figure(answer, "littles_law_error") < 2);
        QVERIFY(figure(answer, "goodput") <= figure(answer, "served") * 1.001);
    }

    void theTableSaysTheSame()
    {
        const Run table = run({"simulate", "--requests", "500", "--seed", "3"});
        QCOMPARE(table.code, 0);
        QCOMPARE(table.err, std::string());
        for (const char *said :
             {"State: STABLE", "seed 3, 500 requests after 200 to warm up", "TTFT", "of it queue", "of it prefill", "ITL", "TPOT",
              "E2E", "p99.9", "Running batch", "KV use", "Preemptions", "Goodput", "SLO: TTFT bound"})
            QVERIFY2(table.out.find(said) != std::string::npos, said);
    }

    void theSameSeedGivesTheSameBytes()
    {
        const QString first = m_folder.filePath("first.csv"), second = m_folder.filePath("second.csv");
        const QStringList question{"simulate", "--requests", "300", "--format", "json", "--per-request"};
        const Run one = run(question + QStringList{first}), two = run(question + QStringList{second});
        QCOMPARE(one.out, two.out);
        QVERIFY(rowsOf(first) == rowsOf(second));
        QVERIFY(run(question + QStringList{second, "--seed", "2"}).out != one.out);
        const QStringList curve{"simulate", "--requests", "300", "--rates", "1,2,3,4"};
        QCOMPARE(run(curve).out, run(curve).out);
    }

    void theSeriesHoldsTheTokensThatWereServed()
    {
        const QString csv = m_folder.filePath("series.csv");
        const QStringList question{"simulate", "--requests", "600", "--format", "json"};
        const Run plain = run(question), watched = run(question + QStringList{"--series", csv});
        QCOMPARE(watched.out, plain.out);
        const auto rows = rowsOf(csv);
        QVERIFY(rows.size() > 100);
        double tokens = 0, before = 0;
        QCOMPARE(rows.front(), QString("time_s,running,waiting,kv_share,output_tokens_per_s").split(','));
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const double time = rows[i].front().toDouble();
            QVERIFY(time > before);
            tokens += rows[i].back().toDouble() * (time - before);
            before = time;
        }
        const double served = figure(json::parse(plain.out), "output_throughput") * before;
        QVERIFY2(std::abs(tokens / served - 1) < 0.1, qPrintable(QString("%1 %2").arg(tokens).arg(served)));
    }

    void pastCapacityNoLatencyIsFinite()
    {
        const Run result = run({"simulate", "--set", "qps=5000", "--format", "json"});
        QCOMPARE(result.code, 0); // some rate meets the SLO, this one does not
        const json answer = json::parse(result.out);
        QCOMPARE(answer["state"].get<std::string>(), std::string("OVERLOADED"));
        QVERIFY(answer["backlog_growth"]["value"].get<double>() > 4000);
        for (const char *latency : latencies) {
            for (const char *rank : ranks) {
                for (const char *key : {"value", "low", "high"})
                    QVERIFY2(answer["latency"][latency][rank][key].is_null(), latency);
            }
        }
        QVERIFY(answer["figures"]["goodput"]["value"].is_null());
        QVERIFY(figure(answer, "served") > 1);
        const Run table = run({"simulate", "--set", "qps=5000"});
        QVERIFY2(table.out.find("OVERLOADED. The backlog grows by") != std::string::npos, table.out.c_str());
        QCOMPARE(run({"simulate", "--set", "qps=5000", "--set", "slo_itl=1 ms"}).code, int(app::NoFeasibleAnswer));
    }

    void infeasibleIsAnAnswerWithExitCodeOne()
    {
        const QString csv = m_folder.filePath("none.csv");
        const Run result = run({"simulate", "--set", "weights=bf16", "--set", "tp=1", "--format", "json", "--per-request", csv});
        QCOMPARE(result.code, int(app::NoFeasibleAnswer));
        QCOMPARE(result.err, std::string());
        QVERIFY(!json::parse(result.out)["reason"].get<std::string>().empty());
        QVERIFY(!QFileInfo::exists(csv));
        QVERIFY(run({"simulate", "--set", "weights=bf16", "--set", "tp=1"}).out.find("INFEASIBLE") != std::string::npos);
    }

    void aBatchClassIsMeasuredApart()
    {
        const QStringList both{"--set", "qps=2", "--set", "batch_qps=1", "--requests", "3000"};
        const json answer = simulated(both);
        QCOMPARE(answer["classes"].size(), std::size_t(2));
        QCOMPARE(answer["classes"][1]["class"].get<std::string>(), std::string("batch"));
        QVERIFY(answer["batch_class_changes"]["itl_p99"].get<double>() > 0.05);
        const Run table = run(QStringList{"simulate"} + both);
        QVERIFY2(table.out.find("The batch class changes the TTFT p99") != std::string::npos, table.out.c_str());
        QVERIFY(!simulated({"--requests", "300"}).contains("classes"));
    }

    void aClosedLoopOverSeveralDecodeInstancesSaysSo()
    {
        const QStringList loop{"simulate", "--set", "pd_prefill=1", "--set", "arrivals=closed", "--set"};
        QCOMPARE(run(loop + QStringList{"pd_decode=1"}).code, 0);
        const Run several = run(loop + QStringList{"pd_decode=2"});
        QCOMPARE(several.code, int(app::NoFeasibleAnswer));
        QVERIFY2(several.out.find("one decode instance") != std::string::npos, several.out.c_str());
    }

    void aFleetSharesItsTraffic()
    {
        const json one = simulated({"--set", "qps=2"}), three = simulated({"--set", "qps=6", "--set", "replicas=3"});
        QCOMPARE(three["replicas"].get<int>(), 3);
        QVERIFY(one["latency"] == three["latency"]);
        QVERIFY(std::abs(figure(three, "served") / figure(one, "served") - 3) < 1e-9);
        QCOMPARE(figure(three, "running_batch"), figure(one, "running_batch"));
    }

    void ratesMakeALoadCurve()
    {
        const json answer = simulated({"--rates", "0.5,2,5000", "--requests", "1000"});
        QCOMPARE(answer["rates"].size(), size_t(3));
        QCOMPARE(answer["rates"][1]["rate"]["value"].get<double>(), 2.0);
        const auto p99 = [&](size_t row) { return answer["rates"][row]["latency"]["e2e"]["p99"]["value"]; };
        QVERIFY(p99(0).get<double>() < p99(1).get<double>());
        QVERIFY(p99(2).is_null());
        QCOMPARE(answer["rates"][2]["state"].get<std::string>(), std::string("OVERLOADED"));
        const Run table = run({"simulate", "--rates", "0.5,2", "--requests", "1000"});
        QVERIFY2(table.out.find("\n0.5  STABLE") != std::string::npos, table.out.c_str());
        const json single = simulated({"--set", "qps=2", "--requests", "1000"});
        QVERIFY(single["latency"] == answer["rates"][1]["latency"]);
    }

    void aClosedLoopKeepsItsRequestsInFlight()
    {
        const json answer = simulated({"--set", "arrivals=closed", "--set", "concurrency=8", "--requests", "2000"});
        QVERIFY(std::abs(figure(answer, "running_batch") + figure(answer, "waiting") - 8) < 0.2);
        const json benchmark = simulated({"--set", "arrivals=closed", "--set", "concurrency=8", "--set", "prompts_per_slot=5"});
        QCOMPARE(figure(benchmark, "requests"), 40.0);
        QVERIFY(benchmark["experiment_ends"].get<bool>());
    }

    void aTraceIsReplayed()
    {
        const QString trace = file("day.csv", azure), csv = m_folder.filePath("requests.csv");
        const json answer = simulated({"--trace", trace, "--per-request", csv, "--set", "prefix_hit=0"});
        QCOMPARE(figure(answer, "requests"), 4.0);
        QVERIFY(std::abs(figure(answer, "offered") - 0.1) < 1e-9);
        const auto rows = rowsOf(csv);
        QCOMPARE(rows.front().join(','),
                 QStringLiteral(
                     "request,arrival_s,first_token_s,finish_s,queue_s,input_tokens,output_tokens,cached_tokens,preemptions"));
        QCOMPARE(rows.size(), size_t(5));
        for (size_t i = 1; i < rows.size(); ++i) {
            const auto number = [&](int column) { return rows[i][column].toDouble(); };
            QCOMPARE(number(0), double(i - 1));
            QCOMPARE(number(1), 10.0 * double(i - 1));
            QVERIFY(number(1) < number(2) && number(2) < number(3));
            QCOMPARE(number(4), 0.0);
            QCOMPARE(number(5), 100.0 * double(i));
            QCOMPARE(number(6), 50.0 * double(i));
        }
        QCOMPARE(figure(simulated({"--trace", trace, "--requests", "2"}), "requests"), 2.0);
        const json faster = simulated({"--trace", trace, "--rates", "1,2"});
        QVERIFY(std::abs(figure(faster["rates"][1], "offered") - 2) < 1e-9);
    }

    void replicasTakeTracedRequestsInTurn()
    {
        const QString trace = file("day.csv", azure), csv = m_folder.filePath("two.csv");
        const json answer = simulated({"--trace", trace, "--set", "replicas=2", "--per-request", csv});
        QCOMPARE(figure(answer, "requests"), 4.0);
        const auto rows = rowsOf(csv);
        QCOMPARE(rows.size(), size_t(5));
        for (size_t i = 1; i < rows.size(); ++i)
            QCOMPARE(rows[i][5].toDouble(), 100.0 * double(i));
        QCOMPARE(simulated({"--trace", trace, "--set", "replicas=64"})["replicas"].get<int>(), 4);
    }

    void prefixBlocksMeetACache()
    {
        const QString csv = m_folder.filePath("cached.csv");
        const json answer = simulated({"--trace", file("moon.jsonl", mooncake), "--per-request", csv});
        const auto rows = rowsOf(csv);
        QCOMPARE(rows[1][7].toInt(), 0);
        QVERIFY2(rows[2][7].toInt() >= 1024, qPrintable(rows[2].join(',')));
        QVERIFY(figure(answer, "cache_hits") > 30);
        const auto ttft = [&](size_t row) { return rows[row][2].toDouble() - rows[row][1].toDouble(); };
        QVERIFY(ttft(2) < ttft(1));
        QCOMPARE(run({"simulate", "--trace", m_folder.filePath("moon.jsonl"), "--set", "prefix_hit=0.2"}).code,
                 int(app::BadUsage));
    }

    void requestsThatFitNowhereAreSaid()
    {
        const json some =
            simulated({"--trace", file("some.csv", QByteArray(azure) + "2023-11-16 18:00:40.0,90000000,9\n"), "--requests", "5"});
        QCOMPARE(figure(some, "requests"), 4.0);
        QCOMPARE(figure(some, "rejected"), 1.0);
        QVERIFY(some["reason"].get<std::string>().find("fit no replica: 1") != std::string::npos);
    }

    void aTraceWithoutArrivalsGivesItsLengths()
    {
        const QString trace = file("lengths.csv", lengthsOnly), csv = m_folder.filePath("drawn.csv");
        const Run table = run({"simulate", "--trace", trace, "--set", "qps=2", "--per-request", csv});
        QCOMPARE(table.code, 0);
        QVERIFY2(table.out.find("no arrival times") != std::string::npos, table.out.c_str());
        for (const QStringList &row : rowsOf(csv)) {
            if (row[0] == "request")
                continue;
            // Both lengths grow together, from the shorter request to the longer.
            QVERIFY(row[5].toDouble() >= 99 && row[5].toDouble() <= 201);
            QVERIFY(std::abs(row[5].toDouble() - 5 * row[6].toDouble()) <= 5);
        }
    }
};

QTEST_MAIN(SimulateCommandLineTest)
#include "simulate_command_line_test.moc"

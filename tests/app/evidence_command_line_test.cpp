// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/command_line_fixture.h"

#include <nlohmann/json.hpp>

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace trilemma;
using nlohmann::json;
using test::Run;
using test::run;
using test::points;
using test::azure;
using test::lengthsOnly;
using test::passHeading;

/// What the command line does with points, traces and passes that were measured.
class EvidenceCommandLineTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content) { return test::written(m_folder, name, content); }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void predictsToAFileOrToStandardOutput()
    {
        const QString in = file("points.csv", points), out = m_folder.filePath("out.csv");
        const Run direct = run({"predict", in});
        QCOMPARE(direct.code, 0);
        QVERIFY(direct.out.starts_with("id,status,output_tok_s_total,ttft_ms_mean,itl_ms_mean,e2e_ms_mean,itl_ms_low,itl_ms_high,"
                                       "ttft_ms_low,ttft_ms_high\na,ok,"));
        QVERIFY(direct.out.find("\nb,\"unsupported: ") != std::string::npos || direct.out.find("\nb,unsupported: ") != std::string::npos);
        const Run toFile = run({"predict", in, "--output", out});
        QCOMPARE(toFile.code, 0);
        QCOMPARE(toFile.out, std::string());
        QFile written(out);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().toStdString(), direct.out);
    }

    void validatesByColumns()
    {
        const QString in = file("measured.csv", points);
        QVERIFY(run({"validate", in}).out.find("all") != std::string::npos);
        const json rows = json::parse(run({"validate", in, "--by", "model,gpu", "--format", "json"}).out);
        QCOMPARE(rows.size(), size_t(3));
        QCOMPARE(rows[0]["rows"].get<int>(), 2);
        QCOMPARE(rows[0]["answered"].get<int>(), 1);
        QVERIFY(rows[1]["group"].contains("model"));
    }

    void summarisesTraces()
    {
        const QString day = file("day.csv", azure), lengths = file("lengths.csv", lengthsOnly);
        const Run table = run({"trace", day, lengths});
        QCOMPARE(table.code, 0);
        for (const char *said : {"day.csv", "Azure LLM inference trace", "ISL p95", "tokens", "QPS", "385", "0.133"})
            QVERIFY2(table.out.find(said) != std::string::npos, table.out.c_str());
        const json all = json::parse(run({"trace", day, lengths, "--format", "json"}).out);
        QCOMPARE(all.size(), size_t(2));
        QCOMPARE(all[0]["isl_p50"]["value"].get<double>(), 250.0);
        QCOMPARE(all[0]["osl_p95"]["value"].get<double>(), 192.5);
        QCOMPARE(all[0]["request_rate"]["value"].get<double>(), 4 / 30.0);
        QCOMPARE(all[0]["request_rate"]["unit"].get<std::string>(), std::string("QPS"));
        QCOMPARE(all[0]["requests_each_hour"].size(), size_t(1));
        for (const char *unknown : {"request_rate", "arrival_cv", "prefix_hit_tokens"})
            QVERIFY2(all[1][unknown]["value"].is_null(), unknown);
    }

    void evaluatesWithTheTrafficOfATrace()
    {
        const QString day = file("day.csv", azure), lengths = file("lengths.csv", lengthsOnly);
        const json answer = json::parse(run({"evaluate", "--workload", day, "--set", "qps=2", "--format", "json"}).out);
        QCOMPARE(answer["levers"]["isl"]["value"].get<double>(), 250.0);
        QCOMPARE(answer["levers"]["osl"]["value"].get<double>(), 125.0);
        QCOMPARE(answer["levers"]["arrival_cv"]["value"].get<double>(), 0.0);
        QCOMPARE(answer["levers"]["qps"]["value"].get<double>(), 2.0);   // levers come after the trace
        QCOMPARE(answer["levers"]["preset"]["text"].get<std::string>(), std::string("day.csv, Azure LLM inference trace"));
        QVERIFY(answer["traffic"]["set"].size() > 4);
        const Run table = run({"evaluate", "--workload", lengths});
        QVERIFY2(table.out.find("Request rate: the trace has no arrival times") != std::string::npos, table.out.c_str());
        QVERIFY(table.out.find("p95") != std::string::npos);
    }

    void validatesOnThePublishedPoints()
    {
        const Run table = run({"validate"});
        QCOMPARE(table.code, 0);
        QVERIFY2(table.out.starts_with("149 published points"), table.out.c_str());
        const json rows = json::parse(run({"validate", "--format", "json", "--by", "engine"}).out);
        QCOMPARE(rows[0]["rows"].get<int>(), 149);
        QVERIFY(rows.size() > 2);
    }

    /// Passes of 12 ms and 20 µs for each sequence and prompt token.
    void passTracesCalibrate()
    {
        QByteArray passes = passHeading;
        for (const int sequences : {1, 4, 16, 64}) {
            for (const int prompt : {0, 1024})
                passes += QByteArray("%1,%2,0,%3,1000,%4\n").replace("%1", QByteArray::number(prompt)).replace("%2", prompt ? "1" : "0")
                              .replace("%3", QByteArray::number(sequences)).replace("%4", QByteArray::number(12 + 0.02 * sequences + 0.02 * prompt));
        }
        const QString trace = file("trace.csv", passes), output = m_folder.filePath("mine.json");
        const QStringList what{"--set", "model=qwen3-32b", "--set", "gpu=b300", "--set", "tp=1", "--set", "weights=bf16", "--set", "kv=bf16"};
        const Run fitted = run(QStringList{"calibrate", trace, "--output", output} + what);
        QVERIFY2(fitted.code == 0, fitted.err.c_str());
        for (const char *said : {"before", "After", "decode only", "mixed", "4 terms fitted to 8 passes"})
            QVERIFY2(fitted.out.find(said) != std::string::npos, fitted.out.c_str());
        const auto median = [&](const QStringList &more) {
            const json errors = json::parse(run(QStringList{"validate", trace, "--format", "json"} + what + more).out);
            return errors["all"]["median"].get<double>();
        };
        QVERIFY(median({"--calibration", output}) < median({}));
        // 16 at once: passes of 12.3 ms, some of them with prompts.
        const auto gap = [&](const QString &command, const QStringList &more) {
            const QStringList load{command, "--format", "json", "--set", "arrivals=closed", "--set", "concurrency=16", "--set", "isl=64"};
            const json answer = json::parse(run(load + what + more).out);
            return command == QLatin1String("simulate") ? answer["latency"]["itl"]["p50"]["value"].get<double>()
                                                        : answer["metrics"]["itl.p50"]["value"].get<double>();
        };
        for (const char *command : {"evaluate", "simulate"}) {
            const double before = gap(command, {}), after = gap(command, {"--calibration", output});
            QVERIFY2(std::abs(after - 12.32) < 0.7 * std::abs(before - 12.32), qPrintable(QString("%1 %2").arg(before).arg(after)));
        }
    }
};

QTEST_MAIN(EvidenceCommandLineTest)
#include "evidence_command_line_test.moc"

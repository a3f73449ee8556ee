// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Request traces on the window: the traffic of the current scenario follows, in one step.
#include "tests/window/window_fixture.h"

#include "app/window/measurement_import.h"

#include <QFile>
#include <QProgressDialog>

using namespace trilemma;
using tests::WindowFixture;

namespace {

constexpr auto azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:00:00.0,100,50\n2023-11-16 18:00:10.0,200,100\n"
                       "2023-11-16 18:00:20.0,300,150\n2023-11-16 18:00:30.0,400,200\n";
constexpr auto detailed = R"({"date": "20260102-030405", "backend": "vllm", "model_id": "meta-llama/Llama-3.3-70B-Instruct",
 "num_prompts": 2, "request_rate": "inf", "max_concurrency": 40, "duration": 100.0, "completed": 2, "total_input_tokens": 2200,
 "total_output_tokens": 380, "request_throughput": 4.0, "output_throughput": 800.0, "total_token_throughput": 4800.0,
 "mean_ttft_ms": 250.0, "median_ttft_ms": 200.0, "std_ttft_ms": 50.0, "p99_ttft_ms": 400.0, "mean_tpot_ms": 48.0,
 "median_tpot_ms": 47.5, "std_tpot_ms": 2.0, "p99_tpot_ms": 55.0, "mean_itl_ms": 48.5, "median_itl_ms": 40.0, "std_itl_ms": 9.0,
 "p99_itl_ms": 120.0, "input_lens": [1000, 1200], "output_lens": [200, 180], "start_times": [10.0, 10.5]})";

QString write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

QByteArray longTrace()
{
    QByteArray text = "arrived_at,num_prefill_tokens,num_decode_tokens\n";
    for (int i = 0; i < 60'000; ++i)
        text += QByteArray::number(i * 0.1) + ',' + QByteArray::number(500 + i % 1001) + ",100\n";
    return text;
}

} // namespace

class TrafficTest : public QObject {
    Q_OBJECT

private slots:
    void aDroppedTraceSetsTheTrafficInOneStep()
    {
        WindowFixture fixture;
        const scenario::Scenario before = fixture.document().current();
        fixture.drop(write(fixture.file("day.csv"), azure));
        const scenario::Scenario &after = fixture.document().current();
        QCOMPARE(after.workload.inputTokensMean, 250.0);
        QCOMPARE(after.workload.outputTokensMean, 125.0);
        QCOMPARE(after.workload.requestsPerSecond, 4 / 30.0);
        QCOMPARE(after.workload.prefixHitShare, before.workload.prefixHitShare);
        QCOMPARE(after.slo, before.slo);
        QCOMPARE(after.name, before.name);
        QCOMPARE(fixture.document().undoStack().count(), 1);
        QCOMPARE(fixture.document().undoStack().undoText(), QString("Traffic from day.csv"));
        for (const char *said :
             {"day.csv", "Input length 250 tokens (p50 250, p95 385, p99 397)", "on average", "Prefix hits: the trace has no"})
            QVERIFY2(fixture.toast().contains(said), qPrintable(fixture.toast()));
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.document().current(), before);
    }

    void theSessionRemembersWhereItCameFrom()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("day.csv"), azure));
        const scenario::Scenario traced = fixture.document().current();
        fixture.window->dialogs().setNextFileName(fixture.file("plan.trilemma"));
        fixture.action("save")->trigger();
        fixture.action("new")->trigger();
        fixture.drop(fixture.file("plan.trilemma"));
        QCOMPARE(fixture.document().current(), traced);
        QCOMPARE(traced.trafficTitle, std::string("day.csv, Azure LLM inference trace"));
    }

    void aBrokenTraceIsOneSentence()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("cut.csv"), QByteArray(azure).chopped(9)));
        QVERIFY2(fixture.toast().startsWith("cut.csv: line 5"), qPrintable(fixture.toast()));
        QCOMPARE(fixture.document().undoStack().count(), 0);
    }

    void longTracesAreReadBesideTheWindow()
    {
        WindowFixture fixture;
        const QString path = write(fixture.file("long.csv"), longTrace());
        fixture.drop(path);
        QCOMPARE(fixture.document().undoStack().count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.document().undoStack().count(), 1, 20000);
        QVERIFY(qAbs(fixture.document().current().workload.inputTokensMean - 1000) < 1);
        QVERIFY(qAbs(fixture.document().current().workload.requestsPerSecond - 10) < 0.01);
    }

    void cancellingSetsNothing()
    {
        WindowFixture fixture;
        const scenario::Scenario before = fixture.document().current();
        fixture.drop(write(fixture.file("long.csv"), longTrace()));
        auto *progress = fixture.find<QProgressDialog>("importProgress");
        emit progress->canceled();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.window->findChild<QProgressDialog *>("importProgress"), 20000);
        QCOMPARE(fixture.document().current(), before);
        QCOMPARE(fixture.document().undoStack().count(), 0);
    }

    /// Dropped, a detailed result is measured points; asked for its traffic, it gives its lengths.
    void aDetailedResultGivesItsLengths()
    {
        WindowFixture fixture;
        fixture.window->dialogs().setNextFileName(write(fixture.file("run.json"), detailed));
        const double rate = fixture.document().current().workload.requestsPerSecond;
        fixture.action("importTraffic")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.document().current().workload.inputTokensMean, 1100.0, 20000);
        QCOMPARE(fixture.document().current().workload.outputTokensMean, 190.0);
        QCOMPARE(fixture.document().current().workload.requestsPerSecond, rate);
        QVERIFY2(fixture.toast().contains("Request rate: a benchmark sent the requests"), qPrintable(fixture.toast()));
        QVERIFY(fixture.document().measurements().empty());
    }

    /// With a folder in TRILEMMA_PICTURES, for people to look at.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("no folder for pictures is named");
        for (const char *theme : {"light", "dark"}) {
            WindowFixture fixture(QSize(1280, 800));
            fixture.action(QStringLiteral("theme.") + QLatin1String(theme))->trigger();
            fixture.drop(write(fixture.file("day.csv"), azure));
            fixture.settle();
            QVERIFY(fixture.window->grab().save(QStringLiteral("%1/traffic-%2.png").arg(folder, QLatin1String(theme))));
        }
    }
};

QTEST_MAIN(TrafficTest)
#include "traffic_test.moc"

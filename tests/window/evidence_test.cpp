// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Benchmark files on the window: from the drop to marks on the charts, and the accuracy view.
#include "tests/window/window_fixture.h"

#include "app/window/accuracy_page.h"
#include "app/window/load_page.h"
#include "app/window/measurement_import.h"
#include "widgets/accuracy_chart.h"
#include "widgets/hockey_stick_chart.h"

#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include <cmath>

using namespace trilemma;
using tests::WindowFixture;

namespace {

/// Two runs of what the program shows at first start and one of another placement.
constexpr auto rows = "id,model,gpu,engine,engine_version,num_gpus,tp,isl,osl,mode,concurrency,weight_dtype,output_tok_s_total,"
                      "ttft_ms_mean,itl_ms_mean\n"
                      "a,Llama-3.3-70B,H100,vllm,0.11.0,4,4,1024,256,concurrency,8,fp8,500,100,15\n"
                      "b,Llama-3.3-70B,H100,vllm,0.11.0,4,4,1024,256,concurrency,32,fp8,1500,200,18\n"
                      "c,Llama-3.3-70B,H100,vllm,0.11.0,8,8,1024,256,concurrency,64,fp8,3000,200,18\n";
/// As vLLM writes it: nothing about hardware and placement.
constexpr auto serveResult = R"({"date": "20260102-030405", "backend": "vllm", "model_id": "meta-llama/Llama-3.3-70B-Instruct",
 "num_prompts": 400, "request_rate": "inf", "max_concurrency": 40, "duration": 100.0, "completed": 400,
 "total_input_tokens": 400000, "total_output_tokens": 80000, "request_throughput": 4.0, "output_throughput": 800.0,
 "total_token_throughput": 4800.0, "mean_ttft_ms": 250.0, "median_ttft_ms": 200.0, "std_ttft_ms": 50.0, "p99_ttft_ms": 400.0,
 "mean_tpot_ms": 48.0, "median_tpot_ms": 47.5, "std_tpot_ms": 2.0, "p99_tpot_ms": 55.0, "mean_itl_ms": 48.5,
 "median_itl_ms": 40.0, "std_itl_ms": 9.0, "p99_itl_ms": 120.0})";

QString write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

widgets::HockeyStickChart *stick(const WindowFixture &fixture)
{
    return fixture.find<widgets::HockeyStickChart>("chart.hockey_stick");
}

QString measuredText(const WindowFixture &fixture)
{
    return stick(fixture)->remark(QWIDGETSIZE_MAX);
}

void waitForAccuracy(const WindowFixture &fixture)
{
    fixture.action("view.accuracy")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.window->accuracy().isBusy() && !fixture.window->accuracy().report().points.empty(), 20000);
    fixture.settle();
}

} // namespace

class EvidenceTest : public QObject {
    Q_OBJECT

private slots:
    void droppedResultLiesOnTheCharts()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("rows.csv"), rows));
        QVERIFY2(fixture.toast().contains("3 measured point"), qPrintable(fixture.toast()));
        QCOMPARE(fixture.document().measurements().size(), 1u);
        QVERIFY2(measuredText(fixture).startsWith("2 measured, 1 of"), qPrintable(measuredText(fixture)));
        QVERIFY(!stick(fixture)->measuredPixels().empty());

        fixture.document().setLever("tp", std::string("8"));
        fixture.settle();
        QVERIFY2(measuredText(fixture).startsWith("1 measured, 2 of"), qPrintable(measuredText(fixture)));
        fixture.document().undoStack().undo();
        fixture.document().undoStack().undo();
        fixture.settle();
        QVERIFY(fixture.document().measurements().empty());
        QVERIFY(measuredText(fixture).isEmpty());
    }

    void droppedResultLiesOnTheLoadViewAsWell()
    {
        WindowFixture fixture;
        fixture.action("view.load")->trigger();
        fixture.drop(write(fixture.file("rows.csv"), rows));
        const widgets::LoadChart &ttft = *fixture.window->load().charts()[0];
        QVERIFY2(ttft.remark(QWIDGETSIZE_MAX).startsWith("2 measured, 1 of"), qPrintable(ttft.remark(QWIDGETSIZE_MAX)));
        // Served requests: 500 tok/s and 1500 tok/s of 256 tokens each.
        const double replicas = fixture.document().current().replicas;
        QCOMPARE(ttft.measuredPixels().size(), 2u);
        QCOMPARE(ttft.measuredPixels()[0], ttft.pixelAt({500.0 / 256 * replicas, 100}));
        QCOMPARE(ttft.measuredPixels()[1], ttft.pixelAt({1500.0 / 256 * replicas, 200}));
        QVERIFY(fixture.window->load().charts()[2]->measuredPixels().empty());
        fixture.document().undoStack().undo();
        fixture.settle();
        QVERIFY(ttft.measuredPixels().empty());
    }

    void whatTheFileDoesNotSayIsAskedOnce()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("serve.json"), serveResult));
        auto *form = fixture.find<QDialog>("missingForm");
        QVERIFY(form->isVisible());
        QVERIFY(!form->findChild<QComboBox *>("missing.model"));
        auto *gpu = form->findChild<QComboBox *>("missing.gpu");
        QVERIFY(gpu);
        QCOMPARE(gpu->currentData().toString(), QString::fromStdString(fixture.document().current().acceleratorId));
        QVERIFY(fixture.document().measurements().empty());
        QTest::mouseClick(form->findChild<QPushButton *>("missing.accept"), Qt::LeftButton);
        fixture.settle();
        QCOMPARE(fixture.document().measurements().size(), 1u);
        const evidence::ImportedPoint &point = fixture.document().measurements()[0]->points.at(0);
        QCOMPARE(point.point.configuration.gpus, 4);
        QCOMPARE(point.point.configuration.tp, 4);
        QVERIFY(point.missing.empty());
        QCOMPARE(stick(fixture)->measured()->others, 1);    // the checkpoint that it names is BF16, the scenario FP8
    }

    void measuredMarkSaysWhereItComesFromAndHowSureItIs()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("serve.json"), serveResult));
        QTest::mouseClick(fixture.findShown<QPushButton>("missing.accept"), Qt::LeftButton);
        fixture.document().setLever("weights", std::string("bf16"));    // as the checkpoint that the file names
        fixture.settle();
        QCOMPARE(stick(fixture)->measured()->dots.size(), 1u);
        const widgets::MeasuredDot &dot = stick(fixture)->measured()->dots.front();
        for (const char *fact : {"serve.json", "vllm", "2026"})
            QVERIFY2(dot.heading.contains(fact), qPrintable(dot.heading));
        const auto mark = widgets::latencyMark(dot, dot.fleetTokensPerSecond, serving::LatencyMetric::Ttft, serving::Percentile::Mean);
        QVERIFY(mark && mark->low && mark->high);
        // 95 % of a mean of 250 ms over 400 requests that spread by 50 ms: 1.96 * 50 / 20 to each side.
        const double shown = mark->at.y() / 250;
        QVERIFY(std::abs(*mark->low / shown - (250 - 4.9)) < 1e-6 && std::abs(*mark->high / shown - (250 + 4.9)) < 1e-6);
    }

    void severalFilesAreAskedAboutOneAfterTheOther()
    {
        WindowFixture fixture;
        fixture.window->dialogs().setNextFileNames({write(fixture.file("a.json"), serveResult), write(fixture.file("b.json"), serveResult),
                                                    write(fixture.file("rows.csv"), rows)});
        fixture.action("importMeasurements")->trigger();
        fixture.settle();
        QCOMPARE(fixture.document().measurements().size(), 1u);     // rows.csv lacks nothing
        for (const char *name : {"a.json", "b.json"}) {
            const auto *form = fixture.findShown<QDialog>("missingForm");
            QVERIFY(form && form->windowTitle().contains(name));
            QTest::mouseClick(form->findChild<QPushButton *>("missing.accept"), Qt::LeftButton);
        }
        QVERIFY(!fixture.findShown<QDialog>("missingForm"));
        QCOMPARE(fixture.document().measurements().size(), 3u);
    }

    void cancellingTheFormImportsNothing()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("serve.json"), serveResult));
        fixture.find<QDialog>("missingForm")->reject();
        fixture.settle();
        QVERIFY(fixture.document().measurements().empty());
        QVERIFY(!fixture.document().isModified());
    }

    void badResultsAreOneSentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("truncated") << QByteArray(serveResult).left(300);
        QTest::newRow("no points") << QByteArray(rows).left(QByteArray(rows).indexOf('\n') + 1);
        QTest::newRow("unknown") << QByteArray(R"({"anything": 1})");
    }
    void badResultsAreOneSentence()
    {
        QFETCH(QByteArray, bytes);
        WindowFixture fixture;
        fixture.drop(write(fixture.file("bad.json"), bytes));
        QVERIFY2(fixture.toast().startsWith("bad.json: "), qPrintable(fixture.toast()));
        QVERIFY(fixture.document().measurements().empty());
        QCOMPARE(fixture.document().undoStack().count(), 0);
    }

    void longFilesAreReadBesideTheWindow()
    {
        WindowFixture fixture;
        QByteArray many = rows;
        const QByteArray row = "x,Llama-3.3-70B,H100,vllm,0.11.0,4,4,1024,256,concurrency,8,fp8,500,100,15\n";
        for (int i = 0; i < 10'000; ++i)
            many += row;
        fixture.drop(write(fixture.file("many.csv"), many));
        QVERIFY(fixture.document().measurements().empty());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.document().measurements().size(), 1u, 20000);
        QCOMPARE(fixture.document().measurements()[0]->points.size(), 10'003u);
    }

    void savedSessionBringsThemBack()
    {
        WindowFixture fixture;
        fixture.drop(write(fixture.file("rows.csv"), rows));
        fixture.window->dialogs().setNextFileName(fixture.file("plan.trilemma"));
        fixture.action("save")->trigger();
        QVERIFY(!fixture.window->isWindowModified());
        fixture.action("new")->trigger();
        fixture.settle();
        QVERIFY(fixture.document().measurements().empty());
        fixture.drop(fixture.file("plan.trilemma"));
        QCOMPARE(fixture.document().measurements().size(), 1u);
        QVERIFY(measuredText(fixture).startsWith("2 measured"));
        QVERIFY(!fixture.window->isWindowModified());
    }

    void accuracyIsNeverEmptyAndAPointOpens()
    {
        WindowFixture fixture;
        waitForAccuracy(fixture);
        QVERIFY(fixture.window->accuracy().isVisible());
        QVERIFY(fixture.find<QTableWidget>("accuracy.errors")->rowCount() > 3);
        QVERIFY(fixture.find<QTableWidget>("accuracy.worst")->rowCount() > 3);
        QVERIFY(fixture.find<QLabel>("accuracy.summary")->text().contains("median error"));
        const widgets::AccuracyChart &chart = fixture.window->accuracy().chart();
        QVERIFY(chart.picture().dots.size() > 40);

        const scenario::Scenario before = fixture.document().current();
        QTest::mouseClick(&fixture.window->accuracy().chart(), Qt::LeftButton, {},
                          chart.pixelOf(chart.picture().dots.front()).toPoint());
        fixture.settle();
        QVERIFY(fixture.document().current() != before);
        QVERIFY(!fixture.window->accuracy().isVisible());
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.document().current(), before);
    }

    void accuracyFollowsWhatIsImportedAndChosen()
    {
        WindowFixture fixture;
        waitForAccuracy(fixture);
        const std::size_t published = fixture.window->accuracy().report().points.size();
        fixture.drop(write(fixture.file("rows.csv"), rows));
        QTRY_COMPARE(fixture.window->accuracy().report().points.size(), published + 3);
        auto *points = fixture.find<QComboBox>("accuracy.points");
        points->setCurrentIndex(points->findText("rows.csv"));
        QTRY_COMPARE(fixture.window->accuracy().report().points.size(), 3u);
        fixture.find<QComboBox>("accuracy.figure")->setCurrentIndex(2);
        fixture.settle();
        QCOMPARE(fixture.window->accuracy().chart().picture().unit, QString("tok/s"));
        QTest::mouseClick(fixture.find<QPushButton>("accuracy.remove"), Qt::LeftButton);
        QVERIFY(fixture.document().measurements().empty());
        QTRY_COMPARE(fixture.window->accuracy().report().points.size(), published);
    }

    /// With a folder in TRILEMMA_PICTURES, for people to look at.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("no folder for pictures is named");
        for (const QSize size : {QSize(1280, 800), QSize(1600, 900)}) {
            for (const char *theme : {"light", "dark"}) {
                WindowFixture fixture(size);
                fixture.drop(write(fixture.file("rows.csv"), rows));
                fixture.action(QStringLiteral("theme.") + QLatin1String(theme))->trigger();
                fixture.settle();
                const QString name = QStringLiteral("%1/%2-%3-%4.png").arg(folder).arg(size.width()).arg(QLatin1String(theme));
                QVERIFY(fixture.window->grab().save(name.arg("overview")));
                QTest::mouseMove(stick(fixture)->plotWidget(), stick(fixture)->measuredPixels().front().toPoint());
                fixture.settle();
                QVERIFY(stick(fixture)->grab().save(name.arg("hover")));
                waitForAccuracy(fixture);
                QVERIFY(fixture.window->grab().save(name.arg("accuracy")));
            }
        }
    }
};

QTEST_MAIN(EvidenceTest)
#include "evidence_test.moc"

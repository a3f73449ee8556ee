// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the scenario under load: closed form at once, simulated when it returns, honest past capacity.
#include "tests/window/window_fixture.h"

#include "app/session_store.h"
#include "app/window/load_page.h"

#include <QFileInfo>
#include <QLabel>

#include <cmath>

using namespace trilemma;
using tests::nonFiniteWord, tests::WindowFixture;
using widgets::LoadChart, widgets::LoadLine;

namespace {

app::LoadPage &page(const WindowFixture &fixture)
{
    return fixture.window->load();
}

void open(const WindowFixture &fixture)
{
    fixture.action("view.load")->trigger();
    fixture.settle();
}

bool waitForFull(const WindowFixture &fixture)
{
    const bool came = QTest::qWaitFor([&] { return page(fixture).simulated() && !page(fixture).simulation().isBusy(); }, 60'000);
    fixture.settle();
    return came;
}

QString allText(const WindowFixture &fixture)
{
    return page(fixture).text() + '\n' + tests::chartText(page(fixture).charts());
}

/// Runs of what the program shows at first start.
QString writeRows(const QString &path)
{
    const QByteArray rows = "id,model,gpu,engine,engine_version,num_gpus,tp,isl,osl,mode,concurrency,weight_dtype,"
                            "output_tok_s_total,ttft_ms_mean,itl_ms_mean\n"
                            "a,Llama-3.3-70B,H100,vllm,0.11.0,4,4,1024,256,concurrency,8,fp8,500,100,15\n"
                            "b,Llama-3.3-70B,H100,vllm,0.11.0,4,4,1024,256,concurrency,32,fp8,1500,200,18\n";
    if (const auto error = app::writeWholeFile(path, rows))
        qFatal("%s", error->sentence().c_str());
    return path;
}

} // namespace

class LoadPageTest : public QObject {
    Q_OBJECT

private slots:
    void closedFormAtOnceThenSimulated()
    {
        const WindowFixture fixture;
        QVERIFY(!page(fixture).simulation().isBusy());
        QTest::keyClick(fixture.window.get(), Qt::Key_3, Qt::ControlModifier);
        fixture.settle();
        QVERIFY(page(fixture).isVisible());
        QVERIFY(fixture.find<QWidget>("levers")->isVisible());
        for (const LoadChart *chart : page(fixture).charts())
            QVERIFY(!chart->lines().lines.empty() && !chart->lines().lines.front().line.empty());
        QVERIFY(waitForFull(fixture));
        QVERIFY2(page(fixture).text().contains("simulated: 20 rates, 4,000 requests each, seed 1"),
                 qPrintable(page(fixture).text()));
        QVERIFY2(page(fixture).text().contains("SLO knee"), qPrintable(page(fixture).text()));
        for (const LoadChart *chart : page(fixture).charts()) {
            QVERIFY(chart->lines().isSimulated && chart->lines().kneeIsSimulated);
            QVERIFY2(chart->subtitle().contains("simulated"), qPrintable(chart->subtitle()));
        }
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void percentilesAreInOrderAndPartsSumUp()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        for (std::size_t i = 0; i < 3; ++i) {
            const auto &lines = page(fixture).charts()[i]->lines().lines;
            QCOMPARE(lines.size(), std::size_t{3});
            for (std::size_t at = 0; at < lines[0].line.size(); ++at) {
                QVERIFY(lines[0].line[at].y() >= lines[1].line[at].y());
                QVERIFY(lines[1].line[at].y() >= lines[2].line[at].y());
                QVERIFY(!(lines[0].low[at].y() > lines[0].line[at].y()));
                QVERIFY(!(lines[0].high[at].y() < lines[0].line[at].y()));
            }
        }
        const auto &parts = page(fixture).charts()[3]->lines().lines;
        QCOMPARE(parts.size(), std::size_t{4});
        for (std::size_t at = 0; at < parts[0].line.size(); ++at) {
            const double sum = parts[1].line[at].y() + parts[2].line[at].y() + parts[3].line[at].y();
            QVERIFY(std::abs(sum / parts[0].line[at].y() - 1) < 1e-3);
        }
    }

    /// A lever that moves puts the closed form back at once: what was simulated is of another scenario.
    void aMovedLeverNeverShowsTheOldSimulation()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const auto before = page(fixture).simulated();
        fixture.document().setLever("max_sequences", 16.0);
        fixture.settle();
        QVERIFY(page(fixture).simulated() != before);
        QVERIFY(page(fixture).simulation().isBusy());
        QVERIFY2(page(fixture).text().contains("simulating"), qPrintable(page(fixture).text()));
        QVERIFY(waitForFull(fixture));
        QVERIFY(page(fixture).simulated()->capacityRequestsPerSecond < before->capacityRequestsPerSecond);
    }

    void pinningSimulatesNothingAnew()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const auto before = page(fixture).simulated();
        fixture.document().pinCurrent();
        fixture.settle();
        QCOMPARE(page(fixture).simulated(), before);
        QVERIFY(!page(fixture).simulation().isBusy());
    }

    /// What is pinned is a ghost of the tier that is known of it; levers that price things simulate nothing.
    void pinnedScenariosAreSimulatedAfterTheCurrentOne()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().pinCurrent();
        fixture.document().setLever("max_sequences", 16.0);
        fixture.settle();
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(page(fixture).charts()[i]->ghosts().size(), i < 3 ? 1u : 0u);
        QVERIFY(waitForFull(fixture));
        const LoadChart &ttft = *page(fixture).charts()[0];
        QVERIFY(ttft.lines().isSimulated && ttft.ghosts()[0].lines.isSimulated);
        QVERIFY(ttft.ghosts()[0].lines.capacity > ttft.lines().capacity);
        QVERIFY(ttft.simulationOf(0) != ttft.simulationOf(1));

        const auto before = page(fixture).simulated();
        fixture.document().setLever("acquisition", std::string("own"));
        fixture.settle();
        QCOMPARE(page(fixture).simulated(), before);
        fixture.document().loadPinned(0);
        fixture.settle();
        QVERIFY2(!page(fixture).simulation().isBusy(), "known as a ghost already");
        QVERIFY(page(fixture).simulated());
    }

    void curvesAndBandsLeaveAsPictureAndTable()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const app::OverviewAnswer &answer = fixture.window->evaluation().answer();
        const LoadChart *chart = page(fixture).charts()[0];
        const QString csv = app::csvText({chart}, answer, fixture.store.catalog());
        QCOMPARE(csv.count("\n"), 1 + static_cast<int>(answer.current().curves->load.size()) + 20);
        QVERIFY(csv.contains("simulated") && csv.contains("TTFT p99.9 ± 95 % [ms]") && csv.contains("NEAR-KNEE"));
        QVERIFY(nonFiniteWord(csv).isEmpty());

        app::ExportChoices choices;
        for (const char *format : {"png", "svg", "pdf", "csv"}) {
            choices.format = QLatin1String(format);
            choices.dark = true;
            const QString path = fixture.file(QStringLiteral("load.") + QLatin1String(format));
            QVERIFY(!app::exportCharts(path, {chart}, choices, answer, fixture.document().session(), fixture.store.catalog()));
            QVERIFY(QFileInfo(path).size() > 1000);
        }
    }

    void overloadHasNoFiniteLatency()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().setLever("qps", 5000.0);
        fixture.settle();
        for (int tier = 0; tier < 2; ++tier) {
            const QString text = page(fixture).text();
            QVERIFY2(text.contains("OVERLOADED: the queue grows by"), qPrintable(text));
            QVERIFY2(!text.contains("TTFT mean"), qPrintable(text));
            for (LoadChart *chart : page(fixture).charts()) {
                chart->readOut();
                for (const LoadLine &line : chart->lines().lines)
                    QVERIFY(!line.here);
            }
            QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
            QVERIFY(waitForFull(fixture));
        }
        for (LoadChart *chart : page(fixture).charts()) {
            for (const LoadLine &line : chart->lines().lines) {
                for (const QPointF &point : line.line)
                    QVERIFY(point.x() <= 1.05 * chart->lines().capacity && std::isfinite(point.y()));
            }
        }
    }

    void noRateMeetsAnSloThatIsTooTight()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().setLever("slo_itl", 0.001);
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        QVERIFY2(page(fixture).text().contains("no rate meets the SLO: ITL"), qPrintable(page(fixture).text()));
    }

    void infeasibleSaysWhy()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().setLever("weights", std::string("bf16"));
        fixture.document().setLever("tp", std::string("1"));
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        QVERIFY2(page(fixture).text().contains("INFEASIBLE"), qPrintable(page(fixture).text()));
        QVERIFY(!page(fixture).simulated()->problem.empty());
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void hiddenItSimulatesNothing()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.action("view.overview")->trigger();
        QVERIFY(!page(fixture).simulation().isBusy());
        fixture.document().setLever("qps", 2.0);
        fixture.settle();
        QVERIFY(!page(fixture).simulation().isBusy());
        open(fixture);
        QVERIFY(waitForFull(fixture));
        QCOMPARE(page(fixture).simulated()->here.offeredRequestsPerSecond > 0, true);
    }

    void closedLoopHasAPointOfItsOwn()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().setLever("arrivals", std::string("closed"));
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        QVERIFY(page(fixture).simulated()->problem.empty());
        QVERIFY(page(fixture).charts()[0]->lines().offered > 0);
    }

    void draggingThePointMovesTheRate()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        LoadChart *chart = page(fixture).charts()[0];
        const double before = fixture.document().current().workload.requestsPerSecond;
        const LoadLine &line = chart->lines().lines.front();
        QVERIFY(line.here);
        const QPoint at = chart->pixelAt({chart->lines().offered, *line.here}).toPoint();
        QTest::mousePress(chart->plotWidget(), Qt::LeftButton, {}, at);
        QTest::mouseMove(chart->plotWidget(), at - QPoint(30, 0));
        QTest::mouseRelease(chart->plotWidget(), Qt::LeftButton, {}, at - QPoint(30, 0));
        fixture.settle();
        QVERIFY(fixture.document().current().workload.requestsPerSecond < before);
        QCOMPARE(fixture.document().undoStack().count(), 1);
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("TRILEMMA_PICTURES names no folder");
        for (const QSize size : {QSize(1280, 800), QSize(1600, 900)}) {
            WindowFixture fixture(size);
            fixture.drop(writeRows(fixture.file("rows.csv")));
            const auto save = [&](const char *what) {
                fixture.settle();
                return fixture.window->grab().save(QStringLiteral("%1/load-%2-%3.png").arg(folder).arg(size.width()).arg(QLatin1String(what)));
            };
            open(fixture);
            QVERIFY(save("closed"));
            QVERIFY(waitForFull(fixture));
            QVERIFY(save("light"));
            fixture.document().pinCurrent();
            fixture.document().setLever("max_sequences", 24.0);
            fixture.settle();
            QVERIFY(waitForFull(fixture));
            fixture.action("theme.dark")->trigger();
            QVERIFY(save("dark-ghost"));
            fixture.document().setLever("qps", 20.0);
            fixture.settle();
            QVERIFY(waitForFull(fixture));
            QVERIFY(save("dark-overloaded"));
        }
    }
};

QTEST_MAIN(LoadPageTest)
#include "load_page_test.moc"

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the scenario under load: closed form at once, simulated when it returns, honest past capacity.
#include "tests/window/window_fixture.h"

#include "app/window/load_page.h"

#include <QLabel>
#include <QProgressBar>
#include <QRegularExpression>

#include <cmath>

using namespace trilemma;
using tests::WindowFixture;
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
    QString text = page(fixture).text();
    for (LoadChart *chart : page(fixture).charts()) {
        text += '\n' + chart->subtitle() + '\n' + chart->readOut();
        for (const widgets::PlotLabel &label : chart->labels())
            text += '\n' + label.text;
    }
    return text;
}

QString nonFiniteWord(const QString &text)
{
    static const QRegularExpression words(R"((^|[^A-Za-z])(nan|inf|infinity)([^A-Za-z]|$))",
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(text).captured(2);
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
        WindowFixture fixture({1280, 800});
        open(fixture);
        QVERIFY(fixture.window->grab().save(folder + "/load-closed.png"));
        QVERIFY(waitForFull(fixture));
        QVERIFY(fixture.window->grab().save(folder + "/load-light.png"));
        fixture.action("theme.dark")->trigger();
        fixture.settle();
        QVERIFY(fixture.window->grab().save(folder + "/load-dark.png"));
        fixture.document().setLever("qps", 20.0);
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        QVERIFY(fixture.window->grab().save(folder + "/load-overloaded.png"));
    }
};

QTEST_MAIN(LoadPageTest)
#include "load_page_test.moc"

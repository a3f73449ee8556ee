// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of batching: closed form at once, simulated when it returns, of the scenario that is shown and no other.
#include "tests/window/window_fixture.h"

#include "app/chart_export.h"
#include "app/window/batching_page.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>

#include <cmath>

using namespace trilemma;
using app::BatchingPage;
using tests::nonFiniteWord, tests::WindowFixture;
using widgets::FigureChart;

namespace {

BatchingPage &page(const WindowFixture &fixture)
{
    return fixture.window->batching();
}

FigureChart &chart(const WindowFixture &fixture, BatchingPage::Picture picture)
{
    return *page(fixture).charts()[picture];
}

bool waitForFull(const WindowFixture &fixture)
{
    const bool came = QTest::qWaitFor([&] { return page(fixture).study() && !page(fixture).isBusy(); }, 60'000);
    fixture.settle();
    return came;
}

void open(const WindowFixture &fixture)
{
    fixture.action("view.batching")->trigger();
    fixture.settle();
}

QString allText(const WindowFixture &fixture)
{
    return tests::pageText(page(fixture));
}

} // namespace

class BatchingPageTest : public QObject {
    Q_OBJECT

private slots:
    void closedFormAtOnceThenSimulated()
    {
        const WindowFixture fixture;
        QVERIFY(!page(fixture).isBusy());
        QTest::keyClick(fixture.window.get(), Qt::Key_4, Qt::ControlModifier);
        fixture.settle();
        QVERIFY(page(fixture).isVisible());
        QVERIFY2(page(fixture).text().contains("A decode pass at batch"), qPrintable(page(fixture).text()));
        QVERIFY(!chart(fixture, BatchingPage::Pass).figure()->areas.empty());
        QVERIFY(chart(fixture, BatchingPage::BudgetLatency).subtitle().contains("closed form"));
        // Either it still simulates and says so, or the first runs are there already.
        QCOMPARE(chart(fixture, BatchingPage::LongPrompt).figure()->message.contains("simulating"), !page(fixture).study());
        QVERIFY(waitForFull(fixture));
        for (const auto *text :
             {"simulated: 4,000 requests each, seed 1", "20,000 tokens at once, chunked:", "unchunked: one gap of"})
            QVERIFY2(page(fixture).text().contains(text), qPrintable(page(fixture).text()));
        for (const FigureChart *one : page(fixture).charts())
            QVERIFY2(one->figure()->message.isEmpty(), qPrintable(one->figure()->message));
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    /// A lever that moves puts the closed form back at once: what was simulated is of another scenario.
    void aMovedLeverNeverShowsTheOldSimulation()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const auto before = page(fixture).study();
        fixture.document().setLever("qps", 6.0);
        fixture.settle();
        QVERIFY(page(fixture).study() != before);
        QVERIFY(page(fixture).isBusy());
        if (!page(fixture).study())
            QVERIFY(!chart(fixture, BatchingPage::Gaps).figure()->message.isEmpty());
        QVERIFY(waitForFull(fixture));
        QVERIFY(page(fixture).study()->here().offeredRequestsPerSecond > before->here().offeredRequestsPerSecond);
    }

    void hiddenItComputesNothing()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.action("view.overview")->trigger();
        fixture.settle();
        QVERIFY(!page(fixture).isBusy());
        const auto figure = chart(fixture, BatchingPage::Pass).figure();
        const int replots = chart(fixture, BatchingPage::Pass).replotCount();
        fixture.document().setLever("qps", 2.0);
        fixture.settle();
        QVERIFY(!page(fixture).isBusy());
        QCOMPARE(chart(fixture, BatchingPage::Pass).figure(), figure);
        QCOMPARE(chart(fixture, BatchingPage::Pass).replotCount(), replots);
        open(fixture);
        QVERIFY(waitForFull(fixture));
    }

    void theLongPromptIsALever()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const double stall = page(fixture).study()->unchunked.longestGap;
        page(fixture).promptTokens().setValue(40'000);
        QVERIFY(waitForFull(fixture));
        QCOMPARE(page(fixture).study()->injectedTokens, 40'000);
        QVERIFY(page(fixture).study()->unchunked.longestGap > 2 * stall);
        QVERIFY(page(fixture).promptTokens().maximum() < 200'000); // what the model takes
        QCOMPARE(fixture.document().undoStack().count(), 0);
    }

    void draggingTheBudgetTurnsTheLever()
    {
        WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        FigureChart &budgets = chart(fixture, BatchingPage::BudgetLatency);
        const int before = fixture.document().current().scheduling.tokenBudget;
        const QPoint from(qRound(budgets.pixelAt({static_cast<double>(before), 100}).x()),
                          qRound(budgets.plotRect().center().y()));
        QTest::mousePress(budgets.plotWidget(), Qt::LeftButton, {}, from);
        QTest::mouseMove(budgets.plotWidget(), from - QPoint(60, 0));
        QTest::mouseRelease(budgets.plotWidget(), Qt::LeftButton, {}, from - QPoint(60, 0));
        fixture.settle();
        QVERIFY(fixture.document().current().scheduling.tokenBudget < before);
        QCOMPARE(fixture.document().undoStack().count(), 1);
    }

    void overloadHasNoFiniteLatency()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().setLever("qps", 5000.0);
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        QVERIFY2(page(fixture).text().contains("OVERLOADED"), qPrintable(page(fixture).text()));
        QVERIFY(!chart(fixture, BatchingPage::LongPrompt).figure()->message.isEmpty());
        QVERIFY(!chart(fixture, BatchingPage::Gaps).figure()->message.isEmpty());
        for (const widgets::FigureCurve &curve : chart(fixture, BatchingPage::BudgetLatency).figure()->curves) {
            for (const QPointF &point : curve.line)
                QVERIFY(std::isnan(point.y()));
        }
        QVERIFY2(chart(fixture, BatchingPage::Batchings).readOut().contains("unstable"),
                 qPrintable(chart(fixture, BatchingPage::Batchings).readOut()));
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
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
        for (const FigureChart *one : page(fixture).charts())
            QVERIFY(!one->figure()->message.isEmpty());
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void everyChartIsAFileToo()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        for (const FigureChart *one : page(fixture).charts()) {
            const app::OverviewAnswer &answer = fixture.window->evaluation().answer();
            const QString csv = app::csvText({one}, answer, fixture.store.catalog());
            const QStringList lines = csv.split('\n', Qt::SkipEmptyParts);
            QVERIFY2(lines.size() > 3, qPrintable(csv));
            QCOMPARE(one->table().columns.size(), static_cast<std::size_t>(lines.last().count(',') + 1));
            for (const char *format : {"png", "svg"}) {
                const QString path = fixture.file(one->csvName() + '.' + format);
                QVERIFY(!app::exportCharts(path, {one}, {.format = format}, answer, fixture.document().session(),
                                           fixture.store.catalog()));
                QVERIFY(QFileInfo(path).size() > 4000);
            }
        }
    }

    void keyboardAndTips()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        for (const FigureChart *one : page(fixture).charts()) {
            QVERIFY(!one->objectName().isEmpty() && !one->accessibleName().isEmpty());
            QVERIFY(one->focusPolicy() & Qt::TabFocus);
        }
        FigureChart &latency = chart(fixture, BatchingPage::BudgetLatency);
        QTest::keyClick(&latency, Qt::Key_Left);
        QVERIFY(latency.crosshair() && *latency.crosshair() < 8192);
        QCOMPARE(chart(fixture, BatchingPage::BudgetCapacity).crosshair(), latency.crosshair());
        QVERIFY(!chart(fixture, BatchingPage::Pass).crosshair());
        FigureChart &requests = chart(fixture, BatchingPage::Requests);
        requests.readOut();
        const widgets::FigureBlock &decode = requests.figure()->blocks[2];
        const QPointF at = requests.pixelAt({(decode.left + decode.right) / 2, (decode.top + decode.bottom) / 2});
        QVERIFY2(requests.tipAt(at).startsWith("Request 1: "), qPrintable(requests.tipAt(at)));
    }

    /// Small windows scroll, and every chart keeps its room.
    void fitsEveryWindow()
    {
        for (const QSize size : {QSize(900, 600), QSize(1008, 600), QSize(1280, 800), QSize(2560, 1440)}) {
            const WindowFixture fixture(size);
            open(fixture);
            QVERIFY(waitForFull(fixture));
            QCOMPARE(fixture.window->size(), size);
            const auto *scroll = fixture.find<QScrollArea>("batching.scroll");
            QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
            for (const FigureChart *one : page(fixture).charts()) {
                QVERIFY(one->width() >= one->minimumSizeHint().width() && one->height() >= one->minimumSizeHint().height());
                for (const widgets::PlotLabel &label : one->labels())
                    QVERIFY(label.rect.isNull() || QRectF(one->plotWidget()->rect()).adjusted(-1, -1, 1, 1).contains(label.rect));
            }
            for (const char *name : {"batching.summary", "batching.stall"}) {
                const auto *label = fixture.find<QLabel>(name);
                QVERIFY2(label->heightForWidth(label->width()) <= label->height(), qPrintable(label->text()));
            }
        }
    }

    /// Printed, never judged: from a lever's move to what is painted, while simulations are under way.
    void howLongADragTakes()
    {
        WindowFixture fixture;
        open(fixture);
        std::vector<qint64> microseconds;
        QElapsedTimer timer;
        for (int i = 0; i < 60; ++i) {
            timer.start();
            fixture.document().setLever("qps", 2 + 0.1 * i, 1);
            fixture.settle();
            microseconds.push_back(timer.nsecsElapsed() / 1000);
        }
        std::ranges::sort(microseconds);
        qInfo("change to painted: median %.1f ms, largest %.1f ms", static_cast<double>(microseconds[30]) / 1e3,
              static_cast<double>(microseconds.back()) / 1e3);
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("TRILEMMA_PICTURES names no folder");
        for (const QSize size : {QSize(1008, 600), QSize(1280, 800), QSize(1600, 900), QSize(2560, 1440)}) {
            WindowFixture fixture(size);
            open(fixture);
            const QString name = folder + QStringLiteral("/batching-%1-").arg(size.width());
            QVERIFY(waitForFull(fixture));
            QVERIFY(fixture.window->grab().save(name + "light.png"));
            fixture.action("theme.dark")->trigger();
            fixture.settle();
            QVERIFY(fixture.window->grab().save(name + "dark.png"));
            if (auto *bar = fixture.find<QScrollArea>("batching.scroll")->verticalScrollBar(); bar->maximum() > 0) {
                bar->setValue(bar->maximum());
                fixture.settle();
                QVERIFY(fixture.window->grab().save(name + "dark-below.png"));
            }
        }
    }
};

QTEST_MAIN(BatchingPageTest)
#include "batching_page_test.moc"

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Measured points over the curves, and the scatter of predicted against measured.
#include "chart_fixture.h"

#include "widgets/accuracy_chart.h"
#include "widgets/batch_chart.h"
#include "widgets/hockey_stick_chart.h"
#include "widgets/load_chart.h"

#include <QSignalSpy>
#include <QTest>

using namespace trilemma;
using namespace trilemma::widgets;
using serving::LatencyMetric;
using serving::Percentile;

namespace {

MeasuredDot dotAt(double replicaTokensPerSecond)
{
    MeasuredDot dot;
    dot.heading = "run.json · vllm 0.11";
    dot.conditions = "ISL 1,000 · OSL 100 · 32 in flight";
    dot.replicaTokensPerSecond = replicaTokensPerSecond;
    dot.fleetTokensPerSecond = 2 * replicaTokensPerSecond;
    dot.replicaRequestsPerSecond = replicaTokensPerSecond / test::SyntheticScenario::outputTokens;
    dot.fleetRequestsPerSecond = 2 * dot.replicaRequestsPerSecond;
    dot.replicaConcurrency = 32;
    dot.itl = {0.020, 0.018, {}, 0.050, 0.001};
    dot.ttft = {0.200, {}, {}, {}, {}};
    dot.predictedTpot = 0.022;
    return dot;
}

SharedMeasuredDots dots(std::vector<MeasuredDot> list, int others = 0)
{
    return std::make_shared<MeasuredDots>(MeasuredDots{std::move(list), others});
}

void settle()
{
    for (int i = 0; i < 4; ++i)
        QCoreApplication::processEvents();
}

template<class C> void show(C &chart, const SharedMeasuredDots &measured)
{
    chart.resize(530, 350);
    chart.showScenarios({test::SyntheticScenario().chart()});
    chart.showMeasured(measured);
    chart.show();
    settle();
}

} // namespace

class MeasuredDotsTest : public QObject {
    Q_OBJECT
private slots:
    void theShownPercentileIsTaken()
    {
        const auto p99 = latencyMark(dotAt(1000), 2000, LatencyMetric::Itl, Percentile::P99);
        QVERIFY(p99);
        QCOMPARE(p99->at, QPointF(2000, 50));
        QVERIFY(!p99->open);
        QCOMPARE(*p99->low, 18.0);      // from the median to p99
        QCOMPARE(*p99->high, 50.0);
        const auto mean = latencyMark(dotAt(1000), 2000, LatencyMetric::Itl, Percentile::Mean);
        QCOMPARE(mean->at.y(), 20.0);
        QCOMPARE(*mean->high - mean->at.y(), 1.96);     // of a standard error of 1 ms
    }

    void theMeanStandsInOpenAndNothingForNothing()
    {
        const auto mark = latencyMark(dotAt(1000), 2000, LatencyMetric::Ttft, Percentile::P99);
        QVERIFY(mark && mark->open);
        QVERIFY(!latencyMark(dotAt(1000), 2000, LatencyMetric::EndToEnd, Percentile::Mean));
        QVERIFY(!latencyMark(dotAt(0), 0, LatencyMetric::Itl, Percentile::Mean));
        MeasuredDot otherLengths = dotAt(1000);
        otherLengths.sameLengths = false;
        QVERIFY(latencyMark(otherLengths, 2000, LatencyMetric::Itl, Percentile::P99)->open);
        QVERIFY(throughputMark(otherLengths)->open);
    }

    void pointsLieWhereTheAxesSay()
    {
        HockeyStickChart stick;
        show(stick, dots({dotAt(1500)}, 4));
        QCOMPARE(stick.measuredPixels().size(), 1u);
        QCOMPARE(stick.measuredPixels()[0], stick.pixelAt({3000, 50}));
        QCOMPARE(stick.remark(2000), "1 measured, 4 of other configurations");
        QCOMPARE(stick.remark(420), "1 measured");
        QVERIFY(stick.accessibleName().contains("1 measured, 4 of other configurations"));
        BatchChart batch;
        show(batch, dots({dotAt(1500)}));
        QCOMPARE(batch.measuredPixels().size(), 1u);
        QCOMPARE(batch.measuredPixels()[0], batch.pixelAt({32, 1500}));
    }

    /// Every percentile that the file states, over requests per second; the mean, open, where it states none.
    void loadChartsShowWhatEachPointStates()
    {
        LoadChart itl(LoadFigure::Itl), ttft(LoadFigure::Ttft), parts(LoadFigure::TtftParts), endToEnd(LoadFigure::EndToEnd);
        for (LoadChart *chart : {&itl, &ttft, &parts, &endToEnd})
            show(*chart, dots({dotAt(1500)}));
        QCOMPARE(itl.measuredPixels(), (std::vector{itl.pixelAt({30, 50}), itl.pixelAt({30, 18})}));
        QCOMPARE(ttft.measuredPixels(), std::vector{ttft.pixelAt({30, 200})});
        QCOMPARE(parts.measuredPixels(), std::vector{parts.pixelAt({30, 200})});
        QVERIFY(endToEnd.measuredPixels().empty());
        QCOMPARE(itl.remark(2000), "1 measured");

        const auto marks = percentileMarks(dotAt(1500), 30, LatencyMetric::Itl);
        QVERIFY(!marks[0].open && !marks[1].open);
        QCOMPARE(*marks[0].low, 18.0);
        QCOMPARE(*marks[0].high, 50.0);
        QVERIFY2(!marks[1].low, "one error bar a point");
        QVERIFY(percentileMarks(dotAt(1500), 30, LatencyMetric::Ttft).front().open);
        const auto copy = itl.copy();
        QCOMPARE(static_cast<LoadChart &>(*copy).measured(), itl.measured());
    }

    void axesReachBeyondTheCurveForThem()
    {
        HockeyStickChart chart;
        show(chart, nullptr);
        const double before = chart.scene().x.upper;
        chart.showMeasured(dots({dotAt(before * 0.6)}));    // fleet: 1.2 times the axis
        settle();
        QVERIFY(chart.scene().x.upper > 1.19 * before);
        QCOMPARE(chart.measuredPixels().size(), 1u);
    }

    void sameDotsCostNoRepaint()
    {
        HockeyStickChart chart;
        const auto measured = dots({dotAt(1500)});
        show(chart, measured);
        const int before = chart.replotCount();
        chart.showMeasured(measured);
        settle();
        QCOMPARE(chart.replotCount(), before);
    }

    void hoverShowsMeasuredAndModelOnTheLayerOfTheCrosshair()
    {
        HockeyStickChart chart;
        show(chart, dots({dotAt(1500)}));
        const int replots = chart.replotCount();
        const QImage before = chart.grab().toImage();
        QTest::mouseMove(chart.plotWidget(), (chart.measuredPixels()[0] + QPointF(2, 1)).toPoint());
        settle();
        QCOMPARE(chart.replotCount(), replots);
        QVERIFY(chart.grab().toImage() != before);

        const ReadOut readOut = measuredReadOut(dotAt(1500), lightTheme());
        QVERIFY(readOut.heading.contains("run.json"));
        const QString text = plainText(readOut);
        QVERIFY2(text.contains("20 ms") && text.contains("22") && text.contains("+10 %"), qPrintable(text));
        QVERIFY2(text.contains("ITL p50 / p99: 18 / 50 ms"), qPrintable(text));
    }

    void picturesCarryThem()
    {
        HockeyStickChart chart;
        show(chart, dots({dotAt(1500)}));
        const auto copy = chart.copy();
        QCOMPARE(static_cast<HockeyStickChart &>(*copy).measured(), chart.measured());
    }

    void manyPointsAreOneRepaint()
    {
        std::vector<MeasuredDot> many;
        for (int i = 0; i < 5000; ++i)
            many.push_back(dotAt(1 + i * 0.4));
        HockeyStickChart chart;
        show(chart, dots(std::move(many)));
        const int before = chart.replotCount();
        chart.setCrosshair(20);
        chart.setCrosshair(30);
        settle();
        QCOMPARE(chart.replotCount(), before);
    }

    void scatterPutsEqualsOnTheDiagonalAndReportsClicks()
    {
        AccuracyChart chart;
        chart.resize(600, 560);
        chart.showPicture({"TPOT", "ms", {"vllm", "sglang"}, {{10, 10, 0, 7, "a"}, {100, 130, 1, 8, "b"}}});
        chart.show();
        settle();
        const AccuracyPicture &picture = chart.picture();
        const QPointF equal = chart.pixelOf(picture.dots[0]), above = chart.pixelOf(picture.dots[1]);
        const QPointF onDiagonal = chart.pixelOf({100, 100, 0, 0, {}});
        QVERIFY(above.y() < onDiagonal.y());    // predicted more than measured
        QVERIFY(chart.rect().contains(equal.toPoint()) && chart.rect().contains(above.toPoint()));
        QSignalSpy clicked(&chart, &AccuracyChart::clicked);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, above.toPoint());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toInt(), 8);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(3, 3));
        QCOMPARE(clicked.size(), 1);
        chart.showPicture({"TPOT", "ms", {}, {}});
        settle();
        QVERIFY(!chart.grab().isNull());
    }
};

QTEST_MAIN(MeasuredDotsTest)
#include "measured_dots_test.moc"

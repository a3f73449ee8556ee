// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts draw, how often, and what they emit.
#include "chart_fixture.h"

#include "widgets/batch_chart.h"
#include "widgets/cost_chart.h"
#include "widgets/hockey_stick_chart.h"
#include "widgets/roofline_chart.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace trilemma;
using namespace trilemma::widgets;
using test::SyntheticScenario;

namespace {

std::vector<std::unique_ptr<PlotChart>> allCharts()
{
    std::vector<std::unique_ptr<PlotChart>> charts;
    charts.push_back(std::make_unique<HockeyStickChart>());
    charts.push_back(std::make_unique<BatchChart>());
    charts.push_back(std::make_unique<CostChart>());
    charts.push_back(std::make_unique<RooflineChart>());
    return charts;
}

void settle()
{
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
}

template<class C> void show(C &chart, const std::vector<ChartScenario> &scenarios, QSize size = {530, 350})
{
    chart.resize(size);
    chart.showScenarios(scenarios);
    chart.show();
    settle();
}

int changedPixels(const QImage &a, const QImage &b, const QRect &where)
{
    int changed = 0;
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x)
            changed += a.pixel(x, y) != b.pixel(x, y);
    }
    return changed;
}

bool hasLabel(const PlotChart &chart, const QString &part)
{
    return std::any_of(chart.labels().begin(), chart.labels().end(),
                       [&](const PlotLabel &label) { return !label.rect.isNull() && label.text.contains(part); });
}

void drag(QWidget *widget, const QPointF &from, const QPointF &to)
{
    QTest::mousePress(widget, Qt::LeftButton, {}, from.toPoint());
    for (int i = 1; i <= 4; ++i)
        QTest::mouseMove(widget, (from + (to - from) * i / 4.0).toPoint());
    QTest::mouseRelease(widget, Qt::LeftButton, {}, to.toPoint());
}

} // namespace

class ChartTest : public QObject {
    Q_OBJECT
private slots:
    void manyUpdatesAreOneRepaint()
    {
        for (const auto &chart : allCharts()) {
            show(*chart, test::fourScenarios());
            const int before = chart->replotCount();
            for (int i = 0; i < 100; ++i)
                chart->showScenarios(test::fourScenarios(4 + 0.01 * i));
            settle();
            QCOMPARE(chart->replotCount(), before + 1);
        }
    }

    void crosshairRepaintsOnlyItsLayer()
    {
        for (const auto &chart : allCharts()) {
            show(*chart, test::fourScenarios());
            const int replots = chart->replotCount(), crosshairs = chart->crosshairReplotCount();
            chart->setCrosshair(20);
            chart->setCrosshair(20);
            chart->setCrosshair(24);
            settle();
            QCOMPARE(chart->replotCount(), replots);
            QCOMPARE(chart->crosshairReplotCount(), crosshairs + 2);
        }
    }

    void curvesMoveAndAxesDoNot()
    {
        HockeyStickChart chart;
        auto scenarios = test::fourScenarios();
        show(chart, scenarios);
        const QImage before = chart.grab().toImage();
        const PlotAxis x = chart.scene().x, y = chart.scene().left;
        scenarios[0] = SyntheticScenario{.largestBatch = 112}.chart();
        chart.showScenarios(scenarios);
        settle();
        QCOMPARE(chart.scene().x, x);
        QCOMPARE(chart.scene().left, y);
        const QImage after = chart.grab().toImage();
        const int changed = changedPixels(before, after, before.rect());
        QVERIFY2(changed > 100, qPrintable(QString::number(changed)));
        QVERIFY2(changed < before.width() * before.height() / 10, qPrintable(QString::number(changed)));
        const int axisWidth = static_cast<int>(chart.plotRect().left()) - 2;
        QCOMPARE(changedPixels(before, after, QRect(0, 0, axisWidth, before.height())), 0);
    }

    void hockeyStickEndsAtCapacity()
    {
        HockeyStickChart chart;
        chart.setLatency(serving::LatencyMetric::Itl, serving::Percentile::P50);
        const SyntheticScenario synthetic;
        show(chart, {synthetic.chart()});
        const double capacity = synthetic.replicas * synthetic.largestBatch / SyntheticScenario::stepSeconds(synthetic.largestBatch);
        for (const PlotCurve &curve : chart.scene().curves) {
            for (const QPointF &point : curve.points)
                QVERIFY(point.x() <= capacity * (1 + 1e-9));
        }
    }

    void crosshairTellsHowManyTokensWaitForAPrefill()
    {
        SyntheticScenario synthetic;
        ChartScenario shown = synthetic.chart();
        auto curves = std::make_shared<scenario::OverviewCurves>(*shown.curves);
        for (auto &point : curves->load)
            point.mixedStepShare = 0.05;
        shown.curves = std::move(curves);
        HockeyStickChart chart;
        show(chart, {shown});
        chart.setCrosshair(synthetic.largestBatch / 2);
        QVERIFY2(chart.readOut().contains(QStringLiteral("5 % of tokens wait for a prefill")), qPrintable(chart.readOut()));
    }

    void firstScenarioIsTheUppermostBar()
    {
        CostChart chart;
        show(chart, test::fourScenarios());
        QVERIFY(chart.pixelAt({0, 1}).y() < chart.pixelAt({0, 2}).y());
    }

    void overloadSaysSoAndDrawsNoLatency()
    {
        HockeyStickChart chart;
        show(chart, {SyntheticScenario{}.overloaded()});
        QVERIFY(hasLabel(chart, QStringLiteral("OVERLOADED")));
        QVERIFY(hasLabel(chart, QStringLiteral("queue grows")));
        QVERIFY(chart.handle().has_value());
        QVERIFY(!chart.readOut().contains(QLatin1String("inf")));
    }

    void infeasibleSaysWhyEverywhere()
    {
        for (const auto &chart : allCharts()) {
            show(*chart, {SyntheticScenario{}.infeasible()});
            QVERIFY2(chart->scene().message.contains(QLatin1String("141 GB")), qPrintable(chart->csvName()));
        }
    }

    void survivesNothingAndNonsense()
    {
        for (const auto &chart : allCharts()) {
            show(*chart, {});
            chart->setCrosshair(10);
            settle();
            QVERIFY(chart->readOut().isEmpty());
            ChartScenario none;
            none.current = true;
            show(*chart, {none});
            ChartScenario broken = SyntheticScenario{}.chart();
            auto curves = std::make_shared<scenario::OverviewCurves>(*broken.curves);
            for (auto &point : curves->load)
                point.itl.p99 = point.outputTokensPerSecond = NAN;
            for (double &batch : curves->batch.batch)
                batch = -1;
            curves->roofline.datasheetBytesPerSecond = 0;
            curves->evaluation.cost.usdPerMillionOutput = INFINITY;
            curves->evaluation.tokenTimeBand = {-3, NAN};
            broken.curves = curves;
            show(*chart, {broken, SyntheticScenario{.name = "B", .current = false}.infeasible()}, {120, 90});
            chart->setCrosshair(NAN);
            chart->setCrosshair(1e300);
            settle();
            QVERIFY(chart->crosshair().has_value());
        }
    }

    void draggingTheOperatingPointSetsTheRate()
    {
        HockeyStickChart chart;
        show(chart, {SyntheticScenario{}.chart()});
        QSignalSpy spy(&chart, &Chart::leverDragged);
        const QPointF from = chart.handle().value();
        const QPointF to = from + QPointF(60, 0);
        drag(chart.plotWidget(), from, to);
        QVERIFY(spy.count() >= 2);
        QCOMPARE(spy.last().at(0).toString(), QStringLiteral("qps"));
        QVERIFY(spy.last().at(2).toBool());
        QVERIFY(!spy.first().at(2).toBool());
        const double expected = chart.xAt(to.toPoint().x()) / SyntheticScenario::outputTokens;
        QVERIFY(std::abs(spy.last().at(1).toDouble() - expected) < 1e-9 * expected);
    }

    void clickWithoutMoveIsNoEdit()
    {
        HockeyStickChart chart;
        show(chart, {SyntheticScenario{}.chart()});
        QSignalSpy spy(&chart, &Chart::leverDragged);
        QTest::mouseClick(chart.plotWidget(), Qt::LeftButton, {}, chart.handle()->toPoint());
        QCOMPARE(spy.count(), 0);
    }

    void closedLoopDragsTheConcurrency()
    {
        HockeyStickChart chart;
        ChartScenario shown = SyntheticScenario{}.chart();
        shown.scenario.workload.arrivals = serving::Workload::Arrivals::ClosedLoop;
        show(chart, {shown});
        QSignalSpy spy(&chart, &Chart::leverDragged);
        drag(chart.plotWidget(), *chart.handle(), *chart.handle() + QPointF(40, 0));
        QCOMPARE(spy.last().at(0).toString(), QStringLiteral("concurrency"));
        QVERIFY(spy.last().at(1).toDouble() > 1);
    }

    void draggingTheCapSetsMaxSequences()
    {
        BatchChart chart;
        show(chart, {SyntheticScenario{}.chart()});
        QSignalSpy spy(&chart, &Chart::leverDragged);
        const QPointF from = chart.pixelAt({128, 1000}), to = chart.pixelAt({32, 1000});
        drag(chart.plotWidget(), from, to);
        QCOMPARE(spy.last().at(0).toString(), QStringLiteral("max_sequences"));
        QVERIFY(std::abs(spy.last().at(1).toDouble() - 32) <= 1);
    }

    void hoveringLinksChartsByTheRunningBatch()
    {
        HockeyStickChart stick;
        BatchChart batch;
        show(stick, test::fourScenarios());
        show(batch, test::fourScenarios());
        QSignalSpy spy(&stick, &Chart::crosshairMoved);
        // The load point at batch 30 of two replicas.
        const double x = 2 * 30 / SyntheticScenario::stepSeconds(30);
        QTest::mouseMove(stick.plotWidget(), stick.pixelAt({x, 80}).toPoint());
        QVERIFY(!spy.isEmpty());
        const auto found = spy.last().at(0).value<std::optional<double>>();
        QVERIFY(found.has_value());
        QVERIFY2(std::abs(*found - 30) < 2, qPrintable(QString::number(*found)));
        batch.setCrosshair(30);
        QVERIFY(batch.readOut().contains(QLatin1String("batch 30")));
        // 30 / (10 ms + 1.5 ms) = 2,609 tok/s
        QVERIFY2(batch.readOut().contains(QLatin1String("2,6")), qPrintable(batch.readOut()));
    }

    void readOutComparesWithTheBaseline()
    {
        CostChart chart;
        auto scenarios = test::fourScenarios();
        auto cheaper = std::make_shared<scenario::OverviewCurves>(*scenarios[0].curves);
        cheaper->evaluation.cost.usdPerMillionOutput = 1.155;
        scenarios[0].curves = cheaper;
        show(chart, scenarios);
        QVERIFY2(chart.readOut().contains(QStringLiteral("A: $1.16 (▼ 50 %)")) || chart.readOut().contains(QStringLiteral("A: $1.15 (▼ 50 %)")),
                 qPrintable(chart.readOut()));
        QVERIFY(chart.readOut().contains(QStringLiteral("B: $2.31\n")));
    }

    void limitsAreNamedWithoutOverlap()
    {
        BatchChart chart;
        show(chart, test::fourScenarios());
        for (const char *name : {"cap 128", "KV memory 140", "B_sat 180"})
            QVERIFY2(hasLabel(chart, QLatin1String(name)), name);
    }

    void labelsStayInsideAndApart_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const QSize size : {QSize(360, 240), QSize(420, 280), QSize(530, 350), QSize(1200, 700)}) {
            for (const bool dark : {false, true})
                QTest::addRow("%dx%d %s", size.width(), size.height(), dark ? "dark" : "light") << size << dark;
        }
    }
    void labelsStayInsideAndApart()
    {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        for (const auto &chart : allCharts()) {
            chart->setTheme(dark ? darkTheme() : lightTheme());
            show(*chart, test::fourScenarios(), size);
            const QRectF bounds(QPointF(0, 0), chart->plotWidget()->size());
            const auto &labels = chart->labels();
            QVERIFY(!labels.empty());
            for (std::size_t i = 0; i < labels.size(); ++i) {
                if (labels[i].rect.isNull())
                    continue;
                QVERIFY2(bounds.contains(labels[i].rect), qPrintable(chart->csvName() + labels[i].text));
                for (std::size_t j = i + 1; j < labels.size(); ++j)
                    QVERIFY2(!labels[i].rect.intersects(labels[j].rect), qPrintable(labels[i].text + labels[j].text));
            }
        }
    }

    void followsThePalette()
    {
        HockeyStickChart chart;
        show(chart, {SyntheticScenario{}.chart()});
        chart.setPalette(paletteFor(true));
        settle();
        QVERIFY(chart.theme().dark);
        const QImage picture = chart.grab().toImage();
        QVERIFY(QColor(picture.pixel(picture.width() / 2, 6)).lightness() < 80);
    }

    void keysMoveTheCrosshair()
    {
        BatchChart chart;
        show(chart, {SyntheticScenario{}.chart()});
        QSignalSpy spy(&chart, &Chart::crosshairMoved);
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(spy.last().at(0).value<std::optional<double>>().has_value());
        chart.setCrosshair(spy.last().at(0).value<std::optional<double>>());
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!spy.last().at(0).value<std::optional<double>>().has_value());
    }

    void accessibleNamesSayWhatIsShown()
    {
        for (const auto &chart : allCharts()) {
            show(*chart, test::fourScenarios());
            QVERIFY(chart->accessibleName().startsWith(chart->title()));
            QVERIFY(chart->accessibleName().contains(chart->subtitle()));
        }
    }
};

QTEST_MAIN(ChartTest)
#include "chart_test.moc"

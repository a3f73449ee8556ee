// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Both tiers on the charts of the Load view: how far each can be trusted, and other scenarios beside the current one.
#include "chart_fixture.h"

#include "widgets/hockey_stick.h"
#include "widgets/load_chart.h"
#include "widgets/picture.h"

#include <QTest>

#include <cmath>

using namespace trilemma;
using namespace trilemma::widgets;
using serving::LatencyMetric;

namespace {

constexpr double share = 0.1;   ///< half width of the simulated intervals, of the value

/// Twice as slow as the closed form, which stands for a tail that it does not see.
SharedSimulatedLoad simulationOf(const ChartScenario &shown)
{
    auto load = std::make_shared<scenario::SimulatedLoad>();
    load->replicas = shown.curves->evaluation.replicas;
    const auto simulated = [](const serving::OperatingPoint &point) {
        serving::SimulationResult result;
        for (auto [latency, seconds] : {std::pair{&result.ttft, point.ttft.p99}, std::pair{&result.itl, point.itl.p99},
                                        std::pair{&result.endToEnd, point.endToEnd.p99}})
            latency->ranks.fill({2 * seconds, 2 * share * seconds});
        return result;
    };
    for (std::size_t i = 0; i < shown.curves->load.size(); i += 8) {
        load->requestsPerSecond.push_back(shown.curves->load[i].offeredRequestsPerSecond);
        load->curve.push_back(simulated(shown.curves->load[i]));
    }
    load->here = simulated(shown.curves->evaluation.replica);
    return load;
}

ChartScenario banded(catalog::Band band = {0.5, 1.4})
{
    ChartScenario shown = test::SyntheticScenario{}.chart();
    auto curves = std::make_shared<scenario::OverviewCurves>(*shown.curves);
    curves->evaluation.tokenTimeBand = curves->evaluation.firstTokenBand = band;
    shown.curves = std::move(curves);
    return shown;
}

void show(LoadChart &chart, const std::vector<ChartScenario> &scenarios, const std::vector<SharedSimulatedLoad> &loads = {})
{
    chart.resize(700, 460);
    chart.showScenarios(scenarios);
    chart.showSimulations(loads);
    chart.show();
    for (int i = 0; i < 4; ++i)
        QCoreApplication::processEvents();
}

/// Colour between the curves at a third of the axis, at a multiple of the closed form there.
QColor colourAt(LoadChart &chart, double multiple)
{
    const double x = chart.scene().x.upper / 3.03;
    const double y = *valueAt(chart.lines().closedForm, x) * multiple;
    const QPoint at = chart.plotWidget()->mapTo(&chart, chart.pixelAt({x, y}).toPoint());
    return chart.grab().toImage().pixelColor(at);
}

int pixelsOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour.rgb();
    }
    return count;
}

} // namespace

class LoadChartTest : public QObject {
    Q_OBJECT

private slots:
    void bandLiesAroundTheClosedFormInBothThemes()
    {
        for (const Theme &theme : {lightTheme(), darkTheme()}) {
            LoadChart chart(LoadFigure::Itl);
            chart.setTheme(theme);
            show(chart, {banded()});
            for (const double inside : {0.7, 1.2})
                QVERIFY2(colourAt(chart, inside) != theme.panel, qPrintable(QString::number(inside)));
            for (const double outside : {0.4, 1.6})
                QCOMPARE(colourAt(chart, outside), theme.panel);
        }
    }

    void noBandWhereItIsNotKnown()
    {
        LoadChart chart(LoadFigure::Itl);
        show(chart, {banded({1, 1})});
        for (const double multiple : {0.7, 1.2})
            QCOMPARE(colourAt(chart, multiple), chart.theme().panel);
        QVERIFY(chart.legend().empty());
    }

    /// The band stays with the closed form; the simulation has an interval of its own, in another colour.
    void bandAndIntervalAreToldApart()
    {
        LoadChart chart(LoadFigure::Itl);
        const ChartScenario shown = banded();
        show(chart, {shown}, {simulationOf(shown)});
        QVERIFY(chart.lines().isSimulated);
        const QColor band = colourAt(chart, 0.7), interval = colourAt(chart, 2 * (1 + 0.6 * share));
        QVERIFY(band != chart.theme().panel && interval != chart.theme().panel && band != interval);
        QCOMPARE(colourAt(chart, 1.6), chart.theme().panel);
        const auto legend = chart.legend();
        QCOMPARE(legend.size(), 2u);
        QVERIFY(legend[0].text.contains("80 % of measurements") && legend[1].text.contains("95 %"));
        QVERIFY(legend[0].fill != legend[1].fill && legend[0].line.colour != legend[1].line.colour);
        const QString text = chart.readOut();
        QVERIFY2(text.contains("80 % of measurements, p99") && text.contains("±"), qPrintable(text));

        chart.showSimulations({});
        QCOMPARE(chart.readOut().contains("±"), false);
        QCOMPARE(chart.legend().size(), 1u);
    }

    void bandsAreThoseOfTheReadOuts()
    {
        const ChartScenario shown = banded();
        scenario::Evaluation evaluation = shown.curves->evaluation;
        evaluation.firstTokenBand = {0.4, 2};
        QCOMPARE(bandOf(evaluation, LatencyMetric::Ttft), evaluation.firstTokenBand);
        QCOMPARE(bandOf(evaluation, LatencyMetric::Itl), evaluation.tokenTimeBand);
        const catalog::Band both = bandOf(evaluation, LatencyMetric::EndToEnd);
        QVERIFY(both.low < 0.5 && both.low > 0.4 && both.high > 1.4 && both.high < 2);
        evaluation.replica.finite = false;
        QCOMPARE(bandOf(evaluation, LatencyMetric::EndToEnd), evaluation.tokenTimeBand);
    }

    void picturesHaveThemInBothThemes()
    {
        const ChartScenario shown = banded();
        LoadChart chart(LoadFigure::Itl);
        show(chart, {shown}, {simulationOf(shown)});
        const auto copy = chart.copy();
        QCOMPARE(static_cast<LoadChart &>(*copy).simulationOf(0), chart.simulationOf(0));
        LoadChart bare(LoadFigure::Itl);
        show(bare, {banded({1, 1})});
        for (const bool dark : {false, true}) {
            PictureOptions options;
            options.dark = dark;
            options.scale = 1;
            const Theme theme = dark ? darkTheme() : lightTheme();
            const QImage image = pictureOf({&chart}, options), plain = pictureOf({&bare}, options);
            for (const QColor &fill : {mixed(theme.panel, theme.muted, 0.16), mixed(theme.panel, theme.series[0].colour, 0.22)}) {
                QVERIFY2(pixelsOf(image, fill) > 1000, qPrintable(QString::number(pixelsOf(image, fill))));
                QVERIFY2(pixelsOf(plain, fill) < 100, qPrintable(QString::number(pixelsOf(plain, fill))));
            }
        }
    }

    void pinnedScenariosAreGhosts()
    {
        LoadChart chart(LoadFigure::Ttft);
        const auto scenarios = test::fourScenarios();
        show(chart, scenarios);
        QCOMPARE(chart.ghosts().size(), 3u);
        QCOMPARE(chart.ghosts()[0].shown->name, "B");
        QCOMPARE(chart.scene().curves.size(), 3u + 3u);
        QVERIFY(chart.scene().x.upper >= chart.ghosts()[0].lines.capacity);
        const QString text = chart.readOut();
        for (const char *name : {"B: ", "C: ", "D: "})
            QVERIFY2(text.contains(name), qPrintable(text));

        chart.showSimulations({simulationOf(scenarios[0]), simulationOf(scenarios[1])});
        QVERIFY(chart.readOut().contains("C (closed form)"));
        QVERIFY(!chart.readOut().contains("B (closed form)"));
        QVERIFY(chart.ghosts()[0].lines.isSimulated && !chart.ghosts()[1].lines.isSimulated);
    }

    void labelsLeaveEachOtherAndTheLegendAlone_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("offered");
        for (const QSize size : {QSize(296, 160), QSize(360, 260), QSize(530, 350), QSize(900, 600)}) {
            for (const double offered : {0.5, 4.0, 40.0, 120.0})
                QTest::addRow("%dx%d at %g", size.width(), size.height(), offered) << size << offered;
        }
    }
    void labelsLeaveEachOtherAndTheLegendAlone()
    {
        QFETCH(QSize, size);
        QFETCH(double, offered);
        for (const LoadFigure figure : {LoadFigure::Ttft, LoadFigure::Itl, LoadFigure::TtftParts}) {
            LoadChart chart(figure);
            auto scenarios = test::fourScenarios(offered);
            scenarios[0].scenario.slo.itl = {true, serving::Percentile::P99, 0.03};
            show(chart, scenarios, {simulationOf(scenarios[0])});
            chart.resize(size);
            chart.readOut();
            QTest::qWait(1);
            for (std::size_t i = 0; i < chart.labels().size(); ++i) {
                const PlotLabel &label = chart.labels()[i];
                QVERIFY(label.rect.isNull() || label.rect.top() >= chart.scene().topPixels);
                for (std::size_t j = 0; j < i; ++j) {
                    QVERIFY2(!label.rect.intersects(chart.labels()[j].rect),
                             qPrintable(label.text + " over " + chart.labels()[j].text));
                }
            }
        }
    }
};

QTEST_MAIN(LoadChartTest)
#include "load_chart_test.moc"

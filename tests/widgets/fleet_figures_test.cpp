// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of a fleet: every GPU drawn once, every hour priced once.
#include "models/scenario/fleet_prices.h"
#include "models/scenario/lever_text.h"
#include "tests/widgets/widget_fixture.h"
#include "widgets/figure_chart.h"
#include "widgets/fleet_figures.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace trilemma;
using scenario::FleetStudy, scenario::Scenario;
using widgets::Figure, widgets::FleetShown, widgets::ShownHours;

namespace {

const catalog::Catalog &shipped()
{
    static const catalog::Catalog catalog = test::shippedCatalog();
    return catalog;
}

Scenario with(std::initializer_list<std::pair<const char *, const char *>> settings)
{
    Scenario scenario = scenario::defaultScenario(shipped());
    for (const auto &[id, text] : settings) {
        const auto changed = scenario::withLeverText(scenario, id, text, shipped());
        if (!changed)
            qFatal("%s", changed.error().sentence().c_str());
        scenario = *changed;
    }
    return scenario;
}

struct Studied {
    explicit Studied(const Scenario &scenario)
        : study(scenario::fleetStudy(scenario, shipped())), usdPerGpuHour(scenario::usdPerPaidGpuHour(study.evaluation))
    {
    }
    FleetShown shown() const { return {study, usdPerGpuHour}; }

    FleetStudy study;
    double usdPerGpuHour;
};

const std::initializer_list<std::pair<const char *, const char *>> coding{
    {"replicas", "7"}, {"qps", "30"}, {"day", "coding-assistant-na"}};

double areaBetween(const widgets::Polyline &low, const widgets::Polyline &high)
{
    double area = 0;
    for (std::size_t i = 1; i < low.size(); ++i)
        area += (low[i].x() - low[i - 1].x()) * (high[i].y() - low[i].y() + high[i - 1].y() - low[i - 1].y()) / 2;
    return area;
}

} // namespace

class FleetFiguresTest : public QObject {
    Q_OBJECT

private slots:
    void everyGpuIsDrawnOnceAndStrandedOnesAreHatched()
    {
        for (const char *replicas : {"1", "7", "9", "24"}) {
            const Studied studied(with({{"replicas", replicas}}));
            const Figure figure = nodeFigure(studied.shown());
            const fleet::NodePacking &packing = studied.study.evaluation.packing;
            int used = 0, stranded = 0;
            for (const widgets::FigureBlock &block : figure.blocks) {
                if (block.name.isEmpty())
                    continue;
                block.isHatched ? ++stranded : ++used;
                QVERIFY(!block.tip.isEmpty());
                QCOMPARE(block.tip.contains("stranded"), block.isHatched);
            }
            QCOMPARE(used, packing.usedGpus);
            QCOMPARE(stranded, packing.strandedGpus);
        }
    }

    void manyNodesAreSummarised()
    {
        const Studied studied(with({{"replicas", "239"}}));
        const Figure figure = nodeFigure(studied.shown());
        QVERIFY(figure.blocks.size() < 30);
        const auto said = [&](const QString &text) {
            return std::ranges::any_of(figure.blocks, [&](const auto &block) { return block.text == text; });
        };
        QVERIFY(said("× 119 nodes"));
        QVERIFY(said("Node 120"));
    }

    /// REQ-021: the hours sum to the gap of the week, and 03:00 reads its own.
    void hoursSumToTheWeeksGap()
    {
        for (const char *policy : {"static", "scheduled", "reactive", "predictive", "perfect"}) {
            Scenario scenario = with(coding);
            scenario = *scenario::withLeverText(scenario, "autoscaling", policy, shipped());
            const Studied studied(scenario);
            const FleetStudy &study = studied.study;
            const Figure figure = dayFigure(studied.shown(), ShownHours(ShownHours::week));
            QCOMPARE(figure.table.rows.size(), std::size_t{168});
            double gpuHours = 0, usd = 0;
            for (const auto &row : figure.table.rows) {
                gpuHours += row.figures[4];
                usd += row.figures[5];
            }
            const double idle = study.day().week.idleReplicaHours * study.fleet.gpusPerReplica;
            QVERIFY2(std::abs(gpuHours / idle - 1) < 1e-3, policy);
            QVERIFY2(std::abs(usd / (idle * studied.usdPerGpuHour) - 1) < 1e-3, policy);
        }
    }

    /// What is shaded is what is priced.
    void theShadedAreaIsTheGap()
    {
        for (const char *policy : {"static", "scheduled", "reactive", "predictive"}) {
            Scenario scenario = with(coding);
            scenario = *scenario::withLeverText(scenario, "autoscaling", policy, shipped());
            const Studied studied(scenario);
            for (const int day : {0, 5, ShownHours::week}) {
                const Figure figure = dayFigure(studied.shown(), ShownHours(day));
                double idle = 0;
                for (const auto &row : figure.table.rows)
                    idle += row.figures[4] / studied.study.fleet.gpusPerReplica;
                const auto &gap = figure.areas.front();
                QCOMPARE(gap.name, "paid, not used");
                const double shaded = areaBetween(gap.low, gap.high) * (day == ShownHours::week ? 24 : 1);
                QVERIFY2(std::abs(shaded - idle) < 0.01 * idle + 0.05,
                         qPrintable(QString("%1: %2, %3").arg(policy).arg(shaded).arg(idle)));
            }
        }
    }

    /// Oracle A1's small hours: 7 replicas of 4 GPUs, nearly all of them idle at three.
    void threeInTheMorning()
    {
        const Studied studied(with(coding));
        const QString text = hourText(studied.shown(), 3);
        const fleet::HourReadOut read =
            fleet::readHour(studied.study.day().week, studied.study.profile, studied.study.fleet, 3);
        QVERIFY2(text.contains(" of 7 replicas idle, "), qPrintable(text));
        QVERIFY2(text.contains(QString("%1 GPU-h").arg(QString::fromStdString(scenario::formatNumber(4 * read.idleReplicaHours)))),
                 qPrintable(text));
        QVERIFY2(text.endsWith(" an hour") && text.contains('$'), qPrintable(text));
        const Figure figure = dayFigure(studied.shown(), ShownHours(2));
        QCOMPARE(figure.home, 3.0);
        QCOMPARE(figure.spells[3].heading, "Wednesday 03:00");
        QCOMPARE(figure.spells[3].sentence, hourText(studied.shown(), 51));
        QVERIFY(!widgets::hourText({studied.study, 0}, 3).contains('$'));
    }

    void hoursAndPlacesMatch()
    {
        for (const int day : {0, 6, ShownHours::week}) {
            const ShownHours hours(day);
            for (int hour = hours.first(); hour < hours.first() + hours.count(); ++hour) {
                QCOMPARE(hours.hourAt(hours.xOf(hour)), hour);
                QCOMPARE(hours.hourAt(hours.xOf(hour + 0.99)), hour);
            }
            QCOMPARE(hours.hourAt(-1000), hours.first());
            QCOMPARE(hours.hourAt(1000), hours.first() + hours.count() - 1);
        }
    }

    void backfillIsShownWhereItRuns()
    {
        Scenario scenario = with(coding);
        scenario = *scenario::withLeverText(scenario, "backfill_tokens", "20", shipped());
        const Studied studied(scenario);
        const Figure figure = dayFigure(studied.shown(), ShownHours(ShownHours::week));
        const auto area = std::ranges::find(figure.areas, QString("of it back-fill"), &widgets::FigureArea::name);
        QVERIFY(area != figure.areas.end());
        const double hours = areaBetween(area->low, area->high) * 24;
        const double spent = studied.study.backfill.usedShare * studied.study.backfill.spareReplicaHours;
        QVERIFY2(spent > 0 && std::abs(hours / spent - 1) < 0.01, qPrintable(QString("%1 %2").arg(hours).arg(spent)));
    }

    /// Past capacity and without any: a message or a marked area, never a figure that is not finite.
    void overloadAndInfeasibleAreHonest()
    {
        const Studied over(with({{"qps", "500"}}));
        const Figure day = dayFigure(over.shown(), ShownHours());
        QVERIFY(std::ranges::any_of(day.areas, [](const auto &area) { return area.name == "load above ready"; }));
        for (const auto &curve : day.curves) {
            for (const QPointF &point : curve.line)
                QVERIFY(std::isfinite(point.y()));
        }
        const Studied infeasible(with({{"tp", "1"}, {"weights", "bf16"}}));
        QVERIFY(!dayFigure(infeasible.shown(), ShownHours()).message.isEmpty());
        QVERIFY(!nodeFigure(infeasible.shown()).message.isEmpty());
    }

    void hatchingIsVisibleAndInPictures()
    {
        const Studied studied(with({{"replicas", "7"}}));
        widgets::FigureChart chart("Nodes", "fleet_nodes");
        chart.resize(400, 300);
        chart.showFigure(std::make_shared<const Figure>(nodeFigure(studied.shown())));
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTRY_VERIFY(chart.replotCount() > 0);
        const widgets::FigureBlock &last = chart.figure()->blocks.back();
        QVERIFY(last.isHatched);
        const QRectF rect = QRectF(chart.pixelAt({last.left, last.top}), chart.pixelAt({last.right, last.bottom})).normalized();
        const QImage image = chart.plotWidget()->grab(rect.toAlignedRect()).toImage();
        QSet<QRgb> colours;
        for (int x = 2; x < image.width() - 2; ++x)
            colours.insert(image.pixel(x, image.height() / 2));
        QVERIFY(colours.size() > 1);
    }
};

QTEST_MAIN(FleetFiguresTest)
#include "fleet_figures_test.moc"

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/widget_fixture.h"
#include "models/scenario/levers.h"
#include "widgets/readout.h"
#include "widgets/readout_cell.h"
#include "widgets/readout_strip.h"

#include <QImage>

#include <cmath>

using namespace trilemma;
using widgets::Readout;
using widgets::ReadoutInput;
using widgets::ReadoutRun;
using widgets::ReadoutStrip;

class ReadoutStripTest : public QObject {
    Q_OBJECT

private:
    const catalog::Catalog m_catalog = test::shippedCatalog();

    test::Answered with(std::initializer_list<std::pair<const char *, const char *>> levers) const
    {
        scenario::Scenario scenario = scenario::defaultScenario(m_catalog);
        for (const auto &[id, text] : levers) {
            const auto next = scenario::withLeverText(scenario, id, text, m_catalog);
            if (!next)
                qFatal("%s", next.error().sentence().c_str());
            scenario = *next;
        }
        return test::answered(scenario, m_catalog);
    }
    static QString cellText(const ReadoutStrip &strip, const char *name)
    {
        const auto *cell = strip.findChild<widgets::ReadoutCell *>(QStringLiteral("readout.") + QLatin1StringView(name));
        return cell ? cell->readout().text() : QString();
    }

private slots:
    void everyFigureHasUnitAndBasis()
    {
        const auto shown = with({});
        ReadoutStrip strip;
        strip.showEvaluation(shown.scenario, shown.evaluation, m_catalog);
        const QString throughput = cellText(strip, "throughput");
        QVERIFY2(throughput.contains(QStringLiteral("tok/s")) && throughput.contains(QStringLiteral("fleet, output tokens")),
                 qPrintable(throughput));
        QVERIFY(throughput.contains(QStringLiteral("± ")));
        QVERIFY(throughput.contains(QString::fromLatin1(catalog::label(shown.evaluation.provenance))));
        QVERIFY(cellText(strip, "latency").contains(QStringLiteral("ms TTFT")));
        QVERIFY(cellText(strip, "latency").contains(QStringLiteral("ms ITL")));
        QVERIFY(cellText(strip, "cost").contains(QStringLiteral("reservation basis")));
        QVERIFY(cellText(strip, "cost").contains(QStringLiteral("per M output tokens")));
    }

    void figuresAreThoseOfTheMetricTable()
    {
        const auto shown = with({});
        const auto *knee = scenario::findMetric("knee.output");
        const Readout readout = widgets::throughputReadout({shown.scenario, shown.evaluation, m_catalog});
        QCOMPARE(readout.line.front().text, QString::fromStdString(scenario::formatNumber(*knee->read(shown.evaluation))));
        QCOMPARE(readout.line.front().style, ReadoutRun::Style::Figure);
    }

    void deltasHaveArrowSignAndColour()
    {
        const auto before = with({{"replicas", "1"}}), after = with({{"replicas", "2"}});
        const auto *throughput = scenario::findMetric("knee.output"), *cost = scenario::findMetric("cost.output");
        const auto up = widgets::deltaRun(*throughput, after.evaluation, before.evaluation);
        QVERIFY(up);
        QCOMPARE(up->text, QStringLiteral("▲ +100 %"));
        QCOMPARE(up->style, ReadoutRun::Style::Good);
        const auto down = widgets::deltaRun(*throughput, before.evaluation, after.evaluation);
        QCOMPARE(down->text, QStringLiteral("▼ −50 %"));
        QCOMPARE(down->style, ReadoutRun::Style::Bad);
        const auto idle = with({{"utilisation", "30"}}), busy = with({{"utilisation", "60"}});
        const auto dearer = widgets::deltaRun(*cost, idle.evaluation, busy.evaluation);
        QVERIFY(dearer && dearer->text.startsWith(QStringLiteral("▲ +")));
        QCOMPARE(dearer->style, ReadoutRun::Style::Bad);
        const auto same = widgets::deltaRun(*cost, after.evaluation, after.evaluation);
        QCOMPARE(same->style, ReadoutRun::Style::Neutral);
    }

    void stripShowsDeltasOnlyAgainstABaseline()
    {
        const auto before = with({{"replicas", "1"}}), after = with({{"replicas", "2"}});
        ReadoutStrip strip;
        strip.showEvaluation(after.scenario, after.evaluation, m_catalog);
        QVERIFY(!strip.text().contains(u'▲'));
        strip.showEvaluation(after.scenario, after.evaluation, m_catalog, &before.scenario, &before.evaluation);
        QVERIFY(cellText(strip, "throughput").contains(QStringLiteral("▲ +100 %")));
        QVERIFY(cellText(strip, "scenario").contains(QStringLiteral("against")));
    }

    void pastCapacityThereIsNoFiniteLatency()
    {
        const auto shown = with({{"qps", "5000"}});
        QCOMPARE(shown.evaluation.state, scenario::State::Overloaded);
        ReadoutStrip strip;
        strip.showEvaluation(shown.scenario, shown.evaluation, m_catalog);
        const Readout latency = widgets::latencyReadout({shown.scenario, shown.evaluation, m_catalog});
        for (const ReadoutRun &run : latency.line) {
            if (run.style == ReadoutRun::Style::Figure)
                QCOMPARE(run.text, QStringLiteral("–"));
        }
        QVERIFY(latency.detail.contains(QStringLiteral("no finite latency")));
        QVERIFY(cellText(strip, "state").contains(QStringLiteral("OVERLOADED")));
        const double growth = shown.evaluation.replica.backlogGrowthPerSecond * shown.evaluation.replicas;
        QVERIFY2(cellText(strip, "state").contains(QStringLiteral("grows by %1 ").arg(
                     QString::fromStdString(scenario::formatNumber(growth)))), qPrintable(cellText(strip, "state")));
        QVERIFY(!strip.text().contains(QStringLiteral("inf")));
        QVERIFY(!strip.text().contains(QStringLiteral("nan")));
    }

    void infeasibleSaysWhy()
    {
        const auto shown = with({{"weights", "bf16"}, {"tp", "1"}});
        QCOMPARE(shown.evaluation.state, scenario::State::Infeasible);
        ReadoutStrip strip;
        strip.showEvaluation(shown.scenario, shown.evaluation, m_catalog);
        const QString state = cellText(strip, "state");
        QVERIFY2(state.contains(QStringLiteral("INFEASIBLE")), qPrintable(state));
        QVERIFY2(state.contains(QString::fromStdString(shown.evaluation.reason)), qPrintable(state));
    }

    void bottleneckBadgeIsTheBreakdowns()
    {
        const auto shown = with({});
        const Readout state = widgets::stateReadout({shown.scenario, shown.evaluation, m_catalog});
        QCOMPARE(state.line.at(1).text,
                 QString::fromLatin1(replica::label(shown.evaluation.step.bottleneck)).toLower() + QStringLiteral("-bound"));
    }

    void nothingIsPaintedOutsideItsCell_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {640, 900, 1280, 1600, 2560})
            QTest::newRow(QByteArray::number(width)) << width;
    }

    void nothingIsPaintedOutsideItsCell()
    {
        // A column of cell background is left free before each cell's end, whatever the cell has to say.
        QFETCH(int, width);
        const auto before = with({{"replicas", "1"}});
        for (const auto &shown : {with({{"replicas", "16"}, {"weights", "bf16"}}), with({{"qps", "5000"}}), with({{"weights", "bf16"}, {"tp", "1"}})}) {
            ReadoutStrip strip;
            strip.resize(width, strip.sizeHint().height());
            strip.showEvaluation(shown.scenario, shown.evaluation, m_catalog, &before.scenario, &before.evaluation);
            const QImage picture = strip.grab().toImage();
            for (const auto *cell : strip.findChildren<widgets::ReadoutCell *>()) {
                const int x = cell->geometry().right() - 2;
                for (int y = 1; y < picture.height() - 2; ++y)
                    QCOMPARE(picture.pixel(x, y), picture.pixel(x, 1));
            }
        }
    }

    void cellsAreReadAloud()
    {
        const auto shown = with({});
        ReadoutStrip strip;
        strip.showEvaluation(shown.scenario, shown.evaluation, m_catalog);
        for (const auto *cell : strip.findChildren<widgets::ReadoutCell *>()) {
            QVERIFY(!cell->accessibleName().isEmpty());
            QCOMPARE(cell->accessibleDescription(), cell->readout().text());
        }
    }

    void showingIsCheap()
    {
        const auto before = with({}), after = with({{"qps", "3"}});
        ReadoutStrip strip;
        int tick = 0;
        QBENCHMARK {
            const auto &shown = ++tick % 2 ? after : before;
            strip.showEvaluation(shown.scenario, shown.evaluation, m_catalog, &before.scenario, &before.evaluation);
        }
    }
};

QTEST_MAIN(ReadoutStripTest)
#include "readout_strip_test.moc"

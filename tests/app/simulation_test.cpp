// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated tier: newest wins, stale never arrives, and threads change nothing.
#include "app/catalog_store.h"
#include "app/simulation.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace trilemma;
using app::LoadSimulation;
using scenario::SimulatedLoad, scenario::SimulationEffort;

namespace {

struct Delivery {
    std::shared_ptr<const SimulatedLoad> load;
    int generation;
    bool isPreview;
};

std::vector<Delivery> *recordIn(std::vector<Delivery> &deliveries, LoadSimulation &simulation)
{
    QObject::connect(&simulation, &LoadSimulation::delivered, &simulation,
                     [&](std::shared_ptr<const SimulatedLoad> load, int generation, bool isPreview) {
                         deliveries.push_back({std::move(load), generation, isPreview});
                     });
    return &deliveries;
}

void appendBits(std::vector<double> &bits, const serving::SimulationResult &result)
{
    for (const serving::SimulatedLatency *latency : {&result.ttft, &result.queue, &result.itl, &result.tpot, &result.endToEnd}) {
        for (const serving::Estimate &estimate : latency->ranks)
            bits.insert(bits.end(), {estimate.value, estimate.halfWidth});
    }
    bits.insert(bits.end(), {static_cast<double>(result.state), result.requestsPerSecond, result.outputTokensPerSecond,
                             result.endSeconds, result.ttftQueueSeconds, result.goodShare, result.meanRunning,
                             static_cast<double>(result.measured), result.backlogGrowthPerSecond});
}

std::vector<double> bitsOf(const SimulatedLoad &load)
{
    std::vector<double> bits(load.requestsPerSecond);
    appendBits(bits, load.here);
    for (const serving::SimulationResult &result : load.curve)
        appendBits(bits, result);
    bits.insert(bits.end(),
                {load.knee.requestsPerSecond, load.capacityRequestsPerSecond, static_cast<double>(load.knee.binding)});
    return bits;
}

bool sameBits(const std::vector<double> &a, const std::vector<double> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    app::CatalogStore m_store{m_folder.filePath("catalog")};
    const catalog::Catalog &m_catalog = m_store.catalog();
    scenario::Scenario m_scenario = scenario::defaultScenario(m_catalog);

    scenario::Scenario atRate(double requestsPerSecond) const
    {
        scenario::Scenario scenario = m_scenario;
        scenario.workload.requestsPerSecond = requestsPerSecond;
        return scenario;
    }

private slots:
    void previewThenFull()
    {
        LoadSimulation simulation(m_catalog, 1);
        std::vector<Delivery> deliveries;
        recordIn(deliveries, simulation);
        QSignalSpy progress(&simulation, &LoadSimulation::progressed);
        simulation.request(m_scenario, 7);
        QVERIFY(simulation.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(deliveries.size(), std::size_t{2}, 60'000);
        QVERIFY(deliveries[0].isPreview && !deliveries[1].isPreview);
        QVERIFY(!simulation.isBusy());
        for (const Delivery &delivery : deliveries) {
            QCOMPARE(delivery.generation, 7);
            QVERIFY(delivery.load->problem.empty());
            QCOMPARE(delivery.load->curve.size(), std::size_t{delivery.isPreview ? 10U : 20U});
        }
        QVERIFY(deliveries[1].load->kneeKnown);
        double last = 0;
        for (const QList<QVariant> &one : progress) {
            QVERIFY(one[0].toDouble() > last && one[0].toDouble() <= 1);
            last = one[0].toDouble();
        }
    }

    /// Requests come faster than they can be answered: what arrives is of the newest alone.
    void staleResultsAreNeverDelivered()
    {
        LoadSimulation simulation(m_catalog, 2);
        int newest = 0, delivered = 0;
        connect(&simulation, &LoadSimulation::delivered, this,
                [&](const std::shared_ptr<const SimulatedLoad> &load, int generation, bool) {
                    ++delivered;
                    QCOMPARE(generation, newest);
                    QCOMPARE(load->here.offeredRequestsPerSecond > 0, true);
                });
        for (int i = 1; i <= 30; ++i) {
            newest = i;
            simulation.request(atRate(0.5 + 0.1 * i), i);
            QTest::qWait(i % 3 == 0 ? 1 : LoadSimulation::quietMilliseconds + 7 * (i % 5));
        }
        QTRY_VERIFY_WITH_TIMEOUT(!simulation.isBusy(), 60'000);
        QVERIFY(delivered >= 2);
    }

    /// Finished, and on its way to the window, but asked anew before it got there.
    void aResultInTheQueueIsStaleToo()
    {
        LoadSimulation simulation(m_catalog, 1);
        std::vector<Delivery> deliveries;
        recordIn(deliveries, simulation);
        simulation.request(m_scenario, 1);
        QThread::msleep(300); // the preview is done; nothing was taken from the queue
        simulation.request(atRate(1), 2);
        QTRY_VERIFY_WITH_TIMEOUT(!simulation.isBusy(), 60'000);
        for (const Delivery &delivery : deliveries)
            QCOMPARE(delivery.generation, deliveries.back().generation == 2 ? 2 : -1);
        QCOMPARE(deliveries.size(), std::size_t{2});
    }

    void cancelDeliversNothingAndEndsSoon()
    {
        auto simulation = std::make_unique<LoadSimulation>(m_catalog, 1);
        std::vector<Delivery> deliveries;
        recordIn(deliveries, *simulation);
        simulation->request(m_scenario, 1);
        QTRY_VERIFY_WITH_TIMEOUT(!deliveries.empty(), 60'000); // the full run is under way
        const std::size_t before = deliveries.size();
        simulation->cancel();
        QVERIFY(!simulation->isBusy());
        QTest::qWait(200);
        QCOMPARE(deliveries.size(), before);
        simulation->request(m_scenario, 2);
        QTest::qWait(LoadSimulation::quietMilliseconds + 20);
        simulation.reset(); // waits for the worker, which gives up
        QCOMPARE(deliveries.size() - before <= 1, true);
    }

    void cancelledByItsProgress()
    {
        int calls = 0;
        const SimulatedLoad load = scenario::simulateLoad(m_scenario, m_catalog, {}, 2, [&](double) { return ++calls < 3; });
        QVERIFY(load.cancelled);
        QVERIFY(!load.kneeKnown);
    }

    void sameBytesWhateverTheThreads()
    {
        SimulationEffort effort;
        effort.requests = 400;
        effort.kneeReplications = 2;
        const std::vector<double> one = bitsOf(scenario::simulateLoad(m_scenario, m_catalog, effort, 1));
        for (const int threads : {2, 3, 8})
            QVERIFY(sameBits(one, bitsOf(scenario::simulateLoad(m_scenario, m_catalog, effort, threads))));
        effort.seed = 2;
        QVERIFY(!sameBits(one, bitsOf(scenario::simulateLoad(m_scenario, m_catalog, effort, 1))));
    }

    void ratesAreAReplicasShareOfTheFleet()
    {
        scenario::Scenario two = atRate(2 * m_scenario.workload.requestsPerSecond);
        two.replicas = 2 * m_scenario.replicas;
        const SimulatedLoad one = scenario::simulateLoad(m_scenario, m_catalog, SimulationEffort::preview(), 1);
        const SimulatedLoad both = scenario::simulateLoad(two, m_catalog, SimulationEffort::preview(), 1);
        QVERIFY(sameBits(bitsOf(one), bitsOf(both)));
        QCOMPARE(both.replicas, 2 * one.replicas);
    }

    void overloadSaysSoAndHasNoLatency()
    {
        const SimulatedLoad load = scenario::simulateLoad(atRate(5000), m_catalog, SimulationEffort::preview(), 1);
        QCOMPARE(load.here.state, serving::LoadState::Overloaded);
        QVERIFY(load.here.backlogGrowthPerSecond > 0);
        QVERIFY(!std::isfinite(load.here.ttft.at(serving::Rank::P99).value));
    }

    void infeasibleIsAnAnswer()
    {
        scenario::Scenario huge = m_scenario;
        huge.placement.tensorParallel = 1;
        huge.weightFormat = catalog::WeightFormat::Bf16;
        const SimulatedLoad load = scenario::simulateLoad(huge, m_catalog, SimulationEffort::preview(), 1);
        QVERIFY(!load.problem.empty());
        QVERIFY(load.curve.empty());
    }

    /// Printed, never judged: what one core needs.
    void howLongItTakes()
    {
        QElapsedTimer timer;
        timer.start();
        scenario::simulateLoad(m_scenario, m_catalog, SimulationEffort::preview(), 1);
        const qint64 preview = timer.restart();
        scenario::simulateLoad(m_scenario, m_catalog, {}, 1);
        qInfo("preview %lld ms, full %lld ms", static_cast<long long>(preview), static_cast<long long>(timer.elapsed()));
    }
};

QTEST_MAIN(SimulationTest)
#include "simulation_test.moc"

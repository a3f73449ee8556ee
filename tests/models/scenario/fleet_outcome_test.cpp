// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_study.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"
#include "models/scenario/session.h"
#include "models/scenario/simulated_knee.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <random>
#include <utility>

namespace trilemma::scenario {
namespace {

using fleet::ScalingPolicy;
using test::shippedCatalog;

Scenario with(std::initializer_list<std::pair<const char *, const char *>> settings, Scenario scenario = defaultScenario(shippedCatalog()))
{
    for (const auto &[lever, text] : settings) {
        auto changed = withLeverText(scenario, lever, text, shippedCatalog());
        EXPECT_TRUE(changed) << lever << '=' << text << ": " << changed.error().sentence();
        scenario = std::move(changed).value();
    }
    return scenario;
}

double read(const char *metric, const Scenario &scenario)
{
    return findMetric(metric)->read(evaluate(scenario, shippedCatalog())).value_or(NAN);
}

// Oracles L3 and L4 by levers: a measured knee of 16 QPS and a peak of 100.
TEST(FleetOutcome, SizesTheFleetForThePeak)
{
    const Scenario calculator = with({{"qps", "100"}, {"measured_knee", "16"}, {"fleet_size", "sized"}, {"headroom", "0"}});
    EXPECT_DOUBLE_EQ(read("fleet.needed_unrounded", calculator), 6.25);
    EXPECT_EQ(read("fleet.replicas", calculator), 7);
    EXPECT_EQ(read("fleet.replicas", with({{"headroom", "20%"}}, calculator)), 8);
    EXPECT_EQ(read("fleet.replicas", with({{"headroom", "30%"}}, calculator)), 9);
    EXPECT_EQ(read("fleet.replicas", with({{"headroom", "30%"}, {"spares", "1"}}, calculator)), 10);
    EXPECT_EQ(read("fleet.replicas", with({{"qps", "96"}}, calculator)), 6);
    EXPECT_EQ(read("fleet.replicas", with({{"qps", "96.01"}}, calculator)), 7);
    EXPECT_EQ(read("gpus", calculator), 28);
    EXPECT_EQ(read("nodes", calculator), 4);
    EXPECT_EQ(read("stranded", calculator), 4);
}

TEST(FleetOutcome, ASizedFleetServesItsPeakWithinTheSloAndHeadroom)
{
    for (const char *qps : {"1", "10", "50"}) {
        const Evaluation evaluation = evaluate(with({{"qps", qps}, {"fleet_size", "sized"}}), shippedCatalog());
        ASSERT_TRUE(evaluation.knee.exists);
        const double headroom = shippedCatalog().prices.median("planning.headroom");
        EXPECT_LE(evaluation.replica.servedRequestsPerSecond * (1 + headroom), evaluation.knee.requestsPerSecond * (1 + 1e-9)) << qps;
        EXPECT_GT(evaluation.replica.servedRequestsPerSecond * (1 + headroom) * evaluation.replicas,
                  evaluation.knee.requestsPerSecond * (evaluation.replicas - 1)) << qps;
        EXPECT_EQ(evaluation.replicas, evaluation.fleet.needed.replicas);
    }
}

// Oracle A1 by levers: seven replicas of TP4 on nodes of eight, one of them from 02:00 to 06:00.
TEST(FleetOutcome, SchedulesByReplicaAndByNode)
{
    const Scenario flat = with({{"replicas", "7"}, {"autoscaling", "scheduled"}, {"window_from", "2"}, {"window_to", "6"},
                                {"window_replicas", "1"}, {"provision", "0"}, {"image_pull", "0"}, {"compile", "0"}, {"warm_up", "0"},
                                {"weight_rate", "1000"}});
    const Scenario always = with({{"autoscaling", "static"}}, flat);
    EXPECT_DOUBLE_EQ(read("day.replica_hours", always), 7 * 168);
    EXPECT_NEAR(read("day.gpu_hours_saved", flat), 24.0 / 168, 1e-3);
    // Weights of 70 GB take 0.07 s at 1,000 GB/s: one minute is paid for.
    EXPECT_NEAR(read("day.node_hours", flat), 7 * (96 - 12 + 3.0 / 60), 1e-6);
    const Scenario cold = with({{"provision", "600"}, {"weight_rate", "1000"}}, flat);
    EXPECT_NEAR(read("day.node_hours", cold), 7 * (96 - 11.5), 7 * 3.0 / 60 + 1e-6);
}

TEST(FleetOutcome, RentedHoursAreSavedAndAnOwnersCapitalIsNot)
{
    const auto month = [](const Scenario &scenario) { return read("cost.month", scenario); };
    const Scenario rented = with({{"replicas", "8"}, {"qps", "10"}, {"acquisition", "on_demand"}});
    EXPECT_LT(month(with({{"autoscaling", "predictive"}}, rented)), month(rented));
    const Scenario owned = with({{"acquisition", "own"}}, rented);
    const Scenario scaled = with({{"autoscaling", "predictive"}}, owned);
    const Evaluation before = evaluate(owned, shippedCatalog()), after = evaluate(scaled, shippedCatalog());
    EXPECT_DOUBLE_EQ(before.cost.bill[cost::Line::WriteOff], after.cost.bill[cost::Line::WriteOff]);
    EXPECT_LE(after.cost.bill[cost::Line::Electricity], before.cost.bill[cost::Line::Electricity]);
}

TEST(FleetOutcome, HoldsItsIdentitiesOverRandomScenarios)
{
    std::mt19937 random(5);
    const auto pick = [&](std::initializer_list<const char *> values) { return values.begin()[random() % values.size()]; };
    for (int i = 0; i < 60; ++i) {
        const Scenario base = with({{"qps", pick({"1", "4", "12", "30"})}, {"replicas", pick({"2", "5", "9"})},
                                    {"day", pick({"smooth", "office-hours", "coding-assistant-na", "launch-spike", "global"})},
                                    {"utilisation", pick({"20%", "50%", "90%"})}, {"acquisition", pick({"own", "reserve", "spot"})},
                                    {"provision", pick({"0", "300"})}, {"scale_lead", pick({"10", "30"})}});
        double hours[5], violations[5];
        const FleetStudy study = fleetStudy(base, shippedCatalog());
        ASSERT_EQ(study.days.size(), 5u);
        for (std::size_t policy = 0; policy < 5; ++policy) {
            hours[policy] = study.days[policy].week.gpuHours;
            violations[policy] = study.days[policy].week.violationMinutes;
        }
        constexpr std::size_t fixed = 0, predictive = 3, perfect = 4;
        EXPECT_LE(hours[perfect], hours[predictive] + 1e-6);
        EXPECT_LE(hours[predictive], hours[fixed] + 1e-6);
        EXPECT_LE(violations[fixed], violations[predictive] + 1e-6);
        const Evaluation &e = study.evaluation;
        double parts = 0;
        for (const double part : e.cost.usdPerMonth)
            parts += part;
        EXPECT_NEAR(parts, e.cost.totalUsdPerMonth, 0.01);
        EXPECT_GE(e.cost.perMillionOutput.reservation, e.cost.perMillionOutput.usage);
        EXPECT_NEAR(e.fleet.gpuHours, hours[fixed], 1e-6 * hours[fixed]);
        EXPECT_NEAR(e.fleet.usedShare, study.day().week.usedShare, 0.01); // the mean of hour marks against that of minutes
    }
}

TEST(FleetOutcome, TheDayGivesTheBillItsMean)
{
    const Scenario preset = with({{"day", "coding-assistant-na"}, {"utilisation", "10%"}});
    const Evaluation evaluation = evaluate(preset, shippedCatalog());
    EXPECT_NEAR(evaluation.fleetUse.servedShare, fleet::findProfilePreset("coding-assistant-na")->profile().mean(), 1e-12);
    EXPECT_DOUBLE_EQ(evaluate(with({{"day", "smooth"}}, preset), shippedCatalog()).fleetUse.servedShare, 0.1);
}

TEST(FleetOutcome, FillsSpareHoursAndNamesWhatIsLate)
{
    const Scenario little = with({{"replicas", "4"}, {"backfill_tokens", "1"}});
    EXPECT_NEAR(read("backfill.tokens", little), 7e6, 1);
    EXPECT_GT(read("backfill.slack", little), 0);
    const Scenario much = with({{"backfill_tokens", "100000"}}, little);
    EXPECT_FALSE(read("backfill.slack", much) > 0);
    EXPECT_TRUE(std::isnan(read("backfill.tokens", with({{"backfill_tokens", "0"}}, little))));
}

TEST(FleetOutcome, RoutersChangeTheWaitAlone)
{
    const Scenario random = with({{"replicas", "4"}, {"qps", "3"}, {"max_sequences", "4"}, {"router", "random"}});
    const Scenario least = with({{"router", "least_loaded"}}, random);
    EXPECT_LE(read("fleet.wait_p99", least), read("fleet.wait_p99", random));
    EXPECT_EQ(read("ttft.p99", least), read("ttft.p99", random));
    EXPECT_GE(read("fleet.wait_p99_after_loss", random), read("fleet.wait_p99", random));
}

TEST(FleetOutcome, StandsOnTheSimulatedKneeWhereAsked)
{
    const SimulationEffort effort{.requests = 500, .kneeReplications = 1};
    const Scenario peak = with({{"qps", "20"}, {"fleet_size", "sized"}});
    const auto knee = simulatedKnee(peak, shippedCatalog(), effort, 1);
    ASSERT_TRUE(knee) << knee.error().sentence();
    const auto chain = onSimulatedKnee(peak, shippedCatalog(), effort, 2);
    ASSERT_TRUE(chain);
    const Evaluation evaluation = evaluate(*chain, shippedCatalog());
    EXPECT_EQ(evaluation.fleet.kneeRequestsPerSecond, knee->requestsPerSecond); // whatever the number of threads
    EXPECT_NEAR(evaluation.fleet.needed.unrounded, 20 * 1.25 / knee->requestsPerSecond, 1e-9);
    EXPECT_EQ(evaluation.replicas, evaluation.fleet.needed.replicas);
    EXPECT_FALSE(onSimulatedKnee(with({{"slo_itl", "1"}}), shippedCatalog(), effort, 1));
    EXPECT_FALSE(onSimulatedKnee(with({{"arrivals", "closed"}}), shippedCatalog(), effort, 1));
}

TEST(FleetStudy, SaysWhatTheSiteCannotFeed)
{
    const FleetStudy study = fleetStudy(with({{"replicas", "8"}, {"site_cap", "20"}}), shippedCatalog());
    EXPECT_EQ(study.mostNodes, 1);
    EXPECT_THAT(study.siteProblem, testing::HasSubstr("kW"));
    EXPECT_TRUE(fleetStudy(with({}), shippedCatalog()).siteProblem.empty());
}

// What goes first is done first, and takes its time from the rest.
TEST(Backfill, UrgentWorkGoesBeforeTheRest)
{
    const Scenario all =
        with({{"replicas", "8"}, {"tp", "8"}, {"day", "office-hours"}, {"backfill_tokens", "10"}, {"qps", "10"}});
    const Scenario split = with({{"backfill_urgent", "40%"}, {"backfill_urgent_deadline", "1"}}, all);
    const FleetStudy one = fleetStudy(all, shippedCatalog()), two = fleetStudy(split, shippedCatalog());
    ASSERT_EQ(one.backfill.jobs.size(), 7U);
    ASSERT_EQ(two.backfill.jobs.size(), 14U);
    for (std::size_t day = 0; day < 7; ++day) {
        const fleet::JobOutcome &urgent = two.backfill.jobs[day];
        EXPECT_TRUE(urgent.name.ends_with(", urgent"));
        const auto rest =
            std::ranges::find(two.backfill.jobs, urgent.name.substr(0, urgent.name.find(',')), &fleet::JobOutcome::name);
        ASSERT_NE(rest, two.backfill.jobs.end());
        EXPECT_LE(urgent.doneHour, rest->doneHour);
        EXPECT_NEAR(urgent.tokensPlaced, 4e6, 1);
        EXPECT_NEAR(rest->tokensPlaced, 6e6, 1);
    }
}

// REQ-160: one node lost at the peak of a fleet without spares breaks its SLO or its capacity; N+1 restores it.
TEST(Failures, OneSpareNodeRestoresTheSlo)
{
    const Scenario lean = with({{"tp", "8"}, {"fleet_size", "sized"}, {"headroom", "0"}, {"qps", "30"}});
    const Evaluation without = evaluate(lean, shippedCatalog());
    ASSERT_TRUE(serving::meets(without.replica, lean.slo));
    ASSERT_GT(without.replicas, 1);
    EXPECT_EQ(without.fleet.redundancy.unit.replicas, 1);
    EXPECT_EQ(without.fleet.redundancy.mostDownAtPeak, 0);
    EXPECT_FALSE(without.afterFailure.meetsSlo);
    const Evaluation spare = evaluate(with({{"spares", "1"}}, lean), shippedCatalog());
    EXPECT_EQ(spare.fleet.redundancy.mostDownAtPeak, 1);
    EXPECT_TRUE(spare.afterFailure.meetsSlo);
    EXPECT_LT(spare.fleet.redundancy.shortAtPeak, without.fleet.redundancy.shortAtPeak);
    EXPECT_GT(spare.afterFailure.itlP99, spare.replica.itl.p99);
    EXPECT_TRUE(std::isnan(read("failure.itl_p99", with({{"replicas", "1"}, {"fleet_size", "as_set"}}, lean))))
        << "nothing is left";
}

// REQ-011 by levers: stranded GPUs go down by the guest's, nodes stay, the bill goes down pro rata.
TEST(Guest, PaysForStrandedGpus)
{
    const Scenario host = with({{"tp", "4"}, {"replicas", "1"}});
    const Scenario hosting = with({{"guest_replicas", "2"}, {"guest_gpus", "2"}}, host);
    EXPECT_EQ(read("stranded", host), 4);
    EXPECT_EQ(read("stranded", hosting), 0);
    EXPECT_EQ(read("stranded.share", hosting), 0);
    EXPECT_EQ(read("nodes", hosting), read("nodes", host));
    EXPECT_DOUBLE_EQ(read("guest.share", hosting), 0.5);
    EXPECT_NEAR(read("bill.guest_capital", hosting), -read("bill.rent", host) / 2, 1e-6);
    EXPECT_EQ(read("cost.stranded", hosting), 0);
    const Evaluation crowded = evaluate(with({{"guest_replicas", "3"}}, hosting), shippedCatalog());
    EXPECT_EQ(crowded.fleetUse.guestGpus, 4);
    EXPECT_TRUE(std::ranges::any_of(crowded.warnings, [](const Warning &warning) { return warning.id == "W-GUEST"; }));
}

// REQ-106: tokens over throughput, start and stragglers beside; half the time takes twice the replicas at the same GPU-hours.
TEST(OfflineJob, TakesTokensOverThroughput)
{
    const Scenario base = with({{"replicas", "4"},
                                {"tp", "8"},
                                {"job_tokens", "1000"},
                                {"job_stragglers", "0"},
                                {"provision", "0"},
                                {"image_pull", "0"},
                                {"compile", "0"},
                                {"warm_up", "0"},
                                {"weight_rate", "1000"}});
    const Evaluation evaluation = evaluate(base, shippedCatalog());
    const double tokensPerSecond = evaluation.replica.capacityRequestsPerSecond * base.workload.outputTokensMean * 4;
    const double start = evaluation.fleet.coldStartSeconds;
    EXPECT_LT(start, 0.2) << "weights alone, at 1,000 GB/s";
    EXPECT_NEAR(read("job.time", base), 1e9 / tokensPerSecond + start, 1e-6);
    EXPECT_NEAR(read("job.time", with({{"job_stragglers", "10%"}}, base)) - start, 1.1 * 1e9 / tokensPerSecond, 1e-6);
    const Scenario twice = with({{"replicas", "8"}}, base);
    EXPECT_NEAR(read("job.time", twice) / read("job.time", base), 0.5, 1e-3);
    EXPECT_NEAR(read("job.cost", twice) / read("job.cost", base), 1, 2e-3);
    const double hours = read("job.time", base) / 3600;
    EXPECT_EQ(read("job.replicas", with({{"job_deadline", std::to_string(hours * 1.001).c_str()}}, base)), 4);
    EXPECT_EQ(read("job.replicas", with({{"job_deadline", std::to_string(hours * 0.999).c_str()}}, base)), 5);
    EXPECT_TRUE(std::isnan(read("job.time", with({{"job_tokens", "0"}}, base))));
    // The day that others have scaled, and their guests, are nothing to the job.
    EXPECT_DOUBLE_EQ(read("job.cost", with({{"autoscaling", "perfect"}, {"utilisation", "40%"}}, base)), read("job.cost", base));
    const Scenario half = with({{"tp", "4"}, {"replicas", "1"}}, base);
    EXPECT_DOUBLE_EQ(read("job.cost", with({{"guest_replicas", "1"}, {"guest_gpus", "4"}}, half)), read("job.cost", half));
    EXPECT_NEAR(read("job.cost", base), read("job.gpu_hours", base) * read("bill.rent", base) / (evaluation.packing.paidGpus() * 730),
                0.02 * read("job.cost", base)) << "rent, and storage beside it";
}

TEST(OwnDay, GivesTheBillItsMeanAndComesBackFromASession)
{
    fleet::DayProfile quarter;
    quarter.shareOfPeak.fill(0.25);
    quarter.shareOfPeak[15] = 1;
    Scenario scenario = defaultScenario(shippedCatalog());
    scenario.fleet = withOwnDay(scenario.fleet, quarter, "by hand");
    EXPECT_DOUBLE_EQ(read("day.mean", scenario), (167 * 0.25 + 1) / 168);
    Session written;
    written.current = scenario;
    const std::string stored = writeSession(written, shippedCatalog());
    const auto session = readSession(stored, shippedCatalog());
    ASSERT_TRUE(session) << session.error().sentence();
    EXPECT_EQ(session->current.fleet, scenario.fleet);
    // Another day keeps the hours at hand, and without any there are none to choose.
    const Scenario office = with({{"day", "office-hours"}}, scenario);
    EXPECT_NE(read("day.mean", office), read("day.mean", scenario));
    EXPECT_EQ(with({{"day", "own"}}, office).fleet, scenario.fleet);
    EXPECT_FALSE(withLeverText(defaultScenario(shippedCatalog()), "day", "own", shippedCatalog()));
    for (const char *damage : {"2", "-1", "\"x\""}) {
        std::string broken = stored;
        broken.replace(broken.find("0.25"), 4, damage);
        EXPECT_FALSE(readSession(broken, shippedCatalog())) << damage;
    }
}

} // namespace
} // namespace trilemma::scenario

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/accelerator.h"
#include "models/catalog/confidence.h"
#include "models/catalog/language_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::catalog {
namespace {

MeasuredLoad load(double sequences, double inputTokens = 1024)
{
    return {4, inputTokens, 256, sequences, 0, 0};
}

TEST(MeasuredLoad, LikenessIsOneForItselfAndFallsWithEachFigure)
{
    EXPECT_DOUBLE_EQ(likeness(load(8), load(8)), 1);
    EXPECT_DOUBLE_EQ(likeness(load(8), load(16)), likeness(load(16), load(8)));
    // exp(-(ln 2 / 1.5)^2 / 2) and exp(-(ln 2)^2 / 2), by hand
    EXPECT_NEAR(likeness(load(8), load(16)), 0.8987, 1e-4);
    EXPECT_NEAR(likeness(load(8), load(8, 2048)), 0.7865, 1e-4);
    EXPECT_LT(likeness(load(1), load(512)), 1e-3);
}

TEST(MeasuredLoad, LittleIsOpenAtAMeasuredLoadAndAllFarFromIt)
{
    const std::vector<MeasuredLoad> loads{load(4), load(16)};
    const double at = openShare(loads, load(4)), between = openShare(loads, load(8)), far = openShare(loads, load(4, 1e6));
    // With one load: 1 + noise - 1/(1 + noise), which two can only lower.
    EXPECT_LE(at, 1.05 - 1 / 1.05 + 1e-12);
    EXPECT_GE(at, measuredLoadNoise);
    EXPECT_GT(between, at);
    EXPECT_LT(between, 0.2);
    EXPECT_NEAR(far, 1, 1e-3);
    EXPECT_EQ(openShare({}, load(4)), 1);
}

CheckedScope checkedUpTo(double sequences)
{
    CheckedScope checked;
    checked.points = 12;
    checked.deployments = 3;
    checked.tokenTime = {0.8, 1.25};
    checked.firstToken = {0.5, 2};
    checked.least = {4, 1024, 256, 1, 0, 0};
    checked.most = {4, 1024, 256, sequences, 0, 0};
    return checked;
}

TEST(Confidence, HoldsTheCheckedBandInsideWhatWasCheckedAndWidensItBeyond)
{
    KernelConstants kernels;
    kernels.provenance = Provenance::Fitted;
    const CheckedScope checked = checkedUpTo(64);
    const Confidence inside = confidenceOf(&checked, kernels, nullptr, load(32));
    EXPECT_EQ(inside.tokenTime, (Band{0.8, 1.25}));
    EXPECT_EQ(inside.beyond, 1);
    EXPECT_EQ(inside.why().find("wider"), std::string::npos);
    const Confidence beyond = confidenceOf(&checked, kernels, nullptr, load(256));
    EXPECT_DOUBLE_EQ(beyond.beyond, 4);
    EXPECT_NEAR(beyond.tokenTime.high, std::pow(1.25, 1.2), 1e-12);
    EXPECT_LT(beyond.firstToken.low, inside.firstToken.low);
    EXPECT_NE(beyond.why().find("outside what was checked"), std::string::npos);
}

TEST(Confidence, NeverClaimsMoreThanUnmeasuredKernelsAllow)
{
    KernelConstants kernels;
    kernels.provenance = Provenance::Datasheet;
    kernels.relativeError = 0.5;
    const CheckedScope checked = checkedUpTo(64);
    const Confidence confidence = confidenceOf(&checked, kernels, nullptr, load(8));
    EXPECT_NEAR(confidence.tokenTime.high, 1.5, 1e-12);
    EXPECT_NEAR(confidence.tokenTime.low, 1 / 1.5, 1e-12);
    EXPECT_EQ(confidence.firstToken, checked.firstToken);
    EXPECT_NE(confidence.why().find("never measured"), std::string::npos);
}

TEST(Confidence, IsNarrowNearACalibrationsLoadsAndTheGeneralBandFarFromThem)
{
    KernelConstants kernels;
    kernels.provenance = Provenance::Calibrated;
    const CheckedScope checked = checkedUpTo(512);
    ScopedCorrections calibration;
    calibration.calibration = "own";
    calibration.loads = {load(4), load(8), load(16)};
    calibration.tokenTimeSpread = 0.5;
    calibration.firstTokenSpread = 0.5;
    const Confidence near = confidenceOf(&checked, kernels, &calibration, load(8));
    EXPECT_LT(near.tokenTime.high, 1.15);
    EXPECT_GT(near.measuredShare, 0.9);
    EXPECT_NE(near.why().find("loads like this one"), std::string::npos);
    const Confidence far = confidenceOf(&checked, kernels, &calibration, load(512));
    EXPECT_GT(far.tokenTime.high, near.tokenTime.high);
    EXPECT_LE(far.tokenTime.high, checked.tokenTime.high);
}

TEST(Confidence, TakesTheNarrowestScopeThatCovers)
{
    EngineProfile engine;
    engine.id = "vllm";
    Accelerator accelerator;
    accelerator.id = "h100";
    LanguageModel model;
    model.id = "m";
    std::vector<CheckedScope> all(3);
    all[1].scope.engineId = "vllm";
    all[2].scope = {"vllm", "a100", {}, {}};
    EXPECT_EQ(likestChecked(all, engine, accelerator, model, WeightFormat::Fp8), &all[1]);
    accelerator.id = "a100";
    EXPECT_EQ(likestChecked(all, engine, accelerator, model, WeightFormat::Fp8), &all[2]);
    engine.id = "sglang";
    EXPECT_EQ(likestChecked(all, engine, accelerator, model, WeightFormat::Fp8), &all[0]);
    EXPECT_EQ(likestChecked(std::span(all).subspan(2), engine, accelerator, model, WeightFormat::Fp8), nullptr);
}

} // namespace
} // namespace trilemma::catalog

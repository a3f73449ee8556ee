// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/measured_loads.h"

#include "models/evidence/accuracy.h"
#include "models/evidence/point_matching.h"
#include "models/evidence/quantile.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace trilemma::evidence {

namespace {

/// Deviation in the logarithm that 80 % of uncalibrated answers keep within.
constexpr double usualTokenTimeSpread = 0.19, usualFirstTokenSpread = 0.57;
/// A calibration of more loads than this keeps every n-th: their interpolation is dense by then.
constexpr std::size_t mostLoads = 256;

struct Residuals {
    std::vector<catalog::MeasuredLoad> loads;
    std::vector<double> tokenTime, firstToken; ///< log(measured/predicted); 0 where not measured
    double tokenTimeSpread = 0, firstTokenSpread = 0;
};

Eigen::VectorXd weights(const Eigen::LLT<Eigen::MatrixXd> &solver, const std::vector<double> &residuals)
{
    return solver.solve(Eigen::Map<const Eigen::VectorXd>(residuals.data(), static_cast<Eigen::Index>(residuals.size())));
}

/// What 80 % of the points would be off by if each were told by the others, over the share that those leave open.
/// Rasmussen and Williams 2006, eq. 5.12. Few points lean on what is usual, for the fit has bent towards them.
double spreadOf(const Eigen::VectorXd &pointWeights, const Eigen::VectorXd &inverseDiagonal, double usual)
{
    constexpr double share = 0.8, pointsOfPrior = 4;
    std::vector<double> standardised;
    for (Eigen::Index i = 0; i < pointWeights.size(); ++i)
        standardised.push_back(std::abs(pointWeights[i]) / std::sqrt(inverseDiagonal[i]));
    std::ranges::sort(standardised);
    const double points = static_cast<double>(standardised.size()), own = quantile(standardised, share);
    return std::sqrt((points * own * own + pointsOfPrior * usual * usual) / (points + pointsOfPrior));
}

void setWeights(Residuals &residuals)
{
    auto &loads = residuals.loads;
    const auto size = static_cast<Eigen::Index>(loads.size());
    Eigen::MatrixXd covariance(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index j = 0; j < size; ++j)
            covariance(i, j) = catalog::likeness(loads[static_cast<std::size_t>(i)], loads[static_cast<std::size_t>(j)]);
        covariance(i, i) += catalog::measuredLoadNoise;
    }
    const Eigen::LLT<Eigen::MatrixXd> solver(covariance);
    const Eigen::VectorXd tokenTime = weights(solver, residuals.tokenTime), firstToken = weights(solver, residuals.firstToken);
    constexpr Eigen::Index fewest = 3;
    if (size >= fewest) {
        const Eigen::VectorXd inverseDiagonal = solver.solve(Eigen::MatrixXd::Identity(size, size)).diagonal();
        residuals.tokenTimeSpread = spreadOf(tokenTime, inverseDiagonal, usualTokenTimeSpread);
        residuals.firstTokenSpread = spreadOf(firstToken, inverseDiagonal, usualFirstTokenSpread);
    }
    for (Eigen::Index i = 0; i < size; ++i) {
        loads[static_cast<std::size_t>(i)].tokenTimeWeight = tokenTime[i];
        loads[static_cast<std::size_t>(i)].firstTokenWeight = firstToken[i];
    }
}

} // namespace

void addMeasuredLoads(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog,
                      std::vector<catalog::ScopedCorrections> &corrections)
{
    catalog::Catalog corrected = catalog;
    corrected.corrections.insert(corrected.corrections.end(), corrections.begin(), corrections.end());
    for (std::size_t i = corrected.corrections.size() - corrections.size(); i < corrected.corrections.size(); ++i)
        corrected.corrections[i].calibration = "being fitted"; // so that no earlier calibration's loads are used beside it
    const auto predictions = predictAll(points, corrected);
    PointMatcher matcher(corrected);
    std::vector<Residuals> found(corrections.size());
    const std::size_t every = 1 + points.size() / mostLoads;
    for (std::size_t i = 0; i < points.size(); i += every) {
        const PointConfiguration &c = points[i].configuration;
        const auto matched = matcher.match(c);
        if (c.mode != "concurrency" || !predictions[i].ok() || !matched)
            continue;
        const auto covers = [&](const catalog::ScopedCorrections &scoped) {
            return scoped.scope.covers(*matched->engine, *matched->accelerator, *matched->model, matched->weightFormat);
        };
        const auto scoped = std::ranges::find_if(corrections, covers);
        if (scoped == corrections.end())
            continue;
        Residuals &residuals = found[static_cast<std::size_t>(scoped - corrections.begin())];
        residuals.loads.push_back(loadOf(c, *matched));
        residuals.tokenTime.push_back(logRatio(points[i].measured.itlSeconds, predictions[i].itlSeconds).value_or(0));
        residuals.firstToken.push_back(logRatio(points[i].measured.ttftSeconds, predictions[i].ttftSeconds).value_or(0));
    }
    for (std::size_t i = 0; i < corrections.size(); ++i) {
        setWeights(found[i]);
        corrections[i].loads = std::move(found[i].loads);
        corrections[i].tokenTimeSpread = found[i].tokenTimeSpread;
        corrections[i].firstTokenSpread = found[i].firstTokenSpread;
    }
}

} // namespace trilemma::evidence

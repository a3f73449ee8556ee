// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/fit.h"

#include "models/evidence/answer_point.h"
#include "models/evidence/fit_parameters.h"

#include <ceres/ceres.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace trilemma::evidence {

namespace {

using catalog::CorrectionField;
using catalog::Corrections;

/// Usual errors of uncalibrated answers: residuals are counted in these.
constexpr double tokenTimeError = 0.10, firstTokenError = 0.30, throughputError = 0.15;

/// One measured point, answered again for each trial of the parameters that bear on it.
class PointResidual {
public:
    PointResidual(const MeasuredPoint &point, const MatchedPoint &matched, std::vector<const CorrectionField *> fields)
        : m_point(point), m_matched(matched), m_fields(std::move(fields))
    {
        const Measurement &m = point.measured;
        add(m.itlSeconds, &Prediction::itlSeconds, tokenTimeError);
        add(m.ttftSeconds, &Prediction::ttftSeconds, firstTokenError);
        if (!m.itlSeconds)
            add(m.outputTokensPerSecond, &Prediction::outputTokensPerSecond, throughputError);
    }

    int size() const { return static_cast<int>(m_targets.size()); }

    bool operator()(double const *const *parameters, double *residuals) const
    {
        Corrections corrections;
        for (std::size_t i = 0; i < m_fields.size(); ++i)
            applyParameter(*m_fields[i], *parameters[i], corrections);
        // Ceres may ask from several threads: constants of its own for each call.
        thread_local catalog::EngineProfile engine;
        thread_local catalog::KernelConstants kernels;
        thread_local const void *from = nullptr;    // what is no figure is copied once
        if (std::exchange(from, m_matched.kernels) != m_matched.kernels) {
            engine = *m_matched.engine;
            kernels = *m_matched.kernels;
        }
        catalog::correct(*m_matched.engine, corrections, engine);
        catalog::correct(*m_matched.kernels, corrections, kernels);
        MatchedPoint matched = m_matched;
        matched.engine = &engine;
        matched.kernels = &kernels;
        matched.corrections *= corrections;
        Prediction prediction;
        if (!answerPoint(m_point.configuration, matched, prediction).empty())
            return false;
        for (std::size_t i = 0; i < m_targets.size(); ++i) {
            const double value = prediction.*m_targets[i].value;
            if (!(value > 0) || !std::isfinite(value))
                return false;
            residuals[i] = std::log(value / m_targets[i].measured) / m_targets[i].error;
        }
        return true;
    }

private:
    struct Target {
        double measured;
        double Prediction::*value;
        double error;
    };
    void add(const std::optional<double> &measured, double Prediction::*value, double error)
    {
        if (measured && *measured > 0)
            m_targets.push_back({*measured, value, error});
    }

    const MeasuredPoint &m_point;
    MatchedPoint m_matched;
    std::vector<const CorrectionField *> m_fields;
    std::vector<Target> m_targets;
};

} // namespace

Fit fit(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog, std::span<const FitTerm> terms)
{
    struct Row {
        PointResidual *residual;
        std::vector<std::size_t> terms;
    };
    PointMatcher matcher(catalog);
    std::vector<Row> rows;
    std::vector<int> bearing(terms.size());
    std::vector<std::unique_ptr<PointResidual>> residuals;
    for (const MeasuredPoint &point : points) {
        if (!unansweredReason(point.configuration).empty())
            continue;
        const auto matched = matcher.match(point.configuration);
        Prediction prediction;
        if (!matched || !answerPoint(point.configuration, *matched, prediction).empty())
            continue;
        Row row{};
        std::vector<const CorrectionField *> fields;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (terms[i].scope.covers(*matched->engine, *matched->accelerator, *matched->model, matched->weightFormat)) {
                row.terms.push_back(i);
                fields.push_back(terms[i].field);
            }
        }
        auto residual = std::make_unique<PointResidual>(point, *matched, std::move(fields));
        if (residual->size() == 0 || row.terms.empty())
            continue;
        for (const std::size_t term : row.terms)
            ++bearing[term];
        row.residual = residual.get();
        residuals.push_back(std::move(residual));
        rows.push_back(std::move(row));
    }

    std::vector<double> parameters(terms.size(), neutralParameter);
    ceres::Problem::Options ownership;
    ownership.cost_function_ownership = ceres::TAKE_OWNERSHIP;
    ownership.loss_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
    ceres::Problem problem(ownership);
    ceres::SoftLOneLoss loss(1);
    ceres::NumericDiffOptions steps;
    steps.relative_step_size = 1e-3;
    std::vector<ceres::ResidualBlockId> blocks;
    for (const Row &row : rows) {
        auto *cost = new ceres::DynamicNumericDiffCostFunction<PointResidual, ceres::FORWARD>(
            row.residual, ceres::DO_NOT_TAKE_OWNERSHIP, steps);
        std::vector<double *> pointers;
        for (const std::size_t term : row.terms) {
            cost->AddParameterBlock(1);
            pointers.push_back(&parameters[term]);
        }
        cost->SetNumResiduals(row.residual->size());
        blocks.push_back(problem.AddResidualBlock(cost, &loss, pointers));
    }
    Fit result;
    result.points = static_cast<int>(rows.size());
    constexpr int fewest = 2;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (bearing[i] == 0)
            continue;
        if (bearing[i] < fewest) {
            problem.SetParameterBlockConstant(&parameters[i]);
            continue;
        }
        ++result.terms;
        boundParameter(problem, *terms[i].field, terms[i].spread, parameters[i]);
    }
    if (result.terms == 0)
        return result;
    ceres::Problem::EvaluateOptions ofPoints;
    ofPoints.residual_blocks = blocks;
    problem.Evaluate(ofPoints, &result.before, nullptr, nullptr, nullptr);
    ceres::Solver::Summary summary;
    ceres::Solve(solverOptions(), &problem, &summary);
    result.converged = summary.IsSolutionUsable();
    problem.Evaluate(ofPoints, &result.after, nullptr, nullptr, nullptr);

    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (bearing[i] < fewest)
            continue;
        auto &all = result.corrections;
        auto found = std::ranges::find(all, terms[i].scope, &catalog::ScopedCorrections::scope);
        if (found == all.end())
            found = all.insert(all.end(), {{}, terms[i].scope, {}, {}, 0, 0, 0, {}});
        applyParameter(*terms[i].field, parameters[i], found->corrections);
    }
    return result;
}

} // namespace trilemma::evidence

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/fit_parameters.h"

#include <ceres/autodiff_cost_function.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace trilemma::evidence {

namespace {

struct Prior {
    double spread;

    template<class T> bool operator()(const T *parameter, T *residual) const
    {
        residual[0] = (*parameter - T(neutralParameter)) / T(spread);
        return true;
    }
};

} // namespace

const catalog::CorrectionField *correctionField(std::string_view id)
{
    return &*std::ranges::find(catalog::correctionFields(), id, &catalog::CorrectionField::id);
}

void applyParameter(const catalog::CorrectionField &field, double parameter, catalog::Corrections &corrections)
{
    const double size = (parameter - neutralParameter) * field.spread;
    if (field.factor)
        corrections.*field.value *= std::exp(size);
    else
        corrections.*field.value += size;
}

void boundParameter(ceres::Problem &problem, const catalog::CorrectionField &field, double spread, double &parameter)
{
    const auto parameterOf = [&](double value) {
        return neutralParameter + (field.factor ? std::log(value) : value) / field.spread;
    };
    problem.AddResidualBlock(new ceres::AutoDiffCostFunction<Prior, 1, 1>(new Prior{spread}), nullptr, &parameter);
    problem.SetParameterLowerBound(&parameter, 0, parameterOf(field.low));
    problem.SetParameterUpperBound(&parameter, 0, parameterOf(field.high));
}

ceres::Solver::Options solverOptions()
{
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::DENSE_NORMAL_CHOLESKY;
    options.max_num_iterations = 20;
    options.function_tolerance = 1e-4;
    options.num_threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    options.logging_type = ceres::SILENT;
    return options;
}

} // namespace trilemma::evidence

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/pass_trace.h"

#include "models/catalog/json_fields.h"
#include "models/evidence/csv.h"
#include "models/evidence/fit_parameters.h"

#include <ceres/ceres.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace trilemma::evidence {

namespace {

constexpr std::array columns{"ctx_tokens",      "ctx_requests",          "ctx_kv_tokens",
                             "decode_requests", "mean_decode_kv_tokens", "latency_ms"};
/// Host time per sequence is not among them: in a trace it looks like decode attention, and would not shrink with TP.
constexpr std::array<const char *, passTerms> fitted{"gpu_time", "prompt_time", "ragged_attention", "host_seconds_per_pass"};
/// Kernel measurements know kernel time better than one trace does, so its prior is narrow.
constexpr std::array<double, fitted.size()> priors{0.05, 1, 1, 1};
/// Usual error of a pass, in which residuals are counted.
constexpr double passError = 0.02;

replica::StepTime stepUnder(const replica::Configuration &configuration, const catalog::Corrections &corrections)
{
    catalog::EngineProfile engine = configuration.engine;
    catalog::KernelConstants kernels = configuration.kernels;
    catalog::correct(configuration.engine, corrections, engine);
    catalog::correct(configuration.kernels, corrections, kernels);
    return replica::StepTime({configuration.model, configuration.accelerator, engine, kernels, configuration.weightFormat,
                              configuration.kvFormat, configuration.placement, configuration.scheduling,
                              configuration.speculation, configuration.routingSkew});
}

/// All passes at once, so that the step's constants are made once for each trial.
struct Residuals {
    std::span<const MeasuredPass> passes;
    const replica::Configuration &configuration;

    bool operator()(double const *const *parameters, double *residuals) const
    {
        catalog::Corrections corrections;
        for (std::size_t i = 0; i < fitted.size(); ++i)
            applyParameter(*correctionField(fitted[i]), *parameters[i], corrections);
        const replica::StepTime step = stepUnder(configuration, corrections);
        for (std::size_t i = 0; i < passes.size(); ++i) {
            const double r = std::log(step.seconds(passes[i].pass) / passes[i].seconds) / passError;
            residuals[i] = std::copysign(std::sqrt(2 * (std::sqrt(1 + r * r) - 1)), r); // soft L1
        }
        return true;
    }
};

using Values = std::array<double, columns.size()>;
using Places = std::array<std::size_t, columns.size()>;

/// Where the columns stand in the header; the Error names the first that is missing.
Result<Places> placesOf(const std::vector<std::string_view> &header)
{
    Places places{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto found = std::ranges::find(header, std::string_view(columns[i]));
        if (found == header.end())
            return Error{{}, columns[i], "a pass trace needs this column"};
        places[i] = static_cast<std::size_t>(found - header.begin());
    }
    return places;
}

Result<Values> valuesOf(const std::vector<std::string_view> &fields, const Places &places)
{
    constexpr double absurd = 1e12;
    Values values{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string_view text = places[i] < fields.size() ? fields[places[i]] : std::string_view();
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), values[i]);
        if (code != std::errc() || end != text.data() + text.size() || !(values[i] >= 0 && values[i] < absurd))
            return Error{{}, columns[i], catalog::brief(std::string(text)) + " is not a count or a time"};
    }
    const auto [promptTokens, prompts, past, sequences, context, milliseconds] = values;
    if (promptTokens > 0 && !(prompts >= 1))
        return Error{{}, columns[1], "prompt tokens of no request"};
    return values;
}

Error located(Error error, std::string_view fileName, const CsvReader &reader)
{
    error.file = fileName;
    error.message += " (line " + std::to_string(reader.line()) + ')';
    return error;
}

} // namespace

bool isPassTrace(std::string_view csv)
{
    CsvReader reader(csv);
    std::vector<std::string_view> header;
    return reader.next(header) && placesOf(header);
}

Result<std::vector<MeasuredPass>> readPassTrace(std::string_view csv, std::string_view fileName)
{
    CsvReader reader(csv);
    std::vector<std::string_view> fields;
    std::vector<MeasuredPass> passes;
    if (reader.next(fields)) {
        const auto places = placesOf(fields);
        if (!places)
            return located(places.error(), fileName, reader);
        while (reader.next(fields)) {
            const auto values = valuesOf(fields, *places);
            if (!values)
                return located(values.error(), fileName, reader);
            const auto [promptTokens, prompts, past, sequences, context, milliseconds] = *values;
            if (milliseconds > 0 && promptTokens + sequences > 0)
                passes.push_back(
                    {{sequences, context, promptTokens, prompts, prompts > 0 ? past / prompts : 0, 1}, milliseconds / 1e3});
        }
    }
    if (!reader.error().empty())
        return Error{std::string(fileName), {}, reader.error()};
    if (passes.empty())
        return Error{std::string(fileName), {}, "no passes in it"};
    return passes;
}

catalog::Corrections fitPasses(std::span<const MeasuredPass> passes, const replica::Configuration &configuration)
{
    std::array<double, fitted.size()> parameters;
    parameters.fill(neutralParameter);
    Residuals residuals{passes, configuration};
    ceres::NumericDiffOptions steps;
    steps.relative_step_size = 1e-3;
    auto *cost =
        new ceres::DynamicNumericDiffCostFunction<Residuals, ceres::FORWARD>(&residuals, ceres::DO_NOT_TAKE_OWNERSHIP, steps);
    cost->SetNumResiduals(static_cast<int>(passes.size()));
    ceres::Problem problem;
    std::vector<double *> pointers;
    for (double &parameter : parameters) {
        cost->AddParameterBlock(1);
        pointers.push_back(&parameter);
    }
    problem.AddResidualBlock(cost, nullptr, pointers);
    for (std::size_t i = 0; i < fitted.size(); ++i)
        boundParameter(problem, *correctionField(fitted[i]), priors[i], parameters[i]);
    ceres::Solver::Summary summary;
    ceres::Solve(solverOptions(), &problem, &summary);
    catalog::Corrections corrections;
    for (std::size_t i = 0; i < fitted.size(); ++i)
        applyParameter(*correctionField(fitted[i]), parameters[i], corrections);
    return corrections;
}

std::vector<double> passRatios(std::span<const MeasuredPass> passes, const replica::Configuration &configuration,
                               const catalog::Corrections &corrections)
{
    const replica::StepTime step = stepUnder(configuration, corrections);
    std::vector<double> ratios;
    ratios.reserve(passes.size());
    for (const MeasuredPass &measured : passes)
        ratios.push_back(step.seconds(measured.pass) / measured.seconds);
    return ratios;
}

} // namespace trilemma::evidence

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/audit_trail.h"

#include "models/scenario/audit_formulas.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"
#include "models/scenario/stated_assumptions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace trilemma::scenario {

namespace {

bool startsName(char c)
{
    return std::islower(static_cast<unsigned char>(c)) != 0;
}

bool continuesName(char c)
{
    return startsName(c) || c == '_' || c == '.' || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// Calls `onText` for what lies between names and `onName` for each name that is no function.
template<class OnName, class OnText> void walk(std::string_view formula, OnName onName, OnText onText)
{
    constexpr std::array<std::string_view, 4> functions{"min", "max", "ceil", "floor"};
    std::size_t from = 0;
    for (std::size_t i = 0; i < formula.size();) {
        const bool insideNumber = i > 0 && continuesName(formula[i - 1]); // the e of 1e6
        if (!startsName(formula[i]) || insideNumber) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < formula.size() && continuesName(formula[end]))
            ++end;
        const std::string_view name = formula.substr(i, end - i);
        if (std::ranges::find(functions, name) == functions.end()) {
            onText(formula.substr(from, i - from));
            onName(name);
            from = end;
        }
        i = end;
    }
    onText(formula.substr(from));
}

std::vector<std::string> inputsOf(std::string_view formula)
{
    std::vector<std::string> names;
    walk(
        formula,
        [&](std::string_view name) {
            if (std::ranges::find(names, name) == names.end())
                names.emplace_back(name);
        },
        [](std::string_view) {});
    return names;
}

double numberOf(const LeverValue &value)
{
    if (const double *number = std::get_if<double>(&value))
        return *number;
    const std::string &text = std::get<std::string>(value);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Unit of the SI value; shown units that are scaled have one of their own.
std::string_view plainUnit(const Lever &lever)
{
    if (const cost::AssumptionRow *row = cost::findAssumption(lever.id))
        return row->unit;
    return lever.unit == "%" ? "share" : lever.unitScale == 1 ? lever.unit : std::string_view();
}

/// Builds one trail; `step` of a name adds it and what it follows from.
class TrailBuilder {
public:
    TrailBuilder(const Scenario &scenario, const Evaluation &evaluation, const catalog::Catalog &catalog,
                 std::chrono::sys_days today)
        : m_scenario(scenario), m_evaluation(evaluation), m_catalog(catalog),
          m_assumptions(statedAssumptions(scenario, catalog, today))
    {
    }

    void add(std::string_view name)
    {
        if (std::ranges::find(m_trail, name, &TrailStep::name) != m_trail.end())
            return;
        const FormulaRow *row = findFormula(name);
        m_trail.push_back(row ? fromRow(*row) : fromLever(name));
        const std::vector<std::string> inputs = m_trail.back().inputs;
        for (const std::string &input : inputs)
            add(input);
    }
    std::vector<TrailStep> trail() && { return std::move(m_trail); }

private:
    TrailStep fromRow(const FormulaRow &row) const
    {
        const std::string formula(row.formulaFor(m_evaluation));
        TrailStep step;
        step.name = row.name;
        step.label = row.label;
        step.unit = row.unit;
        step.formula = formula;
        step.value = row.value(m_evaluation);
        step.inputs = inputsOf(formula);
        if (formula.empty())
            step.source = row.source;
        return step;
    }

    TrailStep fromLever(std::string_view name) const
    {
        TrailStep step;
        step.name = name;
        if (const Lever *lever = findLever(name)) {
            step.label = lever->label;
            step.unit = plainUnit(*lever);
            step.value = numberOf(lever->read(m_scenario, m_catalog));
            step.source = "lever";
        }
        const auto stated = std::ranges::find(m_assumptions, name, &StatedAssumption::id);
        if (stated != m_assumptions.end()) {
            step.value = stated->value;
            step.source = stated->source;
            step.stale = stated->stale;
        }
        return step;
    }

    const Scenario &m_scenario;
    const Evaluation &m_evaluation;
    const catalog::Catalog &m_catalog;
    std::vector<StatedAssumption> m_assumptions;
    std::vector<TrailStep> m_trail;
};

/// As few digits as tell the number apart from every other.
std::string exactText(double value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

} // namespace

const FormulaRow *findFormula(std::string_view name)
{
    for (const auto rows : {costFormulas(), billFormulas(), energyFormulas()}) {
        const auto found = std::ranges::find(rows, name, &FormulaRow::name);
        if (found != rows.end())
            return &*found;
    }
    return nullptr;
}

std::vector<TrailStep> auditTrail(std::string_view metricId, const Scenario &scenario, const Evaluation &evaluation,
                                  const catalog::Catalog &catalog, std::chrono::sys_days today)
{
    const Metric *metric = findMetric(metricId);
    const FormulaRow *row = findFormula(metricId);
    if (!metric || !row || row->formulaFor(evaluation).empty() || !metric->read(evaluation))
        return {};
    TrailBuilder builder(scenario, evaluation, catalog, today);
    builder.add(metricId);
    return std::move(builder).trail();
}

std::string substituted(const TrailStep &step, const std::vector<TrailStep> &trail)
{
    std::string text;
    walk(
        step.formula,
        [&](std::string_view name) {
            const auto input = std::ranges::find(trail, name, &TrailStep::name);
            text += input == trail.end() ? std::string(name) : exactText(input->value);
        },
        [&](std::string_view between) { text += between; });
    return text;
}

std::vector<std::string_view> auditedMetrics()
{
    std::vector<std::string_view> ids;
    for (const Metric &metric : metrics()) {
        const FormulaRow *row = findFormula(metric.id);
        if (row && !row->formula.empty())
            ids.push_back(metric.id);
    }
    return ids;
}

} // namespace trilemma::scenario

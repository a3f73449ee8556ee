// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/batching_text.h"

#include "app/window/load_text.h"
#include "models/scenario/number_text.h"
#include "widgets/chart_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace trilemma::app {

using widgets::number, widgets::BatchingShown;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(BatchingPage)
};

/// "61 ms", "1.4 s".
QString duration(double seconds)
{
    return seconds < 1 ? Texts::tr("%1 ms").arg(number(1e3 * seconds)) : Texts::tr("%1 s").arg(number(seconds));
}

QString exact(int tokens)
{
    return QString::fromStdString(scenario::withThousands(std::to_string(tokens)));
}

QString passText(const scenario::BatchingCurves &curves)
{
    const replica::StepBreakdown &pass = curves.running;
    const auto largest = std::ranges::max_element(pass.seconds) - pass.seconds.begin();
    const QString part = QString::fromLatin1(replica::label(static_cast<replica::StepPart>(largest))).toLower();
    return Texts::tr("A decode pass at batch %1 takes %2, %3 % of it %4; %5 prompt tokens add %6.")
        .arg(number(curves.runningBatch), duration(pass.total))
        .arg(qRound(100 * pass.seconds[static_cast<std::size_t>(largest)] / pass.total))
        .arg(part, number(curves.pieceTokens), duration(curves.pieceSeconds));
}

QString budgetText(const BatchingShown &shown)
{
    const bool isSimulated = shown.study && shown.study->capacityKnown();
    const auto range = isSimulated ? scenario::recommendedBudgets(*shown.study, shown.scenario.slo)
                                   : scenario::recommendedBudgets(shown.curves, shown.scenario.slo);
    if (range.isEmpty())
        return Texts::tr("No token budget keeps the SLO.");
    if (range.least == range.most)
        return Texts::tr("In chunks, a token budget of %1 keeps the SLO at the highest capacity.").arg(exact(range.least));
    return Texts::tr("In chunks, token budgets from %1 to %2 keep the SLO at the highest capacity.")
        .arg(exact(range.least), exact(range.most));
}

/// "one gap of 1.34 s", "3 passes with gaps of up to 570 ms for 1.44 s"
QString stallText(const scenario::PromptInjection &injection)
{
    if (injection.promptPasses <= 1)
        return Texts::tr("one gap of %1").arg(duration(injection.longestGap));
    return Texts::tr("%1 passes with gaps of up to %2 for %3")
        .arg(injection.promptPasses)
        .arg(duration(injection.longestGap), duration(injection.prefillSeconds));
}

} // namespace

SimulationHeading::Text batchingText(const BatchingShown &shown, const scenario::Evaluation &evaluation)
{
    SimulationHeading::Text text = loadText(evaluation);
    if (!shown.curves.problem.empty())
        return text;
    QStringList sentences{passText(shown.curves), budgetText(shown)};
    if (shown.study) {
        text.how = Texts::tr("simulated: %1 requests each, seed %2")
                       .arg(number(static_cast<double>(shown.study->effort.requests)))
                       .arg(shown.study->effort.seed);
        if (!shown.study->capacityKnown())
            text.how += Texts::tr(", a preview");
    }
    text.summary = sentences.join(QLatin1Char(' '));
    return text;
}

QString longPromptText(const scenario::BatchingStudy *study)
{
    if (!study || !study->problem.empty())
        return {};
    const scenario::PromptInjection &chunked = study->chunked, &whole = study->unchunked;
    for (const scenario::PromptInjection *one : {&chunked, &whole}) {
        if (!one->problem.empty())
            return QString::fromStdString(one->problem) + QLatin1Char('.');
    }
    if (chunked.longestGap <= 0 || whole.longestGap <= 0)
        return Texts::tr("%1 tokens at once keep nobody waiting: nobody else is being answered.")
            .arg(exact(study->injectedTokens));
    return Texts::tr("%1 tokens at once, chunked: %2; unchunked: %3 for %4 sequences, %5 tokens late. Usual gap: %6.")
        .arg(exact(study->injectedTokens), stallText(chunked), stallText(whole))
        .arg(whole.sequences)
        .arg(number(whole.delayedTokens), duration(whole.usualGap));
}

} // namespace trilemma::app

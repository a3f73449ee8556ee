// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario_text.h"

#include "models/scenario/levers.h"

#include <QCoreApplication>
#include <QStringList>

namespace trilemma::app {

namespace {

QString qString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QString headingOf(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation, const catalog::Catalog &catalog)
{
    const catalog::LanguageModel *model = scenario::modelOf(scenario, catalog);
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    return QCoreApplication::translate("ScenarioText", "%1 on %2 × %3")
        .arg(qString(model ? model->name : scenario.modelId))
        .arg(evaluation.gpus)
        .arg(qString(accelerator ? accelerator->name : scenario.acceleratorId));
}

QString assumptionsOf(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation, const catalog::Catalog &catalog)
{
    QStringList parts;
    for (const scenario::Lever &lever : scenario::levers()) {
        if (!lever.basic)
            continue;
        const std::string value = scenario::formatLeverValue(lever, lever.read(scenario, catalog), scenario, catalog);
        parts += qString(lever.label) + QLatin1Char(' ') + qString(value);
    }
    const QString known = QCoreApplication::translate("ScenarioText", "Closed form; kernel constants %1, step times ± %2 % (80 % band). Trilemma %3.")
                              .arg(qString(catalog::label(evaluation.provenance)))
                              .arg(qRound(evaluation.relativeError * 100))
                              .arg(QLatin1String(TRILEMMA_VERSION));
    return parts.join(QLatin1String(", ")) + QLatin1String(". ") + known;
}

} // namespace trilemma::app

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/offers_table.h"

#include "models/cost/staleness.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace trilemma::app {

using widgets::number, widgets::qString;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(CostPage)
};

QString className(catalog::ProviderClass provider)
{
    switch (provider) {
    case catalog::ProviderClass::Hyperscaler:
        return Texts::tr("hyperscaler");
    case catalog::ProviderClass::Neocloud:
        return Texts::tr("neocloud");
    case catalog::ProviderClass::Marketplace:
        return Texts::tr("marketplace");
    case catalog::ProviderClass::Any:
        break;
    }
    return Texts::tr("several");
}

QString kindText(const catalog::RentalPrice &offer)
{
    const QString kind = qString(offer.kind);
    if (offer.termYears == 0)
        return kind;
    return offer.termYears == 1 ? Texts::tr("%1, 1 year").arg(kind)
                                : Texts::tr("%1, %2 years").arg(kind, number(offer.termYears));
}

} // namespace

TableText offersTable(const scenario::Scenario &scenario, const catalog::Catalog &catalog, std::chrono::sys_days today)
{
    TableText table;
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    if (!accelerator)
        return table;
    const cost::PriceContext context = priceContext(scenario, catalog);
    const auto used = cost::offersOf(context, scenario.cost.acquisition);
    for (const catalog::RentalPrice &offer : accelerator->rentals) {
        const bool isUsed = std::ranges::find(used, &offer) != used.end();
        const bool isStale = cost::isStale(offer.date, today, scenario.cost.staleAfterDays);
        table.rows.push_back({qString(offer.provider), className(offer.providerClass), kindText(offer),
                              QLatin1Char('$') + number(offer.usdPerGpuHour),
                              isStale ? Texts::tr("%1, stale").arg(qString(offer.date)) : qString(offer.date),
                              isUsed ? Texts::tr("yes") : QString()});
    }
    const cost::Range rent = rentOf(context);
    if (table.rows.empty())
        table.note = Texts::tr("No rent of %1 is on record.").arg(qString(accelerator->name));
    else if (used.empty())
        table.note = Texts::tr("None of them is of a kind that the acquisition asks for.");
    else
        table.note = Texts::tr("The marked ones make a rent of $%1 to $%2, median $%3, by the price book's ratios where their kind is "
                               "another; $%4 is set. A double click or Enter sets the rent of an offer.")
                         .arg(number(rent.low), number(rent.high), number(rent.median), number(scenario.cost.usdPerGpuHour));
    return table;
}

} // namespace trilemma::app

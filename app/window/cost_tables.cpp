// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/cost_tables.h"

#include "app/window/quiet_table.h"
#include "models/scenario/audit_trail.h"
#include "models/scenario/metrics.h"
#include "widgets/chart_text.h"
#include "widgets/cost_figures.h"
#include "widgets/text.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableWidget>

namespace trilemma::app {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(CostPage)
};

/// Why it is not ranked stands in place of figures.
QStringList cellsOf(const decision::RankedHardware &one)
{
    using widgets::dollars, widgets::number;
    const QString name = QString::fromStdString(one.name);
    if (!one.problem.empty()) {
        const QString problem = QString::fromStdString(one.problem);
        return {problem.contains(name) ? problem : Texts::tr("%1: %2").arg(name, problem), {}, {}, {}, {}, {}, {}, {}};
    }
    return {name,
            dollars(one.usdPerGpuHour),
            QString::number(one.tensorParallel),
            QString::number(one.paidGpus),
            dollars(one.usdPerMonth),
            dollars(one.usdPerMillionOutput),
            Texts::tr("%1 ms").arg(number(1e3 * one.itlP99Seconds)),
            Texts::tr("%1 ms").arg(number(1e3 * one.ttftP99Seconds))};
}

} // namespace

QTableWidget *costFigureTable()
{
    QTableWidget *table = quietTable("cost.figures", {Texts::tr("Figure"), Texts::tr("Value"), Texts::tr("Basis")});
    table->setAccessibleName(Texts::tr("Figures of cost; Enter opens the chain of formulas"));
    table->setMinimumHeight(220);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    const auto ids = scenario::auditedMetrics();
    table->setRowCount(static_cast<int>(ids.size()));
    for (int row = 0; row < table->rowCount(); ++row) {
        const scenario::Metric &metric = *scenario::findMetric(ids[static_cast<std::size_t>(row)]);
        setRow(*table, row, {widgets::qString(metric.label), {}, widgets::qString(metric.basis)}, 2, 2);
        table->item(row, 0)->setTextAlignment(Qt::AlignVCenter | Qt::AlignLeft);
        table->item(row, 0)->setToolTip(widgets::qString(metric.definition));
        table->item(row, 0)->setData(Qt::UserRole, widgets::qString(metric.id));
    }
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

void showFigures(QTableWidget &table, const scenario::Evaluation &evaluation)
{
    for (int row = 0; row < table.rowCount(); ++row) {
        const scenario::Metric &metric = *scenario::findMetric(metricOf(table, row).toStdString());
        table.item(row, 1)->setText(QString::fromStdString(scenario::formatMetric(metric, evaluation)));
    }
}

QString metricOf(const QTableWidget &table, int row)
{
    return table.item(row, 0)->data(Qt::UserRole).toString();
}

QTableWidget *hardwareTable()
{
    QTableWidget *table =
        quietTable("cost.ranking", {Texts::tr("Accelerator"), Texts::tr("$/GPU-h"), Texts::tr("TP"), Texts::tr("GPUs"),
                                    Texts::tr("$/month"), Texts::tr("$/M output"), Texts::tr("ITL p99"), Texts::tr("TTFT p99")});
    table->setAccessibleName(Texts::tr("Other hardware for this workload and SLO, sized for the peak"));
    table->setMinimumHeight(260);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    return table;
}

void showHardware(QTableWidget &table, const std::vector<decision::RankedHardware> &ranking)
{
    table.clearSpans();
    table.setRowCount(static_cast<int>(ranking.size()));
    int row = 0;
    for (const decision::RankedHardware &one : ranking) {
        setRow(table, row, cellsOf(one), 0, 0);
        if (!one.problem.empty())
            table.setSpan(row, 0, 1, table.columnCount());
        ++row;
    }
}

} // namespace trilemma::app

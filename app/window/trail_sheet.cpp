// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/trail_sheet.h"

#include "app/window/cost_text.h"
#include "app/window/quiet_table.h"
#include "models/scenario/metrics.h"
#include "widgets/text.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace trilemma::app {

namespace {

constexpr QSize firstSize{920, 520};

QString tr(const char *text)
{
    return QCoreApplication::translate("TrailSheet", text);
}

/// A formula's own line, and the same with values on the next; where a figure has none, its source.
void addStep(QTableWidget &table, const scenario::TrailStep &step, const std::vector<scenario::TrailStep> &trail)
{
    const bool isSet = step.formula.empty();
    const QString source = QString::fromStdString(step.source);
    const int row = table.rowCount();
    table.insertRow(row);
    setRow(table, row,
           {QString::fromStdString(step.name), widgets::qString(scenario::formatNumber(step.value)),
            QString::fromStdString(step.unit),
            isSet ? (step.stale ? tr("%1 [stale]").arg(source) : source)
                  : QStringLiteral("= ") + QString::fromStdString(step.formula)},
           2, 3);
    table.item(row, 0)->setTextAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    if (isSet)
        return;
    table.insertRow(row + 1);
    setRow(table, row + 1, {{}, {}, {}, QStringLiteral("= ") + QString::fromStdString(substituted(step, trail))}, 2, 3);
}

} // namespace

void showTrail(QWidget &parent, const QString &title, const std::vector<scenario::TrailStep> &trail)
{
    auto *dialog = new QDialog(&parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("trail"));
    dialog->setWindowTitle(title);
    dialog->resize(firstSize);
    auto *table = quietTable("trail.steps", {tr("Figure"), tr("Value"), tr("Unit"), tr("How")});
    table->setAccessibleName(tr("Chain of formulas"));
    for (const scenario::TrailStep &step : trail)
        addStep(*table, step, trail);
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setCurrentCell(0, 0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("trail.copy"));
    QObject::connect(copy, &QPushButton::clicked, dialog, [trail] { QApplication::clipboard()->setText(trailText(trail)); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    dialog->open();
}

} // namespace trilemma::app

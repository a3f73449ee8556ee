// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/calibration_panel.h"

#include "app/window/quiet_table.h"
#include "models/scenario/scenario.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::app {

namespace {

constexpr int nameColumn = 0, scopeColumn = 1;

QPushButton *button(const QString &text, const char *name)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    return button;
}

QString scopesText(const CalibrationFile &calibration, const catalog::Catalog &catalog)
{
    const QString first = scopeText(calibration.corrections.front().scope, catalog);
    const auto more = calibration.corrections.size() - 1;
    return more == 0 ? first : CalibrationPanel::tr("%1 and %2 more").arg(first).arg(more);
}

QString allScopes(const CalibrationFile &calibration, const catalog::Catalog &catalog)
{
    QStringList lines;
    for (const catalog::ScopedCorrections &scoped : calibration.corrections)
        lines += scopeText(scoped.scope, catalog);
    return lines.join(QLatin1Char('\n'));
}

bool covers(const CalibrationFile &calibration, const scenario::Scenario &now, const catalog::Catalog &catalog)
{
    const auto *engine = catalog.engine(now.engineId);
    const auto *accelerator = catalog.accelerator(now.acceleratorId);
    const auto *model = now.customModel ? &*now.customModel : catalog.model(now.modelId);
    return engine && accelerator && model && std::ranges::any_of(calibration.corrections, [&](const auto &scoped) {
               return scoped.scope.covers(*engine, *accelerator, *model, now.weightFormat);
           });
}

} // namespace

CalibrationPanel::CalibrationPanel(QWidget *parent)
    : QWidget(parent), m_state(new QLabel), m_calibrate(button(tr("Calibrate..."), "calibration.calibrate")),
      m_saveAs(button(tr("Save as..."), "calibration.saveAs")), m_remove(button(tr("Remove"), "calibration.remove")),
      m_table(quietTable("calibration.table", {tr("Calibration, in use"), tr("Valid for"), tr("Left out"), tr("Before"), tr("Points")}))
{
    setObjectName(QStringLiteral("calibrations"));
    m_state->setObjectName(QStringLiteral("calibration.state"));
    m_state->setWordWrap(true);
    m_table->setToolTip(tr("Left out, before: median error of TPOT, calibrated on other points and as shipped"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(widgets::grid);
    bar->addWidget(m_state, 1);
    for (QPushButton *each : {m_saveAs, m_remove, m_calibrate})
        bar->addWidget(each);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    connect(m_calibrate, &QPushButton::clicked, this, [this] { m_busy ? emit cancelRequested() : emit calibrateRequested(); });
    connect(m_saveAs, &QPushButton::clicked, this, [this] { emit saveAsRequested(chosen()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeRequested(chosen()); });
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &CalibrationPanel::followSelection);
    connect(m_table, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem *item) {
        if (item->column() == nameColumn)
            emit switchRequested(item->row(), item->checkState() == Qt::Checked);
    });
    allowCalibrating(false);
    followSelection();
}

void CalibrationPanel::showCalibrations(const CalibrationFiles &files, const catalog::Catalog &catalog)
{
    m_files = files;
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(static_cast<int>(files.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const CalibrationFile &file = files[static_cast<std::size_t>(row)];
        const auto shown = [](const std::optional<double> &error) { return error ? percent(*error) : QStringLiteral("–"); };
        setRow(*m_table, row,
               {file.name, scopesText(file, catalog), shown(file.leftOut), shown(file.before),
                file.points > 0 ? QString::number(file.points) : QStringLiteral("–")},
               nameColumn, scopeColumn);
        m_table->item(row, nameColumn)->setCheckState(file.on ? Qt::Checked : Qt::Unchecked);
        m_table->item(row, nameColumn)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        m_table->item(row, scopeColumn)->setToolTip(allScopes(file, catalog));
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(scopeColumn, QHeaderView::Stretch);
    m_table->setVisible(!files.empty());
    followSelection();
}

void CalibrationPanel::showScenario(const scenario::Scenario &current, const catalog::Catalog &catalog)
{
    const auto followed = std::ranges::find_if(m_files, [&](const auto &file) { return file.on && covers(file, current, catalog); });
    if (m_files.empty())
        m_state->setText(tr("No calibrations yet: import benchmarks of your own cluster, then fit the model to them."));
    else if (followed == m_files.end())
        m_state->setText(tr("None of the calibrations in use covers the current scenario."));
    else if (!current.calibrated)
        m_state->setText(tr("\"%1\" covers the current scenario, whose lever Calibration is off.").arg(followed->name));
    else
        m_state->setText(tr("The current scenario follows \"%1\".").arg(followed->name));
}

void CalibrationPanel::allowCalibrating(bool points)
{
    m_points = points;
    m_calibrate->setEnabled(m_points || m_busy);
    m_calibrate->setToolTip(m_points ? tr("Fit the model to the imported points") : tr("Import measurements first"));
}

void CalibrationPanel::showBusy(bool busy)
{
    m_busy = busy;
    m_calibrate->setText(busy ? tr("Cancel fitting") : tr("Calibrate..."));
    allowCalibrating(m_points);
}

void CalibrationPanel::followSelection()
{
    for (QPushButton *each : {m_saveAs, m_remove}) {
        each->setVisible(!m_files.empty());
        each->setEnabled(chosen() >= 0);
    }
}

int CalibrationPanel::chosen() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

} // namespace trilemma::app

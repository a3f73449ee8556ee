// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/week_form.h"

#include "app/session_store.h"
#include "models/scenario/fleet_study.h"
#include "models/scenario/levers.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"
#include "widgets/theme.h"
#include "widgets/week_table.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace trilemma::app {

using widgets::number;

namespace {

QString dayTitle(const scenario::Scenario &scenario)
{
    if (scenario.fleet.followsOwnDay())
        return widgets::qString(scenario.fleet.ownDayTitle);
    const fleet::ProfilePreset *preset = fleet::findProfilePreset(scenario.fleet.dayId);
    return preset ? QLatin1String(preset->name) : WeekForm::tr("One peak a day");
}

} // namespace

WeekForm::WeekForm(const scenario::Scenario &scenario, QWidget *parent)
    : QDialog(parent), m_scenario(scenario), m_start(new QComboBox), m_week(new widgets::WeekTable), m_message(new QLabel)
{
    setObjectName(QStringLiteral("weekForm"));
    setWindowTitle(tr("Load by the hour"));
    auto *explanation =
        new QLabel(tr("Type a load for the selected hours, in any unit: only shares of the largest count. Cells of a "
                      "spreadsheet can be pasted."));
    explanation->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("weekForm.message"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText); // titles come from files
    m_message->setMinimumHeight(2 * fontMetrics().lineSpacing());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_use = buttons->addButton(tr("Use these hours"), QDialogButtonBox::AcceptRole);
    m_use->setObjectName(QStringLiteral("weekForm.use"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildStart());
    layout->addWidget(explanation);
    layout->addWidget(m_week, 1);
    layout->addWidget(buildDays());
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    connect(m_week, &widgets::WeekTable::edited, this, [this] {
        m_title = tr("Edited by hand");
        describe();
    });
    startFrom(0);
    m_week->setFocus();
}

/// A cell that is still being edited is committed when it goes, after the members of this.
WeekForm::~WeekForm()
{
    disconnect(m_week, nullptr, this, nullptr);
}

QWidget *WeekForm::buildStart()
{
    m_start->setObjectName(QStringLiteral("weekForm.start"));
    m_start->setAccessibleName(tr("Hours to begin with"));
    m_start->addItem(tr("As it is now"));
    for (const fleet::ProfilePreset &preset : fleet::profilePresets())
        m_start->addItem(tr("%1 (%2)").arg(QLatin1String(preset.name), QLatin1String(preset.timeZone)));
    connect(m_start, &QComboBox::activated, this, &WeekForm::startFrom);
    auto *label = new QLabel(tr("&Begin with"));
    label->setBuddy(m_start);
    auto *file = new QPushButton(tr("From a &file..."));
    file->setObjectName(QStringLiteral("weekForm.file"));
    file->setToolTip(tr("A request trace, or 24 or 168 loads by the hour"));
    file->setAutoDefault(false);
    connect(file, &QPushButton::clicked, this, &WeekForm::fileRequested);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_start, 1);
    layout->addWidget(file);
    return row;
}

QWidget *WeekForm::buildDays()
{
    using Days = widgets::WeekTable::Days;
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("This day to")));
    for (const auto &[text, name, which] :
         {std::tuple{tr("&all days"), "all", Days::All}, {tr("Monday to F&riday"), "weekdays", Days::Weekdays}}) {
        auto *button = new QPushButton(text);
        button->setObjectName(QStringLiteral("weekForm.") + QLatin1String(name));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, m_week, [this, which = which] { m_week->repeatDay(which); });
        layout->addWidget(button);
    }
    layout->addStretch(1);
    return row;
}

/// 0 is the scenario's own.
void WeekForm::startFrom(int preset)
{
    scenario::Scenario begun = m_scenario;
    if (preset > 0)
        begun.fleet.dayId = fleet::profilePresets()[static_cast<std::size_t>(preset) - 1].id;
    m_week->setProfile(scenario::dayProfile(begun));
    m_title = preset > 0 ? m_start->currentText() : dayTitle(m_scenario);
    describe();
}

void WeekForm::takeFile(const QString &path)
{
    m_message->setText(tr("Reading %1…").arg(path));
    m_reading.request({[this, path](const LatestWork::Progress &progress) -> LatestWork::Delivery {
        const Result<QByteArray> bytes = readWholeFile(path);
        const auto day =
            bytes ? evidence::readDay({bytes->constData(), static_cast<std::size_t>(bytes->size())}, path.toStdString(), progress)
                  : Result<evidence::ImportedDay>(bytes.error());
        return [this, day] { showDay(day); };
    }});
}

void WeekForm::showDay(const Result<evidence::ImportedDay> &day)
{
    if (!day) {
        m_message->setText(widgets::qString(day.error().sentence()));
        return;
    }
    m_week->setProfile(day->profile);
    m_title = widgets::qString(day->title);
    describe();
}

void WeekForm::describe()
{
    const auto profile = m_week->profile();
    m_use->setEnabled(profile.has_value());
    if (!profile) {
        m_message->setText(tr("No hour has any load."));
        return;
    }
    const double mean = profile->mean();
    m_message->setText(tr("%1. Mean %2 % of the peak: peak to mean %3 to 1.").arg(m_title, number(100 * mean), number(1 / mean)));
}

QString WeekForm::message() const
{
    return m_message->text();
}

scenario::FleetPlan WeekForm::plan() const
{
    const auto profile = m_week->profile();
    scenario::FleetPlan plan = m_scenario.fleet;
    if (!profile)
        return plan;
    plan.timeZoneHours = 0; // the hours that are shown are the fleet's
    return withOwnDay(plan, *profile, m_title.toStdString());
}

} // namespace trilemma::app

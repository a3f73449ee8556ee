// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_panel.h"

#include "widgets/lever_entry.h"
#include "widgets/lever_row.h"
#include "widgets/lever_section.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace trilemma::widgets {

namespace {

constexpr int nestedLayouts = 5;        ///< controls, row, section, inside of the panel, its viewport

} // namespace

LeverPanel::LeverPanel(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("levers"));
    setAccessibleName(QStringLiteral("Levers"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setMinimumWidth(31 * grid);
    makeSlim(*verticalScrollBar(), themeOf(palette()));
    auto *inside = new QWidget;
    inside->setBackgroundRole(QPalette::Base);
    inside->setAutoFillBackground(true);
    inside->setObjectName(QStringLiteral("levers.inside"));
    auto *layout = new QVBoxLayout(inside);
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    setWidget(inside);
}

LeverPanel::~LeverPanel() = default;

void LeverPanel::build()
{
    auto *layout = static_cast<QVBoxLayout *>(widget()->layout());
    LeverSection *section = nullptr;
    std::string_view group;
    for (const scenario::Lever &lever : scenario::levers()) {
        if (!section || lever.group != group) {
            group = lever.group;
            section = new LeverSection(qString(group));
            layout->addWidget(section);
            connect(section, &LeverSection::unfolded, this, &LeverPanel::updateRows);
            m_sections.push_back(section);
        }
        LeverRow *row = LeverRow::create(lever, lever.range(*m_scenario, *m_catalog), section);
        section->addRow(row);
        connectRow(row);
        row->showScenario(*m_scenario, *m_catalog);
        m_rows.insert(row->leverId(), row);
    }
    layout->addStretch(1);
}

void LeverPanel::connectRow(LeverRow *row)
{
    const QString id = row->leverId();
    connect(row, &LeverRow::edited, this, [this, id](const scenario::LeverValue &value, bool startsGesture) {
        if (startsGesture)
            ++m_gesture;
        emit leverEdited(id, value, m_gesture);
    });
    connect(row, &LeverRow::textCommitted, this, [this, row, id](const QString &text) {
        const auto value = scenario::parseLeverValue(row->lever(), text.toStdString(), *m_scenario, *m_catalog);
        if (!value)
            return row->showError(qString(value.error().message));
        row->showError({});
        if (*value != row->lever().read(*m_scenario, *m_catalog))
            emit leverEdited(id, *value, ++m_gesture);
    });
    connect(row, &LeverRow::resetRequested, this, [this, id] { emit leverReset(id); });
    connect(row, &LeverRow::lockChanged, this, [this, id](bool locked) { emit lockChanged(id, locked); });
    connect(row, &LeverRow::message, this, &LeverPanel::message);
}

void LeverPanel::showScenario(const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    m_scenario = scenario;
    m_catalog = &catalog;
    if (m_sections.empty())
        build();
    updateRows();
}

void LeverPanel::updateRows()
{
    for (const LeverSection *section : m_sections) {
        for (LeverRow *row : section->shownRows())
            row->showScenario(*m_scenario, *m_catalog);
    }
    // Each of the nested layouts asks for the next a turn later, and the window would paint all of itself in between.
    for (int level = 0; level < nestedLayouts; ++level)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

void LeverPanel::showGhost(const scenario::Scenario *baseline)
{
    if (!m_catalog || (baseline ? m_ghost == *baseline : !m_ghost.has_value()))
        return;
    m_ghost = baseline ? std::optional(*baseline) : std::nullopt;
    for (LeverRow *row : std::as_const(m_rows)) {
        if (!m_ghost) {
            row->showGhost(std::nullopt, {});
            continue;
        }
        const scenario::LeverValue value = row->lever().read(*m_ghost, *m_catalog);
        row->showGhost(value, qString(scenario::formatLeverValue(row->lever(), value, *m_ghost, *m_catalog)));
    }
}

void LeverPanel::setLocked(const QString &leverId, bool locked)
{
    if (LeverRow *row = m_rows.value(leverId))
        row->setLocked(locked);
}

bool LeverPanel::isLocked(const QString &leverId) const
{
    const LeverRow *row = m_rows.value(leverId);
    return row && row->isLocked();
}

void LeverPanel::focusLever(const QString &leverId)
{
    LeverRow *row = m_rows.value(leverId);
    if (!row)
        return;
    if (auto *section = qobject_cast<LeverSection *>(row->parentWidget()); section && !row->lever().basic)
        section->setUnfolded(true);
    // A row that was folded has no place yet.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    ensureWidgetVisible(row);
    for (QWidget *part : row->findChildren<QWidget *>()) {
        if ((part->focusPolicy() & Qt::TabFocus) && part->isEnabled()) {
            part->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void LeverPanel::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeSlim(*verticalScrollBar(), themeOf(palette()));
}

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/simulation_heading.h"

#include "app/window/steady_text.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>

namespace trilemma::app {

namespace {

QLabel *label(const QString &name, QFont::Weight weight = QFont::Normal)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setFont(widgets::themeFont(widgets::basePixels, weight));
    return label;
}

enum Column { State, How, Progress, columnCount };

} // namespace

SimulationHeading::SimulationHeading(const QString &prefix, int summaryLines, QWidget *parent)
    : QWidget(parent), m_state(label(prefix + QStringLiteral(".state"), QFont::DemiBold)),
      m_how(label(prefix + QStringLiteral(".how"))), m_summary(new SteadyText(prefix + QStringLiteral(".summary"), summaryLines)),
      m_progress(new QProgressBar)
{
    m_how->setForegroundRole(QPalette::PlaceholderText);
    m_progress->setObjectName(prefix + QStringLiteral(".progress"));
    m_progress->setAccessibleName(tr("Simulation"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 100);
    m_progress->setFixedSize(12 * widgets::grid, widgets::grid);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(widgets::grid / 2, 0, widgets::grid / 2, 0);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_state, 0, State);
    layout->addWidget(m_how, 0, How, Qt::AlignRight);
    layout->addWidget(m_progress, 0, Progress, Qt::AlignVCenter);
    layout->addWidget(m_summary, 1, 0, 1, columnCount);
    layout->setColumnStretch(State, 1);
}

void SimulationHeading::setProgress(double share)
{
    m_progress->setValue(static_cast<int>(100 * share));
}

void SimulationHeading::showText(const Text &text, bool isBusy)
{
    m_state->setText(text.state);
    m_isBad = text.isBad;
    showState();
    m_summary->setText(text.summary);
    m_how->setText(isBusy ? tr("%1 · simulating…").arg(text.how) : text.how);
    m_progress->setVisible(isBusy);
}

void SimulationHeading::showState()
{
    const widgets::Theme theme = widgets::themeOf(palette());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_isBad ? theme.bad : theme.ink);
    m_state->setPalette(colours);
}

void SimulationHeading::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showState();
}

QString SimulationHeading::text() const
{
    return QStringList{m_state->text(), m_summary->text(), m_how->text()}.join(QLatin1Char('\n'));
}

} // namespace trilemma::app

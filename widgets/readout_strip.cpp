// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/readout_strip.h"

#include "widgets/readout_cell.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace trilemma::widgets {

ReadoutStrip::ReadoutStrip(QWidget *parent)
    : QWidget(parent), m_title(new ReadoutCell(QStringLiteral("scenario"))),
      m_throughput(new ReadoutCell(QStringLiteral("throughput"))), m_latency(new ReadoutCell(QStringLiteral("latency"))),
      m_cost(new ReadoutCell(QStringLiteral("cost"))), m_state(new ReadoutCell(QStringLiteral("state")))
{
    setObjectName(QStringLiteral("readouts"));
    setAccessibleName(QStringLiteral("Read-outs"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 1);
    layout->setSpacing(1);
    // In proportion to what the cells have to say.
    layout->addWidget(m_title, 30);
    layout->addWidget(m_throughput, 28);
    layout->addWidget(m_latency, 32);
    layout->addWidget(m_cost, 28);
    layout->addWidget(m_state, 28);
}

void ReadoutStrip::showEvaluation(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                                  const catalog::Catalog &catalog, const scenario::Scenario *baseline,
                                  const scenario::Evaluation *baselineEvaluation)
{
    const ReadoutInput input{scenario, evaluation, catalog, baseline, baselineEvaluation};
    m_title->showReadout(titleReadout(input));
    m_throughput->showReadout(throughputReadout(input));
    m_latency->showReadout(latencyReadout(input));
    m_cost->showReadout(costReadout(input));
    m_state->showReadout(stateReadout(input));
}

QString ReadoutStrip::text() const
{
    QString all;
    for (const ReadoutCell *cell : {m_title, m_throughput, m_latency, m_cost, m_state})
        all += cell->readout().text() + u'\n';
    return all;
}

void ReadoutStrip::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    for (const QWidget *cell : {m_throughput, m_latency, m_cost, m_state})
        painter.fillRect(QRect(cell->x() - 1, 0, 1, height()), theme.line);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

} // namespace trilemma::widgets

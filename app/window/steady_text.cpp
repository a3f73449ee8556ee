// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/steady_text.h"

#include "widgets/theme.h"

#include <QLabel>

#include <algorithm>

namespace trilemma::app {

SteadyText::SteadyText(const QString &name, int leastLines, QWidget *parent)
    : QWidget(parent), m_label(new QLabel(this)), m_leastLines(leastLines)
{
    m_label->setObjectName(name);
    m_label->setFont(widgets::themeFont(widgets::basePixels));
    m_label->setWordWrap(true);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(neededHeight());
}

QString SteadyText::text() const
{
    return m_label->text();
}

int SteadyText::neededHeight() const
{
    const int least = m_leastLines * m_label->fontMetrics().lineSpacing();
    return m_label->text().isEmpty() || m_width == 0 ? least : std::max(least, m_label->heightForWidth(m_width));
}

void SteadyText::setText(const QString &text)
{
    if (text == m_label->text())
        return;
    m_label->setText(text);
    if (const int needed = neededHeight(); needed > height())
        setFixedHeight(needed);
}

void SteadyText::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_label->setGeometry(rect());
    if (width() == m_width)
        return;
    m_width = width();
    setFixedHeight(neededHeight());
}

} // namespace trilemma::app

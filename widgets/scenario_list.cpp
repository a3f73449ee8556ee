// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scenario_list.h"

#include "widgets/lever_entry.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QLabel>
#include <QPainter>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::widgets {
namespace {

/// A dashed outline in the place where the next card will be.
class PinButton : public QAbstractButton {
public:
    PinButton()
    {
        setText(QStringLiteral("+ pin current   Ctrl+P"));
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {14 * grid, QFontMetrics(themeFont(basePixels)).height() + 2 * grid}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = themeOf(palette());
        const bool lively = underMouse() || hasFocus();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(lively ? theme.accent : mixed(theme.line, theme.muted, 0.3), 1, Qt::DashLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter.setFont(themeFont(basePixels - 1));
        painter.setPen(lively ? theme.accent : theme.muted);
        painter.drawText(rect(), Qt::AlignCenter, QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, width() - grid));
    }
};

} // namespace

ScenarioList::ScenarioList(QWidget *parent) : QScrollArea(parent), m_pin(new PinButton)
{
    setObjectName(QStringLiteral("scenarios"));
    setAccessibleName(QStringLiteral("Scenarios"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setMinimumWidth(22 * grid);
    makeSlim(*verticalScrollBar(), themeOf(palette()));
    auto *inside = new QWidget;
    inside->setBackgroundRole(QPalette::Base);
    inside->setAutoFillBackground(true);
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(grid + 4, grid + 4, grid + 4, grid + 4);
    m_layout->setSpacing(grid);
    auto *caption = new QLabel(QStringLiteral("Scenarios"));
    caption->setFont(themeFont(basePixels, QFont::DemiBold));
    m_layout->addWidget(caption);
    m_pin->setObjectName(QStringLiteral("scenarios.pin"));
    m_pin->setAccessibleName(QStringLiteral("Pin the current scenario"));
    m_layout->addWidget(m_pin);
    m_layout->addStretch(1);
    setWidget(inside);
    connect(m_pin, &QAbstractButton::clicked, this, &ScenarioList::requestPin);
}

void ScenarioList::addCard()
{
    const int pinned = static_cast<int>(m_cards.size()) - 1;
    auto *card = new ScenarioCardWidget;
    m_layout->insertWidget(1 + static_cast<int>(m_cards.size()), card);
    m_cards.push_back(card);
    // The pin button comes after every card, also for the Tab key.
    setTabOrder(card, m_pin);
    connect(card, &ScenarioCardWidget::loadRequested, this, [this, pinned] { emit loadRequested(pinned); });
    connect(card, &ScenarioCardWidget::deleteRequested, this, [this, pinned] { emit deleteRequested(pinned); });
    connect(card, &ScenarioCardWidget::baselineRequested, this,
            [this, pinned](bool baseline) { emit baselineRequested(baseline ? pinned : -1); });
    connect(card, &ScenarioCardWidget::renameRequested, this,
            [this, pinned](const QString &name) { emit renameRequested(pinned, name); });
}

void ScenarioList::showCards(const std::vector<ScenarioCard> &cards)
{
    while (m_cards.size() < cards.size())
        addCard();
    while (m_cards.size() > cards.size()) {
        // Later: the card may be the one whose signal led here.
        m_cards.back()->hide();
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    for (std::size_t index = 0; index < cards.size(); ++index)
        m_cards[index]->showCard(cards[index]);
    m_pinned = static_cast<int>(std::count_if(cards.begin(), cards.end(), [](const auto &card) { return !card.current; }));
    const QString help = m_pinned < mostPinned ? QStringLiteral("Keep the current scenario as a ghost to compare with")
                                               : QStringLiteral("Six scenarios are pinned: delete one to pin another");
    if (m_pin->toolTip() != help)
        m_pin->setToolTip(help);
}

void ScenarioList::requestPin()
{
    if (m_pinned < mostPinned)
        emit pinRequested();
    else
        emit message(QStringLiteral("Six scenarios are pinned, the most that stay readable: delete one to pin another."));
}

void ScenarioList::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeSlim(*verticalScrollBar(), themeOf(palette()));
}

} // namespace trilemma::widgets

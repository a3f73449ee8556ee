// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scenario_card.h"

#include <QScrollArea>

#include <vector>

class QAbstractButton;
class QVBoxLayout;

namespace trilemma::widgets {

/// The current scenario and the pinned ones as cards. Indices in signals count pinned scenarios from 0.
class ScenarioList : public QScrollArea {
    Q_OBJECT
public:
    static constexpr int mostPinned = 6;

    explicit ScenarioList(QWidget *parent = nullptr);

    /// The current scenario first, then the pinned in order. Emits nothing.
    void showCards(const std::vector<ScenarioCard> &cards);
    /// Same as the button: emits pinRequested(), or message() with the reason where the list is full.
    void requestPin();

signals:
    void pinRequested();
    /// Index of the pinned scenario to compare against; -1 = none.
    void baselineRequested(int pinned);
    void renameRequested(int pinned, const QString &name);
    void deleteRequested(int pinned);
    /// Make the pinned scenario the current one.
    void loadRequested(int pinned);
    void message(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addCard();

    std::vector<ScenarioCardWidget *> m_cards;
    QVBoxLayout *m_layout;
    QAbstractButton *m_pin;
    int m_pinned = 0;
};

} // namespace trilemma::widgets

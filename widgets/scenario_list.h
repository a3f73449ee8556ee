// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <QScrollArea>
#include <QString>

#include <array>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace trilemma::widgets {

class ScenarioCardWidget;

/// What one card says. Finished strings: an infeasible scenario has its state in place of a figure.
struct ScenarioCard {
    QString name;               ///< "A", or as the user named it
    QString summary;            ///< "2 × TP4, FP8"
    QString throughput;         ///< output tok/s of the fleet at the SLO
    QString itl;                ///< p99, ms
    QString cost;               ///< $ per million output tokens, reservation basis
    int series = 0;             ///< colour of the bar, as in the charts
    bool current = false;       ///< the scenario that the levers turn, not a pinned one
    bool baseline = false;

    bool operator==(const ScenarioCard &) const = default;
};
ScenarioCard scenarioCard(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation, int series,
                          bool current, bool baseline);

/// The current scenario and the pinned ones as cards. Indices in signals count pinned scenarios from 0.
class ScenarioList : public QScrollArea
{
    Q_OBJECT

public:
    static constexpr int mostPinned = 6;

    explicit ScenarioList(QWidget *parent = nullptr);

    /// The current scenario first, then the pinned in order. Emits nothing.
    void showCards(const std::vector<ScenarioCard> &cards);
    /// Same as the button: emits pinRequested(), or message() with the reason where the list is full.
    void requestPin();

Q_SIGNALS:
    void pinRequested();
    /// Index of the pinned scenario to compare against; -1 = none.
    void baselineRequested(int pinned);
    void renameRequested(int pinned, const QString &name);
    void deleteRequested(int pinned);
    /// Make the pinned scenario the current one.
    void loadRequested(int pinned);
    void message(const QString &sentence);

private:
    ScenarioCardWidget *addCard();

    std::vector<ScenarioCardWidget *> m_cards;
    QVBoxLayout *m_layout;
    QPushButton *m_pin;
    int m_pinned = 0;
};

} // namespace trilemma::widgets

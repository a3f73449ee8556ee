// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <QString>
#include <QWidget>

class QLineEdit;
class QMenu;
class QToolButton;

namespace trilemma::widgets {

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

/// One card of the list. A pinned one has a menu, also by right click: Enter loads it, F2 or a double click renames
/// it in place, Delete removes it.
class ScenarioCardWidget : public QWidget {
    Q_OBJECT
public:
    explicit ScenarioCardWidget(QWidget *parent = nullptr);

    void showCard(const ScenarioCard &card);
    const ScenarioCard &card() const { return m_card; }
    void startRenaming();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void loadRequested();
    void baselineRequested(bool baseline);
    void renameRequested(const QString &name);
    void deleteRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void popUpMenu(QPoint at);
    void finishRenaming(bool accept);

    ScenarioCard m_card;
    QToolButton *m_more;
    QLineEdit *m_editor;
};

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/rule_row.h"

#include <vector>

class QAbstractButton;
class QScrollArea;
class QVBoxLayout;

namespace trilemma::widgets {

/// The tuning rules of the objective as a checklist under a title that folds it. Rules that do not apply are folded
/// away until somebody asks for them.
class TuningChecklist : public QWidget {
    Q_OBJECT
public:
    explicit TuningChecklist(QWidget *parent = nullptr);

    /// `title` names the objective. Emits nothing.
    void showRules(const QString &title, const std::vector<RuleText> &rules);
    bool isShown() const { return isVisible() && !isFolded(); }
    bool isFolded() const;
    void setFolded(bool folded);

signals:
    void stepRequested(const QString &ruleId);
    /// Whether anybody can see the rules: they need not be computed otherwise.
    void shownChanged(bool shown);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeRows(std::size_t count);
    void showWhatApplies();

    QAbstractButton *m_title, *m_others;
    QScrollArea *m_scroll;
    QVBoxLayout *m_layout;
    std::vector<RuleRow *> m_rows;
};

} // namespace trilemma::widgets

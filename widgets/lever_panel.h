// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <QHash>
#include <QScrollArea>

#include <optional>
#include <vector>

namespace trilemma::widgets {

class LeverRow;
class LeverSection;

/// Every lever of the table, in sections by group: basic rows shown, the rest unfolded by "more".
/// Shows values and emits edits; what becomes of an edit is the caller's affair.
///
/// Names for tests and assistive tools: row "lever.<id>", its parts "lever.<id>.slider", "lever.<id>.entry",
/// "lever.<id>.combo", one segment "lever.<id>.<option>", unfold button "levers.more.<group>".
class LeverPanel : public QScrollArea {
    Q_OBJECT

public:
    explicit LeverPanel(QWidget *parent = nullptr);
    ~LeverPanel() override;

    /// Emits nothing and touches only what changed. The first call builds the rows. `catalog` must live
    /// until the next call.
    void showScenario(const scenario::Scenario &scenario, const catalog::Catalog &catalog);
    /// A small tick on each slider at the baseline's value; null takes the ticks away. After showScenario.
    void showGhost(const scenario::Scenario *baseline);

    void setLocked(const QString &leverId, bool locked);
    bool isLocked(const QString &leverId) const;
    /// Unfolds what hides the lever, scrolls to it and gives it the focus (tornado bars, WHY line).
    void focusLever(const QString &leverId);

signals:
    /// A value somebody chose. Edits of one drag (or one held key) share one gesture number; numbers start at 1
    /// and never repeat within a panel, so other sources of edits may use negative ones.
    void leverEdited(const QString &leverId, const trilemma::scenario::LeverValue &value, int gesture);
    /// Somebody asked for the default value.
    void leverReset(const QString &leverId);
    void lockChanged(const QString &leverId, bool locked);
    /// One sentence worth a toast: why an option cannot be chosen, what was copied.
    void message(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void updateRows();
    void connectRow(LeverRow *row);

    std::optional<scenario::Scenario> m_scenario;
    std::optional<scenario::Scenario> m_ghost;
    const catalog::Catalog *m_catalog = nullptr;
    std::vector<LeverSection *> m_sections;
    QHash<QString, LeverRow *> m_rows;
    int m_gesture = 0;
};

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace trilemma::widgets {

class LeverCombo;
class LeverEntry;
class LeverLabel;
class LeverSegments;
class LeverSlider;

/// One lever of the panel: its name, its controls and, where somebody typed nonsense, why that cannot be.
class LeverRow : public QWidget {
    Q_OBJECT
public:
    /// A slider and an entry for numbers, segments for few choices, a searchable field for many.
    static LeverRow *create(const scenario::Lever &lever, const scenario::LeverRange &range, QWidget *parent);

    const scenario::Lever &lever() const { return m_lever; }
    QString leverId() const;
    /// Reads value and range through the lever's row; repaints only what changed; emits nothing.
    void showScenario(const scenario::Scenario &scenario, const catalog::Catalog &catalog);
    /// Marks where the baseline stands and says so in the help; empty takes the mark away. `text` as people read it.
    void showGhost(const std::optional<scenario::LeverValue> &value, const QString &text);

    void setLocked(bool locked);
    bool isLocked() const { return m_locked; }
    /// The sentence under the controls; empty takes it away.
    void showError(const QString &sentence);
    QString error() const;
    /// Name, meaning, id, unit and range.
    QString help() const;

signals:
    void edited(const trilemma::scenario::LeverValue &value, bool startsGesture);
    void textCommitted(const QString &text);
    void resetRequested();
    void lockChanged(bool locked);
    void message(const QString &sentence);

protected:
    LeverRow(const scenario::Lever &lever, QWidget *parent);
    virtual void showValue(const QString &text) = 0;
    /// Puts the mark at the baseline's value.
    virtual void placeGhost(const std::optional<scenario::LeverValue> &value) = 0;
    /// The widget that says the lever's name; the row puts it where it belongs.
    LeverLabel *label() const { return m_label; }
    const scenario::LeverValue &value() const { return m_value; }
    const scenario::LeverRange &range() const { return m_range; }
    QString partName(const char *part) const;
    void setControls(QLayout *controls);
    /// Emits edited() where the value differs from the shown one.
    void edit(const scenario::LeverValue &value, bool startsGesture);

    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    const scenario::Lever &m_lever;
    scenario::LeverValue m_value;
    scenario::LeverRange m_range;
    QString m_text, m_rangeText, m_ghostText;
    LeverLabel *m_label;
    QLabel *m_error = nullptr;
    QWidget *m_controls;
    bool m_locked = false;
    bool m_stale = true;        ///< shows an edit that the owner has not confirmed
};

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lever_row.h"
#include "widgets/lever_track.h"

namespace trilemma::widgets {

/// Name and exact entry over a slider.
class LeverNumberRow : public LeverRow {
    Q_OBJECT
public:
    LeverNumberRow(const scenario::Lever &lever, QWidget *parent);

protected:
    void showValue(const QString &text) override;
    void placeGhost(const std::optional<scenario::LeverValue> &value) override;

private:
    void step(int steps, bool held);
    void slide(int position);
    double number() const;

    LeverTrack m_track;
    LeverEntry *m_entry;
    LeverSlider *m_slider;
    std::optional<double> m_ghost;
    bool m_gestureRuns = false;     ///< something was emitted since the slider was grabbed
};

/// Name over segments, or name beside a searchable field.
class LeverChoiceRow : public LeverRow {
    Q_OBJECT
public:
    LeverChoiceRow(const scenario::Lever &lever, bool segmented, QWidget *parent);

protected:
    void showValue(const QString &text) override;
    void placeGhost(const std::optional<scenario::LeverValue> &value) override;

private:
    LeverSegments *m_segments = nullptr;
    LeverCombo *m_combo = nullptr;
    QString m_ghost;
};

} // namespace trilemma::widgets

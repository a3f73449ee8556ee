// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/day_profile.h"

#include <QTableView>

#include <optional>

namespace trilemma::widgets {

/// Load by the hour of a week, a row for each day, edited like a spreadsheet: what is typed goes to every selected hour, blocks
/// of cells are copied and pasted. Loads are of any unit; only their shares of the largest matter. Deeper colour is more load.
class WeekTable : public QTableView {
    Q_OBJECT

public:
    explicit WeekTable(QWidget *parent = nullptr);
    ~WeekTable() override;

    /// Shown as per cent of the peak.
    void setProfile(const fleet::DayProfile &profile);
    /// Empty where no hour has any load.
    std::optional<fleet::DayProfile> profile() const;
    /// The day of the current cell to all others, or from Monday to Friday.
    enum class Days { All, Weekdays };
    void repeatDay(Days days);

    QSize sizeHint() const override;

signals:
    void edited();

protected:
    void commitData(QWidget *editor) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Loads;
    void copy() const;
    void paste();
    void clear();

    Loads *m_loads;
};

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QAbstractButton;
class QVBoxLayout;

namespace trilemma::widgets {

class LeverRow;

/// The levers of one group under a caption; those that are not basic fold away behind "more".
class LeverSection : public QWidget {
    Q_OBJECT
public:
    explicit LeverSection(const QString &group, QWidget *parent = nullptr);

    /// In order. The section owns the row.
    void addRow(LeverRow *row);
    /// In order, without those that are folded away.
    std::vector<LeverRow *> shownRows() const;
    bool isUnfolded() const;
    void setUnfolded(bool unfolded);

signals:
    /// Rows that were hidden are to be brought up to date.
    void unfolded();

private:
    void updateToggle();

    QVBoxLayout *m_layout;
    QAbstractButton *m_toggle;
    std::vector<LeverRow *> m_rows;
};

} // namespace trilemma::widgets

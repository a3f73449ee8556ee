// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;

namespace trilemma::widgets {

/// A few choices side by side, on as many lines as they need, one of them active. Arrow keys move the choice; an
/// option that is ruled out stays visible, greyed, and says why.
class LeverSegments : public QWidget {
    Q_OBJECT
public:
    explicit LeverSegments(QWidget *parent = nullptr);

    /// Names the buttons "<prefix>.<option>". Emits nothing.
    void showOptions(const std::vector<scenario::LeverOption> &options, const QString &prefix, const QString &lever);
    /// Emits nothing. An unknown id leaves none active.
    void showChoice(const QString &optionId);
    /// Marks the baseline's option; empty marks none.
    void showGhost(const QString &optionId);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QString &optionId);
    /// A ruled-out option was clicked.
    void refused(const QString &reason);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    std::vector<std::vector<int>> lines(int width) const;
    void measure();
    void rebuild();
    void layOut();

    std::vector<scenario::LeverOption> m_options;
    std::vector<QAbstractButton *> m_buttons;
    std::vector<int> m_widths;          ///< of the options, pixels: a pass of the panel's layout asks for them many times
    QButtonGroup *m_group;
    QString m_prefix, m_lever;
};

} // namespace trilemma::widgets

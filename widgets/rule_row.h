// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace trilemma::widgets {

/// What one line of the checklist says. Finished strings.
struct RuleText {
    enum class Mark { Kept, Broken, DoesNotApply };
    QString id, title, why;
    Mark mark = Mark::DoesNotApply;
    QString sentence;      ///< why so, with the figures
    QString step, then;    ///< what would keep it, and what the rule says after; empty where nothing is known to
    bool stepHolds = true; ///< false while the levers move: the step was tried on another scenario

    bool operator==(const RuleText &) const = default;
};

/// One rule: mark and title; beneath, where it is open, the sentence and the step, which a click or Enter makes. Space,
/// or a click on the title, opens and closes. A broken rule is open until somebody closes it.
class RuleRow : public QWidget {
    Q_OBJECT
public:
    explicit RuleRow(QWidget *parent = nullptr);

    void showRule(RuleText rule);
    const RuleText &rule() const { return m_rule; }
    bool isOpen() const { return m_open; }
    void setOpen(bool open);

    QSize sizeHint() const override { return {width(), heightForWidth(width())}; }
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void stepRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Boxes {
        QRect title, sentence, step;
    };
    /// Measuring text is slow, and layouts ask often.
    const Boxes &boxes(int width) const;
    Boxes measured(int width) const;
    bool canStep() const { return m_open && m_rule.stepHolds && !m_rule.step.isEmpty(); }
    void setHover(bool hover);

    RuleText m_rule;
    bool m_open = false, m_hover = false;
    mutable Boxes m_boxes;
    mutable int m_boxesWidth = -1;      ///< that m_boxes are for; -1: none
};

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <QComboBox>

#include <vector>

class QStandardItemModel;

namespace trilemma::widgets {

/// Many choices in one field: click or type to search them by any part of their name. What cannot be chosen is
/// listed greyed with the reason as tooltip.
class LeverCombo : public QComboBox {
    Q_OBJECT
public:
    explicit LeverCombo(QWidget *parent = nullptr);

    /// Both emit nothing.
    void showOptions(const std::vector<scenario::LeverOption> &options);
    void showChoice(const QString &optionId, const QString &text);
    /// Marks the field where the baseline's option is another; empty takes the mark away.
    void showGhost(const QString &optionId);
    bool differsFromGhost() const { return !m_ghostId.isEmpty() && m_ghostId != m_shownId; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void showPopup() override;

signals:
    void chosen(const QString &optionId);
    /// Text was committed that names no option.
    void textCommitted(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(int row);
    void commitText();
    /// The row that the text names: by label, by id, or as the only one that contains it; -1 for none.
    int rowFor(const QString &text) const;
    void restore();

    std::vector<scenario::LeverOption> m_options;
    QStandardItemModel *m_items;
    QString m_shownId, m_shownText, m_ghostId;
};

} // namespace trilemma::widgets

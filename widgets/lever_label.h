// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace trilemma::widgets {

/// The name of a lever, elided where it must be, with a padlock where the lever is locked.
class LeverLabel : public QWidget {
    Q_OBJECT
public:
    explicit LeverLabel(const QString &text, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setLocked(bool locked);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void resetRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    QString m_text;
    bool m_locked = false;
};

} // namespace trilemma::widgets

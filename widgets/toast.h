// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace trilemma::widgets {

/// One short sentence over the lower edge of its parent, in place of a dialog. Goes by itself, by click or by Esc;
/// one with an action stays until answered.
class Toast : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Note, Problem };

    explicit Toast(QWidget *parent);

    void showMessage(const QString &sentence, Kind kind = Kind::Note);
    /// With a button, for offers such as "Restore": emits actionTriggered(). Replaces what was shown.
    void showOffer(const QString &sentence, const QString &actionText);
    QString text() const;

signals:
    void actionTriggered();
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void present(const QString &sentence, Kind kind, const QString &actionText);
    void place();
    void dismiss();

    QLabel *m_label;
    QPushButton *m_action;
    QPushButton *m_close;
    QTimer m_timer;
    Kind m_kind = Kind::Note;
};

} // namespace trilemma::widgets

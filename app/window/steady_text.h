// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace trilemma::app {

/// Wrapped text that keeps what is below it in place while it changes: it grows to the height that it needs and gives it back
/// only when it is resized. Layouts around it hear of nothing else, so a new text costs no more than its own painting.
class SteadyText : public QWidget {
    Q_OBJECT

public:
    /// `name` is the label's object name. As high as `leastLines` at least.
    explicit SteadyText(const QString &name, int leastLines = 0, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;
    QLabel &label() { return *m_label; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int neededHeight() const;

    QLabel *m_label;
    int m_leastLines, m_width = 0;
};

} // namespace trilemma::app

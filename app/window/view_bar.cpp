// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/view_bar.h"

#include "widgets/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace trilemma::app {

namespace {

/// Text alone; the view that is shown has a tinted ground.
class ViewButton : public QToolButton {
public:
    using QToolButton::QToolButton;

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(widgets::themeFont(widgets::basePixels, QFont::DemiBold));
        return {metrics.horizontalAdvance(text()) + 3 * widgets::grid, metrics.height() + 4};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const widgets::Theme theme = widgets::themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? QPen(theme.accent, 1, Qt::DotLine) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? QBrush(widgets::mixed(theme.panel, theme.accent, 0.1)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setFont(widgets::themeFont(widgets::basePixels, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(isChecked() ? theme.accent : underMouse() ? theme.ink : theme.muted);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

} // namespace

ViewBar::ViewBar(const QList<QAction *> &views, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("views"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 2 * widgets::grid, 0);
    layout->setSpacing(2);
    for (QAction *view : views) {
        auto *button = new ViewButton(this);
        button->setObjectName(QStringLiteral("views.") + view->objectName());
        button->setDefaultAction(view);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
}

} // namespace trilemma::app

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace trilemma::widgets {
namespace {

/// Long enough to read: a base and a share for each character.
int readingTime(const QString &sentence)
{
    return 3000 + 50 * static_cast<int>(sentence.size());
}

} // namespace

Toast::Toast(QWidget *parent)
    : QFrame(parent), m_label(new QLabel), m_action(new QPushButton), m_close(new QPushButton(QStringLiteral("×")))
{
    setObjectName(QStringLiteral("toast"));
    m_label->setObjectName(QStringLiteral("toast.text"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_action->setObjectName(QStringLiteral("toast.action"));
    m_close->setObjectName(QStringLiteral("toast.close"));
    m_close->setAccessibleName(QStringLiteral("Dismiss"));
    m_close->setFlat(true);
    m_close->setFixedWidth(3 * grid);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * grid, grid, grid, grid);
    layout->setSpacing(grid);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        emit actionTriggered();
    });
    connect(m_close, &QPushButton::clicked, this, &Toast::dismiss);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Toast::dismiss);
    parent->installEventFilter(this);
    hide();
}

void Toast::showMessage(const QString &sentence, Kind kind)
{
    present(sentence, kind, {});
    m_timer.start(readingTime(sentence));
}

void Toast::showOffer(const QString &sentence, const QString &actionText)
{
    m_timer.stop();
    present(sentence, Kind::Note, actionText);
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_label->text();
}

void Toast::present(const QString &sentence, Kind kind, const QString &actionText)
{
    m_kind = kind;
    m_label->setText(sentence);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setAccessibleName(sentence);
    place();
    show();
    raise();
    update();
}

void Toast::place()
{
    const QWidget *around = parentWidget();
    const int most = std::min(around->width() - 4 * grid, 80 * grid);
    const int wanted = m_label->fontMetrics().horizontalAdvance(m_label->text()) + 8 * grid
        + (m_action->isHidden() ? 0 : m_action->sizeHint().width() + grid);
    const int wide = std::max(20 * grid, std::min(most, wanted));
    const int high = std::max(layout()->heightForWidth(wide), 5 * grid);
    setGeometry((around->width() - wide) / 2, around->height() - high - 7 * grid, wide, high);
}

void Toast::dismiss()
{
    m_timer.stop();
    hide();
    emit dismissed();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_kind == Kind::Problem ? theme.bad : mixed(theme.line, theme.muted, 0.4), 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (m_kind == Kind::Problem)
        painter.fillRect(QRectF(1, 6, 3, height() - 12), theme.bad);
}

void Toast::mouseReleaseEvent(QMouseEvent *)
{
    if (m_action->isHidden())
        dismiss();
}

void Toast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace trilemma::widgets

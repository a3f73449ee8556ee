// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/why_line.h"

#include "widgets/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QTextCharFormat>

#include <algorithm>

namespace trilemma::widgets {
namespace {

constexpr int mostLines = 2;

QString caption()
{
    return QStringLiteral("Why");
}

/// A number with the unit that follows it.
const QRegularExpression &figurePattern()
{
    static const QRegularExpression pattern(QStringLiteral(
        R"((?<![\w.])[$]?\d[\d,.]*\d?(?:\s?(?:%|QPS|ms|s|tok/s|GB|tokens|sequences)(?![\w]))?)"));
    return pattern;
}

} // namespace

WhyLine::WhyLine(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("why"));
    setAccessibleName(QStringLiteral("Why"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WhyLine::showExplanation(const QString &binds, const QString &moved, const QString &nextMove)
{
    if (binds == m_binds && moved == m_moved && nextMove == m_nextMove)
        return;
    m_binds = binds;
    m_moved = moved;
    m_nextMove = nextMove;
    setFocusPolicy(nextMove.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setAccessibleDescription(text());
    const QString hint = nextMove.isEmpty() ? QString() : QStringLiteral("<p>Click the next move, or press Enter, to make it.</p>");
    setToolTip(QStringLiteral("<p>%1</p>%2").arg(text().toHtmlEscaped(), hint));
    layOut();
}

QString WhyLine::text() const
{
    QStringList sentences{m_binds, m_moved, m_nextMove};
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QSize WhyLine::sizeHint() const
{
    return {80 * grid, mostLines * QFontMetrics(themeFont(basePixels)).height() + grid + 4};
}

QSize WhyLine::minimumSizeHint() const
{
    return {30 * grid, sizeHint().height()};
}

QRectF WhyLine::textBox() const
{
    const double left = 2 * grid + QFontMetricsF(themeFont(basePixels, QFont::DemiBold)).horizontalAdvance(caption()) + 1.5 * grid;
    return {left, 0, std::max(1.0, width() - left - 2 * grid), static_cast<double>(height())};
}

QList<QTextLayout::FormatRange> WhyLine::formats() const
{
    const Theme theme = themeOf(palette());
    QTextCharFormat plain, figure, moved, next;
    plain.setForeground(theme.ink);
    figure.setForeground(theme.ink);
    figure.setFontWeight(QFont::DemiBold);
    moved.setForeground(theme.accent);
    next.setForeground(m_hover || hasFocus() ? theme.accent : theme.ink);
    next.setFontUnderline(m_hover || hasFocus());
    QList<QTextLayout::FormatRange> ranges;
    const auto add = [&ranges](qsizetype start, qsizetype length, const QTextCharFormat &format) {
        ranges.append({static_cast<int>(start), static_cast<int>(length), format});
    };
    add(0, m_binds.size(), plain);
    for (auto match = figurePattern().globalMatch(m_binds); match.hasNext();) {
        const auto found = match.next();
        add(found.capturedStart(), found.capturedLength(), figure);
    }
    const QString all = text();
    if (!m_moved.isEmpty())
        add(all.indexOf(m_moved, m_binds.size()), m_moved.size(), moved);
    if (!m_nextMove.isEmpty())
        add(all.size() - m_nextMove.size(), m_nextMove.size(), next);
    return ranges;
}

bool WhyLine::breakLines(const QString &text)
{
    const QRectF box = textBox();
    m_layout.setText(text);
    m_layout.setFont(themeFont(basePixels));
    m_layout.setFormats(formats());
    m_layout.beginLayout();
    double y = 0;
    int lines = 0;
    bool whole = true;
    for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
        if (++lines > mostLines) {
            whole = false;
            break;
        }
        line.setLineWidth(box.width());
        line.setPosition(QPointF(0, y));
        y += line.height();
    }
    m_layout.endLayout();
    m_layout.setPosition(QPointF(box.left(), (height() - y) / 2));
    return whole;
}

void WhyLine::layOut()
{
    update();
    const QString shown = text();
    if (breakLines(shown))
        return;
    const QTextLine last = m_layout.lineAt(mostLines - 1);
    qsizetype kept = last.textStart() + last.textLength();
    do {
        kept = shown.lastIndexOf(u' ', kept - 1);
    } while (kept > 0 && !breakLines(shown.left(kept) + QStringLiteral(" …")));
}

bool WhyLine::overNextMove(QPointF position) const
{
    if (m_nextMove.isEmpty())
        return false;
    const qsizetype start = text().size() - m_nextMove.size();
    for (int index = 0; index < m_layout.lineCount(); ++index) {
        const QTextLine line = m_layout.lineAt(index);
        const QRectF box = line.naturalTextRect().translated(m_layout.position());
        if (box.contains(position))
            return line.xToCursor(position.x() - m_layout.position().x(), QTextLine::CursorOnCharacter) >= start;
    }
    return false;
}

void WhyLine::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme.line);
    const QFont bold = themeFont(basePixels, QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.ink);
    if (m_layout.lineCount() > 0)
        painter.drawText(QPointF(2 * grid, m_layout.position().y() + m_layout.lineAt(0).ascent()), caption());
    m_layout.draw(&painter, QPointF(0, 0));
}

void WhyLine::setHover(bool hover)
{
    if (hover == m_hover)
        return;
    m_hover = hover;
    setCursor(hover ? Qt::PointingHandCursor : Qt::ArrowCursor);
    layOut();
}

void WhyLine::mouseMoveEvent(QMouseEvent *event)
{
    setHover(overNextMove(event->position()));
}

void WhyLine::leaveEvent(QEvent *)
{
    setHover(false);
}

void WhyLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && overNextMove(event->position()))
        emit nextMoveClicked();
}

void WhyLine::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (enter && !m_nextMove.isEmpty())
        emit nextMoveClicked();
    else
        event->ignore();
}

void WhyLine::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    layOut();
}

void WhyLine::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    layOut();
}

void WhyLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        layOut();
    QWidget::changeEvent(event);
}

void WhyLine::resizeEvent(QResizeEvent *)
{
    layOut();
}

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scenario_card.h"

#include "models/scenario/metrics.h"
#include "widgets/readout.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace trilemma::widgets {
namespace {

constexpr int barWidth = 4, padding = grid + 2, figureRows = 3;
constexpr int moreSize = 20;

QFont nameFont()
{
    return themeFont(basePixels, QFont::DemiBold);
}

QFont rowFont()
{
    return themeFont(basePixels - 1);
}

double nameHeight()
{
    return QFontMetricsF(nameFont()).height() + 2;
}

QString figure(const char *metricId, const scenario::Evaluation &evaluation)
{
    const scenario::Metric *metric = scenario::findMetric(metricId);
    const auto value = metric ? metric->read(evaluation) : std::nullopt;
    return value ? qString(scenario::formatNumber(*value / metric->unitScale)) : QStringLiteral("–");
}

/// The coloured bar: the left edge of the card's rounded outline, filled.
void paintBar(QPainter &painter, const QRectF &box, const QColor &colour)
{
    QPainterPath outline;
    outline.addRoundedRect(box, 6, 6);
    painter.save();
    painter.setClipRect(QRectF(box.left(), box.top(), barWidth, box.height()));
    painter.fillPath(outline, colour);
    painter.restore();
}

} // namespace

ScenarioCard scenarioCard(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation, int series,
                          bool current, bool baseline)
{
    ScenarioCard card;
    card.name = qString(scenario.name);
    card.summary = placementText(scenario, evaluation.replicas);
    card.throughput = figure("knee.output", evaluation);
    card.itl = figure("itl.p99", evaluation);
    card.cost = figure("cost.output", evaluation);
    if (!evaluation.replica.finite)
        card.itl = QString::fromLatin1(scenario::label(evaluation.state)).toLower();
    card.series = series;
    card.current = current;
    card.baseline = baseline;
    return card;
}

ScenarioCardWidget::ScenarioCardWidget(QWidget *parent)
    : QWidget(parent), m_more(new QToolButton(this)), m_editor(new QLineEdit(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setText(QStringLiteral("⋯"));
    m_more->setAutoRaise(true);
    m_more->setCursor(Qt::PointingHandCursor);
    connect(m_more, &QToolButton::clicked, this, [this] { popUpMenu(m_more->mapToGlobal(QPoint(0, moreSize))); });
    m_editor->hide();
    m_editor->setMaxLength(40);
    m_editor->installEventFilter(this);
    m_editor->setAccessibleName(QStringLiteral("New name"));
    connect(m_editor, &QLineEdit::returnPressed, this, [this] { finishRenaming(true); });
}

void ScenarioCardWidget::showCard(const ScenarioCard &card)
{
    if (card == m_card && !objectName().isEmpty())
        return;
    m_card = card;
    setObjectName(card.current ? QStringLiteral("card.current") : QStringLiteral("card.") + card.name);
    setFocusPolicy(card.current ? Qt::NoFocus : Qt::StrongFocus);
    m_more->setVisible(!card.current);
    m_more->setObjectName(objectName() + QStringLiteral(".more"));
    m_editor->setObjectName(objectName() + QStringLiteral(".name"));
    m_more->setAccessibleName(QStringLiteral("More about scenario ") + card.name);
    const QString role = card.current ? QStringLiteral(", current") : card.baseline ? QStringLiteral(", baseline") : QString();
    setAccessibleName(QStringLiteral("Scenario %1%2").arg(card.name, role));
    const QString said = QStringLiteral("%1: %2 output tok/s at the SLO, p99 ITL %3 ms, $%4 per million output tokens")
                             .arg(card.summary, card.throughput, card.itl, card.cost);
    setAccessibleDescription(said);
    setToolTip(card.current ? said : said + QStringLiteral("\nDouble click renames, Enter loads it into the levers"));
    update();
}

QSize ScenarioCardWidget::sizeHint() const
{
    const double rows = figureRows * QFontMetricsF(rowFont()).height();
    return {20 * grid, static_cast<int>(nameHeight() + rows + 2 * padding)};
}

QSize ScenarioCardWidget::minimumSizeHint() const
{
    return {14 * grid, sizeHint().height()};
}

void ScenarioCardWidget::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.line, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(box, 6, 6);
    paintBar(painter, box, theme.style(m_card.series).colour);

    const QRectF inside = QRectF(rect()).adjusted(barWidth + padding, padding, -padding, -padding);
    QRectF line(inside.topLeft(), QSizeF(inside.width() - (m_card.current ? 0 : moreSize), nameHeight()));
    const QString role = m_card.current ? QStringLiteral("current") : m_card.baseline ? QStringLiteral("baseline") : QString();
    const double roleWidth = role.isEmpty() ? 0 : QFontMetricsF(axisFont()).horizontalAdvance(role) + 6;
    const QFontMetricsF metrics(nameFont());
    const QString name =
        metrics.elidedText(m_card.name + QStringLiteral(" · ") + m_card.summary, Qt::ElideRight, line.width() - roleWidth);
    painter.setFont(nameFont());
    painter.setPen(theme.ink);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(axisFont());
    painter.setPen(theme.muted);
    painter.drawText(line.adjusted(metrics.horizontalAdvance(name) + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, role);

    painter.setFont(rowFont());
    const double rowHeight = QFontMetricsF(rowFont()).height();
    QRectF row(inside.left(), line.bottom(), inside.width(), rowHeight);
    const auto paintRow = [&](const QString &label, const QString &value) {
        painter.setPen(theme.muted);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, label);
        painter.setPen(theme.ink);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, value);
        row.translate(0, rowHeight);
    };
    paintRow(QStringLiteral("tok/s at SLO"), m_card.throughput);
    paintRow(QStringLiteral("p99 ITL, ms"), m_card.itl);
    paintRow(QStringLiteral("$/M out"), m_card.cost);
}

void ScenarioCardWidget::resizeEvent(QResizeEvent *)
{
    m_more->setGeometry(width() - moreSize - 4, 6, moreSize, moreSize);
    m_editor->setGeometry(barWidth + 4, 5, width() - barWidth - 8, static_cast<int>(nameHeight()) + 8);
}

void ScenarioCardWidget::popUpMenu(QPoint at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(QStringLiteral("Load into the levers"), this, &ScenarioCardWidget::loadRequested);
    menu->addAction(m_card.baseline ? QStringLiteral("Stop comparing with it") : QStringLiteral("Make it the baseline"), this,
                    [this] { emit baselineRequested(!m_card.baseline); });
    menu->addAction(QStringLiteral("Rename"), this, &ScenarioCardWidget::startRenaming);
    menu->addSeparator();
    menu->addAction(QStringLiteral("Delete"), this, &ScenarioCardWidget::deleteRequested);
    menu->popup(at);
}

void ScenarioCardWidget::startRenaming()
{
    if (m_card.current)
        return;
    m_editor->setText(m_card.name);
    m_editor->selectAll();
    m_editor->show();
    m_editor->raise();
    m_editor->setFocus();
}

void ScenarioCardWidget::finishRenaming(bool accept)
{
    if (m_editor->isHidden())
        return;
    const QString name = m_editor->text().trimmed();
    m_editor->hide();
    setFocus();
    if (accept && !name.isEmpty() && name != m_card.name)
        emit renameRequested(name);
}

bool ScenarioCardWidget::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        finishRenaming(true);
    if (watched == m_editor && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        finishRenaming(false);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ScenarioCardWidget::keyPressEvent(QKeyEvent *event)
{
    if (m_card.current)
        return event->ignore();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: return emit loadRequested();
    case Qt::Key_F2: return startRenaming();
    case Qt::Key_Delete: return emit deleteRequested();
    case Qt::Key_Menu: return popUpMenu(mapToGlobal(rect().center()));
    default: event->ignore();
    }
}

void ScenarioCardWidget::mouseDoubleClickEvent(QMouseEvent *)
{
    startRenaming();
}

void ScenarioCardWidget::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_card.current)
        popUpMenu(event->globalPos());
}

} // namespace trilemma::widgets

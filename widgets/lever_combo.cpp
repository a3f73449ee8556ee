// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_combo.h"

#include "widgets/lever_entry.h"
#include "widgets/text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QWheelEvent>

namespace trilemma::widgets {
namespace {

constexpr int mostVisible = 14;
constexpr int arrowWidth = 20;

} // namespace

LeverCombo::LeverCombo(QWidget *parent) : QComboBox(parent), m_items(new QStandardItemModel(this))
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setModel(m_items);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    auto *search = new QCompleter(m_items, this);
    search->setCompletionMode(QCompleter::PopupCompletion);
    search->setFilterMode(Qt::MatchContains);
    search->setCaseSensitivity(Qt::CaseInsensitive);
    search->setMaxVisibleItems(mostVisible);
    setCompleter(search);
    QPalette clear;
    clear.setColor(QPalette::Base, Qt::transparent);
    lineEdit()->setPalette(clear);
    lineEdit()->setFrame(false);
    lineEdit()->setContextMenuPolicy(Qt::NoContextMenu);
    lineEdit()->installEventFilter(this);
    connect(this, &QComboBox::activated, this, &LeverCombo::choose);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &LeverCombo::commitText);
}

void LeverCombo::showOptions(const std::vector<scenario::LeverOption> &options)
{
    if (options == m_options)
        return;
    m_options = options;
    const QSignalBlocker quiet(this);
    m_items->clear();
    for (const auto &option : m_options) {
        auto *item = new QStandardItem(qString(option.label));
        item->setEnabled(option.disabledReason.empty());
        item->setToolTip(qString(option.disabledReason));
        m_items->appendRow(item);
    }
    restore();
}

void LeverCombo::showChoice(const QString &optionId, const QString &text)
{
    if (optionId == m_shownId && text == m_shownText && lineEdit()->isModified())
        return;
    m_shownId = optionId;
    m_shownText = text;
    restore();
}

void LeverCombo::showGhost(const QString &optionId)
{
    m_ghostId = optionId;
    update();
}

void LeverCombo::restore()
{
    const QSignalBlocker quiet(this);
    const QSignalBlocker quietLine(lineEdit());
    int row = -1;
    for (int index = 0; index < static_cast<int>(m_options.size()); ++index) {
        if (m_shownId == QLatin1StringView(m_options[static_cast<std::size_t>(index)].id.c_str()))
            row = index;
    }
    setCurrentIndex(row);
    lineEdit()->setText(row >= 0 ? itemText(row) : m_shownText);
    lineEdit()->setCursorPosition(0);
}

void LeverCombo::choose(int row)
{
    if (row < 0 || row >= static_cast<int>(m_options.size()))
        return;
    const QString id = qString(m_options[static_cast<std::size_t>(row)].id);
    lineEdit()->setModified(false);
    lineEdit()->setCursorPosition(0);
    if (id != m_shownId)
        emit chosen(id);
}

int LeverCombo::rowFor(const QString &text) const
{
    int found = -1, matches = 0;
    for (int row = 0; row < count(); ++row) {
        const QString id = qString(m_options[static_cast<std::size_t>(row)].id);
        if (itemText(row).compare(text, Qt::CaseInsensitive) == 0 || id.compare(text, Qt::CaseInsensitive) == 0)
            return row;
        if (itemText(row).contains(text, Qt::CaseInsensitive)) {
            found = row;
            ++matches;
        }
    }
    return matches == 1 ? found : -1;
}

void LeverCombo::commitText()
{
    const QString typed = lineEdit()->text().trimmed();
    if (!lineEdit()->isModified() || typed.isEmpty())
        return restore();
    const int row = rowFor(typed);
    restore();
    if (row >= 0 && m_options[static_cast<std::size_t>(row)].disabledReason.empty())
        return choose(row);
    emit textCommitted(typed);
}

void LeverCombo::showPopup()
{
    lineEdit()->setFocus(Qt::PopupFocusReason);
    lineEdit()->selectAll();
    completer()->setCompletionPrefix(QString());
    completer()->complete();
    const auto matches = completer()->completionModel()->match(completer()->completionModel()->index(0, 0), Qt::DisplayRole,
                                                              lineEdit()->text(), 1, Qt::MatchFixedString);
    if (!matches.isEmpty())
        completer()->popup()->scrollTo(matches.front(), QAbstractItemView::PositionAtCenter);
}

bool LeverCombo::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == lineEdit() && event->type() == QEvent::MouseButtonRelease
        && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton && !lineEdit()->isModified()) {
        showPopup();
        return true;
    }
    if (watched == lineEdit() && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QComboBox::eventFilter(watched, event);
}

QSize LeverCombo::sizeHint() const
{
    return {16 * grid, scaledFieldHeight()};
}

QSize LeverCombo::minimumSizeHint() const
{
    return {10 * grid, scaledFieldHeight()};
}

void LeverCombo::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    paintField(painter, rect(), theme, lineEdit()->hasFocus(), isEnabled());
    if (differsFromGhost()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.style(1).colour);
        painter.drawRoundedRect(QRectF(2, 6, 3, height() - 12), 1.5, 1.5);
    }
    const QPointF middle(width() - arrowWidth / 2.0 - 1, height() / 2.0 + 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? theme.ink : theme.muted);
    painter.drawPolygon(QPolygonF{middle + QPointF(-4, -2.5), middle + QPointF(4, -2.5), middle + QPointF(0, 2.5)});
}

void LeverCombo::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace trilemma::widgets

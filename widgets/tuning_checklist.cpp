// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tuning_checklist.h"

#include "widgets/lever_entry.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::widgets {
namespace {

/// A line of text with a wedge that points at what it folds and unfolds; checked is unfolded.
class FoldButton : public QAbstractButton {
public:
    explicit FoldButton(QFont::Weight weight) : m_weight(weight)
    {
        setCheckable(true);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    /// At the right end, in grey.
    void setRemark(const QString &remark)
    {
        m_remark = remark;
        update();
    }
    QSize sizeHint() const override { return {14 * grid, QFontMetrics(font()).height() + grid}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = themeOf(palette());
        const bool strong = m_weight > QFont::Normal;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(hasFocus() || underMouse() ? theme.accent : theme.muted);
        const QPointF tip(4, height() / 2.0);
        painter.drawPolygon(isChecked() ? QPolygonF{tip + QPointF(-4, -2), tip + QPointF(4, -2), tip + QPointF(0, 3)}
                                        : QPolygonF{tip + QPointF(-2, -4), tip + QPointF(-2, 4), tip + QPointF(3, 0)});
        const QRect box = rect().adjusted(10 + grid, 0, 0, 0);
        painter.setFont(themeFont(axisPixels));
        painter.setPen(theme.muted);
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, m_remark);
        const int room = box.width() - (m_remark.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(m_remark) + 4);
        painter.setFont(themeFont(strong ? basePixels : axisPixels, m_weight));
        painter.setPen(hasFocus() ? theme.accent : strong ? theme.ink : theme.muted);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
    }

private:
    QFont::Weight m_weight;
    QString m_remark;
};

} // namespace

TuningChecklist::TuningChecklist(QWidget *parent)
    : QWidget(parent), m_title(new FoldButton(QFont::DemiBold)), m_others(new FoldButton(QFont::Normal)),
      m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("rules"));
    setAccessibleName(QStringLiteral("Tuning rules"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title->setObjectName(QStringLiteral("rules.title"));
    m_title->setChecked(true);
    m_others->setObjectName(QStringLiteral("rules.others"));
    m_scroll->setObjectName(QStringLiteral("rules.scroll"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    makeSlim(*m_scroll->verticalScrollBar(), themeOf(palette()));

    auto *inside = new QWidget;
    inside->setBackgroundRole(QPalette::Base);
    inside->setAutoFillBackground(true);
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(grid + 4, 0, grid + 4, grid);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_others);
    m_layout->addStretch(1);
    m_scroll->setWidget(inside);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(grid + 4, 0, grid + 4, 0);
    top->addWidget(m_title);
    layout->addLayout(top);
    layout->addWidget(m_scroll, 1);
    setFolded(false);
    connect(m_title, &QAbstractButton::toggled, this, [this](bool open) {
        setFolded(!open);
        emit shownChanged(isShown());
    });
    connect(m_others, &QAbstractButton::toggled, this, &TuningChecklist::showWhatApplies);
}

void TuningChecklist::makeRows(std::size_t count)
{
    while (m_rows.size() > count) {
        // Later: the row may be the one whose signal led here.
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < count) {
        auto *row = new RuleRow;
        m_layout->insertWidget(static_cast<int>(m_rows.size()), row);
        setTabOrder(m_rows.empty() ? m_title : static_cast<QWidget *>(m_rows.back()), row);
        m_rows.push_back(row);
        connect(row, &RuleRow::stepRequested, this, [this, row] { emit stepRequested(row->rule().id); });
    }
    if (!m_rows.empty())
        setTabOrder(m_rows.back(), m_others);
}

void TuningChecklist::showRules(const QString &title, const std::vector<RuleText> &rules)
{
    if (rules.size() != m_rows.size())
        makeRows(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i)
        m_rows[i]->showRule(rules[i]);
    const auto count = [&rules](RuleText::Mark mark) { return std::ranges::count(rules, mark, &RuleText::mark); };
    const auto kept = count(RuleText::Mark::Kept), asked = kept + count(RuleText::Mark::Broken);
    m_title->setText(title);
    static_cast<FoldButton *>(m_title)->setRemark(QStringLiteral("%1/%2").arg(kept).arg(asked));
    m_title->setAccessibleName(QStringLiteral("%1, %2 of %3 kept").arg(title).arg(kept).arg(asked));
    const auto others = count(RuleText::Mark::DoesNotApply);
    m_others->setText(others == 1 ? QStringLiteral("1 does not apply") : QStringLiteral("%1 do not apply").arg(others));
    m_others->setAccessibleName(m_others->text());
    m_others->setVisible(others > 0);
    showWhatApplies();
}

void TuningChecklist::showWhatApplies()
{
    for (RuleRow *row : m_rows) {
        row->setVisible(row->rule().mark != RuleText::Mark::DoesNotApply || m_others->isChecked());
    }
}

bool TuningChecklist::isFolded() const
{
    return !m_title->isChecked();
}

void TuningChecklist::setFolded(bool folded)
{
    m_title->setChecked(!folded);
    m_scroll->setVisible(!folded);
    const int bar = m_title->sizeHint().height() + 2 * grid;
    setMinimumHeight(folded ? bar : 14 * grid);
    setMaximumHeight(folded ? bar : QWIDGETSIZE_MAX);
}

void TuningChecklist::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit shownChanged(isShown());
}

void TuningChecklist::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    emit shownChanged(isShown());
}

void TuningChecklist::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeSlim(*m_scroll->verticalScrollBar(), themeOf(palette()));
}

} // namespace trilemma::widgets

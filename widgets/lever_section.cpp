// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_section.h"

#include "widgets/lever_entry.h"
#include "widgets/lever_row.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace trilemma::widgets {
namespace {

/// Caption of a section in small capitals; follows the palette by itself.
class Caption : public QWidget {
public:
    explicit Caption(const QString &text) : m_text(text.toUpper())
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAccessibleName(text);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(captionFont());
        return {metrics.horizontalAdvance(m_text) + 2, metrics.height() + 4};
    }
    QSize minimumSizeHint() const override { return {6 * grid, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(captionFont());
        painter.setPen(themeOf(palette()).muted);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(painter.font()).elidedText(m_text, Qt::ElideRight, width()));
    }

private:
    static QFont captionFont()
    {
        QFont font = themeFont(axisPixels, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
        return font;
    }
    QString m_text;
};

/// "5 more" or "less", quiet text with a chevron.
class FoldButton : public QAbstractButton {
public:
    FoldButton()
    {
        setCheckable(true);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(axisFont());
        return {metrics.horizontalAdvance(text()) + 2 * grid + 4, metrics.height() + 4};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = themeOf(palette());
        const QColor colour = underMouse() || hasFocus() ? theme.accent : theme.muted;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(axisFont());
        painter.setPen(colour);
        painter.drawText(rect().adjusted(2, 0, -14, 0), Qt::AlignRight | Qt::AlignVCenter, text());
        const double turn = isChecked() ? -1 : 1;
        const QPointF tip(width() - 6, height() / 2.0 + 2 * turn);
        painter.setPen(QPen(colour, 1.5));
        painter.drawPolyline(QPolygonF{tip + QPointF(-3.5, -3.5 * turn), tip, tip + QPointF(3.5, -3.5 * turn)});
        if (hasFocus())
            painter.drawLine(QPointF(4, height() - 1), QPointF(width() - 14, height() - 1));
    }
};

} // namespace

LeverSection::LeverSection(const QString &group, QWidget *parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this)), m_toggle(new FoldButton)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    auto *header = new QHBoxLayout;
    header->setSpacing(grid);
    header->addWidget(new Caption(group), 1);
    header->addWidget(m_toggle);
    m_layout->addLayout(header);
    m_toggle->setObjectName(QStringLiteral("levers.more.") + group);
    m_toggle->setAccessibleDescription(group);
    m_toggle->hide();
    updateToggle();
    connect(m_toggle, &QAbstractButton::toggled, this, &LeverSection::setUnfolded);
}

void LeverSection::addRow(LeverRow *row)
{
    m_layout->addWidget(row);
    m_rows.push_back(row);
    if (row->lever().basic)
        return;
    row->setVisible(isUnfolded());
    m_toggle->show();
    updateToggle();
}

std::vector<LeverRow *> LeverSection::shownRows() const
{
    std::vector<LeverRow *> shown;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(shown),
                 [this](const LeverRow *row) { return row->lever().basic || isUnfolded(); });
    return shown;
}

bool LeverSection::isUnfolded() const
{
    return m_toggle->isChecked();
}

void LeverSection::setUnfolded(bool unfold)
{
    m_toggle->setChecked(unfold);
    for (LeverRow *row : m_rows)
        row->setVisible(row->lever().basic || unfold);
    updateToggle();
    if (unfold)
        emit unfolded();
}

void LeverSection::updateToggle()
{
    const auto extra = std::count_if(m_rows.begin(), m_rows.end(), [](const LeverRow *row) { return !row->lever().basic; });
    m_toggle->setText(isUnfolded() ? QStringLiteral("less") : QStringLiteral("%1 more").arg(extra));
    m_toggle->setAccessibleName(m_toggle->accessibleDescription() + QStringLiteral(": ") + m_toggle->text());
    m_toggle->updateGeometry();
}

} // namespace trilemma::widgets

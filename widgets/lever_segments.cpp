// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_segments.h"

#include "widgets/lever_entry.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QEvent>
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace trilemma::widgets {
namespace {

constexpr int lineGap = 4;
constexpr int textMargin = 7;

/// One option. Knows whether it ends its line, for the rounded corners.
class Segment : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;
    bool first = false, last = false, ghost = false;

    QSize sizeHint() const override { return {6 * grid, scaledFieldHeight()}; }

protected:
    bool event(QEvent *event) override
    {
        // Qt's disabled buttons swallow clicks; the row is to say why this one cannot be chosen.
        if (!isEnabled() && event->type() == QEvent::MouseButtonPress) {
            event->ignore();
            return false;
        }
        return QAbstractButton::event(event);
    }
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(first ? 1 : -8, 1, last ? -1 : 8, -1);
        painter.setClipRect(rect());
        painter.setPen(QPen(theme.line, 1));
        painter.setBrush(isChecked() ? theme.accent : theme.field);
        if (isChecked() && !isEnabled())
            painter.setBrush(mixed(theme.panel, theme.accent, 0.5));
        painter.drawRoundedRect(box, 5, 5);
        if (!last) {
            painter.setPen(QPen(theme.line, 1));
            painter.drawLine(QPointF(width() - 0.5, 1.5), QPointF(width() - 0.5, height() - 1.5));
        }
        painter.setFont(themeFont(basePixels - 1, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(textColour(theme));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextHideMnemonic, text());
        if (ghost) {
            painter.setPen(QPen(theme.style(1).colour, 2));
            painter.drawLine(QPointF(width() / 2.0 - 6, height() - 3), QPointF(width() / 2.0 + 6, height() - 3));
        }
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(isChecked() ? textColour(theme) : theme.accent, 1, Qt::DotLine));
            painter.drawRoundedRect(QRectF(rect()).adjusted(3.5, 3.5, -3.5, -3.5), 3, 3);
        }
    }

private:
    QColor textColour(const Theme &theme) const
    {
        if (isChecked())
            return readableOn(theme.accent);
        return isEnabled() ? (underMouse() ? theme.ink : mixed(theme.muted, theme.ink, 0.4))
                           : mixed(theme.field, theme.muted, 0.45);
    }
};

bool sameNames(const std::vector<scenario::LeverOption> &a, const std::vector<scenario::LeverOption> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto &x, const auto &y) { return x.id == y.id && x.label == y.label; });
}

} // namespace

LeverSegments::LeverSegments(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int index) { emit chosen(qString(m_options[static_cast<std::size_t>(index)].id)); });
}

void LeverSegments::showOptions(const std::vector<scenario::LeverOption> &options, const QString &prefix,
                                const QString &lever)
{
    const bool fresh = m_buttons.empty() || prefix != m_prefix || !sameNames(options, m_options);
    m_options = options;
    m_prefix = prefix;
    m_lever = lever;
    if (fresh)
        rebuild();
    for (std::size_t index = 0; index < m_options.size(); ++index) {
        const QString reason = qString(m_options[index].disabledReason);
        if (reason == m_buttons[index]->toolTip() && reason.isEmpty() == m_buttons[index]->isEnabledTo(this))
            continue;
        m_buttons[index]->setEnabled(reason.isEmpty());
        m_buttons[index]->setToolTip(reason);
        m_buttons[index]->setAccessibleDescription(reason);
    }
}

/// Buttons that are there already are taken again: another accelerator changes labels, and making widgets is slow.
void LeverSegments::rebuild()
{
    while (m_buttons.size() > m_options.size()) {
        delete m_buttons.back();
        m_buttons.pop_back();
    }
    while (m_buttons.size() < m_options.size()) {
        auto *segment = new Segment(this);
        segment->setCheckable(true);
        segment->setFocusPolicy(Qt::StrongFocus);
        segment->setAttribute(Qt::WA_Hover);
        m_group->addButton(segment, static_cast<int>(m_buttons.size()));
        m_buttons.push_back(segment);
        segment->show();
    }
    for (std::size_t index = 0; index < m_options.size(); ++index) {
        const QString label = qString(m_options[index].label);
        QAbstractButton &segment = *m_buttons[index];
        segment.setObjectName(m_prefix + u'.' + qString(m_options[index].id));
        segment.setText(QString(label).replace(u'&', QStringLiteral("&&")));
        segment.setAccessibleName(m_lever + QStringLiteral(": ") + label);
    }
    measure();
}

void LeverSegments::measure()
{
    const QFontMetrics metrics(themeFont(basePixels - 1, QFont::DemiBold));
    std::vector<int> widths;
    for (const auto &option : m_options)
        widths.push_back(metrics.horizontalAdvance(qString(option.label)) + 2 * textMargin);
    m_widths = std::move(widths);
    updateGeometry();
    layOut();
}

void LeverSegments::showChoice(const QString &optionId)
{
    for (std::size_t index = 0; index < m_options.size(); ++index) {
        if (optionId == QLatin1StringView(m_options[index].id.c_str()))
            return m_buttons[index]->setChecked(true);
    }
    if (QAbstractButton *active = m_group->checkedButton()) {
        m_group->setExclusive(false);
        active->setChecked(false);
        m_group->setExclusive(true);
    }
}

void LeverSegments::showGhost(const QString &optionId)
{
    for (auto *button : m_buttons) {
        auto *segment = static_cast<Segment *>(button);
        const bool ghost = !optionId.isEmpty() && segment->objectName() == m_prefix + u'.' + optionId;
        if (segment->ghost != ghost) {
            segment->ghost = ghost;
            segment->update();
        }
    }
}

std::vector<std::vector<int>> LeverSegments::lines(int width) const
{
    std::vector<std::vector<int>> result(1);
    int used = 0;
    for (int option = 0; option < static_cast<int>(m_options.size()); ++option) {
        const int wanted = m_widths[static_cast<std::size_t>(option)];
        if (used > 0 && used + wanted > width) {
            result.emplace_back();
            used = 0;
        }
        result.back().push_back(option);
        used += wanted;
    }
    return result;
}

void LeverSegments::layOut()
{
    const int height = scaledFieldHeight();
    int y = 0;
    for (const auto &line : lines(width())) {
        int natural = 0;
        for (const int option : line)
            natural += m_widths[static_cast<std::size_t>(option)];
        const int spare = std::max(0, width() - natural), count = static_cast<int>(line.size());
        int x = 0;
        for (int place = 0; place < count; ++place) {
            const auto option = static_cast<std::size_t>(line[static_cast<std::size_t>(place)]);
            auto *segment = static_cast<Segment *>(m_buttons[option]);
            const bool last = place == count - 1;
            const int wide = m_widths[option] + spare / count;
            segment->first = place == 0;
            segment->last = last;
            segment->setGeometry(x, y, last ? width() - x : wide, height);
            x += wide;
        }
        y += height + lineGap;
    }
}

int LeverSegments::heightForWidth(int width) const
{
    const int count = static_cast<int>(lines(width).size());
    return count * scaledFieldHeight() + (count - 1) * lineGap;
}

QSize LeverSegments::sizeHint() const
{
    const int wide = std::max(width(), 26 * grid);
    return {26 * grid, heightForWidth(wide)};
}

QSize LeverSegments::minimumSizeHint() const
{
    return {16 * grid, scaledFieldHeight()};
}

void LeverSegments::resizeEvent(QResizeEvent *)
{
    layOut();
}

void LeverSegments::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
    QWidget::changeEvent(event);
}

void LeverSegments::mousePressEvent(QMouseEvent *event)
{
    // Segments that are ruled out pass their clicks on to here.
    for (std::size_t index = 0; index < m_buttons.size(); ++index) {
        if (m_buttons[index]->geometry().contains(event->position().toPoint()) && !m_options[index].disabledReason.empty()) {
            emit refused(qString(m_options[index].disabledReason));
            return;
        }
    }
    event->ignore();
}

} // namespace trilemma::widgets

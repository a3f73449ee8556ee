// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_row.h"

#include "widgets/lever_label.h"
#include "widgets/lever_rows.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QToolTip>
#include <QVBoxLayout>

#include <numeric>

namespace trilemma::widgets {
namespace {

constexpr std::size_t mostSegments = 8;
constexpr std::size_t mostSegmentCharacters = 72;   // three lines of the panel

bool fitsSegments(const scenario::LeverRange &range)
{
    const auto characters = std::accumulate(range.options.begin(), range.options.end(), std::size_t{0},
                                            [](std::size_t sum, const auto &option) { return sum + option.label.size(); });
    return range.options.size() <= mostSegments && characters <= mostSegmentCharacters;
}

} // namespace

LeverRow *LeverRow::create(const scenario::Lever &lever, const scenario::LeverRange &range, QWidget *parent)
{
    if (lever.scale == scenario::LeverScale::Choice)
        return new LeverChoiceRow(lever, fitsSegments(range), parent);
    return new LeverNumberRow(lever, parent);
}

LeverRow::LeverRow(const scenario::Lever &lever, QWidget *parent)
    : QWidget(parent), m_lever(lever), m_label(new LeverLabel(qString(lever.label))), m_controls(new QWidget(this))
{
    setObjectName(partName(nullptr));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_controls);
    connect(m_label, &LeverLabel::resetRequested, this, &LeverRow::resetRequested);
}

QString LeverRow::leverId() const
{
    return qString(m_lever.id);
}

QString LeverRow::partName(const char *part) const
{
    const QString name = QStringLiteral("lever.") + leverId();
    return part ? name + u'.' + QLatin1StringView(part) : name;
}

void LeverRow::setControls(QLayout *controls)
{
    controls->setContentsMargins(0, 0, 0, 0);
    m_controls->setLayout(controls);
}

void LeverRow::showScenario(const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    scenario::LeverValue value = m_lever.read(scenario, catalog);
    scenario::LeverRange range = m_lever.range(scenario, catalog);
    if (!m_stale && value == m_value && range == m_range)
        return;
    if (value != m_value)
        showError({});
    m_value = std::move(value);
    m_range = std::move(range);
    m_stale = false;
    m_text = qString(scenario::formatLeverValue(m_lever, m_value, scenario, catalog));
    m_rangeText.clear();
    if (m_lever.scale != scenario::LeverScale::Choice) {
        const auto format = [&](double number) {
            return qString(scenario::formatLeverValue(m_lever, number, scenario, catalog));
        };
        m_rangeText = format(m_range.minimum) + QStringLiteral(" to ") + format(m_range.maximum);
    }
    showValue(m_text);
}

void LeverRow::showGhost(const std::optional<scenario::LeverValue> &value, const QString &text)
{
    m_ghostText = value ? text : QString();
    placeGhost(value);
}

void LeverRow::edit(const scenario::LeverValue &value, bool startsGesture)
{
    m_stale = true;
    if (value == m_value)
        return;
    showError({});
    emit edited(value, startsGesture);
}

void LeverRow::setLocked(bool locked)
{
    if (locked == m_locked)
        return;
    m_locked = locked;
    m_label->setLocked(locked);
    m_controls->setEnabled(!locked);
    setAccessibleDescription(locked ? QStringLiteral("locked") : QString());
    emit lockChanged(locked);
}

void LeverRow::showError(const QString &sentence)
{
    if (!m_error && sentence.isEmpty())
        return;
    if (!m_error) {
        m_error = new QLabel(this);
        m_error->setObjectName(partName("error"));
        m_error->setWordWrap(true);
        m_error->setTextFormat(Qt::PlainText);
        m_error->setForegroundRole(QPalette::WindowText);      // else that of the panel's ground
        layout()->addWidget(m_error);
    }
    QPalette colours;
    colours.setColor(QPalette::WindowText, themeOf(palette()).bad);
    m_error->setPalette(colours);
    m_error->setFont(axisFont());
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

QString LeverRow::error() const
{
    return m_error && !m_error->isHidden() ? m_error->text() : QString();
}

QString LeverRow::help() const
{
    QStringList facts{leverId()};
    if (!m_lever.unit.empty())
        facts << qString(m_lever.unit);
    if (!m_rangeText.isEmpty())
        facts << m_rangeText;
    if (!m_ghostText.isEmpty())
        facts << QStringLiteral("baseline: ") + m_ghostText;
    const QString lockNote = m_locked ? QStringLiteral("<p>Locked: unlock it in the menu.</p>") : QString();
    return QStringLiteral("<b>%1</b><p>%2</p><p>%3</p>%4")
        .arg(qString(m_lever.label).toHtmlEscaped(), qString(m_lever.glossary).toHtmlEscaped(),
             facts.join(QStringLiteral(" · ")).toHtmlEscaped(), lockNote);
}

bool LeverRow::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), help(), this);
        return true;
    }
    return QWidget::event(event);
}

void LeverRow::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_locked ? QStringLiteral("Unlock") : QStringLiteral("Lock"), this,
                    [this] { setLocked(!m_locked); });
    menu->addAction(QStringLiteral("Reset to default"), this, &LeverRow::resetRequested)->setEnabled(!m_locked);
    menu->addAction(QStringLiteral("Copy id"), this, [this] {
        QGuiApplication::clipboard()->setText(leverId());
        emit message(QStringLiteral("Copied \"%1\".").arg(leverId()));
    });
    menu->popup(event->globalPos());
}

} // namespace trilemma::widgets

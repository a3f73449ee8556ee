// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_rows.h"

#include "widgets/lever_combo.h"
#include "widgets/lever_entry.h"
#include "widgets/lever_label.h"
#include "widgets/lever_segments.h"
#include "widgets/lever_slider.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace trilemma::widgets {
namespace {

QString chosenId(const scenario::LeverValue &value)
{
    const auto *id = std::get_if<std::string>(&value);
    return id ? qString(*id) : QString();
}

} // namespace

LeverNumberRow::LeverNumberRow(const scenario::Lever &lever, QWidget *parent)
    : LeverRow(lever, parent), m_entry(new LeverEntry), m_slider(new LeverSlider)
{
    auto *top = new QHBoxLayout;
    top->setSpacing(grid);
    top->addWidget(label(), 1);
    top->addWidget(m_entry);
    auto *controls = new QVBoxLayout;
    controls->setSpacing(2);
    controls->addLayout(top);
    controls->addWidget(m_slider);
    setControls(controls);

    m_entry->setObjectName(partName("entry"));
    m_entry->setAccessibleName(qString(lever.label));
    m_slider->setObjectName(partName("slider"));
    m_slider->setAccessibleName(qString(lever.label) + QStringLiteral(" slider"));
    connect(m_entry, &LeverEntry::committed, this, &LeverRow::textCommitted);
    connect(m_entry, &LeverEntry::cancelled, this, [this] { showError({}); });
    connect(m_entry, &LeverEntry::stepped, this, &LeverNumberRow::step);
    connect(m_slider, &LeverSlider::stepped, this, &LeverNumberRow::step);
    connect(m_slider, &LeverSlider::resetRequested, this, &LeverRow::resetRequested);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { m_gestureRuns = false; });
    connect(m_slider, &QSlider::valueChanged, this, &LeverNumberRow::slide);
}

double LeverNumberRow::number() const
{
    const auto *shown = std::get_if<double>(&value());
    return shown ? *shown : 0;
}

void LeverNumberRow::step(int steps, bool held)
{
    edit(m_track.stepped(number(), steps), !held);
}

void LeverNumberRow::slide(int position)
{
    const double wanted = m_track.value(static_cast<double>(position) / LeverSlider::resolution);
    if (wanted == number())
        return;
    edit(wanted, !m_slider->isSliderDown() || !m_gestureRuns);
    m_gestureRuns = true;
}

void LeverNumberRow::showValue(const QString &text)
{
    m_track = LeverTrack(lever().scale, range());
    m_entry->showText(text);
    m_slider->setFraction(m_track.fraction(number()));
    m_slider->setAccessibleDescription(text);
    m_slider->setGhost(m_ghost ? std::optional(m_track.fraction(*m_ghost)) : std::nullopt);
}

void LeverNumberRow::placeGhost(const std::optional<scenario::LeverValue> &value)
{
    const auto *ghost = value ? std::get_if<double>(&*value) : nullptr;
    m_ghost = ghost ? std::optional(*ghost) : std::nullopt;
    m_slider->setGhost(m_ghost ? std::optional(m_track.fraction(*m_ghost)) : std::nullopt);
}

LeverChoiceRow::LeverChoiceRow(const scenario::Lever &lever, bool segmented, QWidget *parent) : LeverRow(lever, parent)
{
    QBoxLayout *controls = nullptr;
    if (segmented) {
        m_segments = new LeverSegments;
        m_segments->setObjectName(partName("segments"));
        m_segments->setAccessibleName(qString(lever.label));
        connect(m_segments, &LeverSegments::chosen, this, [this](const QString &id) { edit(id.toStdString(), true); });
        connect(m_segments, &LeverSegments::refused, this, &LeverRow::message);
        controls = new QVBoxLayout;
        controls->setSpacing(4);
        controls->addWidget(label());
        controls->addWidget(m_segments);
    } else {
        m_combo = new LeverCombo;
        m_combo->setObjectName(partName("combo"));
        m_combo->setAccessibleName(qString(lever.label));
        m_combo->lineEdit()->setAccessibleName(qString(lever.label));
        connect(m_combo, &LeverCombo::chosen, this, [this](const QString &id) { edit(id.toStdString(), true); });
        connect(m_combo, &LeverCombo::textCommitted, this, &LeverRow::textCommitted);
        label()->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
        controls = new QHBoxLayout;
        controls->setSpacing(grid);
        controls->addWidget(label());
        controls->addWidget(m_combo, 1);
    }
    setControls(controls);
}

void LeverChoiceRow::showValue(const QString &text)
{
    if (m_segments) {
        m_segments->showOptions(range().options, partName(nullptr), qString(lever().label));
        m_segments->showChoice(chosenId(value()));
        m_segments->showGhost(m_ghost);
    } else {
        m_combo->showOptions(range().options);
        m_combo->showChoice(chosenId(value()), text);
    }
}

void LeverChoiceRow::placeGhost(const std::optional<scenario::LeverValue> &value)
{
    m_ghost = value ? chosenId(*value) : QString();
    if (m_segments)
        m_segments->showGhost(m_ghost);
    else
        m_combo->showGhost(m_ghost);
}

} // namespace trilemma::widgets

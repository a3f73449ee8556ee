// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/week_table.h"

#include "widgets/chart_text.h"
#include "widgets/fleet_figures.h"
#include "widgets/theme.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace trilemma::widgets {

namespace {

constexpr int days = fleet::hoursPerWeek / fleet::hoursPerDay, weekdays = 5;
constexpr double most = 1e12;

} // namespace

class WeekTable::Loads : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : days; }
    int columnCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : fleet::hoursPerDay; }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return orientation == Qt::Horizontal ? QVariant(section) : QVariant(dayName(section).left(3));
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        const double load = values[place(index)], peak = *std::ranges::max_element(values);
        const QColor fill = mixed(theme.panel, theme.style(0).colour, peak > 0 ? load / peak : 0);
        switch (role) {
        case Qt::DisplayRole:
            return number(load);
        case Qt::EditRole:
            return QString::number(load, 'g', 6);
        case Qt::BackgroundRole:
            return fill;
        case Qt::ForegroundRole:
            return readableOn(fill);
        case Qt::TextAlignmentRole:
            return Qt::AlignCenter;
        case Qt::ToolTipRole:
        case Qt::AccessibleDescriptionRole:
            return QStringLiteral("%1: %2").arg(hourName(static_cast<int>(place(index))), number(load));
        default:
            return {};
        }
    }

    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        bool isNumber = false;
        const double load = value.toString().trimmed().remove(QLatin1Char('%')).toDouble(&isNumber);
        if (role != Qt::EditRole || !isNumber || !(load >= 0 && load <= most))
            return false;
        values[place(index)] = taken = load;
        changed();
        return true;
    }

    void changed() { emit dataChanged(index(0, 0), index(days - 1, fleet::hoursPerDay - 1)); } // all shades follow the largest

    static std::size_t place(const QModelIndex &index)
    {
        return static_cast<std::size_t>(index.row() * fleet::hoursPerDay + index.column());
    }

    std::array<double, fleet::hoursPerWeek> values{};
    double taken = 0; ///< what was written last; NaN before
    Theme theme;
};

WeekTable::WeekTable(QWidget *parent) : QTableView(parent), m_loads(new Loads(this))
{
    setObjectName(QStringLiteral("week"));
    setAccessibleName(tr("Load by the hour of the week"));
    m_loads->theme = themeOf(palette());
    setModel(m_loads);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(3 * grid);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setFont(themeFont(axisPixels));
    setCurrentIndex(m_loads->index(0, 0)); // keys have a place to begin at
    connect(m_loads, &QAbstractItemModel::dataChanged, this, &WeekTable::edited);
}

WeekTable::~WeekTable() = default;

void WeekTable::setProfile(const fleet::DayProfile &profile)
{
    constexpr double percent = 100;
    std::ranges::transform(profile.shareOfPeak, m_loads->values.begin(), [](double share) { return percent * share; });
    m_loads->changed();
}

std::optional<fleet::DayProfile> WeekTable::profile() const
{
    const double peak = *std::ranges::max_element(m_loads->values);
    if (!(peak > 0))
        return std::nullopt;
    fleet::DayProfile profile;
    std::ranges::transform(m_loads->values, profile.shareOfPeak.begin(), [peak](double load) { return load / peak; });
    return profile;
}

void WeekTable::repeatDay(Days which)
{
    const auto from = m_loads->values.begin() + std::max(0, currentIndex().row()) * fleet::hoursPerDay;
    std::array<double, fleet::hoursPerDay> day;
    std::copy_n(from, day.size(), day.begin());
    for (int row = 0; row < (which == Days::All ? days : weekdays); ++row)
        std::ranges::copy(day, m_loads->values.begin() + row * fleet::hoursPerDay);
    m_loads->changed();
}

QSize WeekTable::sizeHint() const
{
    return {fleet::hoursPerDay * 5 * grid, (days + 1) * 4 * grid};
}

/// What was typed goes to all selected hours, unless it was nonsense.
void WeekTable::commitData(QWidget *editor)
{
    m_loads->taken = std::numeric_limits<double>::quiet_NaN();
    QTableView::commitData(editor);
    if (std::isnan(m_loads->taken))
        return;
    for (const QModelIndex &index : selectionModel()->selectedIndexes())
        m_loads->values[Loads::place(index)] = m_loads->taken;
    m_loads->changed();
}

void WeekTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::Paste))
        paste();
    else if (event->matches(QKeySequence::Delete))
        clear();
    else
        QTableView::keyPressEvent(event);
}

void WeekTable::copy() const
{
    QModelIndexList cells = selectionModel()->selectedIndexes();
    std::ranges::sort(cells, {}, &Loads::place);
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += cells[i].row() != cells[i - 1].row() ? QLatin1Char('\n') : QLatin1Char('\t');
        text += m_loads->data(cells[i], Qt::EditRole).toString();
    }
    QApplication::clipboard()->setText(text);
}

void WeekTable::paste()
{
    const QModelIndex from = currentIndex();
    if (!from.isValid())
        return;
    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (int row = 0; row < lines.size(); ++row) {
        const QStringList fields = lines[row].split(QLatin1Char('\t'));
        for (int column = 0; column < fields.size(); ++column) {
            const QModelIndex cell = m_loads->index(from.row() + row, from.column() + column);
            if (cell.isValid())
                m_loads->setData(cell, fields[column], Qt::EditRole);
        }
    }
}

void WeekTable::clear()
{
    for (const QModelIndex &index : selectionModel()->selectedIndexes())
        m_loads->setData(index, 0, Qt::EditRole);
}

} // namespace trilemma::widgets

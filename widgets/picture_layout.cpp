// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/picture_layout.h"

#include "widgets/chart.h"
#include "widgets/picture.h"
#include "widgets/plot_scene.h"

#include <QFontMetricsF>
#include <qcustomplot.h>

#include <algorithm>

namespace trilemma::widgets {

namespace {

constexpr int margin = 2 * grid, leastChartHeight = 200;
constexpr int wrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
constexpr double sampleLength = 24, nameGap = 20;

QFont headingFont()
{
    return themeFont(basePixels + 2, QFont::DemiBold);
}

int heightOf(const QString &text, const QFont &font, int width)
{
    if (text.isEmpty())
        return 0;
    const QRectF room(0, 0, width, 1e6);
    return qCeil(QFontMetricsF(font).boundingRect(room, wrapped, text).height()) + 2;
}

/// Takes `height` pixels off the top of `rest`, with a gap below.
QRect takeTop(QRect &rest, int height)
{
    if (height <= 0)
        return {};
    const QRect taken(rest.left(), rest.top(), rest.width(), height);
    rest.setTop(rest.top() + height + grid);
    return taken;
}

std::vector<QRect> gridOf(const QRect &area, int count, int columns)
{
    const int rows = (count + columns - 1) / columns;
    std::vector<QRect> cells;
    for (int i = 0; i < count; ++i) {
        const int row = i / columns, column = i % columns;
        const auto edge = [](int from, int length, int index, int parts) { return from + index * (length + grid) / parts; };
        const int left = edge(area.left(), area.width(), column, columns), top = edge(area.top(), area.height(), row, rows);
        cells.emplace_back(left, top, edge(area.left(), area.width(), column + 1, columns) - grid - left,
                           edge(area.top(), area.height(), row + 1, rows) - grid - top);
    }
    return cells;
}

/// Line sample, marker and name of every scenario.
void paintNames(QPainter &painter, const QRect &area, const std::vector<ChartScenario> &scenarios, const Theme &theme)
{
    painter.setFont(axisFont());
    const QFontMetricsF metrics(painter.font());
    double x = area.left();
    const double y = area.center().y();
    for (const ChartScenario &scenario : scenarios) {
        const SeriesStyle &style = theme.style(scenario.series);
        const QString name = scenario.baseline ? scenario.name + QObject::tr(" (baseline)") : scenario.name;
        const double width = metrics.horizontalAdvance(name);
        if (x + sampleLength + width > area.right())
            return;
        painter.setPen(curvePen(style, scenario.current));
        painter.drawLine(QPointF(x, y), QPointF(x + sampleLength, y));
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.colour);
        paintMarker(painter, {x + sampleLength / 2, y}, 3.5, style.marker);
        painter.setPen(theme.ink);
        painter.drawText(QPointF(x + sampleLength + 6, y + metrics.ascent() / 2 - 1), name);
        x += sampleLength + 6 + width + nameGap;
    }
}

} // namespace

PictureLayout layOutPicture(const std::vector<const Chart *> &charts, const PictureOptions &options)
{
    const int count = static_cast<int>(charts.size());
    PictureLayout layout;
    layout.size = !options.size.isEmpty() ? options.size : count > 1 ? QSize(1600, 960) : QSize(800, 480);
    const int width = layout.size.width() - 2 * margin;
    const int columns = count > 1 ? 2 : 1, rows = std::max(1, (count + columns - 1) / columns);
    const int heading = heightOf(options.heading, headingFont(), width);
    const int names = count > 0 && charts.front()->scenarios().size() > 1 ? qCeil(QFontMetricsF(axisFont()).height()) + 4 : 0;
    const int footer = heightOf(options.assumptions, axisFont(), width);
    const int text = heading + names + footer + 3 * grid + 2 * margin;
    layout.size.setHeight(std::max(layout.size.height(), text + rows * (leastChartHeight + grid)));

    QRect rest(margin, margin, width, layout.size.height() - 2 * margin);
    layout.heading = takeTop(rest, heading);
    layout.names = takeTop(rest, names);
    if (footer > 0) {
        layout.footer = QRect(margin, rest.top() + rest.height() - footer, width, footer);
        rest.setHeight(rest.height() - footer - grid);
    }
    layout.charts = gridOf(rest, count, columns);
    return layout;
}

void paintPicture(QCPPainter &painter, const PictureLayout &layout, const std::vector<const Chart *> &charts,
                  const PictureOptions &options)
{
    const Theme theme = options.dark ? darkTheme() : lightTheme();
    painter.fillRect(QRect(QPoint(0, 0), layout.size), theme.background);
    painter.setFont(headingFont());
    painter.setPen(theme.ink);
    painter.drawText(layout.heading, wrapped, options.heading);
    painter.setFont(axisFont());
    painter.setPen(theme.muted);
    painter.drawText(layout.footer, wrapped, options.assumptions);
    for (std::size_t i = 0; i < charts.size(); ++i) {
        const std::unique_ptr<Chart> chart = charts[i]->copy();
        chart->setTheme(theme);
        painter.save();
        painter.translate(layout.charts[i].topLeft());
        chart->paintTo(painter, layout.charts[i].size());
        painter.restore();
    }
    if (!layout.names.isNull())
        paintNames(painter, layout.names, charts.front()->scenarios(), theme);
}

} // namespace trilemma::widgets

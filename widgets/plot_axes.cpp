// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_axes.h"

#include "widgets/chart_axis.h"

#include <qcustomplot.h>

#include <algorithm>

namespace trilemma::widgets {

namespace {

class LinearTicker : public QCPAxisTickerFixed {
public:
    LinearTicker(double step, const QString &prefix) : m_prefix(prefix) { setTickStep(step); }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return m_prefix + axisNumber(tick); }

private:
    QString m_prefix;
};

class LogarithmicTicker : public QCPAxisTickerLog {
public:
    explicit LogarithmicTicker(double base)
    {
        setLogBase(base);
        setSubTickCount(0);
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return axisNumber(tick); }
};

QSharedPointer<QCPAxisTicker> tickerFor(const PlotAxis &axis)
{
    if (!axis.names.empty()) {
        auto names = QSharedPointer<QCPAxisTickerText>::create();
        for (std::size_t i = 0; i < axis.names.size(); ++i)
            names->addTick(static_cast<double>(i + 1), axis.names[i]);
        return names;
    }
    if (axis.logBase > 0)
        return QSharedPointer<LogarithmicTicker>::create(axis.logBase);
    return QSharedPointer<LinearTicker>::create(axis.step > 0 ? axis.step : niceStep(axis.upper - axis.lower), axis.prefix);
}

} // namespace

void styleAxis(QCPAxis &axis, const Theme &theme)
{
    axis.setTickLength(0, 0);
    axis.setTickPen(Qt::NoPen);     // a tick of no length still paints a dot
    axis.setSubTicks(false);
    axis.setTickLabelPadding(6);
    axis.setTickLabelFont(axisFont());
    axis.setTickLabelColor(theme.muted);
    axis.setBasePen(axis.axisType() == QCPAxis::atBottom ? QPen(theme.line, 1) : QPen(Qt::NoPen));
    axis.grid()->setPen(QPen(theme.grid, 1));
    axis.grid()->setZeroLinePen(Qt::NoPen);
}

void describeAxis(QCPAxis &axis, const PlotAxis &described)
{
    axis.setScaleType(described.logBase > 0 ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setRange(described.lower, described.upper);
    axis.setRangeReversed(described.lower > described.upper);
    axis.setTicker(tickerFor(described));
    axis.setVisible(described.shown);
    axis.grid()->setVisible(described.gridlines);
}

double widestLabel(const PlotAxis &axis, const QFontMetricsF &metrics)
{
    double widest = 0;
    for (const QString &name : axis.names)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    if (axis.names.empty())
        widest = metrics.horizontalAdvance(axis.prefix + axisNumber(axis.upper));
    return widest;
}

} // namespace trilemma::widgets

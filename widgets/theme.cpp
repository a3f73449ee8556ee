// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace trilemma::widgets {

namespace {

/// The order is that of preference; DejaVu Sans comes with every Debian desktop.
constexpr std::array preferredFamilies{"Inter", "Roboto", "Open Sans", "Noto Sans", "Liberation Sans", "DejaVu Sans"};

constexpr std::array<Qt::PenStyle, seriesCount> dashes{Qt::SolidLine,      Qt::DashLine,  Qt::DotLine, Qt::DashDotLine,
                                                       Qt::DashDotDotLine, Qt::DashLine, Qt::DotLine};
constexpr std::array<Marker, seriesCount> markers{Marker::Disc,  Marker::Square,  Marker::Triangle, Marker::Diamond,
                                                  Marker::Cross, Marker::Diamond, Marker::Square};

std::array<SeriesStyle, seriesCount> series(const std::array<const char *, seriesCount> &colours)
{
    std::array<SeriesStyle, seriesCount> styles;
    for (std::size_t i = 0; i < seriesCount; ++i)
        styles[i] = {QColor(QLatin1String(colours[i])), dashes[i], markers[i]};
    return styles;
}

/// Inter's default figures are proportional, and Qt 6.4 cannot ask a font for its tabular ones.
bool hasTabularFigures(const QString &family)
{
    QFont font(family);
    font.setPixelSize(64);
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(QLatin1Char('0'));
    constexpr std::string_view others = "123456789";
    return std::all_of(others.begin(), others.end(), [&](char digit) {
        return std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) < 0.5;
    });
}

QString bestInstalledFamily()
{
    for (const char *family : preferredFamilies) {
        const QString name = QLatin1String(family);
        if (QFontDatabase::hasFamily(name) && hasTabularFigures(name))
            return name;
    }
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

double fontScale()
{
    return QFontInfo(QApplication::font()).pixelSize() / static_cast<double>(basePixels);
}

QFont sansFont(double pixels, QFont::Weight weight)
{
    QFont font(fontFamily());
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(std::max(1, qRound(pixels)));
    font.setWeight(weight);
    return font;
}

} // namespace

Theme lightTheme()
{
    Theme theme;
    theme.background = "#f6f7f9";
    theme.panel = Qt::white;
    theme.ink = "#1b1f24";
    theme.muted = "#667085";
    theme.line = "#e3e6eb";
    theme.grid = "#eceff3";
    theme.accent = "#0b63ce";
    theme.good = "#0a7d54";
    theme.bad = "#b42318";
    theme.infeasible = "#fcf2ee";
    theme.field = "#f2f4f7";
    theme.series = series({"#0b63ce", "#d9690b", "#0a8f6a", "#7a4fc9", "#667085", "#b3246e", "#8a6d00"});
    return theme;
}

Theme darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.background = "#15181d";
    theme.panel = "#1c2027";
    theme.ink = "#e8eaee";
    theme.muted = "#98a2b3";
    theme.line = "#2c323b";
    theme.grid = "#262c34";
    theme.accent = "#6aa8ff";
    theme.good = "#4fcf9f";
    theme.bad = "#ff8f84";
    theme.infeasible = "#2b2121";
    theme.field = "#15181d";
    theme.series = series({"#6aa8ff", "#f2a35a", "#4fcf9f", "#b79cf5", "#98a2b3", "#f286bd", "#d9c25a"});
    return theme;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

Theme themeOf(const QPalette &palette)
{
    // Asked for in every paint of every small widget: parsing thirty colour names there would show.
    static const Theme light = lightTheme(), dark = darkTheme();
    return isDark(palette) ? dark : light;
}

QPalette paletteFor(bool dark)
{
    const Theme theme = dark ? darkTheme() : lightTheme();
    QPalette palette;
    palette.setColor(QPalette::Window, theme.background);
    palette.setColor(QPalette::WindowText, theme.ink);
    palette.setColor(QPalette::Base, theme.panel);
    palette.setColor(QPalette::AlternateBase, theme.background);
    palette.setColor(QPalette::ToolTipBase, theme.panel);
    palette.setColor(QPalette::ToolTipText, theme.ink);
    palette.setColor(QPalette::Text, theme.ink);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.field);
    palette.setColor(QPalette::ButtonText, theme.ink);
    palette.setColor(QPalette::BrightText, theme.bad);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, dark ? theme.background : theme.panel);
    palette.setColor(QPalette::Light, mixed(theme.field, theme.panel, 0.5));
    palette.setColor(QPalette::Midlight, theme.grid);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Dark, theme.muted);
    palette.setColor(QPalette::Shadow, Qt::black);
    const QColor disabled = mixed(theme.panel, theme.muted, 0.55);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

QColor readableOn(const QColor &fill)
{
    const auto channel = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    const double luminance = 0.2126 * channel(fill.redF()) + 0.7152 * channel(fill.greenF()) + 0.0722 * channel(fill.blueF());
    return (luminance + 0.05) * (luminance + 0.05) > 0.05 * 1.05 * 1.6 ? QColor("#10141a") : QColor(Qt::white);
}

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto blend = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {blend(under.red(), over.red()), blend(under.green(), over.green()), blend(under.blue(), over.blue())};
}

QString fontFamily()
{
    static const QString family = bestInstalledFamily();
    return family;
}

QFont themeFont(int pixels, QFont::Weight weight)
{
    return sansFont(pixels * fontScale(), weight);
}

QFont baseFont(double scale)
{
    return sansFont(basePixels * scale, QFont::Normal);
}

QFont axisFont()
{
    return themeFont(axisPixels);
}

QFont readOutFont()
{
    return themeFont(readOutPixels, QFont::DemiBold);
}

} // namespace trilemma::widgets

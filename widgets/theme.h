// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>

namespace trilemma::widgets {

/// Shapes that tell series apart without colour.
enum class Marker { Disc, Square, Diamond, Triangle, Cross };

/// How one scenario looks in every chart, table and chip.
struct SeriesStyle {
    QColor colour;
    Qt::PenStyle dash = Qt::SolidLine;
    Marker marker = Marker::Disc;
};
inline constexpr int seriesCount = 7;

/// Colours and sizes of one appearance, light or dark. A plain value.
struct Theme {
    bool dark = false;
    QColor background, panel, ink, muted, line, grid, accent, good, bad;
    QColor infeasible;              ///< light shade over what no SLO allows; opaque, already mixed with the panel
    QColor field;                   ///< background of entries and segmented buttons
    std::array<SeriesStyle, seriesCount> series;    ///< 0 is the current scenario

    /// Style of series `index`; indices past the end start over.
    const SeriesStyle &style(int index) const { return series[static_cast<std::size_t>(index) % seriesCount]; }
};

/// The two appearances of the program.
Theme lightTheme();
Theme darkTheme();
/// Judged by the lightness of the window colour.
bool isDark(const QPalette &palette);
Theme themeOf(const QPalette &palette);
QPalette paletteFor(bool dark);

/// `share` of `over` on top of `under`, opaque: pens that need no alpha draw faster.
QColor mixed(const QColor &under, const QColor &over, double share);

/// Near-black or white, whichever reads better on `fill` (WCAG 2 relative luminance, leaning to white).
QColor readableOn(const QColor &fill);

inline constexpr int grid = 8;                  ///< every distance is a multiple of this
inline constexpr int basePixels = 13, readOutPixels = 24, axisPixels = 11;

/// A sans face with tabular figures that is installed, the best known one first.
QString fontFamily();
/// What the application sets as its font; `scale` above 1 for presenting.
QFont baseFont(double scale = 1);
/// `pixels` where the application's font is basePixels, larger in proportion where that is larger.
QFont themeFont(int pixels, QFont::Weight weight = QFont::Normal);
QFont axisFont();
QFont readOutFont();

} // namespace trilemma::widgets

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole nodes: the GPUs that replicas use and those that are stranded.
#include "widgets/fleet_figures.h"

#include "models/fleet/node_tiles.h"
#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = FleetTexts;
using fleet::NodeTile;

constexpr int mostTiles = 12, mostNumbered = 8;
constexpr double nodePad = 0.05, headShare = 0.22, gpuPad = 0.03; // of a tile

/// The widest of the nearly square ways to lay out a node's GPUs in equal rows.
int gpuColumns(int gpus)
{
    int columns = static_cast<int>(std::ceil(std::sqrt(gpus)));
    while (gpus % columns != 0)
        ++columns;
    return columns;
}

QString nodeName(const NodeTile &tile)
{
    return tile.count == 1 ? Texts::tr("Node %1").arg(tile.firstNode + 1)
                           : Texts::tr("× %1 nodes").arg(number(static_cast<double>(tile.count)));
}

constexpr int strandedPart = -1, guestPart = -2;

/// Replica of each GPU, counted from 0 on the node, or who else has it.
std::vector<int> partsByGpu(const NodeTile &tile, int gpus)
{
    std::vector<int> parts;
    for (std::size_t part = 0; part < tile.parts.size(); ++part)
        parts.insert(parts.end(), static_cast<std::size_t>(tile.parts[part]), static_cast<int>(part));
    parts.insert(parts.end(), static_cast<std::size_t>(tile.guestGpus), guestPart);
    parts.resize(static_cast<std::size_t>(gpus), strandedPart);
    return parts;
}

QString gpuTip(const NodeTile &tile, int part)
{
    const QString who = part == guestPart ? Texts::tr("used by another model, which pays for it")
                        : part < 0        ? Texts::tr("stranded: paid for, no replica fits")
                        : tile.count > 1  ? Texts::tr("used by a replica")
                                          : Texts::tr("used by replica %1").arg(tile.firstReplica + part + 1);
    return Texts::tr("%1: %2").arg(nodeName(tile), who);
}

/// One node from `left`, `top`, a unit wide and high.
void addNode(Figure &figure, const NodeTile &tile, int gpus, double left, double top)
{
    constexpr FigureColour ground{4, 0.12}, stranded{4, 0.3}, guest{2, 0.45};
    constexpr std::array<FigureColour, 2> used{FigureColour{0, 0.55}, FigureColour{0, 0.35}}; // neighbours differ
    const double x = left + nodePad, width = 1 - 2 * nodePad, y = top + nodePad, height = 1 - 2 * nodePad;
    figure.blocks.push_back({.name = {}, .left = x, .right = x + width, .bottom = y + height, .top = y, .colour = ground});
    figure.blocks.push_back({.name = {},
                             .left = x,
                             .right = x + width,
                             .bottom = y + headShare,
                             .top = y,
                             .colour = ground,
                             .text = nodeName(tile)});
    const int columns = gpuColumns(gpus), rows = gpus / columns;
    const double cellWidth = (width - gpuPad) / columns, cellHeight = (height - headShare - gpuPad) / rows;
    const auto parts = partsByGpu(tile, gpus);
    for (int gpu = 0; gpu < gpus; ++gpu) {
        const int part = parts[static_cast<std::size_t>(gpu)];
        const bool isFirst = part >= 0 && (gpu == 0 || parts[static_cast<std::size_t>(gpu - 1)] != part);
        const double cellLeft = x + gpuPad / 2 + gpu % columns * cellWidth, cellTop = y + headShare + gpu / columns * cellHeight;
        FigureBlock block{.name = part == guestPart ? Texts::tr("another model")
                                  : part < 0        ? Texts::tr("stranded")
                                                    : Texts::tr("used, by replica number"),
                          .left = cellLeft + gpuPad / 4,
                          .right = cellLeft + cellWidth - gpuPad / 4,
                          .bottom = cellTop + cellHeight - gpuPad / 4,
                          .top = cellTop + gpuPad / 4,
                          .colour = part == guestPart ? guest
                                    : part < 0        ? stranded
                                                      : used[static_cast<std::size_t>(tile.firstReplica + part) % used.size()]};
        block.tip = gpuTip(tile, part);
        block.isHatched = part == strandedPart;
        if (isFirst && tile.count == 1 && gpus <= mostNumbered)
            block.text = QString::number(tile.firstReplica + part + 1);
        figure.blocks.push_back(block);
    }
}

} // namespace

Figure nodeFigure(const FleetShown &shown)
{
    Figure figure;
    const fleet::NodePacking &packing = shown.study.evaluation.packing;
    figure.message = QString::fromStdString(shown.study.problem);
    if (figure.message.isEmpty() && packing.nodes == 0)
        figure.message = Texts::tr("no node is needed");
    if (!figure.message.isEmpty())
        return figure;
    auto tiles = nodeTiles(packing, mostTiles);
    const int guestGpus = shown.study.evaluation.fleetUse.guestGpus,
              strandedGpus = shown.study.evaluation.fleetUse.strandedGpus();
    if (guestGpus > 0)
        seatGuests(tiles, guestGpus / shown.study.guest.gpusPerReplica, shown.study.guest.gpusPerReplica);
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(tiles.size())))),
              rows = (static_cast<int>(tiles.size()) + columns - 1) / columns;
    figure.x = {.least = 0, .most = static_cast<double>(columns), .asIs = true, .shown = false};
    figure.y = {.least = static_cast<double>(rows), .most = 0, .asIs = true, .shown = false};
    figure.hasLegend = true;
    figure.subtitle =
        Texts::tr("%1 of %2 GPUs stranded, %3 %")
            .arg(number(strandedGpus), number(packing.paidGpus()), number(100.0 * strandedGpus / packing.paidGpus()));
    for (std::size_t i = 0; i < tiles.size(); ++i)
        addNode(figure, tiles[i], packing.gpusPerNode, static_cast<int>(i) % columns, static_cast<int>(i) / columns);
    figure.facts = {{Texts::tr("Nodes of %1 GPUs").arg(packing.gpusPerNode), number(packing.nodes)},
                    {Texts::tr("GPUs paid"), number(packing.paidGpus())},
                    {Texts::tr("GPUs used"), number(packing.usedGpus)},
                    {Texts::tr("GPUs stranded"), number(strandedGpus)}};
    if (guestGpus > 0)
        figure.facts.push_back({Texts::tr("GPUs of another model"), number(guestGpus)});
    if (shown.usdPerGpuHour > 0)
        figure.facts.push_back({Texts::tr("Stranded, a month"), dollars(shown.study.evaluation.cost.strandedUsdPerMonth, shown)});
    figure.table.columns = {
        "first node", "nodes", "replicas on each", "GPUs used on each", "GPUs stranded on each", "GPUs of another model on each"};
    for (const NodeTile &tile : tiles)
        figure.table.rows.push_back(
            {{},
             {static_cast<double>(tile.firstNode + 1), static_cast<double>(tile.count), static_cast<double>(tile.parts.size()),
              static_cast<double>(packing.gpusPerNode - tile.strandedGpus - tile.guestGpus),
              static_cast<double>(tile.strandedGpus), static_cast<double>(tile.guestGpus)}});
    return figure;
}

} // namespace trilemma::widgets

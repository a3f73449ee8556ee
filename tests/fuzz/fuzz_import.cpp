// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/importer.h"
#include "tests/fuzz/fuzz.h"

#include <cmath>

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto file = evidence::importFile(fuzz::textOf(data, size), "file");
    if (!file) {
        fuzz::expectSentence(file.error());
        return 0;
    }
    for (const evidence::ImportedPoint &point : file->points) {
        const evidence::Measurement &measured = point.point.measured;
        for (const auto &value :
             {measured.outputTokensPerSecond, measured.ttftSeconds, measured.itlSeconds, measured.endToEndSeconds}) {
            if (value && !(std::isfinite(*value) && *value > 0))
                std::abort();
        }
    }
    return 0;
}

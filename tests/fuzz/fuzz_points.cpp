// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/points.h"
#include "tests/fuzz/fuzz.h"

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (const auto points = evidence::readPoints(fuzz::textOf(data, size), "file"); !points)
        fuzz::expectSentence(points.error());
    return 0;
}

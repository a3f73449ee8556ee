// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/catalog.h"
#include "tests/fuzz/fuzz.h"

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const catalog::NamedText file{"file.json", std::string(fuzz::textOf(data, size))};
    if (const auto catalog = catalog::extendCatalog({}, file); !catalog)
        fuzz::expectSentence(catalog.error());
    return 0;
}

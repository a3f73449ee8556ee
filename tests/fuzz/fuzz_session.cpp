// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/session.h"
#include "tests/fuzz/fuzz.h"
#include "tests/models/catalog_fixture.h"

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const catalog::Catalog &catalog = test::shippedCatalog();
    const auto session = scenario::readSession(fuzz::textOf(data, size), catalog);
    if (!session) {
        fuzz::expectSentence(session.error());
        return 0;
    }
    const auto again = scenario::readSession(scenario::writeSession(*session, catalog), catalog);
    if (!again) { // what was accepted must survive being saved
        std::cerr << again.error().sentence() << '\n';
        std::abort();
    }
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_config.h"
#include "tests/fuzz/fuzz.h"

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (const auto model = catalog::readHuggingFaceConfig(fuzz::textOf(data, size), "config.json"); !model)
        fuzz::expectSentence(model.error());
    return 0;
}

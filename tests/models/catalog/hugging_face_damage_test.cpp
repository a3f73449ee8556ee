// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_config.h"

#include "tests/models/catalog_fixture.h"

#include <cmath>

namespace trilemma::catalog {
namespace {

/// Whatever happens to a file, the answer is a model of sane size or one sentence.
void expectSane(const std::string &text)
{
    const auto model = readHuggingFaceConfig(text, "damaged");
    if (model) {
        EXPECT_GT(countParameters(*model).total, 0);
        EXPECT_TRUE(std::isfinite(countParameters(*model).total));
    } else {
        EXPECT_FALSE(model.error().message.empty());
    }
}

TEST(HuggingFaceConfig, NoDamageCrashesIt)
{
    int files = 0;
    for (const auto &entry : std::filesystem::directory_iterator(TRILEMMA_FIXTURE_DIR "/config")) {
        ++files;
        const std::string text = test::textOf(entry.path());
        for (std::size_t at = 0; at < text.size(); at += 1 + text.size() / 60) {
            expectSane(text.substr(0, at));
            for (const char replacement : {'9', '-', '"', ',', ']', '\0'}) {
                std::string damaged = text;
                damaged[at] = replacement;
                expectSane(damaged);
            }
        }
    }
    EXPECT_GT(files, 20);
    expectSane(std::string(300000, '['));
    expectSane("{\"hidden_size\": " + std::string(300000, '[') + std::string(300000, ']') + "}");
}

} // namespace
} // namespace trilemma::catalog

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace trilemma::fuzz {

inline std::string_view textOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), size};
}

/// Readers promise a sentence on one line for whatever they refuse.
inline void expectSentence(const Error &error)
{
    const std::string sentence = error.sentence();
    if (error.message.empty() || sentence.find('\n') != std::string::npos) {
        std::cerr << "not one sentence: " << sentence << '\n';
        std::abort();
    }
}

} // namespace trilemma::fuzz

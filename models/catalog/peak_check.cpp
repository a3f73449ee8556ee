// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/peak_check.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

namespace trilemma::catalog {

namespace {

constexpr double tera = 1e12;

/// A figure from a vendor's datasheet that holds only with 2:4 sparsity.
struct SparseFigure {
    std::string_view product;       ///< as it appears in id or name, lower case
    ComputeRate rate;
    double teraflops;
};

constexpr std::array sparseFigures{
    SparseFigure{"a100", ComputeRate::Bf16, 624},      SparseFigure{"a100", ComputeRate::Int8, 1248},
    SparseFigure{"l40s", ComputeRate::Bf16, 733},      SparseFigure{"l40s", ComputeRate::Fp8, 1466},
    SparseFigure{"l40s", ComputeRate::Int8, 1466},     SparseFigure{"l4", ComputeRate::Bf16, 242},
    SparseFigure{"l4", ComputeRate::Fp8, 485},         SparseFigure{"l40", ComputeRate::Bf16, 362.1},
    SparseFigure{"l40", ComputeRate::Fp8, 724},        SparseFigure{"h100", ComputeRate::Bf16, 1979},
    SparseFigure{"h100", ComputeRate::Fp8, 3958},      SparseFigure{"h100", ComputeRate::Int8, 3958},
    SparseFigure{"h100", ComputeRate::Bf16, 1513},     SparseFigure{"h100", ComputeRate::Fp8, 3026},
    SparseFigure{"h200", ComputeRate::Bf16, 1979},     SparseFigure{"h200", ComputeRate::Fp8, 3958},
    SparseFigure{"b200", ComputeRate::Bf16, 4500},     SparseFigure{"b200", ComputeRate::Fp8, 9000},
    SparseFigure{"b200", ComputeRate::Fp4, 18000},     SparseFigure{"gb200", ComputeRate::Bf16, 5000},
    SparseFigure{"gb200", ComputeRate::Fp8, 10000},    SparseFigure{"gb200", ComputeRate::Fp4, 20000},
    SparseFigure{"b300", ComputeRate::Bf16, 4500},     SparseFigure{"b300", ComputeRate::Fp8, 9000},
    SparseFigure{"rtx 5090", ComputeRate::Fp4, 3352},  SparseFigure{"mi300x", ComputeRate::Bf16, 2614},
    SparseFigure{"mi300x", ComputeRate::Fp8, 5229},    SparseFigure{"mi355x", ComputeRate::Bf16, 5000},
    SparseFigure{"mi355x", ComputeRate::Fp8, 10100},   SparseFigure{"gb300", ComputeRate::Bf16, 5000},
    SparseFigure{"gb300", ComputeRate::Fp8, 10000},
};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Whether `word` stands in `text` on its own: "l40" in "NVIDIA L40 48GB", not in "L40S".
bool containsWord(const std::string &text, std::string_view word)
{
    const auto isPart = [&](std::size_t at) { return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])); };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool startsInside = at > 0 && isPart(at - 1);
        if (!startsInside && !isPart(at + word.size()))
            return true;
    }
    return false;
}

std::string_view label(ComputeRate rate)
{
    constexpr std::array<std::string_view, computeRateCount> labels{"BF16", "FP8", "INT8", "FP4"};
    return labels[static_cast<std::size_t>(rate)];
}

std::string teraflops(double flops)
{
    std::string text = std::to_string(std::round(flops / tera * 10) / 10);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text + " TFLOP/s";
}

bool hasNote(const Accelerator &accelerator)
{
    return std::any_of(accelerator.citations.begin(), accelerator.citations.end(),
                       [](const Citation &citation) { return citation.field == "peak_tflops_dense" && !citation.note.empty(); });
}

/// Multiple of BF16 that dense rates of a format are sold with.
struct Rung {
    ComputeRate rate;
    double low, high;
};
constexpr std::array ladder{Rung{ComputeRate::Fp8, 0.95, 2.15}, Rung{ComputeRate::Int8, 0.95, 2.15}, Rung{ComputeRate::Fp4, 1.9, 4.3}};

} // namespace

std::vector<std::string> peakProblems(const Accelerator &accelerator)
{
    constexpr double tolerance = 0.003;
    std::vector<std::string> problems;
    const std::string product = lower(accelerator.id + " " + accelerator.name);
    for (const SparseFigure &sparse : sparseFigures) {
        const auto peak = accelerator.peak(sparse.rate);
        if (peak && containsWord(product, sparse.product) && std::abs(*peak / (sparse.teraflops * tera) - 1) < tolerance) {
            problems.push_back(std::string(label(sparse.rate)) + " at " + teraflops(*peak)
                               + " is the rate with structured sparsity; the dense rate is half of it");
        }
    }
    const auto bf16 = accelerator.peak(ComputeRate::Bf16);
    for (const Rung &rung : ladder) {
        const auto peak = accelerator.peak(rung.rate);
        if (!bf16 || !peak || hasNote(accelerator))
            continue;
        const double multiple = *peak / *bf16;
        if (multiple < rung.low || multiple > rung.high) {
            problems.push_back(std::string(label(rung.rate)) + " at " + teraflops(*peak) + " is " + std::to_string(multiple).substr(0, 4)
                               + " times BF16, off the ladder of dense rates; a note on the peaks must say why");
        }
    }
    return problems;
}

} // namespace trilemma::catalog

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

namespace trilemma::scenario {

namespace {

constexpr std::string_view batchingGroup = "Batching";

using Batching = replica::Scheduling::Batching;
constexpr std::array<NamedValue<Batching>, 3> batchings{{
    {"static", "Static", Batching::Static},
    {"continuous", "Continuous", Batching::Continuous},
    {"chunked", "Chunked prefill", Batching::Chunked},
}};

} // namespace

std::span<const Lever> batchingLevers()
{
    using enum LeverScale;
    static const Lever rows[] = {
        number<[](auto &s) -> auto & { return s.scheduling.maxSequences; }, NumberBounds{1, 4096, 2, true}>(
            {"max_sequences", "Max sequences", batchingGroup,
             "The engine's cap on sequences that decode together (max_num_seqs), per replica; the running batch may stay below it.",
             true},
            noUnit, Logarithmic),
        number<[](auto &s) -> auto & { return s.scheduling.tokenBudget; }, NumberBounds{64, 65536, 2, true}>(
            {"token_budget", "Token budget per step", batchingGroup,
             "Most prompt and decode tokens in one pass (max_num_batched_tokens): small keeps token gaps even, large prefills faster.",
             true},
            tokensUnit, Logarithmic),
        namedChoice<[](auto &s) -> auto & { return s.scheduling.batching; }, batchings>(
            {"batching", "Batching", batchingGroup,
             "Static waits for the whole batch, continuous admits after every pass, chunked also cuts prompts into pieces.", true}),
        number<[](auto &s) -> auto & { return s.scheduling.memoryFraction; }, NumberBounds{0.3, 0.99, 0.01}>(
            {"memory_fraction", "Memory fraction", batchingGroup,
             "Share of device memory that the engine may use; each engine applies it to something else."},
            percentUnit, Linear),
        number<[](auto &s) -> auto & { return s.speculation.draftTokens; }, NumberBounds{0, 16, 1, true}>(
            {"draft_tokens", "Draft tokens", batchingGroup,
             "Tokens that a draft proposes before the model verifies them in one pass; 0 is no speculative decoding."},
            noUnit, Linear),
        number<[](auto &s) -> auto & { return s.speculation.acceptance; }, NumberBounds{0, 0.99, 0.01}>(
            {"draft_acceptance", "Draft acceptance", batchingGroup, "Chance that the model keeps one drafted token."},
            percentUnit, Linear),
        number<[](auto &s) -> auto & { return s.speculation.draftCostShare; }, NumberBounds{0, 1, 0.01}>(
            {"draft_cost", "Draft cost", batchingGroup, "Time of one draft step over the time of one decode step of the model."},
            percentUnit, Linear),
        number<[](auto &s) -> auto & { return s.routingSkew; }, NumberBounds{0, 2, 0.05}>(
            {"routing_skew", "Routing skew", batchingGroup,
             "Zipf exponent of expert popularity; 0 keeps the routing under which the kernels were measured."},
            noUnit, Linear),
    };
    return rows;
}

} // namespace trilemma::scenario

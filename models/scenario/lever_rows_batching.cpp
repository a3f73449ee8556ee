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
        number<NumberBounds{1, 4096, 2, true}, &Scenario::scheduling, &replica::Scheduling::maxSequences>(
            {"max_sequences", "Max sequences", batchingGroup,
             "The engine's cap on sequences that decode together (max_num_seqs), per replica; the running batch may stay below "
             "it.",
             true},
            noUnit, Logarithmic),
        number<NumberBounds{64, 65536, 2, true}, &Scenario::scheduling, &replica::Scheduling::tokenBudget>(
            {"token_budget", "Token budget per step", batchingGroup,
             "Most prompt and decode tokens in one pass (max_num_batched_tokens): small keeps token gaps even, large prefills "
             "faster.",
             true},
            tokensUnit, Logarithmic),
        namedChoice<batchings, &Scenario::scheduling, &replica::Scheduling::batching>(
            {"batching", "Batching", batchingGroup,
             "Static waits for the whole batch, continuous admits after every pass, chunked also cuts prompts into pieces.",
             true}),
        number<NumberBounds{0.3, 0.99, 0.01}, &Scenario::scheduling, &replica::Scheduling::memoryFraction>(
            {"memory_fraction", "Memory fraction", batchingGroup,
             "Share of device memory that the engine may use; each engine applies it to something else."},
            percentUnit, Linear),
        number<NumberBounds{0, 16, 1, true}, &Scenario::speculation, &replica::Speculation::draftTokens>(
            {"draft_tokens", "Draft tokens", batchingGroup,
             "Tokens that a draft proposes before the model verifies them in one pass; 0 is no speculative decoding."},
            noUnit, Linear),
        number<NumberBounds{0, 0.99, 0.01}, &Scenario::speculation, &replica::Speculation::acceptance>(
            {"draft_acceptance", "Draft acceptance", batchingGroup, "Chance that the model keeps one drafted token."},
            percentUnit, Linear),
        number<NumberBounds{0, 1, 0.01}, &Scenario::speculation, &replica::Speculation::draftCostShare>(
            {"draft_cost", "Draft cost", batchingGroup, "Time of one draft step over the time of one decode step of the model."},
            percentUnit, Linear),
        number<NumberBounds{0, 2, 0.05}, &Scenario::routingSkew>(
            {"routing_skew", "Routing skew", batchingGroup,
             "Zipf exponent of expert popularity; 0 keeps the routing under which the kernels were measured."},
            noUnit, Linear),
    };
    return rows;
}

} // namespace trilemma::scenario

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/entry_readers.h"

namespace trilemma::catalog {

Source readSource(JsonFields &fields)
{
    Source source;
    source.id = fields.text("id");
    source.title = fields.text("title");
    source.date = fields.text("date");
    source.url = fields.text("url", "");
    fields.refuseUnknownKeys();
    return source;
}

std::vector<Citation> readCitations(JsonFields &fields)
{
    std::vector<Citation> citations;
    JsonFields byField = fields.object("citations");
    for (const std::string &field : byField.keys()) {
        Citation citation{field, {}, false, {}};
        if (byField.raw(field).is_object()) {
            JsonFields entry = byField.object(field);
            citation.sourceIds = entry.texts("sources");
            citation.assumption = entry.flag("assumption", false);
            citation.note = entry.text("note", "");
            entry.refuseUnknownKeys();
        } else {
            citation.sourceIds = byField.texts(field);
        }
        citations.push_back(std::move(citation));
    }
    return citations;
}

PriceEntry readPrice(JsonFields &fields)
{
    constexpr Bounds money{0, 1e12};
    PriceEntry price;
    price.id = fields.text("id");
    price.label = fields.text("label");
    price.unit = fields.text("unit");
    price.low = fields.number("low", money);
    price.median = fields.number("median", money);
    price.high = fields.number("high", money);
    price.date = fields.text("date", "");
    price.sourceIds = fields.texts("sources");
    price.assumption = fields.flag("assumption", false);
    if (price.low > price.median || price.median > price.high)
        fields.fail("median", "is outside low to high; low <= median <= high is expected");
    fields.refuseUnknownKeys();
    return price;
}

WorkloadPreset readPreset(JsonFields &fields)
{
    constexpr Bounds tokens{1, 1e7}, spread{0, 100}, seconds{1e-4, 1e5};
    WorkloadPreset preset;
    preset.id = fields.text("id");
    preset.name = fields.text("name");
    preset.objective = fields.choice<Objective>(
        "objective", {{"latency", Objective::Latency}, {"throughput", Objective::Throughput}, {"hybrid", Objective::Hybrid}});
    preset.inputTokensMean = fields.number("input_tokens_mean", tokens);
    preset.inputTokensCv = fields.number("input_tokens_cv", spread, 0);
    preset.outputTokensMean = fields.number("output_tokens_mean", tokens);
    preset.outputTokensCv = fields.number("output_tokens_cv", spread, 0);
    preset.prefixHitShare = fields.number("prefix_hit_share", {0, 0.999}, 0);
    preset.turns = fields.integer("turns", {1, 1000}, preset.turns);
    preset.turnTokensMean = fields.number("turn_tokens_mean", tokens, preset.turnTokensMean);
    preset.turnPauseSeconds = fields.number("turn_pause_seconds", {0, 1e5}, preset.turnPauseSeconds);
    preset.requestsPerSecond = fields.number("requests_per_second", {1e-6, 1e6}, 1);
    preset.ttftP99Seconds = fields.numberOrUnknown("ttft_p99_seconds", seconds);
    preset.itlP99Seconds = fields.numberOrUnknown("itl_p99_seconds", seconds);
    preset.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return preset;
}

} // namespace trilemma::catalog

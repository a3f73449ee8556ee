// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/entry_readers.h"

namespace trilemma::catalog {

namespace {

/// [compute efficiency, memory efficiency, fixed seconds, exponent]. Fits may exceed an efficiency of 1
/// where the peak they refer to is conservative.
OperatorLaw readLaw(JsonFields &fields, const std::string &key)
{
    const std::vector<double> n = fields.numbers(key, {0, 100}, 4);
    if (fields.ok() && (n[0] <= 0 || n[1] <= 0 || n[3] < 1))
        fields.fail(key, "efficiencies above 0 and an exponent of at least 1 are expected");
    return {n[0], n[1], n[2], n[3]};
}

void readWeightLaws(JsonFields fields, std::array<OperatorLaw, weightFormatCount> &laws)
{
    for (const WeightFormatInfo &format : weightFormats())
        laws[static_cast<std::size_t>(format.format)] = readLaw(fields, std::string(format.id));
    fields.refuseUnknownKeys();
}

void readKvLaws(JsonFields fields, std::array<OperatorLaw, kvFormatCount> &laws)
{
    for (const KvFormatInfo &format : kvFormats())
        laws[static_cast<std::size_t>(format.format)] = readLaw(fields, std::string(format.id));
    fields.refuseUnknownKeys();
}

} // namespace

KernelConstants readKernels(JsonFields &fields)
{
    constexpr double giga = 1e9;
    constexpr std::array<const char *, 3> allReduceSizes{"2", "4", "8"};
    KernelConstants k;
    k.engineId = fields.text("engine");
    k.acceleratorId = fields.text("accelerator");
    k.memoryBytesPerSecond = fields.number("memory_bandwidth_gb_s", {0, 1e6}, 0) * giga;
    k.linkBytesPerSecond = fields.number("link_gb_s", {0, 1e6}, 0) * giga;
    const auto peaks = readPeaks(fields, "peak_tflops_dense");
    for (std::size_t rate = 0; rate < peaks.size(); ++rate)
        k.peakFlops[rate] = peaks[rate].value_or(0);
    readWeightLaws(fields.object("gemm"), k.gemm);
    readWeightLaws(fields.object("moe"), k.moe);
    readKvLaws(fields.object("decode_attention"), k.decodeAttention);
    readKvLaws(fields.object("prefill_attention"), k.prefillAttention);
    k.mxfp4AtFp8Rate = fields.flag("mxfp4_at_fp8_rate", false);
    JsonFields allReduce = fields.object("all_reduce");
    for (std::size_t i = 0; i < allReduceSizes.size(); ++i) {
        const std::vector<double> law = allReduce.numbers(allReduceSizes[i], {1e-9, 10}, 2);
        k.allReduce[i] = {law[0], law[1]};
    }
    allReduce.refuseUnknownKeys();
    k.provenance = fields.choice<Provenance>("provenance",
                                             {{"measured", Provenance::Measured},
                                              {"calibrated", Provenance::Calibrated},
                                              {"fitted", Provenance::Fitted},
                                              {"datasheet", Provenance::Datasheet},
                                              {"user", Provenance::User},
                                              {"assumption", Provenance::Assumption}},
                                             Provenance::User);
    k.relativeError = fields.number("relative_error", {0, 10});
    k.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return k;
}

EngineProfile readEngine(JsonFields &fields)
{
    constexpr double giga = 1e9;
    EngineProfile e;
    e.id = fields.text("id");
    e.name = fields.text("name");
    e.version = fields.text("version", "");
    e.aliases = fields.texts("aliases");
    e.kernelsLike = fields.text("kernels_like", "");
    e.memoryRule = fields.choice<MemoryRule>("memory_rule", {{"fraction-of-total", MemoryRule::FractionOfTotal},
                                                             {"fraction-of-free", MemoryRule::FractionOfFree},
                                                             {"static-fraction", MemoryRule::StaticFraction}});
    e.memoryFraction = fields.number("memory_fraction", {0.01, 1});
    e.runtimeBytes = fields.number("runtime_gb", {0, 1000}) * giga;
    e.guaranteesNoEviction = fields.flag("guarantees_no_eviction", false);
    e.launchOverlap = fields.number("launch_overlap", {0, 10});
    e.raggedAttention = fields.number("ragged_attention", {0.1, 10});
    e.hostSecondsPerPass = fields.number("host_seconds_per_pass", {0, 1}, 0);
    e.hostSecondsPerSequence = fields.number("host_seconds_per_sequence", {0, 1}, 0);
    e.lookaheadPasses = fields.number("lookahead_passes", {0, 16}, 0);
    e.ingestSeconds = fields.number("ingest_seconds", {0, 60}, 0);
    e.ingestSecondsPerToken = fields.number("ingest_seconds_per_token", {0, 1}, 0);
    e.usualPromptsPerSlot = fields.number("usual_prompts_per_slot", {1, 1e6}, e.usualPromptsPerSlot);
    e.kvBlockTokens = fields.integer("kv_block_tokens", {1, 65536});
    e.defaultTokenBudget = fields.integer("default_token_budget", {1, 1e7});
    e.defaultMaxSequences = fields.integer("default_max_sequences", {1, 1e6});
    e.chunkedPrefillDefault = fields.flag("chunked_prefill_default", true);
    e.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return e;
}

} // namespace trilemma::catalog

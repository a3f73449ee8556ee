// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/step_time.h"

#include "models/replica/collective.h"
#include "models/replica/smooth_roofline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace trilemma::replica {

/// A pass as the busiest attention rank sees it.
struct StepTime::Terms {
    double tokens, decodeSequences, decodeTokens, context;
    double promptTokens, promptSequences, promptLength, promptPast;
    double sampledRows;
    double replicaTokens;        // over all ranks
    double decoding, prefilling; // 1 where there is any
};

namespace {

template<class Terms, class Routings> double linearSeconds(const LinearCost &cost, const Terms &t, const Routings &routings)
{
    double seconds = cost.perPass + cost.whenDecoding * t.decoding + cost.whenPrefilling * t.prefilling +
                     cost.perToken * t.tokens + cost.perReplicaToken * t.replicaTokens + cost.perDecodeToken * t.decodeTokens +
                     cost.perPromptToken * t.promptTokens + cost.perDecodeContext * t.decodeTokens * t.context;
    if (cost.perPayloadToken > 0)
        seconds += cost.perPayloadToken * t.replicaTokens * routings.front().payloadImbalance(t.replicaTokens);
    return seconds;
}

// The same instructions on wider registers where the processor has them, so the same bits everywhere.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TRILEMMA_WIDE_REGISTERS __attribute__((target_clones("avx2", "default")))
#else
#define TRILEMMA_WIDE_REGISTERS
#endif

template<class Column> TRILEMMA_WIDE_REGISTERS
double weightedSum(const Column &compute, const Column &memory, const Column &exponent, const Column &inverseExponent,
                   const Column &weight)
{
    Column seconds;
    for (std::size_t i = 0; i < seconds.size(); ++i)
        seconds[i] = weight[i] * smoothRoofline(compute[i], memory[i], exponent[i], inverseExponent[i]);
    return std::accumulate(seconds.begin(), seconds.end(), 0.0);
}

Bottleneck memoryOrCompute(bool memory)
{
    return memory ? Bottleneck::Memory : Bottleneck::Compute;
}

Bottleneck bottleneckOf(StepPart part)
{
    switch (part) {
    case StepPart::Weights:
    case StepPart::AttentionKv:
    case StepPart::Experts:
        return Bottleneck::Memory;
    case StepPart::DenseCompute:
    case StepPart::AttentionCompute:
        return Bottleneck::Compute;
    case StepPart::AllReduce:
    case StepPart::AllToAll:
    case StepPart::Pipeline:
        return Bottleneck::Network;
    case StepPart::Overhead:
        break;
    }
    return Bottleneck::Overhead;
}

} // namespace

StepTime::StepTime(const Configuration &configuration) : m_work(passWork(configuration))
{
    for (const LinearCost &cost : m_work.linear)
        m_linear += cost;
    const Placement &placement = configuration.placement;
    m_ranks = placement.attentionDataParallel;
    m_rankSpread = std::sqrt(2 * std::log(m_ranks));
    m_stages = placement.pipelineParallel;
    m_gpus = placement.gpus();
    const CollectiveCost hop = pointToPoint(configuration);
    constexpr double bf16Bytes = 2;
    m_stageHopSeconds = hop.fixedSeconds;
    m_stageHopSecondsPerToken = hop.secondsPerByte * configuration.model.hidden * bf16Bytes;
    const Speculation &speculation = configuration.speculation;
    m_tokensPerStep = speculation.tokensPerStep();
    m_verifyTokens = 1 + std::max(0, speculation.draftTokens);
    m_draftShare = (m_verifyTokens - 1) * speculation.draftCostShare;

    m_rows.resize((m_work.operators.size() + rowSize - 1) / rowSize);
    for (std::size_t i = 0; i < m_work.operators.size(); ++i) {
        const Operator &op = m_work.operators[i];
        Row &row = m_rows[i / rowSize];
        const std::size_t column = i % rowSize;
        row.basis[column] = op.basis;
        row.secondsPerFlopUnit[column] = op.flopsPerUnit * op.secondsPerFlop;
        row.secondsFixed[column] = op.bytesFixed * op.secondsPerByte;
        row.secondsPerByteUnit[column] = op.bytesPerUnit * op.secondsPerByte;
        row.secondsPerByteToken[column] = op.bytesPerToken * op.secondsPerByte;
        row.exponent[column] = op.exponent;
        row.inverseExponent[column] = 1 / op.exponent;
        row.weight[column] = op.weight;
    }
}

StepTime::Terms StepTime::terms(const Pass &pass) const
{
    Terms t;
    t.decodeSequences = pass.decodeSequences;
    t.promptTokens = pass.promptTokens;
    t.promptSequences = pass.promptSequences;
    t.promptLength = pass.promptSequences > 0 ? pass.promptTokens / pass.promptSequences : 0;
    t.promptPast = pass.promptPast;
    t.context = pass.meanContext;
    t.replicaTokens = pass.decodeSequences * pass.tokensPerSequence + pass.promptTokens;
    t.decoding = pass.decodeSequences > 0 ? 1 : 0;
    t.prefilling = pass.promptTokens > 0 ? 1 : 0;
    if (m_ranks > 1) {
        // Ranks run in lock-step: all wait for the one with most sequences; one prompt is one rank's.
        const double mean = pass.decodeSequences / m_ranks;
        t.decodeSequences = std::min(pass.decodeSequences, mean + m_rankSpread * std::sqrt(mean));
        const double ranksWithPrompt = std::clamp(pass.promptSequences, 1.0, m_ranks);
        t.promptTokens /= ranksWithPrompt;
        t.promptSequences /= ranksWithPrompt;
    }
    t.decodeTokens = t.decodeSequences * pass.tokensPerSequence;
    t.tokens = t.decodeTokens + t.promptTokens;
    t.sampledRows = t.decodeTokens + t.promptSequences;
    return t;
}

StepTime::Quantities StepTime::quantities(const WorkBasis &basis, const Terms &t) const
{
    const auto rows = [](double count, double any) { return Quantities{count * any, any, count * any, 0}; };
    switch (basis.unit) {
    case WorkUnit::Tokens:
        return rows(t.tokens, 1);
    case WorkUnit::SampledRows:
        return rows(t.sampledRows, 1);
    case WorkUnit::DecodeTokens:
        return rows(t.decodeTokens, t.decoding);
    case WorkUnit::PromptTokens:
        return rows(t.promptTokens, t.prefilling);
    case WorkUnit::UpProjectedTokens:
        return rows(t.promptTokens + t.promptSequences * t.promptPast, t.prefilling);
    case WorkUnit::DecodeContext: {
        const double context = basis.window > 0 ? std::min(t.context, basis.window) : t.context;
        return {t.decodeTokens * context, 0, t.decodeSequences * context, t.decodeTokens};
    }
    case WorkUnit::PromptContext: {
        const double window = basis.window > 0 ? basis.window : std::numeric_limits<double>::infinity();
        return {t.promptTokens * std::min(t.promptPast + t.promptLength / 2, window), 0,
                t.promptSequences * (t.promptLength + std::min(t.promptPast, window)), t.promptTokens};
    }
    case WorkUnit::Experts: {
        const ExpertRouting &routing = m_work.routings[basis.routing];
        return {t.replicaTokens * routing.computeImbalance(t.replicaTokens), 0, t.replicaTokens,
                routing.touchedShare(t.replicaTokens)};
    }
    }
    return {};
}

double StepTime::seconds(const Pass &pass) const
{
    const Terms t = terms(pass);
    boost::container::small_vector<Quantities, 8> work;
    for (const WorkBasis &basis : m_work.bases)
        work.push_back(quantities(basis, t));
    double seconds = linearSeconds(m_linear, t, m_work.routings);
    for (const Row &row : m_rows) {
        Row::Column compute, memory;
        for (std::size_t i = 0; i < rowSize; ++i) {
            const Quantities &q = work[row.basis[i]];
            compute[i] = row.secondsPerFlopUnit[i] * q.flopUnits;
            memory[i] = row.secondsFixed[i] * q.fixed + row.secondsPerByteUnit[i] * q.byteUnits +
                        row.secondsPerByteToken[i] * q.byteTokens;
        }
        seconds += weightedSum(compute, memory, row.exponent, row.inverseExponent, row.weight);
    }
    return seconds + (m_stages - 1) * (m_stageHopSeconds + m_stageHopSecondsPerToken * t.tokens);
}

StepBreakdown StepTime::breakdown(const Pass &pass) const
{
    const Terms t = terms(pass);
    StepBreakdown result;
    const auto add = [&](StepPart part, Bottleneck bottleneck, double seconds) {
        result.seconds[static_cast<std::size_t>(part)] += seconds;
        result.byBottleneck[static_cast<std::size_t>(bottleneck)] += seconds;
    };
    for (int i = 0; i < stepPartCount; ++i) {
        const auto part = static_cast<StepPart>(i);
        add(part, bottleneckOf(part), linearSeconds(m_work.linear[static_cast<std::size_t>(i)], t, m_work.routings));
    }
    for (const Operator &op : m_work.operators) {
        const Quantities q = quantities(m_work.bases[op.basis], t);
        const double flops = op.flopsPerUnit * q.flopUnits;
        const double bytes = op.bytesFixed * q.fixed + op.bytesPerUnit * q.byteUnits + op.bytesPerToken * q.byteTokens;
        const double compute = flops * op.secondsPerFlop;
        const double memory = bytes * op.secondsPerByte;
        const double seconds = op.weight * smoothRoofline(compute, memory, op.exponent, 1 / op.exponent);
        const double ratio = std::pow(memory > 0 ? compute / memory : 0, op.exponent);
        const double memoryShare = memory > 0 ? 1 / (1 + ratio) : 0;
        add(op.memoryPart, memoryOrCompute(true), seconds * memoryShare);
        add(op.computePart, memoryOrCompute(false), seconds * (1 - memoryShare));
        result.flops += op.repeats * flops / m_stages;
        result.bytes += op.repeats * bytes / m_stages;
    }
    add(StepPart::Pipeline, Bottleneck::Network, (m_stages - 1) * (m_stageHopSeconds + m_stageHopSecondsPerToken * t.tokens));
    result.total = std::accumulate(result.seconds.begin(), result.seconds.end(), 0.0);
    const auto largest = std::max_element(result.byBottleneck.begin(), result.byBottleneck.end());
    result.bottleneck = static_cast<Bottleneck>(largest - result.byBottleneck.begin());
    return result;
}

Pass StepTime::microBatch(double sequences, double meanContext, double promptTokens, double promptSequences,
                          double promptPast) const
{
    return {sequences / m_stages, meanContext, promptTokens / m_stages, promptSequences / m_stages, promptPast, m_verifyTokens};
}

double StepTime::mixedPeriod(double sequences, double meanContext, double promptTokens, double promptSequences,
                             double promptPast) const
{
    const Pass pass = microBatch(sequences, meanContext, promptTokens, promptSequences, promptPast);
    double period = seconds(pass);
    if (m_stages > 1) {
        // The last stage hands its tokens back to the first: as many hops as stages.
        period +=
            m_stageHopSeconds + m_stageHopSecondsPerToken * (pass.decodeSequences * pass.tokensPerSequence + pass.promptTokens);
    }
    if (m_draftShare > 0) {
        Pass plain = microBatch(sequences, meanContext, 0, 0, 0);
        plain.tokensPerSequence = 1;
        period += m_draftShare * seconds(plain);
    }
    return period;
}

double StepTime::tokenPeriod(double sequences, double meanContext) const
{
    return mixedPeriod(sequences, meanContext, 0, 0, 0) / m_tokensPerStep;
}

StepBreakdown StepTime::decodeBreakdown(double sequences, double meanContext) const
{
    return breakdown(microBatch(sequences, meanContext, 0, 0, 0));
}

const char *label(StepPart part)
{
    switch (part) {
    case StepPart::Weights:
        return "Weights";
    case StepPart::DenseCompute:
        return "Dense compute";
    case StepPart::AttentionKv:
        return "Attention KV";
    case StepPart::AttentionCompute:
        return "Attention compute";
    case StepPart::Experts:
        return "Experts";
    case StepPart::AllReduce:
        return "All-reduce";
    case StepPart::AllToAll:
        return "All-to-all";
    case StepPart::Pipeline:
        return "Pipeline";
    case StepPart::Overhead:
        break;
    }
    return "Overhead";
}

const char *label(Bottleneck bottleneck)
{
    switch (bottleneck) {
    case Bottleneck::Memory:
        return "Memory";
    case Bottleneck::Compute:
        return "Compute";
    case Bottleneck::Network:
        return "Network";
    case Bottleneck::Overhead:
        break;
    }
    return "Overhead";
}

} // namespace trilemma::replica

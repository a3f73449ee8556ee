// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/operators.h"

#include "models/replica/collective.h"
#include "models/replica/format_on_hardware.h"

#include <algorithm>

namespace trilemma::replica {

using catalog::FeedForward;
using catalog::FeedForwardKind;
using catalog::KvFormat;
using catalog::Mixer;
using catalog::MixerKind;
using catalog::OperatorLaw;
using catalog::WeightFormat;

namespace {

constexpr double bf16Bytes = 2;

/// Norms, rotary embedding, activation and residual of one sublayer that no other kernel swallows.
constexpr double elementwiseKernels = 3, elementwiseKernelSeconds = 2e-6;
constexpr double elementwiseReadsPerHidden = 5, elementwiseMemoryEfficiency = 0.8;

// Kernels without public tables, set by hand to what FlashMLA and the gated-delta-net kernels reach.
constexpr double latentComputeEfficiency = 0.55, latentMemoryEfficiency = 0.75, latentExponent = 2.5;
constexpr double latentExtraSeconds = 5e-6;
constexpr OperatorLaw absorbLaw{0.4, 0.7, 3e-6, 2};
constexpr double indexerMemoryEfficiency = 0.6, indexerComputeEfficiency = 0.5, indexerSeconds = 8e-6;
constexpr double stateMemoryEfficiency = 0.6, stateDecodeSeconds = 8e-6;
constexpr double statePrefillEfficiency = 0.15, statePrefillSeconds = 25e-6, statePrefillFlopsPerElement = 6;

double &launchesOf(LinearCost &overhead, WorkUnit unit)
{
    switch (unit) {
    case WorkUnit::DecodeTokens:
    case WorkUnit::DecodeContext:
        return overhead.whenDecoding;
    case WorkUnit::PromptTokens:
    case WorkUnit::UpProjectedTokens:
    case WorkUnit::PromptContext:
        return overhead.whenPrefilling;
    default:
        return overhead.perPass;
    }
}

class WorkBuilder {
public:
    WorkBuilder(const Configuration &configuration, PassWork &work)
        : m_work(work), m_configuration(configuration), m_kernels(configuration.kernels), m_model(configuration.model),
          m_format(configuration.kernels, configuration.accelerator, configuration.weightFormat),
          m_bf16(configuration.kernels, configuration.accelerator, WeightFormat::Bf16),
          m_tp(configuration.placement.tensorParallel), m_bandwidth(configuration.kernels.memoryBytesPerSecond),
          m_launchOverlap(configuration.engine.launchOverlap), m_hidden(configuration.model.hidden)
    {
    }

    void build()
    {
        const auto &groups = m_model.layers;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            // Layers that share a mixer or a feed-forward are one operator, so that each is timed once.
            const auto same = [&](auto member) {
                double layers = 0;
                for (std::size_t j = 0; j < groups.size(); ++j) {
                    if (groups[j].*member != groups[i].*member)
                        continue;
                    if (j < i)
                        return 0.0;
                    layers += groups[j].count;
                }
                return layers;
            };
            if (const double layers = same(&catalog::LayerGroup::mixer); layers > 0)
                addMixer(groups[i], layers);
            if (const double layers = same(&catalog::LayerGroup::feedForward); layers > 0)
                addFeedForward(groups[i].feedForward, layers);
        }
        const bool quantisedHead = m_model.quantisedParts.languageModelHead;
        addGemm(WorkUnit::SampledRows, 1, m_model.vocabulary / m_tp, m_hidden, quantisedHead ? m_format : m_bf16);
        overhead().perPass += m_configuration.engine.hostSecondsPerPass;
        overhead().perDecodeToken += m_configuration.engine.hostSecondsPerSequence;
    }

private:
    LinearCost &part(StepPart which) { return m_work.linear[static_cast<std::size_t>(which)]; }
    LinearCost &overhead() { return part(StepPart::Overhead); }

    /// `repeats` kernels that the law times; their launches go to the overhead.
    Operator &add(const WorkBasis &basis, double repeats, const OperatorLaw &law, double peakFlops)
    {
        launchesOf(overhead(), basis.unit) += repeats * m_launchOverlap * law.fixedSeconds;
        Operator &op = m_work.operators.emplace_back();
        op.basis = indexOf(basis);
        op.repeats = op.weight = repeats;
        op.exponent = law.exponent;
        op.secondsPerFlop = 1 / (law.computeEfficiency * peakFlops);
        op.secondsPerByte = 1 / (law.memoryEfficiency * m_bandwidth);
        return op;
    }

    std::uint8_t indexOf(const WorkBasis &basis)
    {
        auto &bases = m_work.bases;
        const auto index = std::find(bases.begin(), bases.end(), basis) - bases.begin();
        if (static_cast<std::size_t>(index) == bases.size())
            bases.push_back(basis);
        return static_cast<std::uint8_t>(index);
    }

    /// Rows times a k x n matrix: reads the matrix once per pass and its operands once per row.
    void addGemm(WorkUnit unit, double repeats, double n, double k, const FormatOnHardware &format)
    {
        if (n <= 0 || k <= 0)
            return;
        Operator &op = add({unit}, repeats, format.gemm(), format.peakFlops());
        op.flopsPerUnit = 2 * n * k;
        op.bytesFixed = n * k * format.bytesPerWeight();
        op.bytesPerUnit = k * format.bytesPerActivation() + bf16Bytes * n;
    }

    const FormatOnHardware &formatFor(bool quantised) const { return quantised ? m_format : m_bf16; }

    /// What every sublayer ends with: sum over the tensor slices, norm, residual.
    void addSublayerEnd(double layers)
    {
        const CollectiveCost sum = allReduce(m_configuration, static_cast<int>(m_tp));
        part(StepPart::AllReduce).perPass += layers * m_launchOverlap * sum.fixedSeconds;
        part(StepPart::AllReduce).perToken += layers * sum.secondsPerByte * m_hidden * bf16Bytes;
        addElementwise(layers);
    }

    void addElementwise(double layers)
    {
        overhead().perPass += layers * elementwiseKernels * m_launchOverlap * elementwiseKernelSeconds;
        overhead().perToken +=
            layers * elementwiseReadsPerHidden * m_hidden * bf16Bytes / (elementwiseMemoryEfficiency * m_bandwidth);
    }

    void addMixer(const catalog::LayerGroup &group, double layers)
    {
        switch (group.mixer.kind) {
        case MixerKind::None:
            return;
        case MixerKind::GroupedQuery:
            addGroupedQuery(group.mixer, layers);
            break;
        case MixerKind::LatentAttention:
            addLatentAttention(group.mixer, layers);
            break;
        case MixerKind::GatedDeltaNet:
        case MixerKind::Mamba2:
        case MixerKind::LinearAttention:
            addRecurrent(group, layers);
            break;
        }
        addSublayerEnd(layers);
    }

    void addGroupedQuery(const Mixer &mixer, double layers)
    {
        const double queryHeads = mixer.queryHeads / m_tp;
        const double kvHeads = std::max(1.0, mixer.kvHeads / m_tp);
        const double dim = mixer.headDim;
        const double stored = mixer.sharedKeyValue ? 1 : 2;
        const double queryWidth = queryHeads * (mixer.outputGate ? 2 : 1);
        const FormatOnHardware &format = formatFor(m_model.quantisedParts.attention);
        addGemm(WorkUnit::Tokens, layers, (queryWidth + stored * kvHeads) * dim, m_hidden, format);
        addGemm(WorkUnit::Tokens, layers, m_hidden, queryHeads * dim, format);

        const double kvBytes = catalog::info(m_configuration.kvFormat).bytesPerElement;
        const double cachedTokenBytes = stored * kvHeads * dim * kvBytes;
        const double queryBytes = 2 * bf16Bytes * queryHeads * dim; // query in, output back
        Operator &decode = addAttention(WorkUnit::DecodeContext, layers, decodeLaw(), mixer.window);
        decode.flopsPerUnit = 4 * queryHeads * dim;
        decode.bytesPerUnit = cachedTokenBytes;
        decode.bytesPerToken = queryBytes;
        decode.weight *= m_configuration.engine.raggedAttention;
        Operator &prefill = addAttention(WorkUnit::PromptContext, layers, prefillLaw(), mixer.window);
        prefill.flopsPerUnit = 4 * queryHeads * dim;
        prefill.bytesPerUnit = cachedTokenBytes;
        prefill.bytesPerToken = queryBytes;
    }

    const OperatorLaw &decodeLaw() const { return m_kernels.decodeAttention[static_cast<std::size_t>(m_configuration.kvFormat)]; }
    /// Prompts attend in BF16 whatever the cache stores.
    const OperatorLaw &prefillLaw() const { return m_kernels.prefillAttention[static_cast<std::size_t>(KvFormat::Bf16)]; }

    Operator &addAttention(WorkUnit unit, double layers, const OperatorLaw &law, double window)
    {
        Operator &op = add({unit, 0, window}, layers, law, m_bf16.peakFlops());
        op.memoryPart = StepPart::AttentionKv;
        op.computePart = StepPart::AttentionCompute;
        return op;
    }

    /// MLA: down-projections on every rank; decode in the latent space (absorbed), prefill on
    /// up-projected heads; DSA reads only the best sparseTopK tokens after an index scan.
    void addLatentAttention(const Mixer &mixer, double layers)
    {
        const double heads = mixer.queryHeads / m_tp;
        const double latent = mixer.kvLoraRank + mixer.ropeDim;
        const double queryDim = mixer.nopeDim + mixer.ropeDim;
        const FormatOnHardware &format = formatFor(m_model.quantisedParts.attention);
        if (mixer.queryLoraRank > 0) {
            addGemm(WorkUnit::Tokens, layers, mixer.queryLoraRank + latent, m_hidden, format);
            addGemm(WorkUnit::Tokens, layers, heads * queryDim, mixer.queryLoraRank, format);
        } else {
            addGemm(WorkUnit::Tokens, layers, heads * queryDim + latent, m_hidden, format);
        }
        addGemm(WorkUnit::Tokens, layers, m_hidden, heads * mixer.valueDim, format);

        OperatorLaw law = decodeLaw();
        law.computeEfficiency = latentComputeEfficiency;
        law.memoryEfficiency = std::min(law.memoryEfficiency, latentMemoryEfficiency);
        law.exponent = latentExponent;
        Operator &decode = addAttention(WorkUnit::DecodeContext, layers, law, mixer.sparseTopK);
        decode.flopsPerUnit = 2 * heads * (2 * mixer.kvLoraRank + mixer.ropeDim);
        decode.bytesPerUnit = latent * catalog::info(m_configuration.kvFormat).bytesPerElement;
        // The graph-captured latent kernels and their split-KV merge hide nothing of their launch.
        overhead().whenDecoding += layers * (latentExtraSeconds + (1 - m_launchOverlap) * law.fixedSeconds);
        addAbsorption(mixer, heads, layers);

        addGemm(WorkUnit::UpProjectedTokens, layers, heads * (mixer.nopeDim + mixer.valueDim), mixer.kvLoraRank, format);
        Operator &prefill = addAttention(WorkUnit::PromptContext, layers, prefillLaw(), mixer.sparseTopK);
        prefill.flopsPerUnit = 2 * heads * (queryDim + mixer.valueDim);
        if (mixer.sparseTopK > 0)
            addIndexer(mixer, layers);
    }

    /// The two batched products that move queries into and outputs out of the latent space.
    void addAbsorption(const Mixer &mixer, double heads, double layers)
    {
        constexpr double products = 2;
        const double elements = heads * (mixer.nopeDim + mixer.valueDim) / products * mixer.kvLoraRank;
        Operator &op = add({WorkUnit::DecodeTokens}, products * layers, absorbLaw, m_bf16.peakFlops());
        op.flopsPerUnit = 2 * elements;
        op.bytesFixed = elements * bf16Bytes;
        overhead().whenDecoding += products * layers * (1 - m_launchOverlap) * absorbLaw.fixedSeconds;
    }

    void addIndexer(const Mixer &mixer, double layers)
    {
        overhead().whenDecoding += layers * indexerSeconds;
        part(StepPart::AttentionKv).perDecodeContext += layers * mixer.indexHeadDim / (indexerMemoryEfficiency * m_bandwidth);
        const FormatOnHardware fp8(m_kernels, m_configuration.accelerator, WeightFormat::Fp8);
        Operator &scan = addAttention(WorkUnit::PromptContext, layers, {indexerComputeEfficiency, 1, 0, 1}, 0);
        scan.secondsPerFlop = 1 / (indexerComputeEfficiency * fp8.peakFlops());
        scan.flopsPerUnit = 2.0 * mixer.indexHeads * mixer.indexHeadDim;
    }

    /// Gated delta net, Mamba-2, linear attention: a state per sequence instead of a growing cache.
    void addRecurrent(const catalog::LayerGroup &group, double layers)
    {
        const Mixer &mixer = group.mixer;
        const double outputWidth = static_cast<double>(mixer.stateValueHeads) * mixer.stateValueDim;
        const double inputWidth = catalog::layerParameters(m_model, group).attention / m_hidden - outputWidth;
        const FormatOnHardware &format = formatFor(m_model.quantisedParts.attention);
        addGemm(WorkUnit::Tokens, layers, inputWidth / m_tp, m_hidden, format);
        addGemm(WorkUnit::Tokens, layers, m_hidden, outputWidth / m_tp, format);

        const double stateElements = outputWidth * mixer.stateKeyDim / m_tp;
        overhead().whenDecoding += layers * stateDecodeSeconds;
        overhead().whenPrefilling += layers * statePrefillSeconds;
        part(StepPart::AttentionKv).perDecodeToken +=
            layers * 2 * stateElements * mixer.stateBytesPerElement / (stateMemoryEfficiency * m_bandwidth);
        part(StepPart::AttentionCompute).perPromptToken +=
            layers * stateElements * statePrefillFlopsPerElement / (statePrefillEfficiency * m_bf16.peakFlops());
    }

    void addFeedForward(const FeedForward &feedForward, double layers)
    {
        switch (feedForward.kind) {
        case FeedForwardKind::None:
            return;
        case FeedForwardKind::Gated:
            addDense(feedForward.width, 2, layers, formatFor(m_model.quantisedParts.denseFeedForward));
            addSublayerEnd(layers);
            break;
        case FeedForwardKind::Plain:
            addDense(feedForward.width, 1, layers, formatFor(m_model.quantisedParts.denseFeedForward));
            addSublayerEnd(layers);
            break;
        case FeedForwardKind::MixtureOfExperts:
            addExperts(feedForward, layers);
            break;
        }
    }

    /// A feed-forward of `width` whose first product is `inputs` matrices wide (2 with a gate).
    void addDense(double width, double inputs, double layers, const FormatOnHardware &format)
    {
        addGemm(WorkUnit::Tokens, layers, inputs * width / m_tp, m_hidden, format);
        addGemm(WorkUnit::Tokens, layers, m_hidden, width / m_tp, format);
    }

    void addExperts(const FeedForward &feedForward, double layers)
    {
        const Placement &placement = m_configuration.placement;
        const double matrices = feedForward.gatedExperts ? 3 : 2;
        const double inputs = matrices - 1;
        const double ep = placement.expertParallel;
        const double width = static_cast<double>(feedForward.width) / placement.expertTensorParallel();
        const double modelWidth = feedForward.latentSize > 0 ? feedForward.latentSize : m_hidden;
        const FormatOnHardware &format = formatFor(m_model.quantisedParts.routedExperts);

        const auto routing = static_cast<std::uint8_t>(m_work.routings.size());
        Operator &op = add({WorkUnit::Experts, routing}, layers, format.experts(), format.expertPeakFlops());
        op.memoryPart = op.computePart = StepPart::Experts;
        op.flopsPerUnit = 2 * matrices * feedForward.expertsPerToken / ep * modelWidth * width;
        op.bytesPerUnit = 2 * bf16Bytes * feedForward.expertsPerToken / ep * modelWidth;
        op.bytesPerToken = feedForward.experts / ep * matrices * modelWidth * width * format.bytesPerWeight();
        m_work.routings.emplace_back(feedForward.experts, feedForward.expertsPerToken, placement.expertParallel,
                                     m_configuration.routingSkew);

        addGemm(WorkUnit::Tokens, layers, feedForward.experts, m_hidden, m_bf16);
        constexpr double routingKernels = 2;
        overhead().perPass += layers * routingKernels * elementwiseKernelSeconds;
        if (feedForward.latentSize > 0) {
            addGemm(WorkUnit::Tokens, layers, feedForward.latentSize / m_tp, m_hidden, m_bf16);
            addGemm(WorkUnit::Tokens, layers, m_hidden, feedForward.latentSize / m_tp, m_bf16);
        }
        if (feedForward.sharedExpertWidth > 0)
            addDense(feedForward.sharedExpertWidth, inputs, layers, formatFor(m_model.quantisedParts.sharedExperts));
        if (feedForward.parallelDenseWidth > 0)
            addDense(feedForward.parallelDenseWidth, 2, layers, formatFor(m_model.quantisedParts.denseFeedForward));
        addExpertCollective(feedForward, modelWidth, layers);
    }

    /// With replicated tokens (plain TP) the expert outputs are summed like a dense layer's. Where
    /// ranks hold their own tokens, or experts lie beyond the scale-up domain, tokens travel to experts.
    void addExpertCollective(const FeedForward &feedForward, double modelWidth, double layers)
    {
        const Placement &placement = m_configuration.placement;
        const int ranks = placement.tensorParallel * placement.attentionDataParallel;
        const int ep = placement.expertParallel;
        const bool travels = ep > 1 && (placement.attentionDataParallel > 1 || ep > scaleUpGpus(m_configuration.accelerator));
        if (travels) {
            const CollectiveCost hop = allToAll(m_configuration, ep);
            const double bytes = modelWidth * (std::min(1.0, formatFor(true).bytesPerActivation()) + bf16Bytes);
            part(StepPart::AllToAll).perPass += layers * 2 * hop.fixedSeconds;
            part(StepPart::AllToAll).perPayloadToken += layers * bytes * feedForward.expertsPerToken / ranks * hop.secondsPerByte;
            addElementwise(layers);
        } else if (placement.attentionDataParallel > 1) {
            const CollectiveCost sum = allReduce(m_configuration, ranks);
            part(StepPart::AllReduce).perPass += layers * m_launchOverlap * sum.fixedSeconds;
            part(StepPart::AllReduce).perReplicaToken += layers * sum.secondsPerByte * m_hidden * bf16Bytes;
            addElementwise(layers);
        } else {
            addSublayerEnd(layers);
        }
    }

    PassWork &m_work;
    const Configuration &m_configuration;
    const catalog::KernelConstants &m_kernels;
    const catalog::LanguageModel &m_model;
    FormatOnHardware m_format, m_bf16;
    double m_tp, m_bandwidth, m_launchOverlap, m_hidden;
};

} // namespace

LinearCost &LinearCost::operator+=(const LinearCost &other)
{
    perPass += other.perPass;
    whenDecoding += other.whenDecoding;
    whenPrefilling += other.whenPrefilling;
    perToken += other.perToken;
    perReplicaToken += other.perReplicaToken;
    perDecodeToken += other.perDecodeToken;
    perPromptToken += other.perPromptToken;
    perDecodeContext += other.perDecodeContext;
    perPayloadToken += other.perPayloadToken;
    return *this;
}

PassWork passWork(const Configuration &configuration)
{
    PassWork work;      // filled in place: it is too large to move
    WorkBuilder(configuration, work).build();
    return work;
}

} // namespace trilemma::replica

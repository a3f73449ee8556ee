// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

#include <charconv>
#include <numeric>
#include <set>

namespace trilemma::scenario {

namespace {

using catalog::Catalog;
using replica::Placement;

constexpr std::string_view parallelismGroup = "Parallelism";
constexpr int largestDegree = 1024; ///< of what a file may say; what is offered is far less
constexpr int largestOfferedDegree = 16;

int degreeOf(const LeverValue &value)
{
    const std::string &text = std::get<std::string>(value);
    int degree = 1;
    std::from_chars(text.data(), text.data() + text.size(), degree);
    return degree;
}

/// Experts spread over ranks; when the ranks change, the spread shrinks to what still divides them.
void fitExperts(Placement &placement)
{
    placement.expertParallel = std::gcd(placement.expertParallel, placement.tensorParallel * placement.attentionDataParallel);
}

Placement withTensor(Placement placement, int degree)
{
    placement.tensorParallel = degree;
    fitExperts(placement);
    return placement;
}

Placement withAttentionData(Placement placement, int degree)
{
    placement.attentionDataParallel = degree;
    fitExperts(placement);
    return placement;
}

Placement withExperts(Placement placement, int degree)
{
    placement.expertParallel = degree;
    return placement;
}

template<int Placement::*Degree> LeverValue readDegree(const Scenario &scenario, const Catalog &)
{
    return std::to_string(scenario.placement.*Degree);
}

template<Placement (*With)(Placement, int)> void writeDegree(Scenario &scenario, const LeverValue &value, const Catalog &)
{
    scenario.placement = With(scenario.placement, degreeOf(value));
}

/// Powers of two up to the scale-up domain, at least one step beyond a usual node, and what is set.
std::set<int> offeredDegrees(const Scenario &scenario, const Catalog &catalog, int present)
{
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    const int limit = std::clamp(accelerator ? accelerator->scaleUpDomain : 1, largestOfferedDegree, 64);
    std::set<int> degrees{present};
    for (int degree = 1; degree <= limit; degree *= 2)
        degrees.insert(degree);
    return degrees;
}

template<int Placement::*Degree, Placement (*With)(Placement, int)>
LeverRange degreeRange(const Scenario &scenario, const Catalog &catalog)
{
    LeverRange range{.minimum = 1, .maximum = largestDegree, .step = 2, .whole = true, .options = {}};
    const catalog::LanguageModel *model = modelOf(scenario, catalog);
    for (const int degree : offeredDegrees(scenario, catalog, scenario.placement.*Degree)) {
        const std::string problem = model ? replica::placementProblem(With(scenario.placement, degree), *model) : std::string();
        range.options.push_back({std::to_string(degree), std::to_string(degree), problem});
    }
    return range;
}

/// The divisors of the ranks: each rank holds the same number of expert slices.
LeverRange expertRange(const Scenario &scenario, const Catalog &catalog)
{
    LeverRange range{.minimum = 1, .maximum = largestDegree, .step = 2, .whole = true, .options = {}};
    const catalog::LanguageModel *model = modelOf(scenario, catalog);
    const bool dense = model && !model->isMixtureOfExperts();
    const int ranks = scenario.placement.tensorParallel * scenario.placement.attentionDataParallel;
    std::set<int> degrees{1, scenario.placement.expertParallel};
    for (int degree = 2; degree <= ranks; degree *= 2) {
        if (ranks % degree == 0)
            degrees.insert(degree);
    }
    for (const int degree : degrees) {
        std::string problem;
        if (dense && degree > 1)
            problem = "only mixture-of-experts models have experts to spread";
        else if (model)
            problem = replica::placementProblem(withExperts(scenario.placement, degree), *model);
        range.options.push_back({std::to_string(degree), std::to_string(degree), problem});
    }
    return range;
}

constexpr std::array<NamedValue<replica::GpuLink>, 2> links{{
    {"direct", "Direct", replica::GpuLink::Direct},
    {"host", "Through host", replica::GpuLink::ThroughHost},
}};

bool linksOverPcie(const Scenario &scenario, const Catalog &catalog)
{
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    return accelerator && accelerator->linksOverPcie();
}

LeverRange linkRange(const Scenario &scenario, const Catalog &catalog)
{
    LeverRange range = namedRange<links>(scenario, catalog);
    if (!linksOverPcie(scenario, catalog))
        range.options.back().disabledReason = "only GPUs without a fabric of their own meet over PCIe";
    return range;
}

} // namespace

std::span<const Lever> parallelismLevers()
{
    static const Lever rows[] = {
        choice({"tp", "Tensor parallel", parallelismGroup,
                "GPUs that share every layer's weights and work on each token together; they sum results twice a layer.", true},
               &readDegree<&Placement::tensorParallel>, &writeDegree<&withTensor>,
               &degreeRange<&Placement::tensorParallel, &withTensor>),
        number<NumberBounds{1, 16, 1, true}, &Scenario::placement, &Placement::pipelineParallel>(
            {"pp", "Pipeline parallel", parallelismGroup,
             "Stages of consecutive layers on different GPUs: holds larger models, never shortens the gap between tokens."},
            noUnit, LeverScale::Linear),
        choice({"attention_dp", "Attention data parallel", parallelismGroup,
                "Ranks inside one replica that have their own attention and KV cache and share the experts."},
               &readDegree<&Placement::attentionDataParallel>, &writeDegree<&withAttentionData>,
               &degreeRange<&Placement::attentionDataParallel, &withAttentionData>),
        choice({"ep", "Expert parallel", parallelismGroup,
                "GPUs over which whole experts are spread; 1 slices every expert by tensor parallelism instead."},
               &readDegree<&Placement::expertParallel>, &writeDegree<&withExperts>, &expertRange),
        choice({"gpu_link", "GPU link", parallelismGroup,
                "How GPUs that share PCIe reach each other: peer to peer, or staged in the host's memory, which costs a quarter of "
                "the rate and 20 us. NVLink and other fabrics are always direct."},
               &readNamed<links, &Scenario::placement, &Placement::link>, &writeNamed<links, &Scenario::placement, &Placement::link>, &linkRange),
        number<NumberBounds{1, 256, 2, true}, &Scenario::replicas>(
            {"replicas", "Replicas (DP)", parallelismGroup,
             "Independent copies of the model, each with its own GPUs and an equal part of the traffic.", true},
            noUnit, LeverScale::Logarithmic),
    };
    return rows;
}

} // namespace trilemma::scenario

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/check.h"

#include "tests/models/catalog_fixture.h"

#include <functional>

namespace trilemma::catalog {
namespace {

TEST(CheckCatalog, TheShippedCatalogueIsClean)
{
    for (const Finding &finding : checkCatalog(test::shippedCatalog()))
        ADD_FAILURE() << finding.entry << ": " << finding.field << ": " << finding.message;
}

Accelerator &accelerator(Catalog &catalog, std::string_view id)
{
    return const_cast<Accelerator &>(*catalog.accelerator(id));
}

LanguageModel &model(Catalog &catalog, std::string_view id)
{
    return const_cast<LanguageModel &>(*catalog.model(id));
}

double &peak(Catalog &catalog, std::string_view id, ComputeRate rate)
{
    return accelerator(catalog, id).peakFlops[static_cast<std::size_t>(rate)].emplace();
}

struct PlantedFault {
    const char *name;
    std::function<void(Catalog &)> plant;
    const char *entry, *field, *partOfMessage;
};

class CheckPlanted : public testing::TestWithParam<PlantedFault> {};

TEST_P(CheckPlanted, IsFound)
{
    Catalog catalog = test::shippedCatalog();
    GetParam().plant(catalog);
    const std::vector<Finding> findings = checkCatalog(catalog);
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.entry == GetParam().entry && finding.field == GetParam().field
               && finding.message.find(GetParam().partOfMessage) != std::string::npos;
    });
    EXPECT_NE(found, findings.end()) << "among " << findings.size() << " findings";
}

const PlantedFault plantedFaults[] = {
    {"SparseFp8OfL40s", [](Catalog &c) { peak(c, "l40s", ComputeRate::Fp8) = 1466e12; }, "accelerators[l40s]", "peak_tflops_dense",
     "1466 TFLOP/s is the rate with structured sparsity"},
    {"SparseEverythingOfH100",
     [](Catalog &c) {
         peak(c, "h100-sxm", ComputeRate::Bf16) = 1979e12;
         peak(c, "h100-sxm", ComputeRate::Fp8) = 3958e12;
     },
     "accelerators[h100-sxm]", "peak_tflops_dense", "BF16 at 1979 TFLOP/s is the rate with structured sparsity"},
    {"OffTheLadder", [](Catalog &c) { peak(c, "h20", ComputeRate::Fp8) = 592e12; }, "accelerators[h20]", "peak_tflops_dense",
     "times BF16, off the ladder"},
    {"NoCitation", [](Catalog &c) { accelerator(c, "h100-sxm").citations.clear(); }, "accelerators[h100-sxm]", "tdp_w",
     "neither a source nor the mark of an assumption"},
    {"CitationOfNothing", [](Catalog &c) { accelerator(c, "b200").citations[0] = {"memory_gb", {}, false, {}}; },
     "accelerators[b200]", "memory_gb", "neither a source"},
    {"UnknownSource", [](Catalog &c) { accelerator(c, "b200").citations[0].sourceIds = {"hearsay"}; }, "accelerators[b200]",
     "accelerators_per_node", "names the source \"hearsay\""},
    {"RentalWithoutSource", [](Catalog &c) { accelerator(c, "h100-sxm").rentals[0].sourceId.clear(); }, "accelerators[h100-sxm]",
     "rentals", "has no source"},
    {"PriceRangeWithoutDate", [](Catalog &c) { accelerator(c, "h100-sxm").gpuPriceUsd.date.clear(); }, "accelerators[h100-sxm]",
     "gpu_price_usd", "has no date"},
    {"WrongParameterCount", [](Catalog &c) { model(c, "llama-3.3-70b").layers[0].count = 60; }, "models[llama-3.3-70b]",
     "published_total_billion", "needs a parameter_miss_reason"},
    {"MissWithoutReason", [](Catalog &c) { model(c, "kimi-k2").parameterMissReason.clear(); }, "models[kimi-k2]",
     "published_total_billion", "+2.6 %"},
    {"EngineWithoutCitation", [](Catalog &c) { c.engines[0].citations.clear(); }, "engines[vllm]", "ragged_attention", "neither"},
    {"KernelsOfAnUnknownEngine", [](Catalog &c) { c.kernels[0].engineId = "nope"; }, "kernels[nope on h100-sxm]", "engine",
     "not in the catalogue"},
    {"PresetWithoutCitation", [](Catalog &c) { c.presets[0].citations.clear(); }, "presets[chat]", "input_tokens_mean", "neither"},
    {"PriceWithoutSource", [](Catalog &c) { c.prices.entries[0].sourceIds.clear(); }, "prices[electricity.us-industrial]", "median",
     "neither"},
    {"MissingPrice", [](Catalog &c) { c.prices.entries.erase(c.prices.entries.begin()); }, "prices", "electricity.us-industrial",
     "is missing"},
    {"AliasTakenTwice", [](Catalog &c) { model(c, "llama-3.1-8b").aliases = {"Llama-3-8B"}; }, "models[llama-3-8b]", "aliases",
     "is taken already"},
    {"StandInThatIsNotThere", [](Catalog &c) { accelerator(c, "l4").kernelsLike = "l400"; }, "accelerators[l4]", "kernels_like",
     "not in the catalogue"},
};

INSTANTIATE_TEST_SUITE_P(CheckCatalog, CheckPlanted, testing::ValuesIn(plantedFaults),
                         [](const auto &param) { return std::string(param.param.name); });

} // namespace
} // namespace trilemma::catalog

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/points.h"
#include "models/replica/configuration.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace trilemma::evidence {

/// A point in the catalogue's terms. The pointers live as long as the catalogue and the matcher.
struct MatchedPoint {
    const catalog::LanguageModel *model = nullptr;
    const catalog::Accelerator *accelerator = nullptr;
    const catalog::EngineProfile *engine = nullptr;
    const catalog::KernelConstants *kernels = nullptr;
    catalog::Corrections corrections;       ///< contained in engine and kernels already
    const catalog::ScopedCorrections *calibration = nullptr;    ///< the one in force; null = none
    const catalog::CheckedScope *checked = nullptr;             ///< the likest deployments that were measured
    catalog::WeightFormat weightFormat = catalog::WeightFormat::Bf16;
    catalog::KvFormat kvFormat = catalog::KvFormat::Bf16;
    replica::Placement placement;
    int replicas = 1;               ///< independent copies behind one load balancer
};

/// What the run asks of each replica; a run that states no concurrency counts as one sequence.
catalog::MeasuredLoad loadOf(const PointConfiguration &point, const MatchedPoint &matched);

/// Names that measurement files use, matched to catalogue entries by id, name, Hugging Face id and alias,
/// whatever their case. Not for use by several threads at once: it remembers what it has looked up.
class PointMatcher {
public:
    explicit PointMatcher(const catalog::Catalog &catalog);

    /// The Error names the column whose value the model cannot answer for.
    Result<MatchedPoint> match(const PointConfiguration &point);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    template<class Entry> using Index = std::unordered_map<std::string, const Entry *, Hash, std::equal_to<>>;
    template<class Entry> static const Entry *find(Index<Entry> &index, std::string_view name);

    /// Constants of one kind of deployment with the catalogue's corrections in them.
    struct Corrected {
        catalog::EngineProfile engine;
        catalog::EngineProfile offline;         ///< without the shipped times of serving clients
        catalog::KernelConstants kernels;
        catalog::Corrections corrections;
        const catalog::ScopedCorrections *calibration;
        const catalog::CheckedScope *checked;
    };
    const Corrected &corrected(const catalog::EngineProfile &engine, const catalog::Accelerator &accelerator,
                               const catalog::LanguageModel &model, catalog::WeightFormat format);

    const catalog::Catalog &m_catalog;
    Index<catalog::LanguageModel> m_models;
    Index<catalog::Accelerator> m_accelerators;
    Index<catalog::EngineProfile> m_engines;
    using Kind = std::tuple<const void *, const void *, const void *, catalog::WeightFormat>;
    std::map<Kind, std::unique_ptr<Corrected>> m_corrected;
};

} // namespace trilemma::evidence

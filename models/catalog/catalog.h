// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accelerator.h"
#include "models/catalog/confidence.h"
#include "models/catalog/corrections.h"
#include "models/catalog/engine_profile.h"
#include "models/catalog/language_model.h"
#include "models/catalog/price_book.h"
#include "models/catalog/workload_preset.h"
#include "models/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::catalog {

/// All that is known before the user says anything.
struct Catalog {
    std::vector<Accelerator> accelerators;
    std::vector<LanguageModel> models;
    std::vector<EngineProfile> engines;
    std::vector<KernelConstants> kernels;
    std::vector<ScopedCorrections> corrections;     ///< fitted to measurements of running engines
    std::vector<CheckedScope> checks;               ///< how far measurements lie from answers
    PriceBook prices;
    std::vector<WorkloadPreset> presets;
    std::vector<Source> sources;

    const Accelerator *accelerator(std::string_view id) const;
    const LanguageModel *model(std::string_view id) const;
    const EngineProfile *engine(std::string_view id) const;
    const WorkloadPreset *preset(std::string_view id) const;
    const Source *source(std::string_view id) const;

    /// Constants for the pair: fitted where kernels were measured; else those of the same engine-family
    /// default with the accelerator's own peaks, marked Datasheet.
    KernelConstants kernelConstants(const EngineProfile &engine, const Accelerator &accelerator) const;
};

struct NamedText {
    std::string name;   ///< file name, for error sentences
    std::string text;
};

/// Reads catalogue files in order; an entry whose id is known already overrides it. A broken file is
/// refused whole with a sentence, and what was read before stands.
Result<Catalog> readCatalog(std::span<const NamedText> files);
Result<Catalog> extendCatalog(Catalog base, const NamedText &file);

} // namespace trilemma::catalog

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"
#include "models/scenario/scenario.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trilemma::scenario {

/// A number in SI (or a count), or the id of a choice.
using LeverValue = std::variant<double, std::string>;

enum class LeverScale { Linear, Logarithmic, Choice };

struct LeverOption {
    std::string id, label;
    std::string disabledReason;         ///< empty = can be chosen

    bool operator==(const LeverOption &) const = default;
};

/// What a lever may be, given all the others. A choice with a maximum is among whole numbers: any that the
/// scenario can work with is valid, listed or not.
struct LeverRange {
    double minimum = 0, maximum = 0;
    double step = 0;                    ///< keyboard step: added (linear) or a factor (logarithmic)
    bool whole = false;                 ///< integers only
    std::vector<LeverOption> options;   ///< for choices, in order

    bool operator==(const LeverRange &) const = default;
};

/// One row of the lever table: everything that can be turned.
struct Lever {
    std::string_view id;                ///< "tp", as --set and sessions write it
    std::string_view label;             ///< "Tensor parallel"
    std::string_view group;             ///< panel section: "Model and hardware", "Precision", ...
    std::string_view unit;              ///< of the shown value: "ms", "QPS", "$/GPU-h", "" for counts
    double unitScale;                   ///< SI value = shown value * unitScale
    LeverScale scale;
    std::string_view glossary;          ///< one sentence
    bool basic;                         ///< shown without unfolding "more"
    LeverValue (*read)(const Scenario &, const catalog::Catalog &);
    void (*write)(Scenario &, const LeverValue &, const catalog::Catalog &);
    LeverRange (*range)(const Scenario &, const catalog::Catalog &);
    std::string_view zeroText = {};     ///< what 0 means and how it may be written: "off", "unknown"; empty = just 0
};

/// In panel order. A lever that sets others (model, gpu, engine, tp, preset, acquisition) stands before them, so that
/// writing all rows in order restores a scenario exactly.
std::span<const Lever> levers();
const Lever *findLever(std::string_view id);

/// "8", "4k", "2,048", "50 ms", "0.5s", "65 %", "$2.35", "fp8": text as people type it, to a checked value. A bare
/// number is in the shown unit, except that for per cent one up to 1 is a share: "0.65" is 65 %.
Result<LeverValue> parseLeverValue(const Lever &lever, std::string_view text, const Scenario &scenario,
                                   const catalog::Catalog &catalog);
/// With unit, exact where six digits say it, else three significant digits: "12 QPS", "2,048", "FP8".
std::string formatLeverValue(const Lever &lever, const LeverValue &value, const Scenario &scenario,
                             const catalog::Catalog &catalog);
/// Checked write. The error names the lever, the value and what would be valid.
Result<Scenario> withLever(const Scenario &scenario, std::string_view id, const LeverValue &value,
                           const catalog::Catalog &catalog);
/// For files: a value that is possible but does not suit the others now (an infeasible scenario is a
/// scenario) is written too.
Result<Scenario> withStoredLever(const Scenario &scenario, std::string_view id, const LeverValue &value,
                                 const catalog::Catalog &catalog);
/// Same as withLever, from text; "model=@FILE" is resolved by the caller, who knows files.
Result<Scenario> withLeverText(const Scenario &scenario, std::string_view id, std::string_view text,
                               const catalog::Catalog &catalog);

} // namespace trilemma::scenario

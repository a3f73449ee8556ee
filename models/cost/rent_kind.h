// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/assumptions.h"

#include <string_view>

namespace trilemma::cost {

/// How offers of the kind that an acquisition asks for begin their kind; reserved ones where hardware is owned.
constexpr std::string_view rentKind(Acquisition acquisition)
{
    switch (acquisition) {
    case Acquisition::OnDemand:
        return "on-demand";
    case Acquisition::Spot:
        return "spot";
    case Acquisition::Own:
    case Acquisition::Reserve:
        break;
    }
    return "reserved";
}

} // namespace trilemma::cost

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/cold_start.h"

namespace trilemma::fleet {

double ColdStart::weightSeconds() const
{
    return weightBytes > 0 ? weightBytes / weightBytesPerSecond : 0;
}

double ColdStart::totalSeconds() const
{
    return provisionSeconds + imageSeconds + weightSeconds() + compileSeconds + warmUpSeconds;
}

} // namespace trilemma::fleet

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/provenance.h"

namespace trilemma::catalog {

const char *label(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Measured: return "measured";
    case Provenance::Calibrated: return "calibrated";
    case Provenance::Fitted: return "fitted";
    case Provenance::Datasheet: return "datasheet";
    case Provenance::User: return "user";
    case Provenance::Assumption: return "assumption";
    }
    return "";
}

} // namespace trilemma::catalog

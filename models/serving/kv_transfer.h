// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::serving {

/// How the KV cache of a prompt gets from the instance that computed it to the one that decodes.
struct KvTransfer {
    double bytesPerSecond = 40e9; ///< of the whole cache of a sequence
    double fixedSeconds = 2e-3;   ///< beside that

    bool operator==(const KvTransfer &) const = default;
};

} // namespace trilemma::serving

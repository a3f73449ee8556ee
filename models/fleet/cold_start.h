// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::fleet {

/// From the decision to add a replica to its first request, stage after stage, seconds.
struct ColdStart {
    double provisionSeconds = 0; ///< until the node is there
    double imageSeconds = 0;     ///< container image
    double weightBytes = 0;
    double weightBytesPerSecond = 0; ///< from store to accelerator
    double compileSeconds = 0;       ///< compilation and graph capture
    double warmUpSeconds = 0;

    bool operator==(const ColdStart &) const = default;
    /// Infinite if there are weights and no rate.
    double weightSeconds() const;
    /// Also the shortest trough in which a replica that goes and comes back saves anything.
    double totalSeconds() const;
};

} // namespace trilemma::fleet

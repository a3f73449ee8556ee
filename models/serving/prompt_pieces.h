// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::serving {

/// What prompts bring to engine passes: they come independently, in the time of one pass, and join the next. Those that
/// come together share it; what a pass has no room for goes to the passes that follow. More come in a long pass than in a
/// short one, so that passes with prompts follow each other. Tokens are taken as log-normal with the moments of their sum.
class PromptPieces {
public:
    struct Prompts {
        double tokensMean, tokensCv; ///< log-normal
        double perSecond;
    };
    struct Passes {
        double plainSeconds; ///< without prompt tokens
        double meanSeconds;  ///< of all passes, at least plainSeconds
        double room;         ///< prompt tokens of one pass; may be infinite
    };
    /// All above 0, the variation from 0.
    PromptPieces(const Prompts &prompts, const Passes &passes);

    /// Of all passes, those that carry prompt tokens: 0..1.
    double passShare() const { return m_passShare; }
    /// Prompt tokens that a share `probability` of these passes does not exceed; at most the room.
    double tokens(double probability) const;

private:
    double m_room, m_logMean, m_logDeviation;
    double m_passShare;
    double m_fullShare; ///< of passes with prompt tokens, those that prompts fill
    double m_belowRoom; ///< chance that what comes together fits one pass
};

} // namespace trilemma::serving

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <QString>

namespace trilemma::app {

/// "Llama 3.3 70B Instruct on 4 x H100 SXM": what a picture is about, on one line.
QString headingOf(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation, const catalog::Catalog &catalog);

/// The footer of a picture: every basic lever with its value, how the figures are known and who computed them.
QString assumptionsOf(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                      const catalog::Catalog &catalog);

} // namespace trilemma::app

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/trace_import.h"

#include "app/document.h"

namespace trilemma::app {

QString takeTraffic(const evidence::TracedTraffic &traffic, Document &document)
{
    const evidence::TrafficImport result = evidence::withTraffic(document.current(), traffic, document.catalog());
    document.setScenario(result.scenario, Document::tr("Traffic from %1").arg(QString::fromStdString(traffic.fileName)));
    return QString::fromStdString(evidence::inWords(result));
}

} // namespace trilemma::app

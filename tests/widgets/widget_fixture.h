// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/scenario/evaluation.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <memory>

namespace trilemma::test {

/// The catalogue as shipped.
inline catalog::Catalog shippedCatalog()
{
    std::vector<catalog::NamedText> files;
    const QDir folder(QStringLiteral(TRILEMMA_CATALOG_DIR));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            files.push_back({name.toStdString(), file.readAll().toStdString()});
    }
    auto read = catalog::readCatalog(files);
    if (!read || read->models.empty())
        qFatal("no shipped catalogue: %s", read ? "it is empty" : read.error().sentence().c_str());
    return std::move(read).value();
}

/// A scenario with its answer, as an owner of widgets has them.
struct Answered {
    scenario::Scenario scenario;
    scenario::Evaluation evaluation;
};

inline Answered answered(const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    return {scenario, scenario::evaluate(scenario, catalog)};
}

} // namespace trilemma::test

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/widget_fixture.h"
#include "widgets/lever_panel.h"

#include <QSignalSpy>

#include <vector>

namespace trilemma::test {

using scenario::LeverValue;
using widgets::LeverPanel;

/// What the panel emitted, and an owner that applies it as the document does.
class PanelOwner : public QObject {
public:
    struct Edit {
        QString id;
        LeverValue value;
        int gesture;
    };

    explicit PanelOwner(const catalog::Catalog &catalog)
        : shippedCatalog(catalog), current(scenario::defaultScenario(catalog))
    {
        connect(&panel, &LeverPanel::leverEdited, this, [this](const QString &id, const LeverValue &value, int gesture) {
            edits.push_back({id, value, gesture});
            if (const auto next = scenario::withLever(current, id.toStdString(), value, shippedCatalog); next && applies)
                current = *next;
            panel.showScenario(current, shippedCatalog);
        });
        panel.resize(280, 900);
        panel.showScenario(current, shippedCatalog);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
    }

    template<class T>
    T *part(const char *name)
    {
        T *found = panel.findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("no part %s", name);
        panel.ensureWidgetVisible(found);
        return found;
    }
    double number(const char *id) const
    {
        return std::get<double>(scenario::findLever(id)->read(current, shippedCatalog));
    }
    void set(const char *id, const char *text)
    {
        const auto next = scenario::withLeverText(current, id, text, shippedCatalog);
        QVERIFY2(next, next ? "" : next.error().sentence().c_str());
        current = *next;
        panel.showScenario(current, shippedCatalog);
    }

    const catalog::Catalog &shippedCatalog;
    scenario::Scenario current;
    bool applies = true;
    std::vector<Edit> edits;
    LeverPanel panel;
};

} // namespace trilemma::test

Q_DECLARE_METATYPE(trilemma::scenario::LeverValue)

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What one fleet does with failures, other models and hours of one's own; what an API or another offer would cost.
#include "tests/window/window_fixture.h"

#include "app/window/cost_page.h"
#include "app/window/fleet_page.h"
#include "app/window/week_form.h"
#include "widgets/week_table.h"

#include <QPushButton>
#include <QTableView>
#include <QTableWidget>

using namespace trilemma;
using app::CostPage, app::FleetPage;
using tests::nonFiniteWord, tests::WindowFixture;

namespace {

void set(const WindowFixture &fixture, std::initializer_list<std::pair<const char *, scenario::LeverValue>> settings)
{
    for (const auto &[id, value] : settings) {
        if (!fixture.document().setLever(id, value))
            qFatal("lever %s was refused", id);
    }
    fixture.settle();
}

void openView(const WindowFixture &fixture, const char *view)
{
    fixture.action(QStringLiteral("view.") + QLatin1String(view))->trigger();
    fixture.settle();
}

QString panelText(const WindowFixture &fixture, FleetPage::Panel panel)
{
    return fixture.window->fleet().panels()[panel]->text();
}

bool costIsWorkedOut(const WindowFixture &fixture)
{
    const CostPage &cost = fixture.window->cost();
    const bool came = QTest::qWaitFor([&] { return cost.ranking() && cost.latencyPrices() && !cost.isBusy(); }, 60'000);
    fixture.settle();
    return came;
}

} // namespace

class WaysToServeTest : public QObject {
    Q_OBJECT

private slots:
    void theWeekIsEditedAndUndone()
    {
        const WindowFixture fixture;
        openView(fixture, "fleet");
        const scenario::Scenario before = fixture.document().current();
        QTest::mouseClick(fixture.find<QPushButton>("fleet.editWeek"), Qt::LeftButton);
        auto *form = fixture.findShown<app::WeekForm>("weekForm");
        QVERIFY(form);
        fleet::DayProfile spike;
        spike.shareOfPeak.fill(0.5);
        spike.shareOfPeak[30] = 1;
        form->week().setProfile(spike);
        QTest::mouseClick(form->findChild<QPushButton *>("weekForm.use"), Qt::LeftButton);
        fixture.settle();
        QCOMPARE(fixture.document().current().fleet.ownDay->shareOfPeak, spike.shareOfPeak);
        QCOMPARE(fixture.window->fleet().study()->profile, spike);
        fixture.document().undoStack().undo();
        fixture.settle();
        QVERIFY(fixture.document().current() == before);
        QVERIFY(fixture.window->fleet().study()->profile != spike);
    }

    void failuresAreSaidAndSparesCoverThem()
    {
        const WindowFixture fixture;
        openView(fixture, "fleet");
        QVERIFY(panelText(fixture, FleetPage::Failures).contains("nothing is left"));
        set(fixture, {{"tp", std::string("8")}, {"qps", 30.0}, {"fleet_size", std::string("sized")}, {"headroom", 0.0}});
        const QString lean = panelText(fixture, FleetPage::Failures);
        QVERIFY2(lean.contains("0 of ") && !lean.contains("within the SLO;"), qPrintable(lean));
        set(fixture, {{"spares", 1.0}});
        const QString spare = panelText(fixture, FleetPage::Failures);
        QVERIFY2(spare.contains("1 of ") && spare.contains("within the SLO"), qPrintable(spare));
        QVERIFY(nonFiniteWord(spare).isEmpty());
    }

    void pinnedModelsShareAFleet()
    {
        const WindowFixture fixture;
        openView(fixture, "fleet");
        QTRY_VERIFY(panelText(fixture, FleetPage::Sharing).contains("pin a scenario"));
        set(fixture, {{"qps", 30.0}, {"fleet_size", std::string("sized")}});
        QVERIFY(fixture.document().pinCurrent());
        set(fixture, {{"time_zone", 12.0}});
        QTRY_VERIFY(panelText(fixture, FleetPage::Sharing).contains("Pool the models"));
        set(fixture, {{"sharing_penalty", 0.9}});
        QTRY_VERIFY(panelText(fixture, FleetPage::Sharing).contains("Keep pools"));
        set(fixture, {{"gpu", std::string("h200-sxm")}});
        QTRY_VERIFY(panelText(fixture, FleetPage::Sharing).contains("other hardware"));
    }

    void guestsStandOnTheTiles()
    {
        const WindowFixture fixture;
        openView(fixture, "fleet");
        set(fixture, {{"guest_replicas", 1.0}, {"guest_gpus", 2.0}});
        const auto &blocks = fixture.window->fleet().charts()[FleetPage::Nodes]->figure()->blocks;
        QCOMPARE(std::ranges::count(blocks, QStringLiteral("another model"), &widgets::FigureBlock::name), 2);
        QCOMPARE(std::ranges::count(blocks, QStringLiteral("stranded"), &widgets::FigureBlock::name), 2);
    }

    void anOfferIsALever()
    {
        const WindowFixture fixture;
        openView(fixture, "cost");
        QTableView &offers = fixture.window->cost().offers().table();
        const auto cell = [&](int row, int column) { return offers.model()->index(row, column).data().toString(); };
        int marked = 0, cheapest = 0;
        for (int row = 0; row < offers.model()->rowCount(); ++row) {
            marked += cell(row, 5).isEmpty() ? 0 : 1;
            cheapest = cell(row, 3).mid(1).toDouble() < cell(cheapest, 3).mid(1).toDouble() ? row : cheapest;
        }
        QCOMPARE(marked, 2); // reserved for a year and for three
        offers.setCurrentIndex(offers.model()->index(cheapest, 0));
        QTest::keyClick(&offers, Qt::Key_Return);
        fixture.settle();
        QCOMPARE(fixture.document().current().cost.usdPerGpuHour, cell(cheapest, 3).mid(1).toDouble());
        set(fixture, {{"acquisition", std::string("reserve_3y")}});
        QCOMPARE(fixture.document().current().cost.usdPerGpuHour, 2.0);
    }

    void latencyHasAPriceAndTuningAPayback()
    {
        const WindowFixture fixture;
        openView(fixture, "cost");
        QVERIFY(costIsWorkedOut(fixture));
        const CostPage &cost = fixture.window->cost();
        const auto &prices = cost.chart(CostPage::LatencyPrice).figure()->curves.front().line;
        QVERIFY(prices.size() > 5);
        QVERIFY(prices.front().y() > prices.back().y()); // a tighter bound is dearer here
        QVERIFY(cost.chart(CostPage::Payback).readOut().contains("fleet of 1"));
        set(fixture, {{"tuning_saving", 0.0}});
        QVERIFY(!cost.chart(CostPage::Payback).figure()->message.isEmpty());
    }

    void boughtTokensHaveNoHardware()
    {
        const WindowFixture fixture;
        openView(fixture, "cost");
        set(fixture, {{"acquisition", std::string("api")}});
        QVERIFY(costIsWorkedOut(fixture));
        const CostPage &cost = fixture.window->cost();
        QVERIFY2(nonFiniteWord(cost.text()).isEmpty(), qPrintable(cost.text()));
        const auto &prices = cost.chart(CostPage::LatencyPrice).figure()->curves.front().line;
        QVERIFY(prices.front().y() > prices.back().y()); // of fleets that are rented
        openView(fixture, "fleet");
        QVERIFY(!fixture.window->fleet().text().contains("paid GPU-hour"));
        QVERIFY(fixture.window->fleet().text().contains("Tokens are bought"));
    }
};

QTEST_MAIN(WaysToServeTest)
#include "ways_to_serve_test.moc"

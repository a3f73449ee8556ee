// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/appearance.h"
#include "app/window/main_window.h"
#include "app/window/overview_page.h"
#include "app/window/session_files.h"
#include "widgets/chart.h"
#include "widgets/chart_labels.h"
#include "widgets/lever_panel.h"
#include "widgets/readout_strip.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QMimeData>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QDropEvent>

#include <algorithm>
#include <memory>

namespace trilemma::tests {

/// What charts say: subtitles, read-outs and labels, a line each.
template<class Charts> QString chartText(const Charts &charts)
{
    QString text;
    for (auto *chart : charts) {
        text += chart->subtitle() + '\n' + chart->readOut() + '\n';
        for (const widgets::PlotLabel &label : chart->labels())
            text += label.text + '\n';
    }
    return text;
}

/// All that a page of charts says.
template<class Page> QString pageText(const Page &page)
{
    return page.text() + '\n' + chartText(page.charts());
}

/// The first word of a number that is none; empty where there is no such word.
inline QString nonFiniteWord(const QString &text)
{
    static const QRegularExpression words(R"((^|[^A-Za-z])(nan|inf|infinity)([^A-Za-z]|$))",
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(text).captured(2);
}

/// The real main window on a machine of its own: settings, user catalogue and recovery in a temporary folder.
class WindowFixture {
public:
    explicit WindowFixture(QSize size = {1600, 900})
    {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        app::applyTheme(QStringLiteral("light"));
        settings.set(app::setting::theme, QStringLiteral("light"));
        start(size);
    }

    /// A second start on the same machine.
    void start(QSize size = {1600, 900})
    {
        window.reset();
        window = std::make_unique<app::MainWindow>(store, settings, recoveryFolder());
        window->resize(size);
        window->show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(window.get());
        settle();
    }

    /// All that was asked is answered and painted.
    void settle() const
    {
        for (int i = 0; i < 8; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }

    template<class Widget = QWidget> Widget *find(const QString &name) const
    {
        auto *found = window->findChild<Widget *>(name);
        if (!found)
            qFatal("no widget is named %s", qPrintable(name));
        return found;
    }
    /// The one that is visible: closed dialogs live until the event loop runs. Null where there is none.
    template<class Widget> Widget *findShown(const QString &name) const
    {
        const auto all = window->findChildren<Widget *>(name);
        const auto shown = std::ranges::find_if(all, &Widget::isVisible);
        return shown == all.end() ? nullptr : *shown;
    }
    QAction *action(const QString &name) const { return find<QAction>("action." + name); }

    app::Document &document() const { return window->document(); }
    const scenario::Evaluation &evaluation() const { return window->evaluation().answer().current().curves->evaluation; }
    QString stripText() const { return window->findChild<widgets::ReadoutStrip *>()->text(); }
    QString toast() const { return window->toast().isVisible() ? window->toast().text() : QString(); }
    QString file(const QString &name) const { return folder.filePath(name); }
    QString recoveryFolder() const { return folder.filePath("recovery"); }

    void drop(const QString &path) const
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const QPointF middle(window->rect().center());
        QDragEnterEvent enter(middle.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        if (enter.isAccepted())
            QCoreApplication::sendEvent(window.get(), &dropped);
        settle();
    }

    QTemporaryDir folder;
    app::CatalogStore store{folder.filePath("catalog")};
    app::Settings settings{folder.filePath("settings.ini")};
    std::unique_ptr<app::MainWindow> window;
};

} // namespace trilemma::tests

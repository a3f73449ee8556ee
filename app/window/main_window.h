// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog_store.h"
#include "app/chart_export.h"
#include "app/document.h"
#include "app/dropped_file.h"
#include "app/evaluation.h"
#include "app/measured_overlay.h"
#include "app/settings.h"
#include "app/view_charts.h"
#include "app/window/actions.h"
#include "app/window/dialogs.h"

#include <QMainWindow>

class QStackedWidget;

namespace trilemma::widgets {
class Toast;
}

namespace trilemma::evidence {
struct PointConfiguration;
}

namespace trilemma::app {

class AccuracyPage;
class BatchingPage;
class Calibrator;
class CostPage;
class FleetPage;
class LoadPage;
class MeasurementImport;
class OverviewPage;
class SessionFiles;

/// Wires the document to what shows it. Holds no figure of its own.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Both references outlive the window.
    MainWindow(CatalogStore &store, Settings &settings, const QString &recoveryFolder);
    ~MainWindow() override;

    /// Session, config.json, picture or catalogue file: as if it had been dropped. What cannot be used is said
    /// in one sentence and changes nothing.
    void openFile(const QString &path);
    void chooseMeasurements();
    void chooseTrace();             ///< of requests, or a benchmark result that lists them: its traffic is taken

    Document &document() { return m_document; }
    LiveEvaluation &evaluation() { return m_evaluation; }
    OverviewPage &page() { return *m_page; }
    AccuracyPage &accuracy() { return *m_accuracy; }
    LoadPage &load() { return *m_load; }
    BatchingPage &batching() { return *m_batching; }
    FleetPage &fleet() { return *m_fleet; }
    CostPage &cost() { return *m_cost; }
    SessionFiles &files() { return *m_files; }
    MeasurementImport &import() { return *m_import; }
    Calibrator &calibrator() { return *m_calibrator; }
    Dialogs &dialogs() { return m_dialogs; }
    widgets::Toast &toast() { return *m_toast; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectDocument();
    void connectPage();
    void connectFileActions();
    void connectOtherActions();
    void connectCatalog();
    void connectCalibrations();

    void refresh();
    void showAnswer();
    void refreshMeasured();
    void showCalibrations();
    void showView(const QAction *view);
    void openPoint(const evidence::PointConfiguration &configuration);
    void updateTitle();
    void note(const QString &sentence);
    void problem(const QString &sentence);
    void offerRecovery();

    void dragLever(const QString &id, double value, bool finished);
    void editLever(const QString &id, const scenario::LeverValue &value, int gesture);
    void makeNextMove();
    void makeRuleStep(const QString &ruleId);
    void renameCurrent();
    void fillPresets();
    void pasteModel();
    void take(const DroppedFile &dropped, const QString &path);
    void keepCatalogFile(const DroppedCatalog &dropped, const QString &path);

    void copyChart(const widgets::Chart *chart);
    void askForExport(const widgets::Chart *chart);
    void exportView(const ViewChart &view);
    void exportTo(const std::vector<const widgets::Chart *> &charts, const ExportChoices &choices);
    std::vector<const widgets::Chart *> allCharts() const;

    void chooseTheme(const QString &theme);
    void setFullScreen(bool on);
    void showAbout();

    CatalogStore &m_store;
    Settings &m_settings;
    Dialogs m_dialogs;
    Document m_document;
    LiveEvaluation m_evaluation;
    MeasuredOverlay m_overlay;
    Actions m_actions;
    QStackedWidget *m_views;
    OverviewPage *m_page;
    AccuracyPage *m_accuracy;
    LoadPage *m_load;
    BatchingPage *m_batching;
    FleetPage *m_fleet;
    CostPage *m_cost;
    widgets::Toast *m_toast;
    SessionFiles *m_files;
    MeasurementImport *m_import;
    Calibrator *m_calibrator;
    int m_chartGesture = -1;        ///< the lever panel counts upwards from 1
};

} // namespace trilemma::app

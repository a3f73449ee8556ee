// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/measurements.h"
#include "models/scenario/levers.h"
#include "models/scenario/session.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <vector>

namespace trilemma::app {

/// The session that a window shows, its file, and the undo stack through which alone it changes.
/// What cannot be done is refused with one sentence and changes nothing.
class Document : public QObject {
    Q_OBJECT

public:
    /// For edits that stand alone; any other number merges the edits of one lever that share it.
    static constexpr int noGesture = 0;

    /// The catalogue outlives the document.
    explicit Document(const catalog::Catalog &catalog, QObject *parent = nullptr);

    const scenario::Session &session() const { return m_state.session; }
    const scenario::Scenario &current() const { return m_state.session.current; }
    const scenario::Scenario *baseline() const;     ///< null where none is pinned
    const Measurements &measurements() const { return m_state.measurements; }
    const catalog::Catalog &catalog() const { return m_catalog; }
    QUndoStack &undoStack() { return m_undoStack; }

    QString filePath() const { return m_state.path; }   ///< empty until saved or opened
    QString displayName() const;
    bool isModified() const { return m_modified; }      ///< differs from what the file holds

    bool setLever(const QString &id, const scenario::LeverValue &value, int gesture = noGesture);
    bool resetLever(const QString &id);             ///< to its value in the default scenario
    void setModel(const catalog::LanguageModel &model);     ///< read from a config.json

    bool pinCurrent();
    void unpin(int index);
    void renamePinned(int index, const QString &name);
    void renameCurrent(const QString &name);
    void setBaseline(int index);                    ///< -1: compare against nothing
    void loadPinned(int index);                     ///< its inputs become the current scenario's

    /// Takes `scenario` for the current one, under the current name.
    void setScenario(scenario::Scenario scenario, const QString &text);

    void addMeasurements(const Measurements &files);        ///< one step, however many
    void removeMeasurements(int index);

    /// Opening is a step like any other, so that nothing unsaved is lost by it. `path` is empty where
    /// the session came out of a picture or a recovery file; then it counts as not saved.
    void replaceSession(const scenario::Session &session, const QString &path, const QString &text,
                        const Measurements &measurements = {});
    void markSaved(const QString &path);

signals:
    void scenarioChanged();
    void pinsChanged();
    void measurementsChanged();
    void sessionReset();
    void stateChanged();                            ///< title, path or modified
    void refused(const QString &sentence);

private:
    struct Pins {
        std::vector<scenario::Scenario> pinned;
        int baseline = -1;
        bool operator==(const Pins &) const = default;
    };
    struct State {
        scenario::Session session, saved;
        Measurements measurements, savedMeasurements;
        QString path;
        bool operator==(const State &) const = default;
    };
    template<class Part> class Change;
    class LeverChange;

    Pins pins() const { return {m_state.session.pinned, m_state.session.baseline}; }
    void apply(const scenario::Scenario &current);
    void apply(const Pins &pins);
    void apply(const Measurements &measurements);
    void apply(const State &state);
    void changeCurrent(const scenario::Scenario &after, const QString &text);
    void changePins(const Pins &after, const QString &text);
    void changeMeasurements(const Measurements &after, const QString &text);
    bool hasPinned(int index) const;
    QString freeName() const;
    void updateModified();

    const catalog::Catalog &m_catalog;
    State m_state;
    bool m_modified = false;
    QUndoStack m_undoStack;
};

} // namespace trilemma::app

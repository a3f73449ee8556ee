// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document.h"

#include <QFileInfo>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace trilemma::app {

/// Puts one part of the session to `after`, and back.
template<class Part> class Document::Change : public QUndoCommand {
public:
    Change(Document &document, Part before, Part after, const QString &text)
        : QUndoCommand(text), m_document(document), m_before(std::move(before)), m_after(std::move(after))
    {
    }
    void undo() override { m_document.apply(m_before); }
    void redo() override { m_document.apply(m_after); }

protected:
    Document &m_document;
    Part m_before, m_after;
};

/// One lever; the edits of one gesture become one step.
class Document::LeverChange : public Change<scenario::Scenario> {
public:
    LeverChange(Document &document, const scenario::Scenario &after, const scenario::Lever &lever, int gesture)
        : Change(document, document.current(), after, {}), m_lever(lever), m_gesture(gesture)
    {
        describe();
    }
    int id() const override { return 1; }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto &next = static_cast<const LeverChange &>(*other);
        if (m_gesture == noGesture || next.m_gesture != m_gesture || &next.m_lever != &m_lever)
            return false;
        m_after = next.m_after;
        describe();
        setObsolete(m_after == m_before);
        return true;
    }

private:
    void describe()
    {
        const auto shown = [this](const scenario::Scenario &scenario) {
            const catalog::Catalog &catalog = m_document.catalog();
            return QString::fromStdString(
                scenario::formatLeverValue(m_lever, m_lever.read(scenario, catalog), scenario, catalog));
        };
        const QString label = QString::fromUtf8(m_lever.label.data(), m_lever.label.size());
        setText(Document::tr("%1 %2 to %3").arg(label, shown(m_before), shown(m_after)));
    }

    const scenario::Lever &m_lever;
    int m_gesture;
};

Document::Document(const catalog::Catalog &catalog, QObject *parent) : QObject(parent), m_catalog(catalog)
{
    m_state.session.current = scenario::defaultScenario(m_catalog);
    m_state.saved = m_state.session;
}

const scenario::Scenario *Document::baseline() const
{
    const int index = session().baseline;
    return hasPinned(index) ? &session().pinned[static_cast<size_t>(index)] : nullptr;
}

QString Document::displayName() const
{
    return m_state.path.isEmpty() ? tr("Untitled") : QFileInfo(m_state.path).completeBaseName();
}

bool Document::setLever(const QString &id, const scenario::LeverValue &value, int gesture)
{
    const std::string leverId = id.toStdString();
    const Result<scenario::Scenario> after = scenario::withLever(current(), leverId, value, m_catalog);
    if (!after) {
        emit refused(QString::fromStdString(after.error().sentence()));
        return false;
    }
    if (*after != current())
        m_undoStack.push(new LeverChange(*this, *after, *scenario::findLever(leverId), gesture));
    return true;
}

bool Document::resetLever(const QString &id)
{
    const scenario::Lever *lever = scenario::findLever(id.toStdString());
    return lever && setLever(id, lever->read(scenario::defaultScenario(m_catalog), m_catalog));
}

void Document::setModel(const catalog::LanguageModel &model)
{
    changeCurrent(scenario::withCustomModel(current(), model, m_catalog), tr("Model %1").arg(QString::fromStdString(model.name)));
}

bool Document::pinCurrent()
{
    if (session().pinned.size() >= scenario::mostPinned) {
        emit refused(tr("%1 scenarios are pinned already; remove one to pin another.").arg(scenario::mostPinned));
        return false;
    }
    Pins after = pins();
    after.pinned.push_back(current());
    after.pinned.back().name = freeName().toStdString();
    if (after.baseline < 0)
        after.baseline = 0;
    changePins(after, tr("Pin %1").arg(freeName()));
    return true;
}

void Document::unpin(int index)
{
    if (!hasPinned(index))
        return;
    Pins after = pins();
    const QString name = QString::fromStdString(after.pinned[static_cast<size_t>(index)].name);
    after.pinned.erase(after.pinned.begin() + index);
    if (after.baseline == index)
        after.baseline = after.pinned.empty() ? -1 : 0;
    else if (after.baseline > index)
        --after.baseline;
    changePins(after, tr("Remove %1").arg(name));
}

void Document::renamePinned(int index, const QString &name)
{
    if (!hasPinned(index) || name.trimmed().isEmpty())
        return;
    Pins after = pins();
    after.pinned[static_cast<size_t>(index)].name = name.trimmed().toStdString();
    changePins(after, tr("Rename to %1").arg(name.trimmed()));
}

void Document::renameCurrent(const QString &name)
{
    if (name.trimmed().isEmpty())
        return;
    scenario::Scenario after = current();
    after.name = name.trimmed().toStdString();
    changeCurrent(after, tr("Rename to %1").arg(name.trimmed()));
}

void Document::setBaseline(int index)
{
    Pins after = pins();
    after.baseline = hasPinned(index) ? index : -1;
    const scenario::Scenario *chosen = hasPinned(index) ? &after.pinned[static_cast<size_t>(index)] : nullptr;
    changePins(after, chosen ? tr("Baseline %1").arg(QString::fromStdString(chosen->name)) : tr("No baseline"));
}

void Document::loadPinned(int index)
{
    if (!hasPinned(index))
        return;
    const scenario::Scenario &pinned = session().pinned[static_cast<size_t>(index)];
    setScenario(pinned, tr("Load %1").arg(QString::fromStdString(pinned.name)));
}

void Document::setScenario(scenario::Scenario scenario, const QString &text)
{
    scenario.name = current().name;
    changeCurrent(scenario, text);
}

void Document::addMeasurements(const Measurements &files)
{
    if (files.empty())
        return;
    Measurements after = measurements();
    after.insert(after.end(), files.begin(), files.end());
    changeMeasurements(after, files.size() == 1 ? tr("Import %1").arg(QString::fromStdString(files.front()->fileName))
                                                : tr("Import %1 files").arg(files.size()));
}

void Document::removeMeasurements(int index)
{
    if (index < 0 || index >= static_cast<int>(measurements().size()))
        return;
    Measurements after = measurements();
    after.erase(after.begin() + index);
    changeMeasurements(after, tr("Remove %1").arg(QString::fromStdString(measurements()[static_cast<size_t>(index)]->fileName)));
}

void Document::replaceSession(const scenario::Session &session, const QString &path, const QString &text,
                              const Measurements &measurements)
{
    State after{session, session, measurements, measurements, path};
    if (path.isEmpty()) {
        after.saved = {};
        after.savedMeasurements.clear();
    }
    m_undoStack.push(new Change<State>(*this, m_state, after, text));
}

void Document::markSaved(const QString &path)
{
    m_state.path = path;
    m_state.saved = m_state.session;
    m_state.savedMeasurements = m_state.measurements;
    updateModified();
    emit stateChanged();
}

void Document::apply(const scenario::Scenario &current)
{
    m_state.session.current = current;
    updateModified();
    emit scenarioChanged();
}

void Document::apply(const Pins &pins)
{
    m_state.session.pinned = pins.pinned;
    m_state.session.baseline = pins.baseline;
    updateModified();
    emit pinsChanged();
}

void Document::apply(const Measurements &measurements)
{
    m_state.measurements = measurements;
    updateModified();
    emit measurementsChanged();
}

void Document::apply(const State &state)
{
    m_state = state;
    updateModified();
    emit stateChanged();
    emit sessionReset();
    emit measurementsChanged();
}

void Document::changeCurrent(const scenario::Scenario &after, const QString &text)
{
    if (after != current())
        m_undoStack.push(new Change<scenario::Scenario>(*this, current(), after, text));
}

void Document::changePins(const Pins &after, const QString &text)
{
    if (after != pins())
        m_undoStack.push(new Change<Pins>(*this, pins(), after, text));
}

void Document::changeMeasurements(const Measurements &after, const QString &text)
{
    m_undoStack.push(new Change<Measurements>(*this, measurements(), after, text));
}

bool Document::hasPinned(int index) const
{
    return index >= 0 && index < static_cast<int>(session().pinned.size());
}

QString Document::freeName() const
{
    const auto taken = [this](const std::string &name) {
        return current().name == name || std::ranges::any_of(session().pinned, [&](const scenario::Scenario &pinned) {
                   return pinned.name == name;
               });
    };
    char letter = 'A';
    while (taken(std::string(1, letter)))
        ++letter;   // at most mostPinned + 1 names are taken
    return QString(QLatin1Char(letter));
}

void Document::updateModified()
{
    // Comparing with what the file holds, rather than counting steps, stays right across undo of an opening.
    const bool modified = m_state.session != m_state.saved || m_state.measurements != m_state.savedMeasurements;
    if (std::exchange(m_modified, modified) != modified)
        emit stateChanged();
}

} // namespace trilemma::app

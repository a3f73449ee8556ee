// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/missing_form.h"

#include "models/evidence/point_matching.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <array>

namespace trilemma::app {

namespace {

using evidence::ImportedPoint;
using evidence::PointConfiguration;
using Choices = std::vector<std::pair<QString, QString>>;   ///< shown, value

QString tr(const char *text)
{
    return MissingForm::tr(text);
}

template<class Entries> Choices entriesOf(const Entries &entries)
{
    Choices choices;
    for (const auto &entry : entries)
        choices.emplace_back(QString::fromStdString(entry.name), QString::fromStdString(entry.id));
    return choices;
}

Choices weightChoices()
{
    Choices choices;
    for (const catalog::WeightFormatInfo &format : catalog::weightFormats())
        choices.emplace_back(QString::fromUtf8(format.label.data(), format.label.size()),
                             QString::fromUtf8(format.id.data(), format.id.size()));
    return choices;
}

Choices modeChoices()
{
    return {{tr("Closed loop at a concurrency"), "concurrency"},
            {tr("All requests at once"), "burst"},
            {tr("One batch from start to end"), "static_batch"},
            {tr("Maximum throughput"), "offline_max"}};
}

/// How one column is asked for: text columns offer choices, number columns take a count.
struct Column {
    const char *name, *label;
    std::string PointConfiguration::*text;
    int PointConfiguration::*count;
    double PointConfiguration::*number;
    Choices (*choices)(const catalog::Catalog &);
    QString (*fromScenario)(const scenario::Scenario &);
};

template<class Value> QString shown(Value value)
{
    return QString::number(value);
}

const std::array columns{
    Column{"engine", QT_TR_NOOP("Engine"), &PointConfiguration::engine, nullptr, nullptr,
           [](const catalog::Catalog &catalog) { return entriesOf(catalog.engines); },
           [](const scenario::Scenario &now) { return QString::fromStdString(now.engineId); }},
    Column{"model", QT_TR_NOOP("Model"), &PointConfiguration::model, nullptr, nullptr,
           [](const catalog::Catalog &catalog) { return entriesOf(catalog.models); },
           [](const scenario::Scenario &now) { return QString::fromStdString(now.modelId); }},
    Column{"gpu", QT_TR_NOOP("Accelerator"), &PointConfiguration::gpu, nullptr, nullptr,
           [](const catalog::Catalog &catalog) { return entriesOf(catalog.accelerators); },
           [](const scenario::Scenario &now) { return QString::fromStdString(now.acceleratorId); }},
    Column{"weight_dtype", QT_TR_NOOP("Weights"), &PointConfiguration::weightFormat, nullptr, nullptr,
           [](const catalog::Catalog &) { return weightChoices(); },
           [](const scenario::Scenario &now) {
               const std::string_view id = catalog::info(now.weightFormat).id;
               return QString::fromUtf8(id.data(), id.size());
           }},
    Column{"num_gpus", QT_TR_NOOP("GPUs in all"), nullptr, &PointConfiguration::gpus, nullptr, nullptr,
           [](const scenario::Scenario &now) { return shown(now.placement.gpus()); }},
    Column{"tp", QT_TR_NOOP("Tensor parallelism"), nullptr, &PointConfiguration::tp, nullptr, nullptr,
           [](const scenario::Scenario &now) { return shown(now.placement.tensorParallel); }},
    Column{"mode", QT_TR_NOOP("Kind of run"), &PointConfiguration::mode, nullptr, nullptr,
           [](const catalog::Catalog &) { return modeChoices(); }, [](const scenario::Scenario &) { return QString("concurrency"); }},
    Column{"isl", QT_TR_NOOP("Mean input tokens"), nullptr, nullptr, &PointConfiguration::inputTokens, nullptr,
           [](const scenario::Scenario &now) { return shown(now.workload.inputTokensMean); }},
    Column{"osl", QT_TR_NOOP("Mean output tokens"), nullptr, nullptr, &PointConfiguration::outputTokens, nullptr,
           [](const scenario::Scenario &now) { return shown(now.workload.outputTokensMean); }},
    Column{"concurrency", QT_TR_NOOP("Concurrency"), nullptr, nullptr, &PointConfiguration::concurrency, nullptr,
           [](const scenario::Scenario &now) { return shown(std::max(1.0, now.workload.concurrency)); }},
    Column{"qps", QT_TR_NOOP("Requests/s"), nullptr, nullptr, &PointConfiguration::requestsPerSecond, nullptr,
           [](const scenario::Scenario &now) { return shown(now.workload.requestsPerSecond); }},
};

/// What the point leaves open: what its importer missed, and the first name that the catalogue does not know.
bool lacks(const ImportedPoint &imported, std::string_view column, std::string_view unknown)
{
    return column == unknown || std::ranges::count(imported.missing, column) > 0;
}

std::string unknownName(const ImportedPoint &imported, evidence::PointMatcher &matcher)
{
    const auto matched = matcher.match(imported.point.configuration);
    if (matched)
        return {};
    const std::string field = matched.error().field;
    return field == "model" || field == "gpu" || field == "engine" ? field : std::string();
}

QComboBox *combo(const Choices &choices, const QString &chosen, const QString &stated)
{
    auto *box = new QComboBox;
    if (!stated.isEmpty())
        box->addItem(tr("%1, as the file says").arg(stated), stated);
    for (const auto &[text, value] : choices)
        box->addItem(text, value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
    return box;
}

QDoubleSpinBox *numberEntry(const QString &value, bool whole)
{
    constexpr double largest = 1e7;
    auto *entry = new QDoubleSpinBox;
    entry->setDecimals(whole ? 0 : 2);
    entry->setRange(whole ? 1 : 0.01, largest);
    entry->setValue(value.toDouble());
    return entry;
}

} // namespace

std::vector<std::string> columnsToAsk(const evidence::ImportedFile &file, const catalog::Catalog &catalog)
{
    evidence::PointMatcher matcher(catalog);
    std::vector<std::string> names, unknown;
    for (const ImportedPoint &imported : file.points)
        unknown.push_back(unknownName(imported, matcher));
    for (const Column &column : columns) {
        bool asked = false;
        for (std::size_t i = 0; i < file.points.size(); ++i)
            asked = asked || lacks(file.points[i], column.name, unknown[i]);
        if (asked)
            names.emplace_back(column.name);
    }
    return names;
}

MissingForm::MissingForm(const evidence::ImportedFile &file, const scenario::Scenario &current, const catalog::Catalog &catalog,
                         QWidget *parent)
    : QDialog(parent), m_file(file), m_catalog(catalog)
{
    setObjectName(QStringLiteral("missingForm"));
    setWindowTitle(tr("Import %1").arg(QString::fromStdString(file.fileName)));
    auto *layout = new QFormLayout(this);
    const ImportedPoint &first = file.points.front();
    const QString stated = QString::fromStdString(first.statedModel);
    auto *heading = new QLabel(stated.isEmpty() ? tr("The file does not say this:")
                                                : tr("The file measured %1 and does not say this:").arg(stated));
    heading->setWordWrap(true);
    layout->addRow(heading);
    const std::vector<std::string> asked = columnsToAsk(file, catalog);
    for (const Column &column : columns) {
        if (std::ranges::count(asked, column.name) == 0)
            continue;
        const QString proposal = column.fromScenario(current);
        QWidget *entry = nullptr;
        if (column.text)
            entry = combo(column.choices(catalog), proposal, QString::fromStdString(first.point.configuration.*column.text));
        else
            entry = numberEntry(proposal, column.count || qstrcmp(column.name, "qps") != 0);
        entry->setObjectName(QStringLiteral("missing.") + QLatin1String(column.name));
        layout->addRow(tr(column.label), entry);
        m_entries.emplace_back(column.name, entry);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *accept = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("missing.accept"));
    accept->setDefault(true);
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

evidence::ImportedFile MissingForm::completed() const
{
    evidence::PointMatcher matcher(m_catalog);
    evidence::ImportedFile file = m_file;
    for (ImportedPoint &imported : file.points) {
        const std::string unknown = unknownName(imported, matcher);
        PointConfiguration &configuration = imported.point.configuration;
        for (const auto &[name, entry] : m_entries) {
            const Column &column = *std::ranges::find(columns, std::string_view(name), &Column::name);
            if (!lacks(imported, name, unknown))
                continue;
            if (column.text)
                configuration.*column.text = qobject_cast<QComboBox *>(entry)->currentData().toString().toStdString();
            else if (column.count)
                configuration.*column.count = static_cast<int>(qobject_cast<QDoubleSpinBox *>(entry)->value());
            else
                configuration.*column.number = qobject_cast<QDoubleSpinBox *>(entry)->value();
        }
        imported.missing.clear();
        imported.parallelismStated = true;
    }
    return file;
}

} // namespace trilemma::app

// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/export_form.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace trilemma::app {

namespace {

QComboBox *combo(QWidget *parent, const char *name, const std::vector<std::pair<QString, QVariant>> &items, const QVariant &chosen)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    for (const auto &[text, value] : items)
        box->addItem(text, value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
    return box;
}

} // namespace

ExportForm::ExportForm(const QStringList &titles, int chosen, const ExportChoices &choices, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("exportForm"));
    setWindowTitle(tr("Export charts"));
    std::vector<std::pair<QString, QVariant>> charts{{tr("All on one page"), -1}};
    for (int i = 0; i < titles.size(); ++i)
        charts.emplace_back(titles[i], i);
    m_chart = combo(this, "export.chart", charts, chosen);
    m_format = combo(this, "export.format",
                     {{tr("PNG picture"), "png"}, {tr("SVG drawing"), "svg"}, {tr("PDF page"), "pdf"}, {tr("CSV table"), "csv"}},
                     choices.format);
    m_size = combo(this, "export.size",
                   {{tr("1×"), 1}, {tr("2×"), 2}, {tr("3×"), 3}, {tr("4×"), 4}, {tr("Slide, 1920 × 1080"), 0}}, choices.scale);
    m_theme = combo(this, "export.theme", {{tr("Light"), false}, {tr("Dark"), true}}, choices.dark);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *accept = buttons->addButton(tr("Export..."), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("export.accept"));
    accept->setDefault(true);
    auto *layout = new QFormLayout(this);
    layout->addRow(tr("&Charts"), m_chart);
    layout->addRow(tr("&Format"), m_format);
    layout->addRow(tr("&Size"), m_size);
    layout->addRow(tr("&Appearance"), m_theme);
    layout->addRow(buttons);

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportForm::followFormat);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    followFormat();
}

int ExportForm::chosenChart() const
{
    return m_chart->currentData().toInt();
}

ExportChoices ExportForm::choices() const
{
    return {m_format->currentData().toString(), m_size->currentData().toInt(), m_theme->currentData().toBool()};
}

void ExportForm::followFormat()
{
    const QString format = m_format->currentData().toString();
    m_size->setEnabled(format == QLatin1String("png"));
    m_theme->setEnabled(format != QLatin1String("csv"));
}

} // namespace trilemma::app

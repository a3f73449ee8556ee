// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/calibration_form.h"

#include "app/window/accuracy_picture.h"
#include "app/window/quiet_table.h"
#include "widgets/chart_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace trilemma::app {

namespace {

using widgets::number;

constexpr QSize firstSize(980, 600);
constexpr int factsWidth = 400;

QString tr(const char *text)
{
    return CalibrationForm::tr(text);
}

QLabel *label(const QString &text, const char *name)
{
    auto *label = new QLabel(text);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel *caption(const QString &text)
{
    auto *label = new QLabel(text);
    label->setFont(widgets::themeFont(widgets::basePixels, QFont::DemiBold));
    label->setContentsMargins(0, widgets::grid, 0, 0);
    return label;
}

QString errorsText(const CalibrationFile &calibration)
{
    if (!calibration.before || !calibration.after)
        return tr("The file does not say how well it fits.");
    QString text = tr("Median error of TPOT: %1 as shipped, %2 calibrated").arg(percent(*calibration.before), percent(*calibration.after));
    if (calibration.leftOut)
        text += tr(", %1 on points left out of the fit").arg(percent(*calibration.leftOut));
    text += QLatin1Char('.');
    if (calibration.points > 0)
        text += tr(" %1 terms fitted to %2 points.").arg(calibration.terms).arg(calibration.points);
    return text;
}

/// "Kernel time ×1.12, Ingest +12 ms": what is not about neutral.
QString correctionsText(const catalog::Corrections &corrections)
{
    constexpr double least = 0.05;      // of the usual size
    QStringList parts;
    for (const catalog::CorrectionField &field : catalog::correctionFields()) {
        const double value = corrections.*field.value;
        if (std::abs(field.factor ? std::log(value) : value) < least * field.spread)
            continue;
        const QString name = QString::fromUtf8(field.label);
        if (field.factor)
            parts += tr("%1 ×%2").arg(name, number(value));
        else
            parts += tr("%1 %2%3 ms").arg(name, value < 0 ? QStringLiteral("−") : QStringLiteral("+"), number(1000 * std::abs(value)));
    }
    return parts.isEmpty() ? tr("next to nothing: the points agree with what ships") : parts.join(QStringLiteral(", "));
}

QString scopesText(const CalibrationFile &calibration, const catalog::Catalog &catalog)
{
    QStringList lines;
    for (const catalog::ScopedCorrections &scoped : calibration.corrections) {
        QString line = scopeText(scoped.scope, catalog);
        if (scoped.relativeError > 0)
            line += tr(", 80 % of points within %1").arg(percent(scoped.relativeError));
        lines += line + QStringLiteral(".\n") + correctionsText(scoped.corrections);
    }
    return lines.join(QStringLiteral("\n\n"));
}

QString sentences(const std::vector<std::string> &texts)
{
    QStringList lines;
    for (const std::string &text : texts)
        lines += QString::fromStdString(text);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

CalibrationForm::CalibrationForm(std::shared_ptr<const CalibrationTrial> trial, Kind kind, const catalog::Catalog &catalog, QWidget *parent)
    : QDialog(parent), m_trial(std::move(trial)), m_kind(kind), m_name(new QLineEdit(m_trial->calibration.name)),
      m_figure(new QComboBox), m_chart(new widgets::AccuracyChart)
{
    setObjectName(QStringLiteral("calibrationForm"));
    setWindowTitle(kind == Kind::Fitted ? tr("Calibrate") : tr("Use calibration %1?").arg(m_trial->calibration.name));
    m_name->setObjectName(QStringLiteral("calibrationForm.name"));
    m_name->setReadOnly(kind == Kind::Offered);
    m_figure->setObjectName(QStringLiteral("calibrationForm.figure"));
    m_chart->setObjectName(QStringLiteral("calibrationForm.chart"));
    for (const FigureText &text : figureTexts())
        m_figure->addItem(QLatin1String(text.name), static_cast<int>(text.figure));
    connect(m_figure, &QComboBox::currentIndexChanged, this, &CalibrationForm::showFigure);

    auto *columns = new QHBoxLayout;
    columns->addWidget(buildFacts(catalog));
    columns->addWidget(buildResiduals(), 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *use = buttons->addButton(tr("Use it"), QDialogButtonBox::AcceptRole);
    use->setObjectName(QStringLiteral("calibrationForm.use"));
    use->setDefault(true);
    QPushButton *saveAs = buttons->addButton(tr("Save as..."), QDialogButtonBox::ActionRole);
    saveAs->setObjectName(QStringLiteral("calibrationForm.saveAs"));
    saveAs->setVisible(kind == Kind::Fitted);
    const auto followName = [this, use, saveAs] {
        for (QPushButton *each : {use, saveAs})
            each->setEnabled(!m_name->text().trimmed().isEmpty());
    };
    connect(m_name, &QLineEdit::textChanged, this, followName);
    connect(saveAs, &QPushButton::clicked, this, &CalibrationForm::saveAsRequested);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
    resize(m_trial->after.points.empty() ? QSize(factsWidth, firstSize.height() / 2) : firstSize);
    followName();
    showFigure();
    m_name->setFocus();
    m_name->selectAll();
}

QWidget *CalibrationForm::buildFacts(const catalog::Catalog &catalog)
{
    auto *facts = new QWidget;
    auto *layout = new QVBoxLayout(facts);
    layout->setContentsMargins(0, 0, widgets::grid, 0);
    layout->addWidget(new QLabel(tr("Name")));
    layout->addWidget(m_name);
    layout->addWidget(caption(tr("How well it fits")));
    layout->addWidget(label(errorsText(m_trial->calibration), "calibrationForm.errors"));
    layout->addWidget(caption(tr("Where it is valid")));
    layout->addWidget(label(scopesText(m_trial->calibration, catalog), "calibrationForm.scopes"));
    if (!m_trial->next.empty()) {
        layout->addWidget(caption(tr("What to measure next")));
        layout->addWidget(label(sentences(m_trial->next), "calibrationForm.next"));
    }
    layout->addStretch(1);
    auto *area = new QScrollArea;
    area->setWidget(facts);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFixedWidth(factsWidth);
    return area;
}

QWidget *CalibrationForm::buildResiduals()
{
    auto *residuals = new QWidget;
    auto *layout = new QVBoxLayout(residuals);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_figure, 0, Qt::AlignLeft);
    layout->addWidget(m_chart, 1);
    residuals->setVisible(!m_trial->after.points.empty());
    return residuals;
}

CalibrationFile CalibrationForm::calibration() const
{
    const QString name = m_name->text().trimmed();
    return m_kind == Kind::Offered || name == m_trial->calibration.name ? m_trial->calibration : renamed(m_trial->calibration, name);
}

void CalibrationForm::showFigure()
{
    const auto figure = static_cast<AccuracyFigure>(m_figure->currentData().toInt());
    m_chart->showPicture(accuracyPicture(m_trial->after, figure, &m_trial->before));
}

} // namespace trilemma::app

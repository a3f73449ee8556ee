// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/picture.h"

#include "widgets/picture_layout.h"
#include "widgets/picture_session.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <qcustomplot.h>

#include <algorithm>

namespace trilemma::widgets {

namespace {

using Charts = std::vector<const Chart *>;

constexpr int dotsPerInch = 96;
constexpr double pointsPerPixel = 72.0 / dotsPerInch;
constexpr qint64 largestPicture = 64 * 1024 * 1024;

void paintVectors(QPaintDevice &device, const PictureLayout &layout, const Charts &charts, const PictureOptions &options)
{
    QCPPainter painter;
    if (!painter.begin(&device))
        return;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    paintPicture(painter, layout, charts, options);
}

QByteArray pngOf(const Charts &charts, const PictureOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    pictureOf(charts, options).save(&buffer, "PNG");
    return pngWithSession(bytes, options.session);
}

QByteArray svgOf(const Charts &charts, const PictureOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    const PictureLayout layout = layOutPicture(charts, options);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(dotsPerInch);
    generator.setSize(layout.size);
    generator.setViewBox(QRect(QPoint(0, 0), layout.size));
    generator.setTitle(options.heading.toHtmlEscaped());
    // Qt 6.4 writes title and description as they are.
    generator.setDescription(QString::fromUtf8(options.session).toHtmlEscaped());
    paintVectors(generator, layout, charts, options);
    return bytes;
}

QByteArray pdfOf(const Charts &charts, const PictureOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const PictureLayout layout = layOutPicture(charts, options);
    QPdfWriter writer(&buffer);
    writer.setResolution(dotsPerInch);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(QSizeF(layout.size) * pointsPerPixel, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setTitle(options.heading);
    writer.setCreator(QCoreApplication::applicationName());
    if (!options.session.isEmpty())
        writer.addFileAttachment(QLatin1String(sessionAttachment), options.session, QStringLiteral("application/json"));
    paintVectors(writer, layout, charts, options);
    return bytes;
}

Error fileError(const QString &path, const QString &message)
{
    return {path.toStdString(), {}, message.toStdString()};
}

} // namespace

PictureOptions slideOptions(const PictureOptions &options, int charts)
{
    PictureOptions slide = options;
    slide.size = charts > 1 ? QSize(1600, 900) : QSize(960, 540);
    slide.scale = 1920.0 / slide.size.width();
    return slide;
}

QImage pictureOf(const Charts &charts, const PictureOptions &options)
{
    const PictureLayout layout = layOutPicture(charts, options);
    const double scale = std::clamp(options.scale, 1.0, 4.0);
    QImage image((QSizeF(layout.size) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.setDotsPerMeterX(qRound(scale * dotsPerInch / 0.0254));
    image.setDotsPerMeterY(qRound(scale * dotsPerInch / 0.0254));
    QCPPainter painter(&image);
    painter.setMode(QCPPainter::pmNoCaching);
    paintPicture(painter, layout, charts, options);
    return image;
}

std::optional<Error> savePicture(const QString &path, const Charts &charts, const PictureOptions &options)
{
    const QString format = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (format == QLatin1String("png"))
        bytes = pngOf(charts, options);
    else if (format == QLatin1String("svg"))
        bytes = svgOf(charts, options);
    else if (format == QLatin1String("pdf"))
        bytes = pdfOf(charts, options);
    else
        return fileError(path, QObject::tr("a picture's name must end in .png, .svg or .pdf, not \".%1\"").arg(format));

    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fileError(path, QObject::tr("cannot be written: %1").arg(file.errorString()));
    return std::nullopt;
}

QMimeData *pictureMimeData(const Charts &charts, const PictureOptions &options, const QString &csv)
{
    auto *data = new QMimeData;
    data->setImageData(pictureOf(charts, options));
    data->setData(QStringLiteral("image/svg+xml"), svgOf(charts, options));
    data->setText(csv);
    return data;
}

void copyPicture(const Charts &charts, const PictureOptions &options, const QString &csv)
{
    QGuiApplication::clipboard()->setMimeData(pictureMimeData(charts, options, csv));
}

std::optional<QByteArray> sessionInPicture(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestPicture)
        return std::nullopt;
    const QByteArray bytes = file.readAll();
    if (bytes.startsWith("\x89PNG"))
        return sessionInPng(bytes);
    if (bytes.startsWith("%PDF"))
        return sessionInPdf(bytes);
    return bytes.left(4096).contains("<svg") ? sessionInSvg(bytes) : std::nullopt;
}

} // namespace trilemma::widgets

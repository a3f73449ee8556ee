// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/workbook.h"

#include "models/evidence/csv.h"
#include "models/handoff/assumptions_csv.h"

#include <xlsxwriter.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <vector>

namespace trilemma::handoff {
namespace {

using Fields = std::vector<std::string_view>;

void writeCell(lxw_worksheet *sheet, std::size_t row, std::size_t column, std::string_view text, lxw_format *format)
{
    const auto place = std::pair(static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column));
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && error == std::errc() && end == text.data() + text.size())
        worksheet_write_number(sheet, place.first, place.second, number, format);
    else if (!text.empty())
        worksheet_write_string(sheet, place.first, place.second, std::string(text).c_str(), format);
}

constexpr double columnCharacters = 24;

/// Rows as they come.
void addTable(lxw_worksheet *sheet, lxw_format *heading, const std::string &csv)
{
    evidence::CsvReader reader(csv);
    Fields fields;
    for (std::size_t row = 0; reader.next(fields); ++row) {
        for (std::size_t column = 0; column < fields.size(); ++column)
            writeCell(sheet, row, column, fields[column], row == 0 ? heading : nullptr);
    }
    worksheet_set_column(sheet, 0, LXW_COL_MAX - 1, columnCharacters, nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
}

/// Rows become columns: a hundred figures of a few scenarios read better downwards.
void addTransposed(lxw_worksheet *sheet, lxw_format *heading, const std::string &csv)
{
    evidence::CsvReader reader(csv);
    Fields fields;
    for (std::size_t record = 0; reader.next(fields); ++record) {
        for (std::size_t field = 0; field < fields.size(); ++field)
            writeCell(sheet, field, record, fields[field], record == 0 || field == 0 ? heading : nullptr);
    }
    worksheet_set_column(sheet, 0, LXW_COL_MAX - 1, columnCharacters, nullptr);
    worksheet_freeze_panes(sheet, 1, 1);
}

} // namespace

std::optional<Error> writeWorkbook(const std::string &path, std::span<const EvaluatedScenario> scenarios,
                                   const catalog::Catalog &catalog)
{
    if (!std::ofstream(path, std::ios::binary))     // asked first: the library would complain on stderr
        return Error{path, {}, std::string("cannot be written (") + std::strerror(errno) + ")"};
    lxw_workbook *workbook = workbook_new(path.c_str());
    if (!workbook)
        return Error{path, {}, "no memory for a workbook"};
    lxw_format *heading = workbook_add_format(workbook);
    format_set_bold(heading);
    addTransposed(workbook_add_worksheet(workbook, "scenarios"), heading, scenarioCsv(scenarios, catalog, Preamble::None));
    addTable(workbook_add_worksheet(workbook, "assumptions"), heading, assumptionsCsv(scenarios, catalog));
    for (const ChartTable chart : chartTables()) {
        const std::string sheetName(name(chart));
        addTable(workbook_add_worksheet(workbook, sheetName.c_str()), heading, chartCsv(chart, scenarios, catalog, Preamble::None));
    }
    const lxw_error error = workbook_close(workbook);   // writes, and frees the workbook whatever happens
    if (error != LXW_NO_ERROR)
        return Error{path, {}, std::string("the workbook cannot be written (") + lxw_strerror(error) + ")"};
    return std::nullopt;
}

} // namespace trilemma::handoff

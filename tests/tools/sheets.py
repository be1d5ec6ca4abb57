"""Reads and writes workbooks of rows with openpyxl, which shares no code with the program.

    sheets.py write FILE JSON        writes {"sheets": [{"name", "rows", "merged", "dates"}]}: a text that begins with = is a
                                     formula without a result; "dates" are cells whose text becomes a date
    sheets.py fill TEMPLATE FILE JSON  writes rows below the template's example, by column letters: {"3": {"B": ...}}
    sheets.py lists FILE             prints, as JSON, what each cell of the first sheet is held to: [[cells, type, formula]]
    sheets.py cells FILE             prints, as JSON, the first sheet's cells: [[[type, value]]]
"""

import json
import sys
from datetime import date

from openpyxl import Workbook, load_workbook


def write(path, book):
    out = Workbook()
    out.remove(out.active)
    for sheet in book["sheets"]:
        page = out.create_sheet(sheet["name"])
        for row in sheet["rows"]:
            page.append(row)
        for cells in sheet.get("merged", []):
            page.merge_cells(cells)
        for name in sheet.get("dates", []):
            page[name] = date.fromisoformat(page[name].value)
    out.save(path)


def fill(template, path, rows):
    book = load_workbook(template)
    page = book.worksheets[0]
    for line, cells in rows.items():
        for column, value in cells.items():
            page[f"{column}{line}"] = value
    book.save(path)


def lists(path):
    page = load_workbook(path).worksheets[0]
    return [[str(rule.sqref), rule.type, rule.formula1] for rule in page.data_validations.dataValidation]


def cells(path):
    page = load_workbook(path).worksheets[0]
    return [[[cell.data_type, None if cell.value is None else str(cell.value)] for cell in row] for row in page.iter_rows()]


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "write":
        write(rest[0], json.loads(rest[1]))
    elif what == "fill":
        fill(rest[0], rest[1], json.loads(rest[2]))
    else:
        json.dump({"lists": lists, "cells": cells}[what](rest[0]), sys.stdout, ensure_ascii=False)

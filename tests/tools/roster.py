"""Reads and writes workbooks with openpyxl, which shares no code with the program.

    roster.py read FILE          prints, as JSON, each sheet's name, rows, lists to choose from and columns' formats
    roster.py write FILE JSON    writes rows (a list of lists) into a new workbook's first sheet
"""

import json
import sys

from openpyxl import Workbook, load_workbook


def read(path: str) -> list:
    return [
        {
            "name": sheet.title,
            "rows": [[cell for cell in row] for row in sheet.iter_rows(values_only=True)],
            "lists": [[str(rule.sqref), rule.type, rule.formula1] for rule in sheet.data_validations.dataValidation],
            "formats": {name: column.number_format for name, column in sheet.column_dimensions.items()},
        }
        for sheet in load_workbook(path).worksheets
    ]


def write(path: str, rows: list) -> None:
    book = Workbook()
    book.active.append(["附件：联络员名单"])
    book.active.merge_cells("A1:D1")
    for row in rows:
        book.active.append(row)
    book.save(path)


if __name__ == "__main__":
    if sys.argv[1] == "read":
        json.dump(read(sys.argv[2]), sys.stdout, ensure_ascii=False)
    else:
        write(sys.argv[2], json.loads(sys.argv[3]))

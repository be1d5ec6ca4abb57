"""Prints a workbook as JSON, read by openpyxl, which shares no code with the writer.

    read_xlsx.py FILE

For each sheet: name; frozen (the cell below and right of what stays in sight); filter; print (paper, orientation, pages across
and down, rows repeated, header, footer); rows, each cell as [type, value, number format] or null where it is empty.
"""

import json
import sys

from openpyxl import load_workbook


def cell(item):
    if item.value is None:
        return None
    value = item.value if item.data_type in "ns" else str(item.value)
    return [item.data_type, value, item.number_format]


def sheet(item):
    page, setup = item.page_setup, item.sheet_properties.pageSetUpPr
    return {
        "name": item.title,
        "frozen": item.freeze_panes,
        "filter": item.auto_filter.ref,
        "print": {
            "paper": page.paperSize, "orientation": page.orientation, "fit": setup.fitToPage if setup else False,
            "pages": [page.fitToWidth, page.fitToHeight], "repeated": item.print_title_rows,
            "header": item.oddHeader.center.text, "footer": item.oddFooter.center.text,
        },
        "rows": [[cell(each) for each in row] for row in item.iter_rows()],
    }


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    book = load_workbook(sys.argv[1])
    json.dump([sheet(item) for item in book.worksheets], sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()

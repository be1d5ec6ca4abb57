"""Prints a Word document as JSON, read by python-docx, which shares no code with the writer.

    read_docx.py FILE

title, author, created; page (width, height and margins in mm, whether odd and even pages differ); paragraphs (style, text,
alignment, size in points, font for Chinese text, whether in a frame); tables (widths in mm, rows, the last row's styles, which rows
are repeated, whether one may break); footers (the text of odd and of even pages); fonts (name and what
stands in for it); odd (elements that stand where the schema does not have them: Word refuses such files).
"""

import json
import sys

from docx import Document
from docx.oxml.ns import qn

# The order of ISO/IEC 29500, of what documents here may hold.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl".split(),
    "rPr": "rFonts b color spacing sz szCs lang".split(),
    "tblPr": "tblW jc tblBorders tblLayout".split(),
    "tblBorders": "top left bottom right insideH insideV".split(),
    "tcPr": "tcW vAlign".split(),
    "style": "name basedOn next qFormat pPr rPr".split(),
    "sectPr": "footerReference pgSz pgMar docGrid".split(),
    "settings": "zoom evenAndOddHeaders characterSpacingControl compat".split(),
    "font": "altName charset family pitch".split(),
}


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def misplaced(root):
    found = []
    for element in root.iter():
        order = ORDER.get(local(element) if isinstance(element.tag, str) else "")
        if order is None:
            continue
        places = [order.index(local(child)) if local(child) in order else -1 for child in element]
        if -1 in places or places != sorted(places):
            found.append(f"{local(element)}: {[local(child) for child in element]}")
    return found


def inherited(style, pick):
    while style is not None:
        value = pick(style)
        if value is not None:
            return value
        style = style.base_style
    return None


def chinese_font(style):
    properties = style.element.rPr
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    return fonts.get(qn("w:eastAsia")) if fonts is not None else None


def paragraph(item):
    size = item.runs[0].font.size or inherited(item.style, lambda style: style.font.size)
    alignment = item.alignment if item.alignment is not None else inherited(
        item.style, lambda style: style.paragraph_format.alignment)
    return {
        "style": item.style.name,
        "text": item.text,
        "alignment": str(alignment).split(" ")[0],
        "size": size.pt if size else None,
        "font": inherited(item.style, chinese_font),
        "framed": item._p.pPr.find(qn("w:framePr")) is not None,
    }


def table(item):
    repeated = [at for at, row in enumerate(item.rows) if row._tr.find(".//" + qn("w:tblHeader")) is not None]
    return {
        "widths": [round(column.width.mm) for column in item.columns],
        "rows": [[cell.text for cell in row.cells] for row in item.rows],
        "styles": [cell.paragraphs[0].style.name for cell in item.rows[-1].cells],
        "repeated": repeated,
        "breaks": any(row._tr.find(".//" + qn("w:cantSplit")) is None for row in item.rows),
    }


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    document = Document(sys.argv[1])
    section, core = document.sections[0], document.core_properties
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    xml = {name: part.element if hasattr(part, "element") else part.blob for name, part in parts.items()}
    from lxml import etree

    roots = [root if not isinstance(root, bytes) else etree.fromstring(root)
             for name, root in xml.items() if name.startswith("/word/")]
    fonts = next(root for root in roots if local(root) == "fonts")
    mm = lambda length: round(length.mm)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    json.dump({
        "title": core.title,
        "author": core.author,
        "created": core.created.isoformat(),
        "page": {
            "width": mm(section.page_width), "height": mm(section.page_height),
            "margins": [mm(section.top_margin), mm(section.right_margin), mm(section.bottom_margin), mm(section.left_margin)],
            "odd_and_even": document.settings.odd_and_even_pages_header_footer,
        },
        "paragraphs": [paragraph(item) for item in document.paragraphs],
        "tables": [table(item) for item in document.tables],
        "body_font": defaults.find(".//" + qn("w:rFonts")).get(qn("w:eastAsia")),
        "footers": [footer.paragraphs[0].text for footer in (section.footer, section.even_page_footer)],
        "fonts": {font.get(qn("w:name")): [alt.get(qn("w:val")) for alt in font.findall(qn("w:altName"))] for font in fonts},
        "odd": [problem for root in roots for problem in misplaced(root)],
    }, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()

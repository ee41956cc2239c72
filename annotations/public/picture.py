"""The picture for links to a fact-check: 1200 × 630, PNG, drawn with fonts that come as packages.

Letters are placed by ourselves, not by a shaping library of the system: the same bytes on every machine. Arabic is
joined by `arabic-reshaper` and put into visual order by `python-bidi`. Words in a script that these fonts have not are
left out: the picture then says the rest.
"""

import io
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from annotations.public.words import is_rtl

SIZE = 1200, 630
EDGE = 72
PAPER, INK, SOFT, LINE = "#FDFCFA", "#16181C", "#4A4D55", "#85878B"
# Of static/css/tokens.css, by day: (chip, letter on it).
COLOURS = {
    "true": ("#3C6BCF", "#FFFFFF"),
    "mostly-true": ("#135272", "#FFFFFF"),
    "half-true": ("#73570E", "#FFFFFF"),
    "mostly-false": ("#D87A20", "#111418"),
    "false": ("#640000", "#FFFFFF"),
    "misleading": ("#350050", "#FFFFFF"),
    "not-enough": ("#9092A0", "#111418"),
}
ARABIC = "\u0600", "\u06ff", "\u0750", "\u077f", "\u08a0", "\u08ff", "\ufb50", "\ufdff", "\ufe70", "\ufefc"


@cache
def _font(script, size, weight):
    from PIL import ImageFont  # noqa: PLC0415 - with the fonts it takes 20 MB, in processes that draw alone

    folder = resources.files(f"fontpkg_noto_sans{script}") / "files"
    name = "NotoSansArabic[wdth,wght].ttf" if script else "NotoSans[wdth,wght].ttf"
    font = ImageFont.truetype(str(folder / name), size, layout_engine=ImageFont.Layout.BASIC)
    names = [axis["name"] for axis in font.get_variation_axes()]
    values = {b"Weight": weight, b"Width": 100}
    font.set_variation_by_axes([values[name] for name in names])
    return font


@lru_cache(5_000)
def _has(ch):
    """Whether our fonts have a letter: what they have not they draw as the box that stands for no character at all."""
    font = _font("_arabic" if _is_arabic(ch) else "", 40, 400)
    return ch.isspace() or bytes(font.getmask(ch)) != bytes(font.getmask("\uffff"))


def _said(text, rtl):
    """The text as it can be drawn: without signs that our fonts have not, as emoji; nothing of it when they have not
    its letters."""
    missing = {ch for ch in _visual(text, rtl) if not _has(ch)}
    if any(unicodedata.category(ch)[0] in "LN" for ch in missing):
        return ""
    return " ".join("".join(ch for ch in text if ch not in missing).split())


def _is_arabic(ch):
    return any(first <= ch <= last for first, last in zip(ARABIC[::2], ARABIC[1::2], strict=True))


def _visual(text, rtl):
    """The letters of one line from left to right, joined where their script joins them."""
    from arabic_reshaper import reshape  # noqa: PLC0415
    from bidi import get_display  # noqa: PLC0415

    if text.isascii():
        return text
    return get_display(reshape(text), base_dir="R" if rtl else "L")


def _runs(visual, size, weight):
    """`[(font, letters)]` of a line in visual order."""
    runs = []
    for ch in visual:
        script = "_arabic" if _is_arabic(ch) else ""
        if runs and runs[-1][0] == script:
            runs[-1][1].append(ch)
        else:
            runs.append((script, [ch]))
    return [(_font(script, size, weight), "".join(letters)) for script, letters in runs]


def _width(text, size, weight, rtl):
    return sum(font.getlength(letters) for font, letters in _runs(_visual(text, rtl), size, weight))


def _write(draw, text, at, size, weight, colour, rtl, width):
    """One line at `(x, baseline)` from the side where its language begins."""
    runs = _runs(_visual(text, rtl), size, weight)
    x, y = at
    if rtl:
        x += width - sum(font.getlength(letters) for font, letters in runs)
    for font, letters in runs:
        draw.text((x, y), letters, font=font, fill=colour, anchor="ls")
        x += font.getlength(letters)


def _lines(text, size, weight, rtl, width, most):
    """The text in at most so many lines, the last one cut with an ellipsis; None when it is longer."""
    lines, words = [], text.split()
    while words:
        count = 1
        while count < len(words) and _width(" ".join(words[: count + 1]), size, weight, rtl) <= width:
            count += 1
        line = " ".join(words[:count])
        if count == 1 and _width(line, size, weight, rtl) > width:
            line = line[: _that_fit(line, size, weight, rtl, width)]
        rest = " ".join(words[:count])[len(line) :]
        lines.append(line)
        words = ([rest] if rest else []) + words[count:]
        if len(lines) > most:
            return None
    return lines


def _that_fit(text, size, weight, rtl, width):
    """How many of the first letters fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(text[:middle], size, weight, rtl) <= width else (low, middle - 1)
    return low


def _fit(text, rtl, width):
    """`(lines, size)`: as large as four lines allow, else cut."""
    text = " ".join(text.split())[:300]
    for size in (64, 56, 50, 44):
        if lines := _lines(text, size, 600, rtl, width, 4):
            return lines, size
    while lines is None:
        text = text[: int(len(text) * 0.9)].rpartition(" ")[0] or text[: len(text) // 2]
        lines = _lines(f"{text}…", size, 600, rtl, width, 4)
    return lines or [""], size


@lru_cache(maxsize=64)
def draw_card(*, desk, headline, rating, letter, colour, claimant, language):
    """The PNG as bytes. The same words give the same bytes."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    rtl, width = is_rtl(language), SIZE[0] - 2 * EDGE
    desk, headline, rating, letter, claimant = (
        _said(text or "", rtl) for text in (desk, headline, rating, letter, claimant)
    )
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    _write(draw, _short(desk, 30, 500, rtl, width), (EDGE, 96), 30, 500, SOFT, rtl, width)
    draw.line([(EDGE, 128), (SIZE[0] - EDGE, 128)], fill=INK, width=2)
    chip, on_chip = COLOURS.get(colour, ("#4A4D55", "#FFFFFF"))
    wide = max(84, int(_width(letter or "", 40, 700, False)) + 40) if letter else 0
    if letter:
        left = SIZE[0] - EDGE - wide if rtl else EDGE
        draw.rounded_rectangle([left, 160, left + wide, 232], radius=8, fill=chip)
        start = left + (wide - _width(letter, 40, 700, False)) / 2
        _write(draw, letter, (start, 211), 40, 700, on_chip, False, 0)
    beside = wide + 24 if letter else 0
    room = width - beside
    _write(draw, _short(rating, 48, 700, rtl, room), (EDGE if rtl else EDGE + beside, 213), 48, 700, INK, rtl, room)
    lines, size = _fit(headline, rtl, width)
    y = 232 + int(size * 1.45)
    for line in lines:
        _write(draw, line, (EDGE, y), size, 600, INK, rtl, width)
        y += int(size * (1.4 if rtl else 1.25))
    if claimant:
        _write(draw, _short(claimant, 30, 400, rtl, width), (EDGE, SIZE[1] - 48), 30, 400, SOFT, rtl, width)
    held = io.BytesIO()
    picture.quantize(64).save(held, "PNG", optimize=True)
    return held.getvalue()


def _short(text, size, weight, rtl, width):
    """The text on one line, cut with an ellipsis where it is too long."""
    text = " ".join(text.split())[:200]
    if _width(text, size, weight, rtl) <= width:
        return text
    return f"{text[: max(1, _that_fit(text, size, weight, rtl, width) - 1)].rstrip()}…"

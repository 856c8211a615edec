"""The door: text from outside, made safe to show, compare and store. Nothing else filters characters."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_MARKS = 4
"""Combining marks kept on one letter; Vietnamese or pointed Hebrew needs three, "zalgo" uses hundreds."""

# Terminals obey C0, C1 and bidi controls; the rest is invisible and would make equal texts unequal.
_REMOVED = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0x00AD,  # soft hyphen
    0x034F,  # combining grapheme joiner
    0x061C,  # Arabic letter mark
    0x180E,  # Mongolian vowel separator
    0x200B,  # zero-width space; its neighbours 200C and 200D (ZWNJ, ZWJ) shape real words and emoji
    *range(0x200E, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF0, 0xFFFD),
    *range(0xFFFE, 0x10000),
    *range(0xE0000, 0xE0080),  # tags: a hidden alphabet
)
_SPACES = (
    *range(0x09, 0x0E),
    *range(0x1C, 0x20),
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x2800,  # Braille blank
    0x3000,
    0x3164,  # Hangul fillers
    0xFFA0,
)
_LINE: dict[int, str | None] = {
    **dict.fromkeys(_REMOVED),
    **dict.fromkeys(_SPACES, " "),
    # sqlite3 and every encoder refuse lone surrogates
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}
_BLOCK: dict[int, str | None] = {
    **_LINE,
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n"),
}

# These count as printable, so `isprintable` alone does not find them.
_PRINTABLE_BUT_ODD = re.compile("[\u034f\u2800\u3164\uffa0]")

_MARK = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TOO_MANY_MARKS = re.compile(f"({_MARK}{{{MAX_MARKS}}}){_MARK}+")


def clean(text: str) -> str:
    """Text as one safe line in NFC: no controls, nothing invisible, single spaces, none at the ends."""
    return squeeze(text if text.isascii() and text.isprintable() else _safe(text, _LINE))


def squeeze(text: str) -> str:
    """Text without controls, with single spaces and none at its ends."""
    return " ".join(text.split()) if "  " in text else text.strip()


def unescape(text: str) -> str:
    """Text with its HTML entities (`&amp;`, `&#39;`; never without semicolon) as characters, not clean."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def clean_block(text: str) -> str:
    """Text as safe lines in NFC, for notes and abstracts: ``\\n`` kept, tabs and odd spaces as spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in _safe(text, _BLOCK).split("\n"))


def _safe(text: str, table: dict[int, str | None]) -> str:
    if not text.isprintable() or _PRINTABLE_BUT_ODD.search(text):
        text = text.translate(table)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _TOO_MANY_MARKS.sub(r"\1", text)
    return text

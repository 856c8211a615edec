"""Whatever comes in from outside, what goes on is safe to show, to compare and to store."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser import clean, clean_block
from parser.clean import MAX_MARKS


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("  Two   spaces ", "Two spaces"),
        ("tab\tand\r\nbreak", "tab and break"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("C1 \x9b31m and DEL\x7f", "C1 31m and DEL"),
        ("NUL\0 in the middle", "NUL in the middle"),
        ("right\u202eto left\u2066", "rightto left"),
        ("zero\u200b width\ufeff", "zero width"),
        ("soft\u00adhyphen", "softhyphen"),
        (
            "no-break\u00a0space, thin\u2009space, \u3000ideographic",
            "no-break space, thin space, ideographic",
        ),
        ("hidden\U000e0041\U000e0042 tags", "hidden tags"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("Ro\u0308pke", "Röpke"),
        ("line\u2028separator", "line separator"),
        ("Hangul filler \u3164.", "Hangul filler ."),
        ("👩\u200d🔬 stays one", "👩\u200d🔬 stays one"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_one_line(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


def test_stacked_marks_are_cut_to_a_sane_height() -> None:
    assert clean("Z" + "\u0335" * 500 + "algo") == "Z" + "\u0335" * MAX_MARKS + "algo"


def test_vietnamese_keeps_its_marks() -> None:
    assert clean(unicodedata.normalize("NFD", "Nguyễn Thế Vữ")) == "Nguyễn Thế Vữ"


def test_a_block_keeps_its_lines() -> None:
    assert clean_block("one\r\n\ttwo \u202e\rthree\x07\u2029four") == "one\n two\nthree\nfour"


@settings(max_examples=200)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_block(clean_block(text)) == clean_block(text)


@settings(max_examples=200)
@given(st.text(st.characters(codec=None)))
def test_what_is_clean_can_be_stored_and_shown(text: str) -> None:
    line = clean(text)
    with closing(sqlite3.connect(":memory:")) as connection:  # Python 3.13 warns of one that is left open
        (stored,) = connection.execute("select ?", (line,)).fetchone()
    assert stored == line
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in line)
    assert unicodedata.is_normalized("NFC", line)

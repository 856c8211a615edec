"""Cleaning by the block gives what cleaning each line gives."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from parser.clean import clean, unescape
from parser.sweep import SKIMMED, skimmed, swept

SINGULAR = (
    "\u0301\u0344\u094d\u09be\u1100\u1161\u11a8\uac00\u00a0\u200b"
    "\u200d\u202e\ufeff\u2800\u3164\x1c\x7f\x85\ufb01"
)
lines = st.lists(
    st.text(st.sampled_from("aZ .,&;#x27-éß–π张" + SINGULAR))
    | st.text(st.characters(exclude_characters="\n"))
    | st.sampled_from(["", " ", "a  b", " a ", "&amp;", "&#27;[31m", "&amp;amp;", "Ro\u0308pke", "x" * 700]),
    max_size=8,
)


def plain(line: str) -> str:
    return clean(unescape(line))


@settings(deadline=None)
@given(lines)
def test_a_block_is_as_clean_as_each_of_its_lines(found: list[str]) -> None:
    found = [line.encode(errors="replace").decode() for line in found]
    block = "".join(f"{line}\n" for line in found).encode()

    assert swept(block, found) == [plain(line) for line in found]
    short = skimmed(block)
    assert short is not None
    for line, raw in zip(short, found, strict=True):
        assert line == plain(raw) or (len(raw.encode()) > SKIMMED and len(line) == SKIMMED)


def test_what_is_not_utf_8_is_not_skimmed() -> None:
    assert skimmed(b"caf\xe9") is None


def test_a_letter_that_joins_with_the_one_before_it_is_looked_at() -> None:
    for letter in map(chr, range(sys.maxunicode + 1)):
        parts = unicodedata.normalize("NFD", letter)
        if len(parts) > 1:
            assert swept(parts.encode(), [parts]) == [plain(parts)], ascii(letter)


def test_the_lines_of_real_listings(real_listing) -> None:
    for name in ("seed-50", "dev-1k", "dev-hard-150"):
        found = real_listing(name)[0].split("\n")
        assert swept("\n".join(found).encode(), found) == [plain(line) for line in found]

"""What a word looks like: its shape and its pieces. Knows letters, not languages or statistics."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

EDGE = ".,:;!?()[]{}\"'“”‘’`*|"
_DASHES = "-‐‑–—"
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_RUN = re.compile(r"[^\W\d_]+|\d+")
_DASH = re.compile(f"[{_DASHES}]")
_BEHIND_SIGN = re.compile(r"[)\]?!\"”][^\W\d_]")
_LONGEST_ACRONYM = 5
_INITIALS = re.compile(r"(?:[^\W\d_]\.[-‐]?)+[^\W\d_]?\.?")
_NEVER_IN_NAMES = re.compile(r"[()\[\]{}<>=/+*?!:;\"$\\^_%&@#~|]")


class Look(NamedTuple):
    """A word of a title or a name, without the punctuation around it."""

    shape: str
    """`x` is a word in small letters, `Xxx` capitalised, `XXX` in capitals, `XxXx` camel case and so on."""
    pieces: tuple[str, ...]
    """Runs of letters and digits, parted at hyphens and inner capitals; in small letters but for acronyms."""


@lru_cache(1 << 15)
def look(word: str) -> Look:
    """How `word` (no spaces, not empty) looks."""
    if word.isalpha():  # three of four words; the rest of this is five times slower
        if word.islower():
            return Look("x", (word,))
        if word[0].isupper() and word[1:].islower():
            return Look("Xx" if len(word) == 2 else "Xxx", (word.lower(),))
    core = word.strip(EDGE)
    pieces = tuple(_key(piece) for run in _RUN.findall(core) for piece in camel_pieces(run))
    return Look(_shape(word, core), pieces)


def _key(piece: str) -> str:
    return piece if piece.isupper() and 1 < len(piece) <= _LONGEST_ACRONYM else piece.lower()


def name_look(word: str) -> Look:
    """How a word of a name looks: two capitals are two initials (`JF Bastien`)."""
    shape, pieces = look(word)
    return Look(shape, tuple(pieces[0].lower())) if shape == "XX" else Look(shape, pieces)


def camel_pieces(run: str) -> list[str]:
    """Letters parted before a capital that begins a new word: Li|DAR, SAT|Solver, but LLMs."""
    if run.islower() or run[1:].islower():
        return [run]
    cuts = [0]
    for i in range(1, len(run)):
        if run[i].isupper():
            after_lower = run[i - 1].islower()
            before_lower = i + 1 < len(run) and run[i + 1].islower() and run[i + 1 :] != "s"
            if after_lower or before_lower:
                cuts.append(i)
    return [run[i:j] for i, j in zip(cuts, [*cuts[1:], len(run)], strict=True)]


def style_of(words: list[str]) -> str:
    """How a title is written, told by its longer words; `-` where it has none.

    `s` as a sentence, `t` In Title Case, `U` IN CAPITALS.
    """
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    if not long:
        return "-"
    lower = sum(word.islower() for word in long)
    upper = sum(word.isupper() for word in long)
    if 2 * upper > len(long):
        return "U"
    return "s" if lower > len(long) - upper - lower else "t"


def ending(word: str) -> str:
    """The kind of a word's last character: `a` for a letter or digit, `-` for dashes, else itself or `o`.

    A full stop after a single capital is `I.`: titles do not end in initials.
    """
    last = word[-1]
    if last.isalnum():
        return "a"
    if last in _DASHES:
        return "-"
    if last == ".":
        initial = word[-2:-1].isupper() and not word[-3:-2].isupper()
        return "I." if initial else "."
    return last if last in "?!)\"$*'”’" else "o"


def _shape(word: str, core: str) -> str:
    if not core:
        return "sign"
    if word in _SUFFIXES:
        return "Jr"
    if core.isalpha():
        shape = _letters(core)
        return shape + "." if shape in {"X", "XX", "XXX"} and word[-1] == "." else shape
    if _BEHIND_SIGN.search(core):
        return ")X"
    if _NEVER_IN_NAMES.search(core):
        return "math" if "$" in core or "\\" in core else "signs"
    if any(c.isdigit() for c in core):
        return "X9" if core[0].isupper() else "x9" if core[0].isalpha() else "9"
    if _INITIALS.fullmatch(core):
        return "X.X."
    parts = _DASH.split(core)
    if len(parts) > 1:
        return _hyphened(parts)
    if "." in core:
        return "X.Xx" if core[1] == "." else "x.x"
    if "'" in core or "’" in core:
        return "X'x" if core[0].isupper() else "x'x"
    return "?"


def _hyphened(parts: list[str]) -> str:
    if not all(parts):
        return "x-"
    first, last = (_letters(part) if part.isalpha() else "?" for part in (parts[0], parts[-1]))
    short = {"Xx": "X", "Xxx": "X", "XX": "XXX", "XXs": "XXX"}
    return f"{short.get(first, first)}-{short.get(last, last)}"


def _letters(run: str) -> str:
    """The shape of a run of letters."""
    if run.islower():
        return "x"
    if run.isupper():
        return "X" * min(len(run), 3)
    if run[0].islower():
        return "xX"
    if not run[0].isupper():
        return "caseless"
    if run[1:].islower():
        return "Xx" if len(run) == 2 else "Xxx"
    if run[-1] == "s" and run[:-1].isupper():
        return "XXs"
    pieces = camel_pieces(run)
    if pieces[-1].isupper():
        return "XxX" if len(pieces[-1]) == 1 else "XxXX"
    return "XxXx" if all(piece[1:].islower() for piece in pieces) else "XXx"

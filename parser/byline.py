"""The cut of line 2 (`…Policy OptimisationChris Lu, … et al. · slug`) into title, authors, affiliations."""

from __future__ import annotations

import re
from dataclasses import dataclass

DOUBTFUL = 0.9
"""Cuts below this confidence are shown to the user as uncertain."""

_TAIL = re.compile(r"( ?et al\.?)?( · ([a-z0-9][a-z0-9&.+-]*(?:, [a-z0-9][a-z0-9&.+-]*)*))?$")
_INNER = re.compile(r"(?<=[^\s\-'’(\[{])")


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind the names."""

    end: int
    """Where the names end, in characters of the line."""
    et_al: bool
    affiliations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to read line 2."""

    at: int
    """Characters of the line that are the title."""
    title: str
    authors: tuple[str, ...]
    et_al: bool
    affiliations: tuple[str, ...]
    confidence: float
    """From 0 to 1; those of all cuts of a line add up to 1 at most."""


def is_doubtful(confidence: float) -> bool:
    """Whether a cut of this confidence is to be shown as uncertain."""
    return confidence < DOUBTFUL


def tail_of(line: str) -> Tail:
    found = _TAIL.search(line)
    assert found
    return Tail(found.start(), bool(found[1]), tuple(found[3].split(", ")) if found[3] else ())


def cut_at(line: str, at: int, confidence: float = 1.0) -> Cut:
    """The line read with `at` characters of title, as a user has chosen."""
    tail = tail_of(line)
    names = tuple(name.strip() for name in line[at : tail.end].split(", "))
    return Cut(at, line[:at].strip(), tuple(filter(None, names)), tail.et_al, tail.affiliations, confidence)


def cuts(line: str) -> tuple[Cut, ...]:
    """Every cut that can be thought of, in order of position."""
    tail = tail_of(line)
    places = (i for i in range(1, tail.end) if line[i].isupper() and _INNER.match(line, i))
    return tuple(cut for at in places if " " in (cut := cut_at(line, at, 0.5)).authors[0])


def best_cut(line: str) -> Cut | None:
    """The most likely cut, or None where no author can be found."""
    return max(cuts(line), key=lambda cut: (len(cut.authors) == 3 or not cut.et_al, cut.at), default=None)

"""The cut of line 2 (`…Policy OptimisationChris Lu, … et al. · slug`) into title, authors, affiliations.

The model. Line 2 is read as if somebody had written a title, its last word drawn from the words that end
titles, and then, without a space, a list of names, each a given word and further words.
`parser.wordstats` says how probable a word is in each of these parts, by its shape and by its pieces. A
place where the title may end is worth

    log P(the words before it as a title) + log P(those behind it as names) + log P(so many names)
    + evidence: the word before it stands in the abstract; the fused word does, as one word;
      the first name stands alone elsewhere in the listing

and "et al." always follows exactly three names, so that the title ends in the third-last part between
commas. That it ends nowhere, and there are no authors, is weighed like a place. The best is taken; the
confidence in it is its share of all, exp(FLATTEN * worth), flattened because the words of a line are not
independent of each other.

The short way. Where only one place can be meant (`parser.short_way`), that is the place; the other two papers
of a hundred pay for the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from parser.east_asian import east_asian_places
from parser.places import NAMES_BEFORE_ET_AL, find_places, parts_of
from parser.short_way import certain_place
from parser.wordstats import WordStats, word_stats
from parser.worth import Evidence, confidences

MAX_BYLINE = 1_000
"""Characters; the longest of 100,000 real lines has 342. What is longer is something else, and is not cut."""
CERTAIN = 0.999
"""The confidence of the short way."""

_MAX_NAME = 40
"""Characters; what is longer between commas is part of a title."""
_UNUSUAL = 0.95
"""What is left of the confidence where the only places found are of an unlikely kind: 11 of 11 were right."""
_ODD = 0.9
"""What is left of it where a name would be odd: 2 of 52 were wrong, elsewhere in the model 6 of 1,742."""
_LONGEST_USUAL_NAME = 5
"""Words."""
_SLUG = r"[a-z0-9][a-z0-9.&+_-]*"
_SLUGS = re.compile(rf"{_SLUG}(?:, {_SLUG})*")
_CODE = re.compile(r"(?<=[^\W\d_A-Z])Code$|(?<=et al\.) ?Code$")


class Cut(NamedTuple):
    """One way to read line 2. (A tuple, because a listing makes one for each paper.)"""

    at: int
    """Characters of the line that are the title."""
    title: str
    authors: tuple[str, ...]
    et_al: bool
    affiliations: tuple[str, ...]
    has_code: bool
    """`Code` had slipped to the end of the line."""
    confidence: float
    """From 0 to 1; those of all cuts of a line add up to no more than 1."""


class Tail(NamedTuple):
    """What stands behind the names of line 2."""

    end: int
    """Where the names end, in characters of the line."""
    et_al: bool
    affiliations: tuple[str, ...]
    has_code: bool


def tail_of(line: str) -> Tail:
    """What stands behind the names: `et al.`, ` · ` and slugs, or a `Code` that has slipped there."""
    if line.endswith(" et al."):  # half of the lines; nothing stands behind it
        return tuple.__new__(Tail, (len(line) - len(" et al."), True, (), False))
    end = len(line)
    affiliations: tuple[str, ...] = ()
    has_code = False
    if line.endswith("Code") and (found := _CODE.search(line)):
        end, has_code = found.start(), True
    dot = line.rfind(" · ", 0, end)
    if dot > 0 and _SLUGS.fullmatch(line, dot + 3, end):
        affiliations = tuple(line[dot + 3 : end].split(", "))
        end = dot
    for mark in (" et al.", " et al"):
        if line.endswith(mark, 0, end):
            return Tail(end - len(mark), True, affiliations, has_code)
    return Tail(end, False, affiliations, has_code)


def cut_at(line: str, at: int, confidence: float = 1.0) -> Cut:
    """The line read with its first `at` characters as title, as a user has chosen."""
    tail = tail_of(line)
    return _cut(line, min(max(at, 0), tail.end), tail, confidence)


def best_cut(
    line: str,
    abstract: str = "",
    names: Collection[str] = (),
    stats: WordStats | None = None,
) -> Cut:
    """The most likely cut of line 2; without authors where none can be found.

    `names` are names that stand alone elsewhere in the listing.
    """
    tail = tail_of(line)
    if len(line) > MAX_BYLINE:
        return _cut(line, tail.end, tail, 0.0)
    stats = stats or word_stats()
    body = line[: tail.end]
    if at := certain_place(body, tail.et_al, abstract, stats):
        return _cut(line, at, tail, CERTAIN)
    evidence = Evidence(abstract, names)
    found = weighed(body, tail.et_al, evidence, stats, evidence.has_word)
    at = max(found, key=found.__getitem__)
    cut = _cut(line, at, tail, found[at] if at < tail.end else 0.0)
    is_odd = any(_is_odd(name.split(), stats) for name in cut.authors)
    return cut._replace(confidence=_ODD * cut.confidence) if is_odd else cut


def cuts(line: str, abstract: str = "", names: Collection[str] = ()) -> tuple[Cut, ...]:
    """The cuts of line 2 that can be thought of, by position; at the last of them there are no authors."""
    tail = tail_of(line)
    found: dict[int, float] = {}
    if len(line) <= MAX_BYLINE:
        evidence = Evidence(abstract, names)
        found = weighed(line[: tail.end], tail.et_al, evidence, word_stats(), lambda _: False)
    found.setdefault(tail.end, 0.0)
    return tuple(_cut(line, at, tail, found[at]) for at in sorted(found))


def weighed(
    body: str, et_al: bool, evidence: Evidence, stats: WordStats, is_one_word: Callable[[str], bool]
) -> dict[int, float]:
    """The places where the title may end, with the confidence in each."""
    parts = parts_of(body)
    if not body.isascii():
        names = NAMES_BEFORE_ET_AL if et_al else None
        if found := east_asian_places([part.text for part in parts], names=names):
            number, places = found
            return {parts[number].start + at: confidence for at, confidence in places.items()}
    usual = find_places(parts, et_al=et_al, stats=stats, is_one_word=is_one_word)
    shares = confidences(parts, et_al, evidence, stats)
    return shares if usual else {at: _UNUSUAL * share for at, share in shares.items()}


def _is_odd(name: list[str], stats: WordStats) -> bool:
    """Whether a name is very long, or has a small word that titles have (`and`, `its`; not `van`)."""
    small = (word for word in name[1:] if word.islower() and len(word) > 1)
    return len(name) > _LONGEST_USUAL_NAME or any(map(stats.knows_in_titles, small))


def names_alone(line: str) -> list[str]:
    """The names of line 2 that surely are names: those behind the last commas, but for the first."""
    body = line[: tail_of(line).end]
    return [name for name in body.rsplit(", ", NAMES_BEFORE_ET_AL - 1)[1:] if len(name) <= _MAX_NAME]


def _cut(line: str, at: int, tail: Tail, confidence: float) -> Cut:
    authors = tuple(filter(None, line[at : tail.end].strip(" ,").split(", ")))
    et_al = tail.et_al and bool(authors)
    # twice as fast as Cut(...), which goes through a function
    return tuple.__new__(
        Cut, (at, line[:at].strip(), authors, et_al, tail.affiliations, tail.has_code, confidence)
    )

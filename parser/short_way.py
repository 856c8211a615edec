"""The short way of `parser.byline`: line 2 where only one place can be meant, found without the model.

The last three parts between commas have one inner capital only, but for words that the abstract shows to be
one. Behind it stands what looks like a name; before it what ends a title: a closing sign or a digit, a small
letter of a word that titles have, an acronym. Of 100,000 papers 98 in a hundred are so, and each was right.
`tests/parser/test_short_way.py` holds this to the model.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parser.places import CAPITALS, LONGEST_NAME, SMALL, inner_capital
from parser.wordstats import WordStats
from parser.worth import has_word

_PARTICLE = "(?:af|al|be[nr]|bin|d[aeiou]|das|de[lnr]|della|dos|el?|i|ibn|l[ae]|te[nr]|van|von|y|zu)(?= )"


class _Shapes(NamedTuple):
    """What is looked for, with the letters that there are; those of most lines are ASCII and found faster."""

    inner_capital: re.Pattern[str]
    name: re.Pattern[str]


def _shapes(capitals: str, small: str) -> _Shapes:
    # most words have one capital; only of others it must be asked whether small letters stand before one
    tidy_word = rf"[{capitals}][^ ,{capitals}]*(?![^ ,])"
    other_word = rf"[{capitals}](?![^ ,]*[{small}]{{4}}[{capitals}])[^ ,]*"
    further_word = rf"(?:{tidy_word}|(?:[dlDLO]['’])?{other_word})"
    # A plain word or an initial, then one to four words of a name, none of them another end of a title.
    name = re.compile(
        rf"[{capitals}](?:[{small}]+(?:-[{capitals}]?[{small}]+)?|\.)"
        rf"(?: (?:{_PARTICLE}|{further_word})){{1,4}}(?:, |$)"
    )
    return _Shapes(inner_capital(capitals, small), name)


_SHAPES = {True: _shapes("A-Z", "a-z"), False: _shapes(CAPITALS, SMALL)}
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CLOSING = frozenset("?!)]}$\"”'*+0123456789")
_LONG_WORD = 6
_PLURAL_ACRONYM = re.compile(rf"[{CAPITALS}]{{2,}}s")


def certain_place(body: str, et_al: bool, abstract: str, stats: WordStats) -> int | None:
    """Where the title ends, in characters, if there is but one place."""
    shapes = _SHAPES[body.isascii()]
    last = body.rfind(", ")
    second_last = body.rfind(", ", 0, last) if last > 0 else -1
    third_last = body.rfind(", ", 0, second_last) if second_last > 0 else -1
    if et_al and second_last < 0:
        return None  # there should be three names
    # in the last three parts between commas; if all names are there, in the first of these
    end = second_last if et_al else len(body)
    find = shapes.inner_capital.search
    if not (found := find(body, third_last if third_last > 0 else 0, end)):
        return None
    at = found.start()
    if find(body, at + 1, end):
        places = [found.start() for found in shapes.inner_capital.finditer(body, at, end)]
        return _only_certain(body, places, abstract, stats, shapes.name)
    return at if shapes.name.match(body, at) and _ends_title(body, at, abstract, stats) else None


def _only_certain(
    body: str, places: list[int], abstract: str, stats: WordStats, name: re.Pattern[str]
) -> int | None:
    """The one of several places that parts title and name, if no other can be meant."""
    places = [at for at in places if _is_near_comma(body, at) and not has_word(abstract, _word_at(body, at))]
    names = [at for at in places if name.match(body, at)]
    ends = [at for at in names if _ends_title(body, at, abstract, stats)]
    if len(ends) != 1:
        return None
    word, part = body.rfind(" ", 0, ends[0]), body.rfind(", ", 0, ends[0])
    if any(at != ends[0] and body.rfind(" ", 0, at) == word for at in places):
        return None  # JungMin Yun
    if any(at > ends[0] and body.rfind(", ", 0, at) == part for at in names) or places[0] < part:
        return None  # a later end of the title, or an earlier name
    return ends[0]


def _ends_title(body: str, at: int, abstract: str, stats: WordStats) -> bool:
    """Whether what stands before a capital is the end of a title, and not of the first part of a name."""
    last = body[at - 1]
    if not last.isalpha():
        return last in _CLOSING
    word = body[max(body.rfind(" ", 0, at), body.rfind("-", 0, at)) + 1 : at]
    run = word if word.isalpha() else _NOT_LETTERS.split(word)[-1]
    if last.islower():
        word_in_small = run.lower()
        if stats.knows_in_titles(word_in_small) or _PLURAL_ACRONYM.fullmatch(run):
            return True
        if len(run) >= _LONG_WORD and (run == word_in_small or not stats.knows_in_names(word_in_small)):
            return True
    elif len(run) > 1 and stats.knows_in_titles(run):
        return True
    return has_word(abstract, word)


def _is_near_comma(text: str, at: int) -> bool:
    """Whether there may be a name from here to the next comma."""
    return text.count(" ", at, _end(text, ", ", at)) < LONGEST_NAME


def _word_at(text: str, at: int) -> str:
    return text[text.rfind(" ", 0, at) + 1 : _end(text, " ", at)]


def _end(text: str, sign: str, at: int) -> int:
    """Where the sign stands next, else the end of the text."""
    end = text.find(sign, at)
    return end if end >= 0 else len(text)

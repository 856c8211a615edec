"""The short way of `parser.byline`: line 2 where only one place can be meant, found without the model.

The last three parts between commas have one inner capital only, but for words that the abstract shows to be
one. Behind it stands what looks like a name; before it what ends a title: a closing sign or a digit, a small
letter of a word that titles have, an acronym. Of 100,000 papers 98 in a hundred are so, and each was right.
`tests/parser/test_short_way.py` holds this to the model.
"""

from __future__ import annotations

import re

from parser.places import CAPITALS, INNER_CAPITAL, LONGEST_NAME, NAMES_BEFORE_ET_AL, SMALL
from parser.wordstats import WordStats
from parser.worth import has_word

_PARTICLE = "(?:af|al|be[nr]|bin|d[aeiou]|das|de[lnr]|della|dos|el?|i|ibn|l[ae]|te[nr]|van|von|y|zu)(?= )"
_FURTHER_WORD = rf"(?:[dlDLO]['’])?[{CAPITALS}](?![^ ,]*[{SMALL}]{{4}}[{CAPITALS}])[^ ,]*"
# A plain word or an initial, then one to four words of a name, none of them another end of a title.
_NAME = re.compile(
    rf"[{CAPITALS}](?:[{SMALL}]+(?:-[{CAPITALS}]?[{SMALL}]+)?|\.)"
    rf"(?: (?:{_PARTICLE}|{_FURTHER_WORD})){{1,4}}(?:, |$)"
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CLOSING = frozenset("?!)]}$\"”'*+0123456789")
_LONG_WORD = 6
_PLURAL_ACRONYM = re.compile(rf"[{CAPITALS}]{{2,}}s")


def certain_place(body: str, et_al: bool, abstract: str, stats: WordStats) -> int | None:
    """Where the title ends, in characters, if there is but one place."""
    if not (found := INNER_CAPITAL.search(body)):
        return None
    at = found.start()
    if INNER_CAPITAL.search(body, at + 1):
        places = _in_last_parts(body, et_al)
        if len(places) != 1:
            return _only_certain(body, places, abstract, stats)
        at = places[0]
    else:
        commas = body.count(", ", at)
        if commas >= NAMES_BEFORE_ET_AL or (et_al and commas != NAMES_BEFORE_ET_AL - 1):
            return None
    return at if _NAME.match(body, at) and _ends_title(body, at, abstract, stats) else None


def _in_last_parts(body: str, et_al: bool) -> list[int]:
    """The places in the last three parts between commas; if all names are there, in the first of these."""
    start = end = len(body)
    for _ in range(NAMES_BEFORE_ET_AL):
        if start > 0:
            end, start = start, max(body.rfind(", ", 0, start), 0)
    return [found.start() for found in INNER_CAPITAL.finditer(body, start, end if et_al else len(body))]


def _only_certain(body: str, places: list[int], abstract: str, stats: WordStats) -> int | None:
    """The one of several places that parts title and name, if no other can be meant."""
    places = [at for at in places if _is_near_comma(body, at) and not has_word(abstract, _word_at(body, at))]
    names = [at for at in places if _NAME.match(body, at)]
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

"""What the places of line 2 are worth: the model that stands at the top of `parser.byline`, in numbers."""

from __future__ import annotations

from collections.abc import Collection
from math import exp
from typing import NamedTuple

from parser.looks import EDGE, style_of
from parser.places import NAMES_BEFORE_ET_AL, Part
from parser.wordstats import WordStats, context_of

FLATTEN = 0.45
"""Makes the confidence an honest one: found on papers that the counts did not come from, half by half. (0.55
fits them best, but a listing of another kind is less like them than they are like each other.)"""

# Log odds, counted over the places of 50,000 lines 2. A word that truly ends a title stands in the
# abstract of half of the papers (an acronym of 7 in 10), a fragment that a wrong place makes of 1 in 25.
# A word that a wrong place parts stands there as a whole in 7 of 10, a truly fused one never. A true
# first name stands alone elsewhere in the listing in one paper of four, a wrong one in 1 of 1,000.
_WORD_IN_ABSTRACT = {True: 2.0, False: -0.5}
_ACRONYM_IN_ABSTRACT = {True: 3.0, False: -1.0}
_WHOLE_IN_ABSTRACT = {True: -8.0, False: 1.0}
_STANDS_ALONE = 4.0

_NO_AUTHORS = -16.0
_WRONG_COUNT = -15.0
_EMPTY_NAME = -30.0
_ORDINARY_NAME = 5
"""Words; 999 of 1,000 names have no more."""


class Evidence(NamedTuple):
    """What is known beside line 2 itself."""

    abstract: str
    names: Collection[str]
    """Names that stand alone elsewhere in the listing."""

    def for_place(self, title_word: str, whole_word: str, first_name: str) -> float:
        """Log odds for a place that parts `whole_word` behind `title_word`."""
        odds = _STANDS_ALONE if first_name in self.names else 0.0
        if self.abstract:
            if len(title_word) > 1:
                is_acronym = sum(map(str.isupper, title_word)) > 1
                odds += (_ACRONYM_IN_ABSTRACT if is_acronym else _WORD_IN_ABSTRACT)[self.has_word(title_word)]
            odds += _WHOLE_IN_ABSTRACT[self.has_word(whole_word)]
        return odds

    def has_word(self, word: str) -> bool:
        """Whether the abstract has the word."""
        return has_word(self.abstract, word)


def has_word(text: str, word: str) -> bool:
    """Whether the text has the word (case counts, punctuation at its ends does not)."""
    word = word.strip(EDGE)
    at = text.find(word)
    while at >= 0 and word:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def confidences(parts: list[Part], et_al: bool, evidence: Evidence, stats: WordStats) -> dict[int, float]:
    """The places, as characters of the line, with the share of each in all; the last is the end of the line.

    That the title ends there, and there are no authors, is left out where the place is plain.
    """
    worths = _worths(parts, et_al, evidence, stats)
    best = max(worths.values())
    shares = {at: exp(FLATTEN * (worth - best)) for at, worth in worths.items()}
    total = sum(shares.values())
    return {at: share / total for at, share in shares.items()}


def _worths(parts: list[Part], et_al: bool, evidence: Evidence, stats: WordStats) -> dict[int, float]:
    """What each place is worth, in nats; what they have in common is left out."""
    hosts = [(number, word) for number, part in enumerate(parts) for word in part.places]
    if not hosts:
        return {parts[-1].start + len(parts[-1].text): 0.0}
    number, word = hosts[0]
    if len(hosts) == 1 and _is_followed_by_name(parts[number], word, stats):
        start, inside = parts[number].start_of(word), parts[number].places[word]
        if len(inside) == 1:
            return {start + inside[0]: 0.0}
        worths = _worths_in_word(parts, number, word, _style(parts, number), evidence, stats)
        return {start + at: worth for at, worth in worths.items()}
    return _worths_in_line(parts, number, _style(parts, number), et_al, evidence, stats)


def _is_followed_by_name(part: Part, word: int, stats: WordStats) -> bool:
    """Whether what stands behind the word is plainly the rest of a name."""
    rest = part.words[word + 1 :]
    return 0 < len(rest) < _ORDINARY_NAME and all(
        other[:1].isupper() and not stats.knows_in_titles(other.lower()) for other in rest
    )


def _worths_in_word(
    parts: list[Part],
    number: int,
    word: int,
    style: str,
    evidence: Evidence,
    stats: WordStats,
) -> dict[int, float]:
    """For the places in one word, by its characters: the title's end, the name's beginning, the evidence."""
    words = parts[number].words
    rest = words[word + 1 :]
    following = [part.words for part in parts[number + 1 :]]
    whole = words[word]
    worths = {}
    for inside in parts[number].places[word]:
        name = [whole[inside:], *rest]
        worths[inside] = (
            stats.end(whole[:inside], style)
            + stats.given(name[0], context_of(name, following))
            + evidence.for_place(whole[:inside], whole, " ".join(name))
        )
    return worths


def _worths_in_line(
    parts: list[Part],
    first: int,
    style: str,
    et_al: bool,
    evidence: Evidence,
    stats: WordStats,
) -> dict[int, float]:
    """For places in several words: also the words before as title, those behind as names; the line's end."""
    names_from = _names_costs(parts, first, stats)
    worths: dict[int, float] = {}
    as_title = 0.0
    for number, part in enumerate(parts[first:], first):
        names = names_from[number + 1] + _count_cost(len(parts) - number, et_al, stats)
        further = _further_costs(part.words, stats)
        start = part.start
        for place, word in enumerate(part.words):
            if place in part.places:
                others = as_title + further[place + 1] + stats.length(len(part.words) - place) + names
                inside = _worths_in_word(parts, number, place, style, evidence, stats)
                worths |= {start + at: worth + others for at, worth in inside.items()}
            start += len(word) + 1
            if worths and word:
                is_last = place == len(part.words) - 1 and number < len(parts) - 1
                as_title += stats.title(f"{word}," if is_last else word, style)
    worths[parts[-1].start + len(parts[-1].text)] = as_title + _NO_AUTHORS
    return worths


def _style(parts: list[Part], first: int) -> str:
    """How the title is written, as far as it goes for sure."""
    before = [word for part in parts[:first] for word in part.words]
    return style_of(before + parts[first].words[: max(parts[first].places)])


def _names_costs(parts: list[Part], first: int, stats: WordStats) -> list[float]:
    """For each part behind the first, and for the end: what it and all further parts cost as names."""
    costs = [0.0] * (len(parts) + 1)
    for number in range(len(parts) - 1, first, -1):
        words = parts[number].words
        following = [part.words for part in parts[number + 1 :]]
        costs[number] = costs[number + 1] + (
            stats.given(words[0], context_of(words, following))
            + _further_costs(words, stats)[1]
            + stats.length(len(words))
            if words[0]
            else _EMPTY_NAME
        )
    return costs


def _further_costs(words: list[str], stats: WordStats) -> list[float]:
    """For each word, and for the end: what it and all words behind it cost inside of a name."""
    costs = [0.0] * (len(words) + 1)
    for place in range(len(words) - 1, 0, -1):
        is_last = place == len(words) - 1
        costs[place] = costs[place + 1] + (
            stats.later(words[place], is_last) if words[place] else _EMPTY_NAME
        )
    return costs


def _count_cost(count: int, et_al: bool, stats: WordStats) -> float:
    if et_al:
        return 0.0 if count == NAMES_BEFORE_ET_AL else _WRONG_COUNT
    return stats.name_count(count)

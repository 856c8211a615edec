"""Where in line 2 a title may end and a name begin: the places worth a thought, not what they are worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from parser.wordstats import WordStats

NAMES_BEFORE_ET_AL = 3
"""A listing shows exactly so many names before `et al.`."""

LONGEST_NAME = 8
"""Words; of 250,000 names, 60 have six or more."""
_MOST_PLACES = 20
"""In one word, the last ones; ENTSCHEIDUNGSPROBLEMAda has as many."""
_SHORTEST_END = 3
"""Letters of a title's last word that a name in small letters may follow."""
CAPITALS = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x530)) if c.isupper())
SMALL = "a-z" + "".join(c for c in map(chr, range(0xDF, 0x530)) if c.islower())
_PLACE = re.compile(
    rf"(?<=[^\s\-–])[{CAPITALS}]|(?<=\s[\-–])[{CAPITALS}]|(?<=--)[{CAPITALS}]"
    r"|(?<=[\d.?!)\]}\"”*$+])[^\W\d_]"
    rf"|(?<=[{CAPITALS}]{{2}})[{SMALL}](?=[{SMALL}]{{2}})"  # LEARNINGada
)
_BEHIND_HYPHEN = re.compile(rf"(?<=[\-–])[{CAPITALS}]")
_LAST_RUN = re.compile(rf"[^\W\d_][{SMALL}]{{5,}}$")


def inner_capital(capitals: str, small: str) -> re.Pattern[str]:
    """A capital inside a word that may begin a name: not behind a hyphen, before a small letter or a stop."""
    return re.compile(rf"[{capitals}](?<=[^\s\-].)(?=[{small}]|\.)(?!s(?:[^{small}]|$))")


@dataclass(slots=True)
class Part:
    """What stands between two commas of line 2, from character `start` on."""

    start: int
    text: str
    words: list[str]
    """Parted at single spaces."""
    places: dict[int, list[int]] = field(default_factory=dict)
    """For a word by its number: how many of its characters may belong to the title, the rest to a name."""

    def start_of(self, word: int) -> int:
        """Where the word begins, in characters of the line."""
        return self.start + sum(map(len, self.words[:word])) + word


def parts_of(body: str) -> list[Part]:
    """Line 2, without what stands behind the names, parted at its commas."""
    parts, start = [], 0
    for text in body.split(", "):
        parts.append(Part(start, text, text.split(" ")))
        start += len(text) + len(", ")
    return parts


def find_places(
    parts: list[Part], *, et_al: bool, stats: WordStats, is_one_word: Callable[[str], bool]
) -> bool:
    """Fill in the places of the parts; false where none is of the usual kind.

    `is_one_word` tells of a word with inner capitals that it is surely one.
    """

    def fill(candidates: list[Part], pattern: re.Pattern[str]) -> bool:
        for part in candidates:
            for number, insides in _before_capitals(part, pattern, is_one_word).items():
                part.places[number] = sorted({*part.places.get(number, ()), *insides})
        return any(part.places for part in parts)

    candidates = list(_possible_first_names(parts))
    expected = parts[-NAMES_BEFORE_ET_AL : 1 - NAMES_BEFORE_ET_AL] if et_al else candidates
    usual = fill(expected, _PLACE)
    for part in expected:
        _add_before_small_letters(part, stats)
    if not usual:
        fill(expected, _BEHIND_HYPHEN) or fill(candidates, _PLACE)
    return usual


def _possible_first_names(parts: list[Part]) -> Iterator[Part]:
    """The parts behind which all parts are short enough to be names, from the last one on."""
    for part in reversed(parts):
        yield part
        if not part.words[0] or len(part.words) > LONGEST_NAME:
            break


def _before_capitals(
    part: Part, pattern: re.Pattern[str], is_one_word: Callable[[str], bool]
) -> dict[int, list[int]]:
    """The places in the last words of the part that the pattern finds, but for those in what is one word."""
    places: dict[int, list[int]] = {}
    text = part.text
    first = max(len(part.words) - LONGEST_NAME, 0)
    for found in pattern.finditer(text, sum(map(len, part.words[:first])) + first):
        at = found.start()
        places.setdefault(text.count(" ", 0, at), []).append(at - text.rfind(" ", 0, at) - 1)
    return {
        number: insides[-_MOST_PLACES:]
        for number, insides in places.items()
        if not is_one_word(part.words[number])
    }


def _add_before_small_letters(part: Part, stats: WordStats) -> None:
    """Places inside of unknown words that may be one of titles with a name behind it: `processada lovelace`.

    They are behind the longest known beginning, and before known names.
    """
    for number in range(max(len(part.words) - LONGEST_NAME, 0), len(part.words) - 1):
        word = part.words[number]
        if stats.knows(word.lower()) or not (run := _LAST_RUN.search(word)) or stats.knows(run[0].lower()):
            continue
        letters = run[0].lower()
        ends = range(len(letters) - 2, _SHORTEST_END - 1, -1)
        places = {run.start() + end for end in ends if stats.knows_in_names(letters[end:])}
        if longest := next((end for end in ends if stats.knows_in_titles(letters[:end])), None):
            places.add(run.start() + longest)
        if places:
            part.places[number] = sorted(places.union(part.places.get(number, ())))

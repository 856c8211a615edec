"""How often words stand in titles and in names: the counts under `data/` as log probabilities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp, log

from parser.looks import ending, look, name_look
from parser.spelling import Spelling

ROLES = ("title", "end", "given", "part", "later")
"""The columns of a word's counts: anywhere in a title, at its end, the first word of a name, a part of such a
word (Jung-Woo), later in a name."""
MAX_WORDS = 6
"""Names of this many words and more are counted together."""
MAX_NAMES = 3
"""Names that a listing shows; a page that shows more is another kind of page, and rare."""

_TITLE, _END, _GIVEN, _PART, _LATER = range(5)
_OF_TITLES = (_TITLE, _END)

_UNSEEN = (0.04, 0.04, 0.16, 0.08, 0.27)
"""The share of words in each role that were never seen in it: counted on one half, measured on the other."""
_UNSEEN_ACRONYMS = (0.04, 0.04, 0.008, 0.004, 0.013)
"""The same for words in capitals: few names are written so."""
_UNSEEN_WORDS = 100_000
"""Among so many words that share is divided, or by their spelling:"""
_SPELLING, _SPELLED = 0.5, -5.5
"""The log probability that trigrams give to a word is taken half, because letters depend on more than two
before them; with -5.5 added, an average unseen word costs about what one of 100,000 does."""
_LEAST = -100.0
"""No word is less probable than this; a thousand letters would be, for a float."""
_IN_CAPITALS = 0.05
"""How much of a word's frequency the same word has in capitals."""

_UNSEEN_SHAPE = 0.2
"""Sightings given to each shape, seen or not."""
_SHAPES = 50
"""About how many shapes there are."""
_RARE = 20.0
"""A shape's frequency over all contexts weighs as much as this many sightings in the context itself."""

_ORGANISATIONS = frozenset("Team Collaboration Group Consortium Project Lab Labs AI Research".split(" "))


def context_of(name: list[str], following: Iterable[list[str]]) -> str:
    """What the first word of a name depends on: the names of one list are written alike (J. Doe, R. Roe).

    The shape of the first word of the first name in `following` that begins with more than a capitalised
    word.
    """
    if len(name) > 1 and name[-1] in _ORGANISATIONS:
        return "organisation"
    context = "-"
    for words in following:
        if words[0]:
            context = look(words[0]).shape
            if context != "Xxx":
                break
    return context


class WordStats:
    """Log probabilities of words as parts of titles and of names."""

    def __init__(
        self,
        words: dict[str, str],
        shapes: dict[tuple[str, str], Counter[str]],
        spellings: tuple[Spelling, Spelling],
    ) -> None:
        """From counts: of a piece of a word in each role, as text; of the values of (what, context)."""
        self._words = words
        self._shapes = shapes
        self._of_titles, self._of_names = spellings
        self._overall: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (what, _), counts in shapes.items():
            self._overall[what].update(counts)
        self._totals = [max(self._overall["pieces"][role], 1) for role in ROLES]
        # Words come back, in one listing more than in the language, and the model asks for each of them.
        self._logs = lru_cache(1 << 15)(self._log_frequencies)
        self._shape = lru_cache(1 << 11)(self._log_frequency)
        self.knows_in_titles = lru_cache(1 << 14)(self._knows_in_titles)
        self.title = lru_cache(1 << 14)(self._title)
        self.end = lru_cache(1 << 12)(self._end)
        self.later = lru_cache(1 << 14)(self._later)

    def knows(self, piece: str) -> bool:
        """Whether the word (in lower case) was seen at all."""
        return piece in self._words

    def _knows_in_titles(self, piece: str) -> bool:
        """Whether the word (in lower case) was seen in titles, and there more often than in names."""
        title, end, given, part, later = self._counts(piece)
        return title + end > given + part + later

    def knows_in_names(self, piece: str) -> bool:
        """Whether the word (in lower case) was seen as the first of a name, and more often than in titles."""
        return piece in self._words and not self.knows_in_titles(piece) and self._counts(piece)[_GIVEN] > 0

    def _title(self, word: str, style: str) -> float:
        """A word inside a title that is written in `style`."""
        shape, pieces = look(word)
        comma = "yes" if word[-1] == "," else "no"
        return (
            self._as(_TITLE, pieces) + self._shape("title", style, shape) + self._shape("comma", "-", comma)
        )

    def _end(self, word: str, style: str) -> float:
        """The last word of a title that is written in `style`."""
        shape, pieces = look(word)
        return (
            self._as(_END, pieces)
            + self._shape("end", style, shape)
            + self._shape("ending", "-", ending(word))
        )

    def given(self, word: str, context: str) -> float:
        """The first word of a name, in the context that `context_of` gives."""
        shape, pieces = name_look(word)
        return self._as(_PART if len(pieces) > 1 else _GIVEN, pieces) + self._shape("given", context, shape)

    def _later(self, word: str, is_last: bool) -> float:
        """A further word of a name."""
        shape, pieces = name_look(word)
        return self._as(_LATER, pieces) + self._shape("last" if is_last else "middle", "-", shape)

    def length(self, words: int) -> float:
        """A name of so many words."""
        excess = max(words - MAX_WORDS, 0)
        return self._shape("length", "-", str(words - excess)) - 1.5 * excess

    def name_count(self, names: int) -> float:
        """A list of so many names that does not end in `et al.`."""
        excess = max(names - MAX_NAMES, 0)
        return self._shape("names", "-", str(names - excess)) - (8.0 if excess else 0.0)

    def _as(self, role: int, pieces: Iterable[str]) -> float:
        total = 0.0
        for piece in pieces:
            total += self._logs(piece)[role]
        return total

    def _log_frequencies(self, piece: str) -> tuple[float, ...]:
        """The log probability of the piece in each role, seen or not."""
        counts = self._counts(piece)
        if piece.isupper():
            small = self._counts(piece.lower())
            counts = [count + _IN_CAPITALS * other for count, other in zip(counts, small, strict=True)]
        found = [
            count / total + unseen
            for count, total, unseen in zip(counts, self._totals, self._unseen(piece), strict=True)
        ]
        found[_END] = 0.7 * found[_END] + 0.3 * found[_TITLE]  # what stands inside titles may also end one
        found[_PART] = 0.7 * found[_PART] + 0.3 * found[_GIVEN]  # MohammadReza
        return tuple(map(log, found))

    def _unseen(self, piece: str) -> list[float]:
        """How probable the piece would be in each role, had it never been seen."""
        if piece.isupper():
            return [share / _UNSEEN_WORDS for share in _UNSEEN_ACRONYMS]
        if not piece.isalpha() or len(piece) == 1:
            return [share / _UNSEEN_WORDS for share in _UNSEEN]
        title, name = (
            exp(max(_SPELLING * spelling.log_probability(piece) + _SPELLED, _LEAST))
            for spelling in (self._of_titles, self._of_names)
        )
        return [share * (title if role in _OF_TITLES else name) for role, share in enumerate(_UNSEEN)]

    def _counts(self, piece: str) -> list[float]:
        return [float(count) for count in self._words.get(piece, "0 0 0 0 0").split(" ")]

    def _log_frequency(self, what: str, context: str, value: str) -> float:
        """The log probability of a shape (or another value) in its context and in all contexts."""
        overall = self._overall[what]
        base = (overall[value] + _UNSEEN_SHAPE) / (overall.total() + _UNSEEN_SHAPE * _SHAPES)
        counts = self._shapes.get((what, context), Counter())
        return log((counts[value] + _RARE * base) / (counts.total() + _RARE))


@cache
def word_stats() -> WordStats:
    """The counts that come with the package, read on first use (about 30 ms)."""
    return read_stats(files("parser") / "data")


def read_stats(data: Traversable) -> WordStats:
    """The counts in a folder that `parser.train` has written."""
    words = dict(line.split(" ", 1) for line in _lines(data / "words.txt"))
    shapes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in _lines(data / "shapes.txt"):
        what, context, value, count = line.split(" ")
        shapes[what, context][value] = int(count)
    in_titles: dict[str, int] = {}
    in_names: dict[str, int] = {}
    for line in _lines(data / "trigrams.txt"):
        trigram, *both = line.split(" ")
        for kind, number in zip((in_titles, in_names), map(int, both), strict=True):
            if number:
                kind[trigram] = number
    return WordStats(words, dict(shapes), (Spelling(in_titles), Spelling(in_names)))


def _lines(file: Traversable) -> list[str]:
    """The lines without the comment at the top."""
    return file.read_text("utf-8").splitlines()[1:]

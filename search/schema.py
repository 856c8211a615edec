"""The Whoosh schema of an index of papers, and the analyzer that makes words of texts. Loads Whoosh."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search._whoosh import load
from search.texts import TITLE_WEIGHT
from search.words import stem, typed_out, words

_analysis: Any = load("whoosh.analysis")
_fields: Any = load("whoosh.fields")
_formats: Any = load("whoosh.formats")

SECTION = "\x1e"
"""Stands between the parts of a field (title, abstract, each name); no phrase reaches across it."""


class WordAnalyzer(_analysis.Analyzer):  # type: ignore[misc]
    """Whoosh's view of `search.words`: folded words, stemmed or not, with a gap at every section."""

    def __init__(self, stemmed: bool, first_weight: int = 1) -> None:
        self.stemmed = stemmed
        self.first_weight = first_weight

    def __call__(self, value: str, chars: bool = False, mode: str = "", **kwargs: Any) -> Iterator[Any]:
        """Yields one reused Token per word, and one more at the same place for another spelling.

        A word of a query stands for itself only: the index holds the other spellings.
        """
        token = _analysis.Token(True, chars, boosts=True, mode=mode)
        token.stopped = False
        start, gap = 0, 0
        for number, section in enumerate(value.split(SECTION)):
            token.boost = float(self.first_weight) if number == 0 else 1.0
            count = -1
            for count, word in enumerate(words(section)):
                token.pos = gap + count
                token.startchar, token.endchar = start + word.start, start + word.end
                token.text = token.original = stem(word.text) if self.stemmed else word.text
                yield token
                if mode != "query" and (other := typed_out(section[word.start : word.end])):
                    token.text = token.original = stem(other) if self.stemmed else other
                    yield token
            start += len(section) + 1
            gap += count + 2

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordAnalyzer) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def make_schema() -> Any:
    """A new schema.

    `text` is the combined field that plain words are searched in: title, abstract, authors, affiliations,
    keywords.
    Beside it stand the single fields; names are not stemmed. `abstract` says only which papers have a word:
    the positions of its words are in `text`.
    """
    stemmed, exact = WordAnalyzer(stemmed=True), WordAnalyzer(stemmed=False)
    abstract = _fields.KEYWORD(analyzer=stemmed)
    abstract.format = _formats.Existence()
    abstract.multitoken_query = "phrase"
    return _fields.Schema(
        key=_fields.ID(stored=True, unique=True),
        text=_fields.TEXT(WordAnalyzer(stemmed=True, first_weight=TITLE_WEIGHT), multitoken_query="phrase"),
        title=_fields.TEXT(stemmed, multitoken_query="phrase"),
        abstract=abstract,
        author=_fields.TEXT(exact, multitoken_query="phrase"),
        aff=_fields.TEXT(exact, multitoken_query="phrase"),
        cat=_fields.ID(),
        code=_fields.ID(),
        has=_fields.ID(),
        date=_fields.ID(),
        month=_fields.ID(),
        year=_fields.ID(),
    )

"""How a text becomes words: folding of case and accents, scripts without spaces, stems. One truth for the
index, the query language, the plain scan and the highlighting of hits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from search._whoosh import load_porter

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_FOLDED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
BREAK = "\x01"
"""Stands behind a text in `ended_tokens`; clean text has no such character."""
_NEXT = "\x02"
_FOLDED_PARTS = _FOLDED | {ord(BREAK): BREAK, ord(_NEXT): _NEXT}
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2071\u2074-\u2079\u207f-\u2089"

# Letters that Unicode does not decompose but every reader of Latin script types without their stroke.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
# What a German or Nordic typist writes where the keyboard has no such letter.
_TYPED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_TYPED_OUT_LETTERS = frozenset("äöüøå")


@cache
def _any_word() -> re.Pattern[str]:
    """Compiled on first use, which takes 5 ms: words of ASCII do not need it."""
    return re.compile(rf"[{_CJK}]|[{_RAISED}]+|[^\W_{_CJK}{_RAISED}]+")


@cache
def _is_cjk() -> re.Pattern[str]:
    return re.compile(rf"[{_CJK}]")


class Word(NamedTuple):
    """One word of a text: where it stands (half-open, in characters) and its folded form."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order.

    A word is a run of letters and digits; every character of a script without spaces is a word of its own
    (a longer term is then found as a phrase). `Förster-Net` gives `forster`, `net`.
    """
    if not text.isascii():
        text = _in_plain_letters(text)
    return text.translate(_FOLDED).split()  # half the time of a regular expression


def _in_plain_letters(text: str) -> str:
    """The text with its words beyond ASCII folded, so that spaces and signs of ASCII divide all words."""
    return " ".join([run if run.isascii() else _folded_run(run) for run in text.split(" ")])


def _folded_run(run: str) -> str:
    """The folded words of a few characters without a space; dashes and quotation marks come to nothing."""
    return " ".join(map(fold, _any_word().findall(run)))


def ended_tokens(texts: Sequence[str], most: int) -> list[list[str]]:
    """The folded words of each of many texts, at most so many of each, with BREAK behind them."""
    plain = [text if text.isascii() else "" for text in texts]
    signs = "".join(plain)
    if BREAK in signs or _NEXT in signs:
        plain = [""] * len(texts)
    joined = f" {BREAK} {_NEXT} ".join([*plain, ""])
    found = list(map(str.split, joined.translate(_FOLDED_PARTS).split(_NEXT)))
    del found[-1]
    for at, text in enumerate(texts):
        if text is not plain[at] or len(found[at]) > most:
            found[at] = [*tokens(text)[:most], BREAK]
    return found


def words(text: str) -> Iterator[Word]:
    """The words of a text with their places; the same words as `tokens` gives."""
    for match in _any_word().finditer(text):
        if folded := fold(match[0]):
            yield Word(match.start(), match.end(), folded)


def fold(word: str) -> str:
    """A word without case and accents, in compatibility form; "" if no letter or digit remains."""
    return word.lower() if word.isascii() else _fold(word)


@lru_cache(maxsize=20_000)
def _fold(word: str) -> str:
    if _is_cjk().match(word):
        return unicodedata.normalize("NFKC", word)
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(c for c in plain.casefold().translate(_PLAIN) if c.isalnum())
    return _letter_name(letters) if len(letters) == 1 else letters


def _letter_name(letter: str) -> str:
    """A Greek letter on its own is a symbol of mathematics, and people search for it by name."""
    name = unicodedata.name(letter, "")
    if not name.startswith("GREEK SMALL LETTER "):
        return letter
    return name.split()[-1].lower().replace("lamda", "lambda")


def typed_out(word: str) -> str | None:
    """The other common spelling of a word with an umlaut or a Nordic letter (`Förster`: `foerster`)."""
    if word.isascii():
        return None
    lowered = word.lower()
    if _TYPED_OUT_LETTERS.isdisjoint(lowered):
        return None
    return fold(lowered.translate(_TYPED_OUT))


def may_be_respelt(texts: Sequence[str]) -> bool:
    """Whether any word of some texts may have another common spelling."""
    if all(map(str.isascii, texts)):
        return False
    others = [text for text in texts if not text.isascii()]
    return not _TYPED_OUT_LETTERS.isdisjoint(" ".join(others).lower())


def other_spellings(text: str) -> list[tuple[int, str]]:
    """The words of a text that have another common spelling: (number of the word in `tokens`, spelling)."""
    if not may_be_respelt((text,)):
        return []
    found = (word for word in _any_word().findall(text) if fold(word))
    return [(at, other) for at, word in enumerate(found) if (other := typed_out(word))]


# What the rules of Porter's algorithm look for at the end of a word.
_CHANGING = tuple("s ed ing y e al ful ll i er or ion ant ent ism ic ou".split())


@lru_cache(maxsize=300_000)
def stem(word: str) -> str:
    """The stem of a folded word: Porter's algorithm (1980) for English, the word itself in other scripts."""
    if len(word) < 3 or not word.isascii() or not word.isalpha() or not word.endswith(_CHANGING):
        return word
    return load_porter()(word)

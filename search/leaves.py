"""What `field:value` means: one leaf of a whoosh.query tree for each kind of field. Loads Whoosh."""

from __future__ import annotations

from typing import Any

from search.answer import Sort
from search.fields import BY_NAME, CODE, MARKS, SORTS, STEMMED, WORDS, Field
from search.trees import And, FuzzyTerm, Or, Phrase, Prefix, Term, TermRange
from search.words import fold, stem, tokens, typed_out


class Mistake(Exception):  # noqa: N818 - a mistake in a query, not an error of the program
    """A part of a query that cannot be understood; `start` is -1 where the place is not known."""

    def __init__(self, text: str, what: str, hint: str, start: int = -1, end: int = -1) -> None:
        super().__init__(what)
        self.text, self.what, self.hint, self.start, self.end = text, what, hint, start, end


def leaf(name: str, item: str) -> Any:
    """The tree for a value of a field as written; a Sort for `sort:`, None for a text without words."""
    field = BY_NAME[name]
    if field.kind == "words":
        return _written_words(field.name, item)
    value = item.strip('"')
    if field.kind == "date":
        return _date_leaf(field, value)
    if field.kind == "sort":
        return Sort(_one_of(field, value, SORTS))
    return _value_leaf(field, value)


def typed_leaf(name: str, item: str) -> Any:
    """The same while the value is being typed: its last word is a prefix, half a date means nothing yet."""
    if name not in BY_NAME:
        return _typed_words(name, item)
    field = BY_NAME[name]
    value = item.strip('"')
    finished = item.endswith(("*", "~")) or (item.startswith('"') and item.count('"') != 1)
    if field.name == "note" or (field.kind == "words" and finished):
        return leaf(name, item)
    if field.kind == "words":
        return _typed_words(field.name, value)
    if field.kind == "date":
        try:
            return _date_leaf(field, value)
        except Mistake:
            from search.dates import is_begun

            if is_begun(value):
                return None
            raise
    if field.values:
        begun = [v for v in field.values if v.startswith(value.casefold())]
        if not begun or value.casefold() in (*begun, *CODE):
            return leaf(name, item)
        return None if field.kind == "sort" else Or([leaf(name, v) for v in begun])
    if item.startswith('"') and item.count('"') == 2:
        return leaf(name, item)
    return _kept(Prefix(field.name, value.casefold()), item, whole=True)


def words_leaf(field: str, text: str, slop: int = 1) -> Any:
    """A word, or a phrase where the text has several; a word with an umlaut also in its other spelling."""
    if field == "note":
        return _kept(Term("note", text.casefold()), text) if text.strip() else None
    found = [_term_text(field, word) for word in tokens(text)]
    if len(found) > 1:
        return _kept(Phrase(field, found, slop=slop), text)
    if not found:
        return None
    term = _kept(Term(field, found[0]), text)
    other = typed_out(text.strip())
    return Or([term, _kept(Term(field, _term_text(field, other)), other)]) if other else term


def prefix_leaf(field: str, text: str) -> Any:
    """`mod*`: in texts every word that begins so; of several words (`multi-ag*`) the last is the prefix."""
    if (field in BY_NAME and BY_NAME[field].kind in ("date", "sort")) or field == "note":
        return leaf(field, text)
    if field not in WORDS:
        return _kept(Prefix(field, text.casefold()), text)
    found = tokens(text)
    if not found:
        return None
    *before, last = found
    prefix = _kept(Prefix(field, last), last)
    return And([*(_kept(Term(field, _term_text(field, w)), w) for w in before), prefix]) if before else prefix


def fuzzy_leaf(field: str, text: str) -> Any:
    """`hanab~`: every word that one changed, missing or added letter makes of it."""
    if field not in WORDS:
        raise Mistake(text, f"~ has no meaning in {field}:", "it finds misspelt words in texts")
    found = tokens(text)
    if len(found) != 1:
        return words_leaf(field, text)
    return _kept(FuzzyTerm(field, found[0], maxdist=1, prefixlength=0), text)


def _written_words(field: str, item: str) -> Any:
    body, tilde, number = item.rpartition("~")
    if tilde and (not number or number.isdigit()):
        if body.startswith('"'):
            return words_leaf(field, body.strip('"'), max(int(number or 1), 1))
        return fuzzy_leaf(field, body)
    if item.endswith("*") and not item.startswith('"'):
        return prefix_leaf(field, item[:-1])
    return words_leaf(field, item.strip('"'))


def _typed_words(field: str, text: str) -> Any:
    if field == "note":
        return words_leaf(field, text)
    if not text or not (text[-1].isalnum() or text[-1] == "_"):
        return words_leaf(field, text)
    tree = prefix_leaf(field, text)
    other = typed_out(text.strip())
    return Or([tree, _kept(Prefix(field, other), other)]) if other and tree is not None else tree


def _value_leaf(field: Field, value: str) -> Any:
    folded = value.casefold()
    if field.name == "code":
        return _kept(Term("code", CODE[_one_of(field, folded, tuple(CODE))]), value)
    if field.name == "has":
        which = _one_of(field, folded, field.values)
        return _kept(Term("code", "yes") if which == "code" else Term("has", which), value)
    if field.name == "is":
        return _kept(Term("is", _one_of(field, folded, MARKS)), value)
    if folded.endswith("*") and len(folded) > 1:
        return prefix_leaf(field.name, folded[:-1])
    return _kept(Term(field.name, folded), value)


def _one_of(field: Field, value: str, known: tuple[str, ...]) -> str:
    if value.casefold() in known:
        return value.casefold()
    raise Mistake(value, f"{field.name}: does not know {value}", f"it knows {', '.join(field.values)}")


def _date_leaf(field: Field, value: str) -> Any:
    from search.dates import span  # 4 ms with the calendar, for which words have no use

    try:
        first, last = span(value)
    except ValueError:
        raise Mistake(value, f"{value} is no date", f"write {BY_NAME['date'].help}") from None
    if field.name == "since":
        return _kept(TermRange("date", first, None), value)
    if field.name == "until":
        return _kept(TermRange("date", None, last), value)
    if field.name in ("year", "month"):
        width = 4 if field.name == "year" else 7
        return _kept(TermRange(field.name, first and first[:width], last and last[:width]), value)
    return _kept(TermRange("date", first, last), value)


def _term_text(field: str, word: str) -> str:
    return stem(word) if field in STEMMED else fold(word)


def _kept(made: Any, written: str, whole: bool = False) -> Any:
    """The leaf with the text that it came from; `whole`: the exact value, if it exists, beats the prefix."""
    made.written, made.whole = written, whole
    return made

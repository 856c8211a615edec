"""Papers out of the library as text: one module per format, pure functions over entries. No files here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from library.entry import Entry


@dataclass(frozen=True, slots=True)
class Cited:
    """An entry and the citation key that the library gave it."""

    key: str
    entry: Entry


def labels(entry: Entry) -> list[str]:
    """The publisher's keywords and the person's tags together, as other programs want them."""
    return list(dict.fromkeys((*entry.paper.keywords, *entry.tags)))


def joined(words: Sequence[str]) -> str:
    """Keywords in one text, as `parser.readers.fields.split_names` reads them: MeSH terms have commas."""
    if not any("," in word for word in words):
        return ", ".join(words)
    return "; ".join(words) + (";" if len(words) == 1 else "")


Writer = Callable[[Iterable[Cited]], Iterator[str]]
"""Entries to pieces of text, one piece for each entry as it is read, so that a library streams through."""

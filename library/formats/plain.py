"""Plain text for people: a citation per paper, its tags, the note indented below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from library.citation import citation
from library.formats import Cited


def write(cited: Iterable[Cited]) -> Iterator[str]:
    for one in cited:
        entry = one.entry
        lines = [citation(entry.paper)]
        if entry.tags:
            lines.append("    " + " ".join(f"#{tag}" for tag in entry.tags))
        lines += [f"    {line}".rstrip() for line in entry.note.split("\n") if entry.note]
        yield "\n".join(lines) + "\n"

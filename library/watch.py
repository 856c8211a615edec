"""Looks whether listing files have changed since they were imported. Reads them; changes nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from library.errors import LibraryError
from library.reading import Reading
from library.recut import cuts_of
from library.sources import Source, open_file
from library.store import Store
from parser import Record

LARGEST = 8 << 20
"""Bytes; a larger file is offered without counting what is new in it, because reading it would be felt."""


@dataclass(frozen=True, slots=True)
class Newer:
    """A listing whose file holds something else than at its last import."""

    name: str
    path: Path
    new: int | None
    """Papers that the library does not have; None where the file is too large to read for that."""


class Watch:
    """Remembers what it has looked at, so that an unchanged file costs one stat."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked: dict[tuple[str, int, int], Newer | None] = {}

    def look(self) -> list[Newer]:
        """The listings with a newer file, each a call until they are imported. Call it in a worker."""
        rows = self._store.query(
            "SELECT name, path, size, mtime_ns FROM listing WHERE removed IS NULL AND path IS NOT NULL"
        )
        found = []
        for name, path, size, mtime_ns in rows:
            try:
                facts = Path(path).stat()
            except OSError:
                continue  # gone for now: nothing to offer
            seen = (path, facts.st_size, facts.st_mtime_ns)
            if (facts.st_size, facts.st_mtime_ns) == (size, mtime_ns):
                continue
            if seen not in self._looked:
                self._looked[seen] = self._compare(name, Path(path))
            if (newer := self._looked[seen]) is not None:
                found.append(newer)
        return found

    def _compare(self, name: str, path: Path) -> Newer | None:
        try:
            with open_file(path) as source:
                if source.digest() == self._content(name):
                    return None  # touched, not changed
                if source.size > LARGEST:
                    return Newer(name, path, None)
                return Newer(name, path, self._count_new(source))
        except LibraryError:
            return None  # half written, or no listing at all: importing it would say so

    def _content(self, name: str) -> str | None:
        sql = "SELECT content FROM import JOIN listing ON last_import = import.id WHERE name = ?"
        content: str | None = self._store.value(sql, (name,))
        return content

    def _count_new(self, source: Source) -> int:
        reading = Reading(source, source.day, cuts_of(self._store))
        keys = [item.paper.key for item in reading if isinstance(item, Record)]
        known = "SELECT count(*) FROM paper WHERE hidden = 0 AND key IN (SELECT value FROM json_each(?))"
        return len(set(keys)) - int(self._store.value(known, (json.dumps(list(set(keys))),)))

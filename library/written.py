"""Notes, tags and marks that a source brings with its papers, taken over where the user has none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from library import marks
from library.entry import ReadState
from library.errors import LibraryError
from library.journal import Change, Journal
from library.store import Store
from parser import PaperKey, Record

Groups = Mapping[PaperKey, Sequence[Record]]


def keep_citation_keys(connection: sqlite3.Connection, groups: Groups) -> None:
    """A paper that comes from a bibliography keeps the key by which manuscripts cite it."""
    brought = {key: records[0].citation_key for key, records in groups.items() if records[0].citation_key}
    if brought:
        from library.citations import keep

        keep(connection, brought)


def changes(groups: Groups, *, keywords: bool) -> list[Change]:
    """The marks that these records bring, as changes for the journal; keywords: those too, as tags."""
    found: list[Change] = []
    for key, records in groups.items():
        for record in records:
            brought = record.written
            labels = (*brought.tags, *record.paper.keywords) if keywords else brought.tags
            if brought.starred:
                found += marks.star([key], True)
            if brought.state:
                found += marks.state([key], ReadState(brought.state))
            if brought.note:
                found += marks.note(key, brought.note[: marks.NOTE_LIMIT])
            found += marks.tags([key], filter(None, map(_tag, labels)), ())
    return found


def take_over(store: Store, journal: Journal, brought: Sequence[Change], listing: str) -> None:
    """Makes the changes as one step that undo takes back; never over what the user has, had or took away."""
    if not brought:
        return
    wanted = json.dumps([(change.key, change.name) for change in brought])
    sql = (
        "SELECT json_extract(value, '$[0]') AS k, json_extract(value, '$[1]') AS n FROM json_each(?)"
        " WHERE EXISTS (SELECT 1 FROM mark WHERE key = k AND name = n)"
        " OR EXISTS (SELECT 1 FROM change WHERE key = k AND name = n AND place = 'mark')"
    )
    hers = set(store.query(sql, (wanted,)))
    changes = {(c.key, c.name): c for c in brought if (c.key, c.name) not in hers}
    if changes:
        papers = len({key for key, _ in changes})
        words = f"took over marks of {papers:,} paper{'s' if papers > 1 else ''} from {listing}"
        journal.perform(words, changes.values())


def _tag(text: str) -> str:
    try:
        return marks.tag_name(text)
    except LibraryError:  # nothing of it can be a tag
        return ""

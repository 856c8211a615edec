"""What a person writes about papers, as changes for the journal: star, state, note, tags, queue.

A mark is (paper key, name, value). Nothing here deletes one: a change to None does, and the journal
keeps what was there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from library.entry import ReadState, Tag
from library.errors import LibraryError
from library.journal import Change
from library.store import Store
from parser import PaperKey, clean

TAG = "tag:"
NOTE_LIMIT = 1_000_000
"""Characters; a longer note is a file."""

STATE_WORDS = {
    ReadState.UNREAD: "marked {} unread",
    ReadState.READING: "marked {} as being read",
    ReadState.READ: "marked {} read",
    ReadState.NO: "marked {} as not for me",
}


def star(keys: Collection[PaperKey], on: bool) -> list[Change]:
    return [Change(key, "star", "1" if on else None) for key in keys]


def state(keys: Collection[PaperKey], value: ReadState) -> list[Change]:
    """Unread is the absence of a mark, so that a fresh import writes none."""
    after = None if value is ReadState.UNREAD else value.value
    return [Change(key, "state", after) for key in keys]


def note(key: PaperKey, text: str) -> list[Change]:
    """An empty text (or only white space) takes the note away."""
    if len(text) > NOTE_LIMIT:
        raise LibraryError(f"a note can hold {NOTE_LIMIT:,} characters", hint="keep the rest in a file")
    return [Change(key, "note", text if text.strip() else None)]


def tags(keys: Collection[PaperKey], add: Iterable[str], remove: Iterable[str]) -> list[Change]:
    """add, remove: names as `tag_name` gives them; one that is in both is removed."""
    gone = set(remove)
    wanted = set(add) - gone
    return [
        Change(key, TAG + name, after)
        for key in keys
        for names, after in ((wanted, "1"), (gone, None))
        for name in sorted(names)
    ]


def tag_name(text: str) -> str:
    """A tag as it is kept: case folded, one word, so that `tag:` finds it however it is typed."""
    name = "-".join(clean(text).lstrip("#").casefold().split())
    name = "".join(c for c in name if c not in "\"':(),")
    if not name:
        raise LibraryError(f"{text!r} is no tag", hint="a tag is a word, as in: later, to-cite")
    return name[:60]


def tag_words(added: Iterable[str], removed: Iterable[str]) -> str:
    """`+later -read`, for the text of a step."""
    return " ".join([*(f"+{name}" for name in added), *(f"-{name}" for name in removed)])


def all_tags(store: Store) -> list[Tag]:
    """The tags in use with their counts, the most used first."""
    sql = (
        f"SELECT substr(name, {len(TAG) + 1}), count(*) FROM mark WHERE name GLOB '{TAG}*'"
        " GROUP BY name ORDER BY 2 DESC, 1"
    )
    return [Tag(name, papers) for name, papers in store.query(sql)]

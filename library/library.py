"""The one thing that the front ends talk to: a line or two per method, the work is in the rooms behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from library import identity, lists, marks, narrowing, papers, queue, recut, saved
from library.backup import back_up_daily
from library.config import Config
from library.entry import Entry, Found, ListingInfo, ReadState, Row, SavedSearch, Tag, Tally
from library.identity import ALIASES, Variant
from library.index import Index
from library.journal import Change, Journal, Step
from library.listings import REMOVED, known_name, listings
from library.mine import Marks
from library.paths import Paths
from library.recut import CUTS
from library.saved import SEARCHES
from library.store import Store
from parser import PaperKey, clean, clean_block
from search.answer import Answer, Facet, Related, Sort
from search.complete import Completion
from search.engine import Progress

if TYPE_CHECKING:  # loaded by the methods that need them: most starts read no listing
    from library.export import Format
    from library.report import ImportReport
    from library.stats import Count, Statistics
    from library.watch import Newer, Watch

Keys = Collection[PaperKey]


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Library:
    """A person's papers and everything she wrote about them. Safe to use from any thread.

    Every change is on disk when its method returns, and comes back as the Step that `undo` would take
    back; None means that everything was that way already. All methods raise LibraryError with a message
    that can be shown as it is.
    """

    def __init__(self, store: Store, paths: Paths, now: Callable[[], dt.datetime]) -> None:
        self.paths = paths
        self._store = store
        self._now = now
        self.config = Config.read(paths.settings)
        self._mine = Marks(store)
        self._watch: Watch | None = None
        self._index = Index(store, paths)
        places = {"listing": REMOVED, "search": SEARCHES, "alias": ALIASES, "cut": CUTS}
        self._journal = Journal(store, places, lambda: now().isoformat())

    @classmethod
    def open(cls, paths: Paths | None = None, *, now: Callable[[], dt.datetime] = utc_now) -> Library:
        """Opens the library (made where there is none, migrated after a backup where it is older)."""
        paths = paths or Paths.of_user()
        paths.make()
        return cls(Store.open(paths, now().date()), paths, now)

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, in words for the user; "" in a library that can be written."""
        return self._store.read_only

    def close(self) -> None:
        self._index.close()
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Listings

    def add(
        self,
        source: Path | BinaryIO,
        *,
        as_of: dt.date | None = None,
        name: str | None = None,
        tag_keywords: bool = False,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Adds a listing or brings it up to date; SourceError (and no change) where it cannot be read.

        source: a file, or an open stream such as standard input. as_of: the day on which the page was
        copied; otherwise the one used for the same content before, otherwise the file's own day.
        name: what the listing is called; otherwise the file's name. tag_keywords: the publisher's keywords
        become tags. progress: called with papers.
        """
        from library.intake import add

        return add(
            self._store, self._journal, source, self._now,
            as_of=as_of, name=name, tag_keywords=tag_keywords, progress=progress,
        )  # fmt: skip

    def add_from_arxiv(
        self, text: str, *, name: str | None = None, progress: Progress | None = None
    ) -> ImportReport:
        """Asks arXiv for papers (`arxiv:2408.06292`, `arxiv:cat:cs.MA since:2026-01`) and adds them."""
        from library.arxiv import Client, wanted

        asked = wanted(text)
        feed = Client(self.paths.arxiv).fetch(asked, progress)
        return self.add(feed, name=name or asked.name, progress=progress)

    def listings(self) -> list[ListingInfo]:
        """The listings, the last imported first."""
        return listings(self._store)

    def listing(self, name: str) -> str:
        """A listing's name as the library writes it; UnknownNameError says which there are."""
        return known_name(self._store, name)

    def newer_listings(self) -> list[Newer]:
        """Listings whose file has changed since its import. Call it in a worker."""
        from library.watch import Watch

        self._watch = self._watch or Watch(self._store)
        return self._watch.look()

    def merged(self) -> list[PaperKey]:
        """The papers that an identifier brought together from records with other titles or authors."""
        return identity.merged_papers(self._store)

    def variants(self, key: PaperKey) -> list[Variant]:
        """What each source says about a paper; empty where one listing knows it, or all say the same."""
        return identity.variants(self._store, key)

    def split(self, key: PaperKey) -> Step | None:
        """Makes the sources of a merged paper papers of their own; what you wrote stays with this one."""
        return self._step("split {}", [key], identity.splitting(self._store, key))

    def remove_listing(self, name: str) -> Step | None:
        """Takes a listing away, with the papers that are in no other and carry nothing you wrote."""
        name = self.listing(name)
        removal = Change(name, "", self._now().isoformat(), place="listing")
        return self._journal.perform(f"removed the listing {name}", [removal])

    # Looking

    def newest(self, scope: Collection[str] = ()) -> Sequence[PaperKey]:
        """All papers of some listings (none named: of the library), newest first; needs no index."""
        return lists.Newest(self._store, scope)

    def view(
        self, text: str, *, scope: Collection[str] = (), sort: Sort | None = None, typing: bool = False
    ) -> Answer:
        """Answers a query within some listings; see `search.engine.Engine.search`.

        While there is no index the newest papers are searched only (`Answer.total` says how many), but
        without a query all papers are there.
        """
        answer = self._index.search(text, self._mine, scope, sort, typing)
        if text.strip() or self.indexed or answer.sort is not Sort.NEWEST:
            return answer
        everything = self.newest(scope)
        return replace(answer, order=everything, total=len(everything))

    def facet_values(self, field: str, prefix: str, *, limit: int = 50) -> Facet:
        """All values of one facet with a word that begins with `prefix`, the most frequent first."""
        return self._index.facet_values(field, prefix, limit)

    def values(self, field: str, begun: str, text: str, scope: Collection[str] = ()) -> Facet:
        """The values of one group with a word that begins so, counted for a query; any thread."""
        if field in ("tag", "in"):
            known = narrowing.beginning(begun, self._mine.values(field))
        else:
            known = self.facet_values(field, begun, limit=narrowing.ASKED).values
        return narrowing.counted(field, known, text, lambda asked: self.view(asked, scope=scope))

    def complete(self, text: str, cursor: int, scope: Collection[str] = ()) -> Sequence[Completion]:
        """What the word before the cursor of a query can become, counted for the rest of it; any thread."""
        found = self._index.complete(text, cursor, self._mine)
        return narrowing.recounted(found, text, lambda asked: self.view(asked, scope=scope))

    def related(self, key: PaperKey, *, limit: int = 10) -> Sequence[Related]:
        """The papers nearest to one, with the words and people that tie them; any thread."""
        return self._index.related(key, limit)

    def rows(self, keys: Sequence[PaperKey]) -> list[Row]:
        """What a list shows of these papers, in their order; papers that are gone are left out."""
        return papers.rows(self._store, keys)

    def entry(self, key: PaperKey) -> Entry:
        """One paper, whole; UnknownNameError where the library does not have it."""
        return papers.entry(self._store, key)

    def entries(self, keys: Sequence[PaperKey]) -> Iterator[Entry]:
        """Whole papers in the order of the keys, read as they are asked for."""
        for start in range(0, len(keys), papers.AT_ONCE):
            yield from papers.entries(self._store, keys[start : start + papers.AT_ONCE])

    def citation_keys(self, keys: Sequence[PaperKey]) -> dict[PaperKey, str]:
        """The papers' citation keys: given once, remembered, never given to another paper."""
        from library import citations  # the formats behind it are not needed before the first paper leaves

        entries = papers.entries(self._store, keys)
        return citations.names(self._store, [entry.paper for entry in entries])

    def export(self, keys: Sequence[PaperKey], format: Format) -> Iterator[str]:
        """Papers as text in pieces; `library.export.save` puts them in a file."""
        from library import citations

        return format.writer(citations.cited(self._store, keys))

    def tally(self, scope: Collection[str] = ()) -> Tally:
        return lists.tally(self._store, scope)

    def statistics(self, scope: Collection[str] = ()) -> Statistics:
        """Counts for people to look at; up to a second for a large library: call it in a worker."""
        from library.stats import statistics

        return statistics(self._store, scope)

    def coauthors(self, author: str, scope: Collection[str] = ()) -> tuple[Count, ...]:
        """Who is named beside an author and how often; as slow as `statistics`."""
        from library.stats import coauthors

        return coauthors(self._store, scope, author)

    def tags(self) -> list[Tag]:
        """All tags in use, the most used first."""
        return marks.all_tags(self._store)

    # Writing

    def star(self, keys: Keys, on: bool) -> Step | None:
        return self._step("bookmarked {}" if on else "took the bookmark off {}", keys, marks.star(keys, on))

    def set_state(self, keys: Keys, state: ReadState) -> Step | None:
        return self._step(marks.STATE_WORDS[state], keys, marks.state(keys, state))

    def move_cut(self, key: PaperKey, at: int) -> Step | None:
        """Cuts a paper's byline into title and authors after `at` characters, for this and later imports.

        The paper's key changes with its title (`parser.paper_key`); what was written goes along.
        """
        return self._step("moved the cut of {}", [key], recut.choosing(self._store, key, at))

    def set_note(self, key: PaperKey, text: str, *, goes_on: bool = False) -> Step | None:
        """Keeps a note (Markdown, several lines); an empty one takes it away.

        goes_on: the same sitting as the last call's, so that both are one step.
        """
        return self._step("wrote the note on {}", [key], marks.note(key, clean_block(text)), merge=goes_on)

    def tag(self, keys: Keys, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Step | None:
        added, removed = [marks.tag_name(t) for t in add], [marks.tag_name(t) for t in remove]
        words = f"tagged {{}}: {marks.tag_words(added, removed)}"
        return self._step(words, keys, marks.tags(keys, added, removed))

    def queue(self, keys: Keys, on: bool = True) -> Step | None:
        """Puts papers at the end of the reading list, or takes them off it."""
        words = "put {} on the reading list" if on else "took {} off the reading list"
        return self._step(words, keys, queue.placing(self._store, keys, on))

    def queued(self) -> list[PaperKey]:
        """The reading list, the first to read first."""
        return queue.order(self._store)

    def move_in_queue(self, keys: Keys, places: int) -> Step | None:
        """Moves papers of the reading list down by some places (up where negative), as one block."""
        words = f"moved {{}} {'down' if places > 0 else 'up'} the reading list"
        return self._step(words, keys, queue.moving(self._store, keys, places))

    def _step(self, words: str, keys: Keys, changes: Iterable[Change], *, merge: bool = False) -> Step | None:
        """Makes changes as one step; `words` say what it did, with `{}` for the papers."""
        named = papers.named(self._store, keys)
        return self._journal.perform(words.replace("{}", named, 1), changes, merge=merge)

    def undo(self) -> Step | None:
        """Takes the last change back; None where there is none."""
        return self._journal.undo()

    def redo(self) -> Step | None:
        """Makes the change again that was taken back last; None where there is none."""
        return self._journal.redo()

    def history(self, limit: int = 50) -> list[Step]:
        """What `undo` would take back, the last first."""
        return self._journal.history(limit)

    # Searches and the session

    def searches(self) -> list[SavedSearch]:
        """The saved searches, those on the keys 1 to 9 first."""
        return saved.searches(self._store)

    def save_search(
        self, name: str, query: str, slot: int | None = None, *, instead_of: str = ""
    ) -> Step | None:
        """Keeps a query under a name and on a digit key; `instead_of` names the search that it replaces."""
        name = clean(name)
        changes = saved.saving(self._store, name, clean(query), slot, instead_of)
        return self._journal.perform(f"saved the search {name}", changes)

    def found(self, search: SavedSearch, scope: Collection[str] = ()) -> Found:
        """How many papers a saved search finds now, and how many of them are new; any thread."""
        return saved.found(self.view(search.query, scope=scope))

    def forget_search(self, name: str) -> Step | None:
        return self._journal.perform(f"forgot the search {name}", saved.forgetting(name))

    def remember(self, name: str, value: Any) -> None:
        """Keeps one JSON value for the next session: the query, the cursor, the sort, the sizes of panes."""
        saved.remember(self._store, name, value)

    def recall(self, name: str, default: Any = None) -> Any:
        return saved.recall(self._store, name, default)

    # Keeping in step

    @property
    def indexed(self) -> bool:
        """Whether the index answers; until it does, a plain scan gives the same papers, only slower."""
        return self._index.ready

    def refresh_index(self, progress: Progress | None = None) -> None:
        """Builds or completes the index. Takes seconds for a large library: call it in a worker."""
        self._index.refresh(progress)

    @property
    def version(self) -> int:
        """Grows with every change by any process; what was counted at one version is still right at it."""
        return self._store.version()

    def changed(self) -> bool:
        """Whether another process has written since the last call."""
        return self._store.changed()

    def back_up(self) -> Path | None:
        """Copies the library once a day; None where today's copy is there. Call it in a worker."""
        with self._store.held() as connection:
            return back_up_daily(connection, self.paths.backups, self._now().astimezone().date())

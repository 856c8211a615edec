"""The engine over an index on disk. Whoosh is loaded on the first query or build, not on opening."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from search import folder as folders
from search.answer import Answer, Facet, Related, Sort
from search.engine import Mine, Progress
from search.errors import IndexDamagedError
from search.folder import Manifest

if TYPE_CHECKING:
    from parser import Paper, PaperKey
    from search.asked import Desk
    from search.corpus import Corpus

T = TypeVar("T")
_WAIT = 30.0
"""Seconds that an addition waits for another process's."""
MANY_SEGMENTS = 12
MUCH_ADDED = 0.1


class WhooshEngine:
    """Answers queries over one generation of an index; papers can be added and taken out."""

    def __init__(self, folder: Path, generation: Path, manifest: Manifest) -> None:
        self._folder, self._generation, self._manifest = folder, generation, manifest
        self._lock = threading.RLock()
        self._desk: Desk | None = None

    @classmethod
    def open(cls, folder: Path) -> WhooshEngine:
        """Opens the index in a folder.

        Raises IndexMissingError where there is none, IndexDamagedError where it cannot be trusted; the answer
        to both is `build`.
        """
        generation = folders.current(folder)
        engine = cls(folder, generation, folders.read_manifest(generation))
        engine._open_segments()
        return engine

    @classmethod
    def build(
        cls,
        folder: Path,
        papers: Iterable[Paper],
        progress: Progress | None = None,
        *,
        total: int = 0,
        stamp: str = "",
    ) -> WhooshEngine:
        """Builds the index from all papers, puts it in place and opens it; see `search.builder.build`."""
        from search.builder import build

        build(folder, papers, progress, total=total, stamp=stamp)
        return cls.open(folder)

    @property
    def location(self) -> Path:
        """The folder of the generation in use, which stock Whoosh can open."""
        return self._generation

    @property
    def corpus(self) -> Corpus:
        """The documents."""
        with self._lock:
            return self._open_segments().corpus

    @property
    def stamp(self) -> str:
        """What the owner of the papers wrote into the index to recognise it by."""
        return self._manifest.stamp

    def set_stamp(self, stamp: str) -> None:
        """Writes another stamp."""
        with self._lock, folders.locked(self._folder, _WAIT):
            self._reread()
            self._manifest = replace(self._manifest, stamp=stamp)
            folders.write_manifest(self._generation, self._manifest)

    def __len__(self) -> int:
        return sum(s.documents - len(s.deleted) for s in self._manifest.segments)

    def __contains__(self, key: PaperKey) -> bool:
        with self._lock:
            return self._open_segments().corpus.find_key(key) >= 0

    @property
    def parts(self) -> tuple[int, ...]:
        """How many papers came with the build and with each addition since."""
        return tuple(s.documents for s in self._manifest.segments)

    @property
    def wants_rebuild(self) -> bool:
        """Whether so much was added or deleted that building anew makes answers faster."""
        first, later = self._manifest.segments[:1], self._manifest.segments[1:]
        added = sum(s.documents for s in later) + sum(len(s.deleted) for s in first)
        return len(later) > MANY_SEGMENTS or added > max(2_000, MUCH_ADDED * sum(s.documents for s in first))

    def is_whole(self) -> bool:
        """Whether every file has its checksum; reads them all (0.2 s at 100,000 papers), for a worker."""
        return folders.is_whole(self._generation, self._manifest)

    def search(
        self,
        text: str,
        mine: Mine,
        *,
        scope: Collection[str] = (),
        sort: Sort | None = None,
        typing: bool = False,
    ) -> Answer:
        """Answers a query in the query language, as `search.engine.Engine` says."""
        return self._asked(lambda desk: desk.search(text, mine, scope, sort, typing))

    def find(self, text: str, *, sort: Sort = Sort.NEWEST, typing: bool = False) -> Sequence[PaperKey]:
        """The papers of a query about papers alone, without facets and all else that a screen shows."""
        return self._asked(lambda desk: desk.find(text, sort, typing))

    def forget(self) -> None:
        """Drops all that was kept from earlier queries; for measuring."""
        self._asked(lambda desk: desk.forget())

    def facet_values(self, field: str, prefix: str, *, limit: int = 50) -> Facet:
        """All values of one field with a word that begins with `prefix`, most frequent first."""
        return self._asked(lambda desk: desk.counts.values(field, prefix, limit))

    def related(self, key: PaperKey, *, limit: int = 10) -> tuple[Related, ...]:
        """The papers nearest to one by text, authors and affiliations; empty where the key is unknown."""
        from search.related import related

        return self._asked(lambda desk: related(desk.corpus, key, limit))

    def upsert(self, papers: Iterable[Paper], progress: Progress | None = None) -> None:
        """Adds papers or replaces those with the same key; searchable when it returns."""
        unique = {paper.key: paper for paper in papers}
        if unique:
            self._change(list(unique.values()), unique.keys())
        if progress:
            progress(len(unique), len(unique))

    def delete(self, keys: Collection[PaperKey]) -> None:
        """Takes papers out; unknown keys are ignored."""
        self._change([], keys)

    def close(self) -> None:
        """Lets go of the files; results that were handed out keep what they need."""
        with self._lock:
            self._desk = None

    def _change(self, papers: list[Paper], keys: Collection[PaperKey]) -> None:
        from search.builder import add

        with self._lock, folders.locked(self._folder, _WAIT):
            self._reread()
            corpus = self._open_segments().corpus
            gone = []
            for key in keys:
                number = corpus.find_key(key)
                if number >= 0:
                    segment, own = corpus.place(number)
                    gone.append((corpus.segments.index(segment), own))
            if papers or gone:
                self._manifest = add(self._generation, self._manifest, papers, gone)
                self._open_segments(fresh=True)

    def _reread(self) -> None:
        """Takes over what another process has written since."""
        generation = folders.current(self._folder)
        manifest = folders.read_manifest(generation)
        if (generation, manifest.generation) != (self._generation, self._manifest.generation):
            self._generation, self._manifest = generation, manifest
            self._open_segments(fresh=True)

    def _asked(self, ask: Callable[[Desk], T]) -> T:
        with self._lock:
            try:
                return ask(self._open_segments())
            except (ValueError, IndexError, KeyError, EOFError, OverflowError) as error:
                if self.is_whole():
                    raise
                raise IndexDamagedError(f"the index at {self._folder} is damaged: {error}") from error

    def _open_segments(self, fresh: bool = False) -> Desk:
        from search.asked import Desk

        if self._desk is None or fresh:
            try:
                self._desk = Desk.open(self._generation, self._manifest, self._desk)
            except (OSError, ValueError, KeyError) as error:
                raise IndexDamagedError(f"the index at {self._folder} is damaged: {error}") from error
        return self._desk

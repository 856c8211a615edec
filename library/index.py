"""Owns the search engine: which one answers now, and bringing the index in step with the papers."""

from __future__ import annotations

from library.errors import LibraryError
from library.paths import Paths
from library.store import Store
from search.engine import Engine, Progress


class Index:
    def __init__(self, store: Store, paths: Paths) -> None:
        self._store = store
        self._paths = paths
        self.ready = False

    def engine(self) -> Engine:
        raise LibraryError("the search engine is not there yet")

    def refresh(self, progress: Progress | None) -> None: ...

    def close(self) -> None: ...

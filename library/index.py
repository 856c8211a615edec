"""Owns the search engine: which one answers now, and keeping it in step with the papers."""

from __future__ import annotations

import threading
from itertools import islice

from library import papers
from library.paths import Paths
from library.store import Store
from search.engine import Engine, Progress
from search.scan_engine import ScanEngine

SCANNED = 2_000
"""Papers that are searched while there is no index, the newest ones: a scan of more is no help to anybody."""


class Index:
    """Gives an engine at any time; safe from any thread."""

    def __init__(self, store: Store, paths: Paths) -> None:
        self._store = store
        self._paths = paths
        self._lock = threading.Lock()
        self._scan: ScanEngine | None = None
        self._generation = 0
        self.ready = False

    def engine(self) -> Engine:
        """What answers queries now."""
        with self._lock:
            return self._scanning()

    def refresh(self, progress: Progress | None) -> None:
        """Brings the index up to the papers' generation."""

    def close(self) -> None:
        with self._lock:
            if self._scan is not None:
                self._scan.close()

    def _scanning(self) -> ScanEngine:
        generation = self._store.generation()
        if self._scan is None or generation != self._generation:
            newest = list(islice(papers.everything(self._store), SCANNED))
            self._scan, self._generation = ScanEngine(newest), generation
        return self._scan

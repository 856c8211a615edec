"""Owns the search index: what answers now, and bringing it in step with the papers.

The index is derived and may vanish at any time. Its stamp names the library and the generation of papers
that it holds; any other library's, an older format or a damaged one is built again.
"""

from __future__ import annotations

import logging
import shutil
import sys
import threading
import time
from collections.abc import Callable, Collection, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from library import papers
from library.errors import StoreError
from library.paths import Paths
from library.store import Store
from parser import PaperKey
from search.answer import Answer, Facet, Related, Sort
from search.complete import Completion, complete
from search.engine import Engine, Mine, Progress
from search.errors import (
    BuildStoppedError,
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    SearchError,
)

if TYPE_CHECKING:  # the engines are loaded where the first one is opened, in a worker
    from search.scan_engine import ScanEngine
    from search.whoosh_engine import WhooshEngine

T = TypeVar("T")
log = logging.getLogger(__name__)

SCANNED = 2_000
"""Papers that are searched while there is no index, the newest ones: a scan of more helps nobody."""
ADDED = 2_000
"""Changed papers up to which an index is added to; with more it is built anew, which is as quick."""
APART = 5_000
"""Papers from which on an index is built in another process; a smaller one takes less than a second."""
CHECKED = 5_000
"""Papers up to which all checksums are compared before the first answer (10 ms); with more, soon after."""
_POLL = 0.25
"""Seconds between two looks at an index that another process is building."""


class Index:
    """Answers at any time, by the index or by a scan; safe from any thread."""

    def __init__(self, store: Store, paths: Paths) -> None:
        self._store = store
        self._folder = paths.index
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._whoosh: WhooshEngine | None = None
        self._looked = False
        self._distrusted = False
        """It failed although its checksums are right."""
        self._scan: tuple[int, ScanEngine] | None = None

    @property
    def ready(self) -> bool:
        """Whether the index answers, and not the scan."""
        return self._whoosh is not None

    def search(
        self, text: str, mine: Mine, scope: Collection[str], sort: Sort | None, typing: bool
    ) -> Answer:
        return self._ask(lambda engine: engine.search(text, mine, scope=scope, sort=sort, typing=typing))

    def facet_values(self, field: str, prefix: str, limit: int) -> Facet:
        return self._ask(lambda engine: engine.facet_values(field, prefix, limit=limit))

    def complete(self, text: str, cursor: int, mine: Mine) -> Sequence[Completion]:
        return self._ask(lambda engine: complete(text, cursor, engine, mine))

    def related(self, key: PaperKey, limit: int) -> Sequence[Related]:
        return self._ask(lambda engine: engine.related(key, limit=limit))

    def refresh(self, progress: Progress | None) -> None:
        """Brings the index up to the papers' generation; returns early where progress asks for a stop."""
        with self._refreshing:
            try:
                while not self._brought_up(progress):
                    pass
            except BuildStoppedError:
                return
            except OSError as error:
                raise StoreError(
                    f"cannot write the index in {self._folder}: {error.strerror}",
                    hint="searching goes on without it, only slower",
                ) from error

    def close(self) -> None:
        with self._lock:
            for engine in (self._whoosh, self._scan and self._scan[1]):
                if engine is not None:
                    engine.close()

    def _ask(self, ask: Callable[[Engine], T]) -> T:
        engine = self._engine()
        try:
            return ask(engine)
        except (SearchError, ValueError, LookupError, EOFError, OverflowError) as error:
            # Damaged or forged: the scan answers, and the next refresh looks at the index anew.
            if engine is not self._whoosh:
                raise
            log.warning("the index could not answer", exc_info=error)
            self._distrusted = True
            with self._lock:
                self._whoosh = None
            return ask(self._scanning())

    def _engine(self) -> Engine:
        with self._lock:
            if self._whoosh is None and not self._looked:
                self._looked = True
                self._whoosh = self._opened(checked=False)
        return self._whoosh or self._scanning()

    def _scanning(self) -> ScanEngine:
        from search.scan_engine import ScanEngine

        with self._lock:
            generation = self._store.generation()
            if self._scan is None or self._scan[0] != generation:
                newest = list(islice(papers.everything(self._store), SCANNED))
                self._scan = generation, ScanEngine(newest)
            return self._scan[1]

    def _opened(self, *, checked: bool) -> WhooshEngine | None:
        """The index on disk, if it is one of this library; it may be of an older generation.

        checked: with all checksums compared, which a large index is given only behind its first answer.
        """
        from search.whoosh_engine import WhooshEngine

        try:
            engine = WhooshEngine.open(self._folder)
        except SearchError:
            return None
        if not engine.stamp.startswith(f"{self._identity()}:"):
            return None
        if (checked or len(engine) <= CHECKED) and not engine.is_whole():
            return None
        return engine

    def _brought_up(self, progress: Progress | None) -> bool:
        """One attempt; False where another process holds the index, and has been waited for a moment."""
        generation = self._store.generation()
        stamp = f"{self._identity()}:{generation}"
        try:
            engine = self._opened(checked=True)
            if engine is None or self._distrusted:
                engine = self._built(stamp, progress)
                self._distrusted = False
            elif engine.stamp != stamp:
                engine = self._completed(engine, stamp, progress)
        except IndexBusyError:
            if progress is not None and not progress(0, self._count()):
                raise BuildStoppedError from None
            time.sleep(_POLL)
            return False
        except SearchError:
            engine = self._built(stamp, progress)
        with self._lock:
            self._whoosh, self._scan = engine, None
        return True

    def _completed(self, engine: WhooshEngine, stamp: str, progress: Progress | None) -> WhooshEngine:
        held = int(engine.stamp.rpartition(":")[2])
        if engine.wants_rebuild or papers.count_since(self._store, held) > ADDED:
            return self._built(stamp, progress)
        engine.delete(papers.hidden_since(self._store, held))
        engine.upsert(papers.changed_since(self._store, held), progress)
        engine.set_stamp(stamp)
        return engine

    def _built(self, stamp: str, progress: Progress | None) -> WhooshEngine:
        _clear_away(self._folder)
        total = self._count()
        if total > APART and sys.executable:
            from library import apart  # and with it subprocess: 5 ms that a start need not spend

            return apart.build(self._store, self._folder, stamp, total, progress)
        from search.whoosh_engine import WhooshEngine

        everything = papers.everything(self._store)
        return WhooshEngine.build(self._folder, everything, progress, total=total, stamp=stamp)

    def _identity(self) -> str:
        return str(self._store.value("SELECT value FROM meta WHERE name = 'library'"))

    def _count(self) -> int:
        return int(self._store.value("SELECT count(*) FROM paper WHERE hidden = 0"))


def _clear_away(folder: Path) -> None:
    """Removes what stands in the index's place but is no private folder of ours: others may write in it."""
    from search.folder import check_private

    try:
        check_private(folder)
    except IndexMissingError:
        return
    except IndexDamagedError:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink()

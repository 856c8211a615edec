"""Building an index from papers, and adding to one. Loads Whoosh."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from parser import Paper
from search import folder as folders
from search._whoosh import load
from search.combined_writer import Here
from search.engine import Progress
from search.errors import BuildStoppedError, HelperLostError
from search.folder import Manifest, SegmentFacts
from search.invert import Inverter
from search.order import newest_key
from search.schema import make_schema
from search.segment_writer import Gatherer, Written, whoosh_segment, write_segment

_index: Any = load("whoosh.index")
_filestore: Any = load("whoosh.filedb.filestore")
_TELL = 200
"""Papers between two calls of `progress`."""
HELPED = 20_000
"""Papers from which on two processes build."""
_WRITING = 0.4
"""The part of a build's time that goes into writing, after all papers are read."""


def build(
    folder: Path,
    papers: Iterable[Paper],
    progress: Progress | None = None,
    *,
    total: int = 0,
    stamp: str = "",
) -> None:
    """Builds a new index and puts it in place of the one before.

    papers: newest first (`search.order.newest_key`); a sequence in another order is sorted, anything else
    raises ValueError. What can be read twice is, where the process that helps is lost. progress: called with
    (done, total) in papers; if it returns False the old index stays and BuildStoppedError is raised. Raises
    IndexBusyError while another process builds.
    """
    folders.make_private(folder)
    with folders.locked(folder):
        generation = folders.new_generation(folder)
        try:
            steps = _Steps(progress, total or (len(papers) if isinstance(papers, Sequence) else 0))
            with _no_collection():
                written = _written(generation, papers, steps)
            segments = tuple(SegmentFacts(w.name, w.documents, w.lengths) for w in written)
            _put(generation, Manifest(1, stamp, segments))
            steps.done()
        except BaseException:
            _empty(generation)
            generation.rmdir()
            raise
        folders.put_in_place(folder, generation)


def _written(generation: Path, papers: Iterable[Paper], steps: _Steps) -> Sequence[Written]:
    """The segment of a new index, if there are papers; alone where a helper is lost on the way."""
    gone_by = isinstance(papers, Iterator)
    with suppress(*() if gone_by else (HelperLostError,)):
        return _segment(generation, papers, _gatherer(steps.total), steps)
    _empty(generation)
    steps.restart()
    return _segment(generation, papers, Here(), steps)


def _segment(
    generation: Path, papers: Iterable[Paper], combined: Gatherer, steps: _Steps
) -> Sequence[Written]:
    try:
        inverted = _inverted(_newest_first(papers), combined, steps)
        return [write_segment(generation, inverted, combined, steps.written)] if inverted.count else []
    finally:
        combined.close()


def add(
    generation: Path, manifest: Manifest, papers: Sequence[Paper], gone: Collection[tuple[int, int]]
) -> Manifest:
    """Adds papers as one more segment and marks documents as deleted; gives the new manifest.

    gone: (number of the segment, number of the document).
    """
    _remove_leftovers(generation, manifest)
    segments = [
        replace(facts, deleted=tuple(sorted({*facts.deleted, *(n for s, n in gone if s == at)})))
        for at, facts in enumerate(manifest.segments)
    ]
    if papers:
        combined = Here()
        inverted = _inverted(sorted(papers, key=newest_key), combined, _Steps(None, 0))
        added = write_segment(generation, inverted, combined)
        segments.append(SegmentFacts(added.name, added.documents, added.lengths))
    return _put(generation, replace(manifest, generation=manifest.generation + 1, segments=tuple(segments)))


def _put(generation: Path, manifest: Manifest) -> Manifest:
    """Writes Whoosh's table of contents and the manifest, which makes the segments count."""
    known = [
        whoosh_segment(Written(s.name, s.documents, dict(s.lengths)), s.deleted) for s in manifest.segments
    ]
    storage = _filestore.FileStorage(str(generation))
    toc = f"_MAIN_{manifest.generation}.toc"
    _index.TOC(make_schema(), known, manifest.generation).write(storage, "MAIN")
    old = manifest.files
    # The table before stays until the next addition, for whoever reads the manifest at this moment.
    paths = [
        p
        for p in generation.iterdir()
        if p.name == toc or (p.suffix != ".toc" and p.name != folders.MANIFEST)
    ]
    files = {p.name: old[p.name] if p.name in old else folders.facts_of(p) for p in paths}
    manifest = replace(manifest, files=files)
    folders.write_manifest(generation, manifest)
    return manifest


def _remove_leftovers(generation: Path, manifest: Manifest) -> None:
    """Removes what an addition that was killed has left: Whoosh refuses to write over its table."""
    for path in generation.iterdir():
        if path.name not in manifest.files and path.name != folders.MANIFEST:
            path.unlink()


class _Steps:
    """Progress over reading and writing, counted in papers."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self.total, self._read = progress, total, 0

    def restart(self) -> None:
        """Nothing is done yet."""
        self._read = 0

    def read(self, count: int) -> None:
        self._read = count
        self._tell(count * (1 - _WRITING))

    def written(self, part: float) -> None:
        """So much of the index is written, from 0 to 1."""
        self._tell(self._read * (1 - _WRITING + _WRITING * part))

    def done(self) -> None:
        """Everything is written."""
        self._tell(self._read)

    def _tell(self, done: float) -> None:
        if self._progress and not self._progress(int(done), max(self.total, self._read)):
            raise BuildStoppedError("the index was left as it was")


def _inverted(papers: Iterable[Paper], combined: Gatherer, steps: _Steps) -> Inverter:
    inverted = Inverter(combined)
    left = iter(papers)
    while some := list(islice(left, _TELL)):
        inverted.add_all(some)
        steps.read(inverted.count)
    steps.read(inverted.count)
    return inverted


def _gatherer(total: int) -> Gatherer:
    """A helper takes 0.2 s to start, and helps where there is another core for it."""
    if total >= HELPED and sys.executable and (os.cpu_count() or 1) > 1:
        from search.helper import Helper  # and with it subprocess: 5 ms that an addition need not spend

        with suppress(OSError):  # no room for another process
            return Helper()
    return Here()


@contextmanager
def _no_collection() -> Iterator[None]:
    """A million lists live until the end of a build; looking for garbage among them doubles its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _newest_first(papers: Iterable[Paper]) -> Iterator[Paper]:
    if isinstance(papers, Sequence):
        papers = sorted(papers, key=newest_key)
    before: int | None = None
    for paper in papers:
        day = -paper.date.toordinal() if paper.date else 0
        if before is not None and day < before:
            raise ValueError("papers must come newest first, those without a date last")
        before = day
        yield paper


def _empty(generation: Path) -> None:
    for path in generation.iterdir():
        path.unlink()

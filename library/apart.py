"""Building the index in a process of its own: no key waits for it, and its memory goes when it is done."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from library import papers
from library.store import Store
from parser import Paper
from search.engine import Progress
from search.errors import BuildStoppedError, IndexBusyError, SearchError
from search.whoosh_engine import WhooshEngine

_BUSY = 75
"""The exit code for `another process holds the index` (EX_TEMPFAIL of sysexits.h)."""
_CHILD = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from library.apart import child; child()"
"""Isolated (-I) and with our own path, so that no `library` in the user's current folder is loaded."""


def build(store: Store, folder: Path, stamp: str, total: int, progress: Progress | None) -> WhooshEngine:
    """As WhooshEngine.build over all papers of the store; the store's file must not need this process."""
    arguments = [json.dumps(sys.path), str(store.path), str(folder), stamp, str(total)]
    with subprocess.Popen(
        [sys.executable, "-I", "-c", _CHILD, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if progress is not None and not progress(int(line), total):
                    raise BuildStoppedError("the index was left as it was")
        finally:
            if process.poll() is None and sys.exc_info()[0] is not None:
                process.terminate()
    if process.returncode == _BUSY:
        raise IndexBusyError("another paperdeck is building the index")
    if process.returncode != 0:
        raise SearchError(f"building the index ended with {process.returncode}")
    return WhooshEngine.open(folder)


class _Everything:
    """All papers, as often as they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Paper]:
        return papers.everything(self._store)


def child() -> None:
    """The other side: builds, and prints how many papers are done."""
    path, folder, stamp, total = sys.argv[2:]
    store = Store(Path(path), read_only="an index is built from it")

    def progress(done: int, _: int) -> bool:
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()
        return True

    try:
        WhooshEngine.build(Path(folder), _Everything(store), progress, total=int(total), stamp=stamp)
    except IndexBusyError:
        sys.exit(_BUSY)
    finally:
        store.close()

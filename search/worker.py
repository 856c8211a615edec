"""Building an index in a process of its own: 30 s of busy Python would take every second frame of an app."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from parser import Paper
from search.engine import Progress
from search.errors import BuildStoppedError, IndexBusyError, SearchError


def build_apart(
    folder: Path,
    papers: Callable[[], Iterable[Paper]],
    progress: Progress | None = None,
    *,
    total: int = 0,
    stamp: str = "",
) -> None:
    """Builds like `search.builder.build`, in another process; blocks until it is done.

    papers: called there, so it must be a function of a module (or a partial of one) that can be pickled.
    Raises what `build` raises; SearchError where the other process came to grief.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_build, args=(there, folder, papers, total, stamp), daemon=True)
    child.start()
    there.close()
    try:
        _follow(here, progress)
    except EOFError:
        raise SearchError("the process that built the index ended") from None
    finally:
        here.close()
        child.join()


def _follow(there: Connection, progress: Progress | None) -> None:
    """Answers each report with whether to go on, until the last one."""
    while True:
        kind, value = there.recv()
        if kind == "progress":
            there.send(progress(*value) if progress else True)
        elif kind == "done":
            return
        else:
            errors = {"stopped": BuildStoppedError, "busy": IndexBusyError, "order": ValueError}
            raise errors.get(kind, SearchError)(value)


def _build(
    parent: Connection, folder: Path, papers: Callable[[], Iterable[Paper]], total: int, stamp: str
) -> None:
    """The other process."""
    from search.builder import build

    def report(done: int, of: int) -> bool:
        parent.send(("progress", (done, of)))
        return bool(parent.recv())

    try:
        build(folder, papers(), report, total=total, stamp=stamp)
        parent.send(("done", None))
    except BuildStoppedError as error:
        parent.send(("stopped", str(error)))
    except IndexBusyError as error:
        parent.send(("busy", str(error)))
    except ValueError as error:
        parent.send(("order", str(error)))
    except (EOFError, BrokenPipeError):
        pass  # the parent is gone: nobody to tell, and the old index is still in place
    except Exception:
        parent.send(("failed", traceback.format_exc()))

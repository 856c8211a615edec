"""The n-th write fails, for every n: no space, an input/output error, a short write; or the power goes."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from library import Library, LibraryError, Paths, intake, migrations
from torture.kills import CHUNK, SHELF, checked, import_one, marked, migrate, perform, seeded, written
from torture.model import Model, acts, agrees
from torture.rows import Row

MODES = {"no space": 1, "I/O error": 2, "short write": 3, "power cut": 4}
SHIM = Path(__file__).with_name("shim.c")
POWER_CUT, UNEXPECTED = 99, 3
ACTS = 12
PAPERS = 120


@dataclass(frozen=True)
class Attempt:
    """Something to do to a library, and what must hold whatever became of it."""

    name: str
    prepare: Callable[[Path], Paths]
    work: Callable[[Paths, Callable[[], None]], None]
    holds: Callable[[Library, int], bool]
    """Given the library and how many acknowledgements there were."""


def built(folder: Path) -> Path | None:
    """The shim, compiled; None where there is no compiler."""
    target = folder / "shim.so"
    if (compiler := shutil.which("cc")) is None:
        return None
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(target), str(SHIM), "-ldl", "-lpthread"]
    subprocess.run(command, check=True)
    return target


def failing_writes(count: int, folder: Path) -> Row:
    """Every n-th write in every mode, or `count` of them spread evenly; needs the shim in LD_PRELOAD."""
    row = Row("the n-th write fails, for every n")
    shim = ctypes.CDLL(None)
    shim.shim_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int]
    shim.shim_count.restype = ctypes.c_long
    intake.CHUNK = CHUNK
    plans = []
    for attempt in _attempts(folder):
        writes = _tried(row, shim, attempt, folder, 0, "no space")
        plans += [(attempt, mode, n) for mode in MODES for n in range(1, writes + 1)]
    step = max(1, len(plans) // count)
    for attempt, mode, n in plans[::step]:
        _tried(row, shim, attempt, folder, n, mode)
    return row


def _attempts(folder: Path) -> list[Attempt]:
    listing = written(folder / "long.txt", PAPERS)
    paths = seeded(folder)
    with Library.open(paths) as library:
        keys = list(library.newest())
    made = acts("undo", keys, 7, ACTS)
    newer = (*migrations.STEPS, SHELF)

    def marks_hold(library: Library, acknowledged: int) -> bool:
        model = Model()
        for act in made[:acknowledged]:
            model.apply(act)
        return agrees(library, model, made[acknowledged:])

    def import_holds(library: Library, acknowledged: int) -> bool:
        if not _noted(library, "kept"):
            return False
        library.add(listing)
        return library.tally(("long",)).papers == PAPERS

    def migrate_newer(paths: Paths, acknowledge: Callable[[], None]) -> None:
        migrations.STEPS = newer
        migrate(paths, acknowledge)

    def migrated(library: Library, acknowledged: int) -> bool:
        return _noted(library, "kept") or _noted(library, "kept (moved)")

    def first(paths: Paths, acknowledge: Callable[[], None]) -> None:
        with Library.open(paths) as library:
            library.add(listing)
            library.back_up()
            acknowledge()

    def begun(library: Library, acknowledged: int) -> bool:
        if not acknowledged:
            library.add(listing)
        return library.tally(("long",)).papers == PAPERS

    return [
        Attempt("bookmarks, notes, undo", seeded, lambda paths, ack: perform(paths, made, ack), marks_hold),
        Attempt("import", _with_note, lambda paths, ack: import_one(paths, listing, ack), import_holds),
        Attempt("migration", _with_note, migrate_newer, migrated),
        Attempt("first start and backup", _empty, first, begun),
    ]


def _tried(row: Row, shim: ctypes.CDLL, attempt: Attempt, folder: Path, n: int, mode: str) -> int:
    """One attempt in a child with a failing disk; gives how many writes it made (n = 0: none fails)."""
    row.tried += 1
    paths = attempt.prepare(folder)
    told = folder / "told"
    told.write_bytes(b"")
    child = os.fork()
    if child == 0:
        os._exit(_work(shim, attempt, paths, told, n, mode))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    where = f"{attempt.name}, {mode} at write {n}"
    if code not in (0, 1, POWER_CUT):
        row.note("crashed", f"{where}: {told.read_text() or code}")
        return 0
    lines = told.read_text().split()
    acknowledged = lines.count("done")
    before = row.lost + row.crashed
    checked(row, paths, partial(attempt.holds, acknowledged=acknowledged))
    if row.lost + row.crashed > before and row.details:
        row.details[-1] += f" ({where}, {acknowledged} acknowledged)"
    return int(lines[-1]) if lines and lines[-1].isdigit() else 0


def _work(shim: ctypes.CDLL, attempt: Attempt, paths: Paths, told: Path, n: int, mode: str) -> int:
    """In the child: 0 all done, 1 refused in words, 3 failed in another way."""
    report = os.open(told, os.O_WRONLY | os.O_APPEND)
    shim.shim_arm(str(paths.data.parent).encode(), n, MODES[mode])
    code = 0
    try:
        attempt.work(paths, lambda: os.write(report, b"done\n") and None)
    except LibraryError:
        code = 1
    except BaseException as error:
        os.write(report, f"{type(error).__name__}: {error}".encode())
        return UNEXPECTED
    os.write(report, str(shim.shim_count()).encode())
    return code


def _noted(library: Library, text: str) -> bool:
    return any(library.entry(row.key).note == text for row in library.rows(list(library.newest())))


def _with_note(folder: Path) -> Paths:
    paths = seeded(folder)
    marked(paths)
    return paths


def _empty(folder: Path) -> Paths:
    shutil.rmtree(folder / "home", ignore_errors=True)
    (folder / "home").mkdir()
    return Paths.under(folder / "home")

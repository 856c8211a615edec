"""Which rows there are, and one of them in a process of its own, so that no attempt can spoil another."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from torture.rows import REMOVED, Row, removal
from torture.writes import built

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Kind:
    """Where a row's attempts are made, and how many: in `make test`, in `make torture`."""

    place: str
    quick: int
    long: int
    shim: bool = False
    """Needs a C compiler: its writes are made to fail from outside."""
    env: Mapping[str, str] = field(default_factory=dict)
    """Variables besides."""


SELDOM_PAINTED = {"TEXTUAL_FPS": "4"}
"""For rows that press keys far faster than a person, and paint by themselves where they look."""

ROWS = {
    "endings": Kind("torture.endings:endings", 5, 100),
    "keyboard": Kind("torture.keyboard:bursts", 30, 10_000),
    "pauses": Kind("torture.endings:pauses", 2, 20),
    "kill-bookmark": Kind("torture.kills:bookmarks", 6, 500),
    "kill-note": Kind("torture.kills:notes", 6, 500),
    "kill-undo": Kind("torture.kills:undos", 6, 500),
    "kill-import": Kind("torture.kills:imports", 3, 500),
    "kill-index": Kind("torture.kills:index_commits", 2, 500),
    "kill-migration": Kind("torture.kills:migrations_", 4, 500),
    "screens": Kind("torture.screens:screens", 2, 200, env=SELDOM_PAINTED),
    "commands": Kind("torture.commands:commands", 5, 139),
    "exports": Kind("torture.exports:exports", 3, 100),
    "damage": Kind("torture.damage:damaged", 16, 1_000),
    "damage-others": Kind("torture.damage:others", 20, 1_000),
    "imports": Kind("torture.imports:imports", 1, 3),
    "surroundings": Kind("torture.surroundings:surroundings", 4, 30),
    "slow-disk": Kind("torture.slow_disk:slow_disk", 1, 25, shim=True),
    "two-at-once": Kind("torture.surroundings:together", 20, 500),
    "soak": Kind("torture.soak:soak", 200, 100_000, env=SELDOM_PAINTED),
    "index": Kind("torture.index:tampering", 11, 1_100),
    "writes": Kind("torture.writes:failing_writes", 18, 5_000, shim=True),
}


def run_row(name: str, count: int, *, without: str = "") -> list[Row]:
    """Makes the attempts of one kind; `without`: Python that takes a guard out first.

    Raises RuntimeError where the row itself falls over, LookupError where it needs a C compiler.
    """
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        env = {**os.environ, "PYTHONPATH": str(ROOT), REMOVED: without, **ROWS[name].env}
        if ROWS[name].shim:
            if (shim := built(Path(folder))) is None:
                raise LookupError("no C compiler (cc)")
            env["LD_PRELOAD"] = str(shim)
        command = [sys.executable, "-X", "faulthandler", "-m", "torture.run", name, str(count), folder]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
    if ended.returncode != 0:
        raise RuntimeError(f"{name} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    return [Row(**row) for row in json.loads(ended.stdout.splitlines()[-1])]


def main() -> None:
    name, count, folder = sys.argv[1:]
    exec(removal(), {})
    module, function = ROWS[name].place.split(":")
    start = time.monotonic()
    made: Row | list[Row] = getattr(importlib.import_module(module), function)(
        int(count), Path(folder) / "row"
    )
    rows = made if isinstance(made, list) else [made]
    for row in rows:
        row.seconds = row.seconds or round(time.monotonic() - start, 1)
    print(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main()

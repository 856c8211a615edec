"""One row of the table: what was tried how often, and what came of it."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field

REMOVED = "TORTURE_REMOVE"
"""Environment variable: Python that takes a guard out, to see that a row would notice."""


@dataclass
class Row:
    """Counts of one kind of attempt; all but `tried` should be 0."""

    what: str
    tried: int = 0
    lost: int = 0
    """Acknowledged changes that were not there afterwards."""
    crashed: int = 0
    """Ends, tracebacks and files that could not be opened."""
    wrong: int = 0
    """Anything else that was not as promised."""
    seconds: float = 0.0
    said: str = ""
    """What was measured on the way, for a reader of the table."""
    details: list[str] = field(default_factory=list)
    """What happened, for the first few."""

    def note(self, kind: str, detail: str) -> None:
        """Counts one failure; kind: `lost`, `crashed` or `wrong`."""
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.details) < 5:
            self.details.append(f"{kind}: {detail}")

    @property
    def clean(self) -> bool:
        return not (self.lost or self.crashed or self.wrong)


class Complaints(logging.Handler):
    """Counts every warning and error that the program writes into its log as a crash of the row."""

    def __init__(self, row: Row) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self._row = row
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._row.note("crashed", f"logged: {self.format(record)[-400:]}")


def removal() -> str:
    """The statement that takes a guard out in this run; "" in an honest one."""
    return os.environ.get(REMOVED, "")


def guarded(program: str) -> str:
    """A program for `python -c`, without the guard that is to be missing."""
    return f"{removal()}\n{program}" if removal() else program

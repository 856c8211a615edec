"""What an import did, in numbers and in the lines that a person should look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from parser import Problem, Record

SHOWN = 200
"""Problems and doubtful records that a report carries; it counts them all."""


@dataclass
class ImportReport:
    """What one import did; filled while it runs, final once `Library.add` returns."""

    listing: str
    label: str
    """What was read: a path, or `standard input`."""
    as_of: dt.date
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    """Records that an identifier led to a paper with another title or author; they are not new."""
    assumed_year: int | None = None
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The first SHOWN, in the order of the lines."""
    doubtful_count: int = 0
    doubtful: list[Record] = field(default_factory=list)
    """The first SHOWN records whose cut between title and authors is uncertain."""
    same: bool = False
    """The content was that of the last import: nothing was read, nothing changed."""
    cancelled: bool = False

    @property
    def papers(self) -> int:
        return self.new + self.updated + self.unchanged

    def note(self, item: Problem | Record) -> None:
        """Counts a problem or a doubtful record, and keeps the first few."""
        if isinstance(item, Problem):
            self.problem_count += 1
            if len(self.problems) < SHOWN:
                self.problems.append(item)
        else:
            self.doubtful_count += 1
            if len(self.doubtful) < SHOWN:
                self.doubtful.append(item)

    def to_json(self) -> dict[str, Any]:
        """The counts, as they are kept with the import."""
        names = ("new", "updated", "unchanged", "merged", "assumed_year", "problem_count", "doubtful_count")
        return {name: getattr(self, name) for name in names}

"""One pass of triage: which paper is next, what was decided, what `u` goes back to. No screen, no library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parser import PaperKey


class Verdict(StrEnum):
    """What can be decided about a paper; the values are the words of the summary."""

    KEEP = "kept"
    LATER = "for later"
    READ = "read"
    NO = "not for me"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was done: where, what had been decided there before, and whether it changed anything."""

    at: int
    before: Verdict | None
    changed: bool


class Triage:
    """Walks papers in their order. Whoever decides also changes the library; this only keeps count."""

    def __init__(self, keys: Sequence[PaperKey], at: int = 0) -> None:
        self.keys = keys
        self.at = at
        self._verdicts: dict[int, Verdict] = {}
        self._turns: list[Turn] = []

    @property
    def ended(self) -> bool:
        return self.at >= len(self.keys)

    @property
    def key(self) -> PaperKey:
        """The paper to decide about; at the end the last one."""
        return self.keys[min(self.at, len(self.keys) - 1)]

    @property
    def verdict(self) -> Verdict | None:
        """What was decided here, in this pass."""
        return self._verdicts.get(self.at)

    @property
    def decided(self) -> int:
        return len(self._verdicts)

    def decide(self, verdict: Verdict, *, changed: bool) -> None:
        """Keeps the verdict and moves on; changed: it made a step that can be undone."""
        self._turns.append(Turn(self.at, self.verdict, changed))
        self._verdicts[self.at] = verdict
        self.at += 1

    def skip(self) -> None:
        if not self.ended:
            self._turns.append(Turn(self.at, self.verdict, False))
            self.at += 1

    def back(self) -> None:
        """To the paper before; nothing is taken back."""
        self.at = max(0, self.at - 1)

    @property
    def last(self) -> Turn | None:
        """What `take_back` would take back."""
        return self._turns[-1] if self._turns else None

    def take_back(self) -> None:
        """Goes back to where the last thing was done, as it was before."""
        turn = self._turns.pop()
        self.at = turn.at
        self._verdicts.pop(turn.at, None)
        if turn.before is not None:
            self._verdicts[turn.at] = turn.before

    def counts(self) -> dict[Verdict, int]:
        """How many papers have each verdict."""
        given = list(self._verdicts.values())
        return {verdict: given.count(verdict) for verdict in Verdict}

    def words(self) -> str:
        """`3 kept, 17 not for me`; "" where nothing was decided."""
        return ", ".join(f"{count:,} {verdict}" for verdict, count in self.counts().items() if count)

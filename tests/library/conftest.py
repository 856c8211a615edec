"""A library in a folder of its own, a clock that stands still, and listings written to order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from library import Library, Paths


@dataclass
class Clock:
    """Gives the same time until a test moves it."""

    time: dt.datetime = dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.time

    def pass_time(self, **spans: float) -> None:
        self.time += dt.timedelta(**spans)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path / "home")


@pytest.fixture
def library(paths: Paths, clock: Clock) -> Iterator[Library]:
    with Library.open(paths, now=clock) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a listing: one paper per title, as `write("a.txt", "First title", "Second title")`."""

    def write(name: str, *titles: str, authors: str = "Ada Byron, Kurt Weil", year: int = 2024) -> Path:
        lines = [
            line
            for number, title in enumerate(titles)
            for line in (
                f"LGMar {number % 28 + 1}, {year}",
                f"{title}{authors}",
                f"We study {title.lower()}.",
            )
        ]
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines))
        return path

    return write


@pytest.fixture
def filled(library: Library, write: Callable[..., Path]) -> Library:
    """A library with the listing `desk` of five papers, the newest last in the file."""
    library.add(
        write("desk.txt", "Apples and pears", "Boats", "Clouds at dusk", "Drums", "Embers of old fires")
    )
    return library

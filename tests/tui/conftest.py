"""A library with the bundled sample, a fixed day, and an app to drive."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from library import Library, Paths, sample_path
from tests.tui.desk import Drive, settled
from tui.app import PaperdeckApp
from tui.bars import MessageLine

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def messages_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a test may come to look at a message after its time."""
    monkeypatch.setattr(MessageLine, "SHOWN_FOR", 3600.0)


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in every terminal that runs the tests."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library folder with the sample imported and indexed; tests work on copies."""
    folder = tmp_path_factory.mktemp("sample")
    library = Library.open(Paths.under(folder), now=lambda: NOW)
    library.add(sample_path(), as_of=NOW.date())
    library.refresh_index(None)
    library.close()
    return folder


@pytest.fixture
def library(sample_folder: Path, tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "desk"
    shutil.copytree(sample_folder, folder)
    library = Library.open(Paths.under(folder), now=lambda: NOW)
    yield library
    library.close()


@pytest.fixture
def empty_library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(Paths.under(tmp_path / "empty"), now=lambda: NOW)
    yield library
    library.close()


@pytest.fixture
def drive() -> Drive:
    """Opens the app on a library: `async with drive(library, size=(100, 30)) as pilot`."""

    @asynccontextmanager
    async def run(
        library: Library, *, scope: tuple[str, ...] = ("sample",), size: tuple[int, int] = (160, 45)
    ) -> AsyncIterator[Pilot[int]]:
        app = PaperdeckApp(library, scope)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot

    return run

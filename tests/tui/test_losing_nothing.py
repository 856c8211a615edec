"""Notes that the library cannot take: kept in the editor, tried again, put into a file, never dropped."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from textual.app import App

from library import Library, StoreError
from parser import PaperKey
from tests.tui.desk import Drive, browser, press, settled, shown
from tui.app import PaperdeckApp
from tui.rescue import rescued

FULL = "no space left on the disk"


@contextlib.contextmanager
def full_disk(library: Library, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """No change can be written."""

    def refuse(*_: object, **__: object) -> None:
        raise StoreError(FULL)

    with monkeypatch.context() as patch:
        patch.setattr(library, "set_note", refuse)
        yield


async def test_a_note_that_could_not_be_saved_is_saved_later(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(library) as pilot:
        key = browser(pilot).papers.key
        assert key is not None
        with full_disk(library, monkeypatch):
            await press(pilot, "e", *"kept", "escape")
            assert FULL.capitalize() in shown(pilot)
        await press(pilot, "escape")
        await settled(pilot)
    assert library.entry(key).note == "kept"


async def test_leaving_tries_the_refused_note_again(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(library) as pilot:
        key = browser(pilot).papers.key
        assert key is not None
        with full_disk(library, monkeypatch):
            await press(pilot, "e", *"kept", "escape")
        await pilot.press("ctrl+q")
    assert library.entry(key).note == "kept"


async def test_a_note_that_can_never_be_saved_is_put_into_a_file(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_disk(library, monkeypatch):
        async with drive(library) as pilot:
            app = pilot.app
            await press(pilot, "e", *"kept", "escape")
            await pilot.press("ctrl+q")
    assert isinstance(app, PaperdeckApp)
    (said,) = app.last_words
    assert FULL in said
    place = Path(said.rpartition(" in ")[2])
    assert place.read_text() == "kept"
    assert place.stat().st_mode & 0o777 == 0o600


async def test_a_fault_of_the_program_saves_the_note_and_shows_no_traceback(
    library: Library, drive: Drive, capsys: pytest.CaptureFixture[str]
) -> None:
    apps: list[App[int]] = []

    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    async def write_and_fail() -> None:
        async with drive(library) as pilot:
            apps.append(pilot.app)
            await pilot.press("e", *"kept")
            pilot.app.call_next(fail)
            await pilot.pause()

    key = library.newest()[0]
    with pytest.raises(ZeroDivisionError):
        await write_and_fail()
    (app,) = apps
    assert library.entry(key).note == "kept"
    assert isinstance(app, PaperdeckApp)
    assert app.last_words[0].startswith("ZeroDivisionError: on purpose (a fault of paperdeck; the details")
    assert "Traceback" not in capsys.readouterr().err


def test_where_no_disk_has_room_the_note_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "gone"))
    said = rescued(PaperKey("abc"), "first\nsecond", "disk full", tmp_path / "gone too")
    assert said.endswith("This is its text:\nfirst\nsecond")


async def test_a_note_that_stayed_outside_is_told_at_the_next_start(library: Library, drive: Drive) -> None:
    (library.paths.state / "note-abc-1.md").write_text("kept when the editor failed")
    async with drive(library) as pilot:
        assert "1 note is in a file of its own" in shown(pilot)
        assert "paperdeck doctor" in shown(pilot)

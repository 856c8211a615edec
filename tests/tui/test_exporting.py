"""Exporting: given papers on the screen, when I press x and name a file, then it holds just those."""

from __future__ import annotations

from pathlib import Path

from library import Library
from tests.tui.desk import Drive, browser, lines, press, settled, shown
from tui.browser import BrowserScreen
from tui.export_screen import ExportScreen


async def named(pilot, path: Path) -> None:  # type: ignore[no-untyped-def]
    """Presses x and writes the file's name into the line."""
    await press(pilot, "x")
    assert isinstance(pilot.app.screen, ExportScreen)
    pilot.app.screen.query_one("#export-line").value = str(path)
    await settled(pilot)


async def test_the_papers_that_are_shown_are_written(library: Library, drive: Drive, tmp_path: Path) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "cat:LG"
        await settled(pilot)
        await named(pilot, tmp_path / "lg.bib")
        assert "Export 25 papers to" in shown(pilot)
        assert "BibTeX, for LaTeX" in shown(pilot)
        await press(pilot, "enter")
        await settled(pilot, on=BrowserScreen)
        assert (tmp_path / "lg.bib").read_text().count("@misc{") == 25
        assert "Wrote 25 papers" in lines(pilot)[2]


async def test_a_selection_is_written_alone(library: Library, drive: Drive, tmp_path: Path) -> None:
    async with drive(library) as pilot:
        await press(pilot, "space", "space")
        await named(pilot, tmp_path / "two.ris")
        await press(pilot, "enter")
        await settled(pilot, on=BrowserScreen)
        assert (tmp_path / "two.ris").read_text().count("TY  - ") == 2


async def test_what_is_there_goes_only_at_the_second_enter(
    library: Library, drive: Drive, tmp_path: Path
) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine")
    async with drive(library) as pilot:
        await named(pilot, path)
        await press(pilot, "enter")
        assert "mine.md is there already; enter again replaces it" in shown(pilot)
        assert path.read_text() == "mine"
        await press(pilot, "enter")
        await settled(pilot, on=BrowserScreen)
        assert path.read_text().startswith("# Reading list")


async def test_an_unknown_ending_writes_nothing(library: Library, drive: Drive, tmp_path: Path) -> None:
    async with drive(library) as pilot:
        await named(pilot, tmp_path / "x.docx")
        assert "The name's ending says the format" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ExportScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BrowserScreen)
        assert list(tmp_path.glob("*.docx")) == []


async def test_a_place_that_cannot_be_written_is_said(library: Library, drive: Drive, tmp_path: Path) -> None:
    async with drive(library) as pilot:
        await named(pilot, tmp_path / "no" / "such" / "x.bib")
        await press(pilot, "enter")
        await settled(pilot, on=BrowserScreen)
        assert "Cannot write" in lines(pilot)[2]

"""Bringing listings in, opening one, updating, removing, and the statistics over them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Sparkline, Static

from library import Library, sample_path
from tests.tui.desk import Drive, browser, choices, count, lines, press, query, settled, shown
from tui.browser import BrowserScreen
from tui.listings_screen import ListingsScreen
from tui.stats_screen import StatsScreen

LATER = "LGNov 20, 2026\nReading Lists that Learn their ReaderAda Lovelace, Alan Turing\nA short abstract.\n"


def listing(folder: Path, *extra: str, name: str = "week") -> Path:
    """A file with the first papers of the sample and whatever else is named."""
    path = folder / f"{name}.txt"
    first = sample_path().read_text(encoding="utf-8").split("\n")[:30]
    path.write_text("\n".join([*first, *"".join(extra).splitlines()]) + "\n", encoding="utf-8")
    settle = path.stat().st_mtime_ns - 3_600 * 10**9 + len(extra)
    os.utime(path, ns=(settle, settle))
    return path


async def said(pilot: Pilot[int], text: str) -> None:
    """Waits until the message line has said something with `text` in it."""
    for _ in range(500):
        await settled(pilot)
        if text in str(browser(pilot).query_one("#message", Static).content):
            return
    raise AssertionError(f"never said {text!r}")


async def test_a_listing_is_added_by_its_path(library: Library, drive: Drive, tmp_path: Path) -> None:
    path = listing(tmp_path, LATER)
    async with drive(library) as pilot:
        await press(pilot, "L", "a", *str(path), "enter")
        await settled(pilot, on=BrowserScreen)
        await said(pilot, "week: 1 new")
        assert browser(pilot).scope == ("week",), "its papers are shown"
        await press(pilot, "L")
        assert [name.split()[0] for name in choices(pilot)] == ["All", "sample", "week"]
        await press(pilot, "enter")
        await settled(pilot, on=BrowserScreen)
        assert count(pilot).startswith("11 of 11")
        assert "11 papers" in lines(pilot)[0]


async def test_who_has_gone_on_meanwhile_stays_there(library: Library, drive: Drive, tmp_path: Path) -> None:
    async with drive(library, scope=("sample",)) as pilot:
        desk = browser(pilot)
        desk._shows_next = desk._whereabouts
        report = library.add(listing(tmp_path, LATER))
        await press(pilot, "j")
        desk.post_message(desk.ImportEnded(report))
        await said(pilot, "week: 1 new")
        assert desk.scope == ("sample",)


@pytest.mark.parametrize("path", ["/no/such.txt", "~nobody-here/page"])
async def test_a_path_that_is_none_is_said_and_changes_nothing(
    library: Library, drive: Drive, path: str
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "L", "a", *path, "enter")
        await said(pilot, f"{path}: there is no such file")
        assert count(pilot).startswith("50 of 50")


async def test_all_papers_shows_every_listing(library: Library, drive: Drive, tmp_path: Path) -> None:
    library.add(listing(tmp_path, LATER))
    library.refresh_index(None)
    async with drive(library) as pilot:
        assert count(pilot).startswith("50 of 50")
        await press(pilot, "L", "k", "enter")
        await settled(pilot, on=BrowserScreen)
        assert count(pilot).startswith("51 of 51")


async def test_removing_a_listing_can_be_undone(library: Library, drive: Drive, tmp_path: Path) -> None:
    library.add(listing(tmp_path, LATER))
    async with drive(library, scope=("week",)) as pilot:
        await press(pilot, "L", "d")
        await settled(pilot, on=BrowserScreen)
        assert [one.name for one in library.listings()] == ["sample"]
        await press(pilot, "u")
        assert {one.name for one in library.listings()} == {"sample", "week"}


async def test_a_newer_file_is_offered_and_brought_in(library: Library, drive: Drive, tmp_path: Path) -> None:
    library.add(listing(tmp_path))
    async with drive(library, scope=("week",)) as pilot:
        assert count(pilot).startswith("10 of 10")
        listing(tmp_path, LATER)
        browser(pilot).look_for_newer()
        await said(pilot, "week has 1 new")
        await press(pilot, "I")
        await said(pilot, "week: 1 new")
        await settled(pilot)
        assert count(pilot).startswith("11 of 11")
        assert "Reading Lists that Learn" in shown(pilot)


async def test_statistics_lead_to_the_papers_behind_them(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await pilot.press("percent_sign")
        await settled(pilot, on=StatsScreen)
        assert "50 papers · 38 % with code" in str(pilot.app.screen.query_one("#stats-facts", Static).content)
        assert sum(pilot.app.screen.query_one(Sparkline).data or []) == 50
        await press(pilot, "j", "enter")
        await settled(pilot, on=BrowserScreen)
        assert query(pilot) == "year:2025"
        assert count(pilot).startswith("6 of 50")


async def test_statistics_say_who_writes_with_whom(library: Library, drive: Drive) -> None:
    author = library.statistics().authors[0].value
    beside = library.coauthors(author)
    async with drive(library) as pilot:
        await pilot.press("percent_sign")
        await settled(pilot, on=StatsScreen)
        assert "Authors who write together" in texts(pilot)
        assert "name only their first authors (et al.)" in texts(pilot)
        assert "with whom" not in shown(pilot)
        while author not in chosen_line(pilot):
            await pilot.press("j")
        await settled(pilot)
        assert "w with whom" in shown(pilot)
        await press(pilot, "w")
        assert f"With {author}" in texts(pilot)
        assert beside[0].value in chosen_line(pilot)
        await press(pilot, "escape")
        assert author in chosen_line(pilot), "back on the line it came from"
        await press(pilot, "w", "enter")
        await settled(pilot, on=BrowserScreen)
        assert query(pilot) == f'author:"{author}" author:"{beside[0].value}"'
        assert count(pilot).startswith(f"{beside[0].papers} of 50")


def texts(pilot: Pilot[int]) -> str:
    """All lines of the statistics, those out of sight too."""
    return "\n".join(str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options)


def chosen_line(pilot: Pilot[int]) -> str:
    option = pilot.app.screen.query_one(OptionList).highlighted_option
    return str(option.prompt) if option else ""


async def test_escape_leaves_both_screens_as_they_were(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        for key, screen in (("L", ListingsScreen), ("percent_sign", StatsScreen)):
            await pilot.press(key)
            await settled(pilot, on=screen)
            await press(pilot, "escape")
            assert count(pilot).startswith("50 of 50")


FUSED = "LGMay 2, 2025\nTeaching Robots with GPTMaria Silva, Jon Aas et al.\nAbout robots.\n"


async def test_the_cut_is_moved_and_stays_after_another_import(
    library: Library, drive: Drive, tmp_path: Path
) -> None:
    path = listing(tmp_path, FUSED)
    library.add(path)
    library.refresh_index(None)
    async with drive(library, scope=("week",)) as pilot:
        browser(pilot).search.text = "robots"
        await settled(pilot)
        row = browser(pilot).papers.row
        assert row is not None
        library.set_note(row.key, "about this one")
        await press(pilot, "M", "shift+left", "enter")
        await settled(pilot, on=BrowserScreen)
        row = browser(pilot).papers.row
        assert row is not None
        assert row.title == "Teaching Robots with GP"
        assert library.entry(row.key).paper.authors == ("TMaria Silva", "Jon Aas")
        assert library.entry(row.key).note == "about this one"
        listing(tmp_path, FUSED, LATER)
        library.add(path)
        assert library.entry(row.key).paper.title == "Teaching Robots with GP"
        await press(pilot, "u")
        titles = {r.title for r in library.rows(list(library.newest(("week",))))}
        assert "Teaching Robots with GPT" in titles

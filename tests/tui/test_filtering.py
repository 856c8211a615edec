"""The filter pane by keyboard and mouse: given the sample, when I choose, then I see."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from rich.cells import cell_len
from rich.style import Style

from library import Library
from search.answer import Facet, FacetValue
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.filter_drawing import drawn
from tui.filter_lines import Line, Narrowing, label, lay_out, spark


async def go_to_group(drive_pilot: object, field: str) -> None:
    """Puts the cursor of the filter pane on the first value of a group."""
    filters = browser(drive_pilot).filters  # type: ignore[arg-type]
    filters.focus()
    filters.cursor = next(
        place for place, line in enumerate(filters._lines) if line.field == field and line.value
    )
    await settled(drive_pilot)  # type: ignore[arg-type]


async def test_all_filters_go_with_one_key_and_the_words_stay(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "cat:LG learning -code:no"
        await settled(pilot)
        await press(pilot, "F")
        assert query(pilot) == "learning"
        await press(pilot, "F")
        assert "No filter is on" in lines(pilot)[2]


async def test_a_name_typed_into_a_long_group_narrows_it(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await go_to_group(pilot, "author")
        await press(pilot, "slash", *"ja")
        assert "Author  ja" in shown(pilot)
        names = [
            line.value.value
            for line in browser(pilot).filters._lines
            if line.field == "author" and line.value
        ]
        assert names
        assert all(" ja" in " " + name.casefold() for name in names)
        assert query(pilot) == "", "letters belong to the name, not to the keys"
        await press(pilot, "down", "enter")
        assert query(pilot) == f'author:"{names[1]}"'
        assert "Author  ja" not in shown(pilot)
        assert count(pilot).startswith(f"{library.view(query(pilot)).count} of 50")


async def test_names_beyond_the_first_ones_are_found(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        first = browser(pilot).view.answer.facets  # type: ignore[union-attr]
        known = {value.value for facet in first if facet.field == "author" for value in facet.values}
        everybody = {name for key in library.newest() for name in library.entry(key).paper.authors}
        rare = sorted(name for name in everybody - known if name.isascii() and name.isprintable())[0]
        await go_to_group(pilot, "author")
        await press(pilot, "slash")
        for character in rare.split()[0]:
            await pilot.press(character)
        await settled(pilot)
        assert rare[:20] in shown(pilot)


async def test_escape_ends_the_typing_then_leaves_the_pane(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await go_to_group(pilot, "author")
        await press(pilot, "slash", *"xyz")
        assert "none begins so" in shown(pilot)
        await press(pilot, "enter", "backspace", "backspace", "backspace")
        assert query(pilot) == ""
        await press(pilot, "escape")
        assert browser(pilot).focused is browser(pilot).filters
        await press(pilot, "escape")
        assert browser(pilot).focused is browser(pilot).papers


async def test_in_a_short_group_the_slash_goes_to_the_search_bar(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await go_to_group(pilot, "code")
        await press(pilot, "slash")
        assert browser(pilot).search.input.has_focus


async def test_a_chosen_year_shows_its_months(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await go_to_group(pilot, "year")
        assert "  ○ May" not in shown(pilot)
        await press(pilot, "enter")
        assert query(pilot) == "year:2026"
        assert "  ○ May" in shown(pilot)
        await press(pilot, "j", "enter")
        assert query(pilot).startswith("year:2026 month:2026-")
        assert 0 < browser(pilot).view.answer.count < 14  # type: ignore[union-attr]


async def test_more_opens_a_long_group_and_folds_it_again(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        filters = browser(pilot).filters
        before = len(filters._lines)
        filters.focus()
        filters.cursor = next(place for place, line in enumerate(filters._lines) if line.more)
        await press(pilot, "enter")
        assert len(filters._lines) > before
        assert filters.line is not None
        assert filters.line.more == -1, "the cursor stays on the line that folds it"
        await press(pilot, "enter")
        assert len(filters._lines) == before


async def test_the_mouse_includes_excludes_and_types(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        filters = browser(pilot).filters
        await pilot.click("#filters", offset=(6, 1), button=3)
        await settled(pilot)
        assert query(pilot) == "-cat:LG"
        await pilot.click("#filters", offset=(6, 1), button=3)
        await settled(pilot)
        assert query(pilot) == ""
        heading = next(n for n, line in enumerate(filters._lines) if line.heading == "Author")
        await pilot.click("#filters", offset=(3, heading))
        await settled(pilot)
        assert filters.narrowing == Narrowing("author")


async def test_the_footer_says_what_the_line_can_do(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await go_to_group(pilot, "code")
        assert "type a name" not in lines(pilot)[-1]
        await go_to_group(pilot, "author")
        assert "type a name" in lines(pilot)[-1]
        await press(pilot, "slash")
        assert "all values" in lines(pilot)[-1]


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_what_is_said_of_an_empty_list_does_not_cover_the_drawer(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        browser(pilot).search.text = "cat:LG nosuchwordatall"
        await settled(pilot)
        assert "No paper matches" in shown(pilot)
        await press(pilot, "f")
        assert "No paper matches" not in shown(pilot)
        assert "● LG" in shown(pilot)
        await press(pilot, "escape")
        assert "No paper matches" in shown(pilot)


# What stands on which line


def facet(field: str, *values: tuple[str, int]) -> Facet:
    return Facet(field, tuple(FacetValue(*value) for value in values), len(values))


def texts(found: list[Line]) -> list[str]:
    return [line.heading or (label(line.field, line.value.value) if line.value else "") for line in found]


def test_groups_have_an_order_of_their_own() -> None:
    found = lay_out([facet("in", ("a", 1), ("b", 1)), facet("is", ("new", 1)), facet("cat", ("LG", 2))])
    assert [line.heading for line in found if line.heading] == ["Category", "Mine", "Listing"]


def test_months_stand_under_their_year() -> None:
    years = facet("year", ("2024", 3), ("2023", 2))
    months = facet("month", ("2023-12", 1), ("2023-01", 1))
    assert texts(lay_out([years, months])) == ["Year", "2024", "2023", "Dec", "Jan"]


def test_a_folded_group_of_years_shows_them_all_as_a_line() -> None:
    years = [(str(year), year - 2000) for year in range(2024, 2008, -1)]
    heading, *_ = lay_out([facet("year", *years)])
    assert len(heading.spark) == 16
    assert heading.spark[-1] == "█"
    heading, *_ = lay_out([facet("year", *years[:5])])
    assert heading.spark == "", "the bars beside the years say it"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [({}, ""), ({2020: 1}, "█"), ({2020: 1, 2022: 7}, "▂ █"), ({2020: 0, 2021: 4}, " █")],
)
def test_a_line_of_years_leaves_a_gap_where_there_is_nothing(counts: dict[int, int], expected: str) -> None:
    assert spark(counts) == expected


@pytest.mark.parametrize("first", [1996, 2004])
def test_the_line_of_years_does_not_touch_its_heading(first: int) -> None:
    years = [(str(year), 7) for year in range(2026, first, -1)]
    heading, *_ = lay_out([facet("year", *years)])
    written = "".join(s.text for s in drawn(heading, 27, defaultdict(Style)))
    assert written.startswith("Year ")
    assert written.endswith(f" {2026 - first}")
    assert len(written) == 27


@pytest.mark.parametrize("counts", [(25, 3), (1_074, 8_926, 12), (100_000, 7)])
def test_bars_and_counts_of_a_group_stand_in_columns(counts: tuple[int, ...]) -> None:
    found = lay_out([facet("is", *zip(("starred", "unread", "new"), counts, strict=False))])
    drawn_lines = ["".join(s.text for s in drawn(line, 27, defaultdict(Style))) for line in found[1:]]
    assert {cell_len(line) for line in drawn_lines} == {27}
    assert len({len(re.split("[━╸]", line)[0]) for line in drawn_lines}) == 1
    assert all(
        label("is", line.value.value) in text
        for line, text in zip(found[1:], drawn_lines, strict=True)
        if line.value
    )

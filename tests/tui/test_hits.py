"""Hits and messages about the query: given a search, when I press n, then I stand on the next hit."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events
from textual.content import Content

from library import Library
from search.answer import QueryProblem
from tests.tui.desk import Drive, browser, lines, press, settled, shown
from tui import standing
from tui.detail_hits import CURRENT, hit_spans, line_of


def current_hit(pilot: object) -> str:
    """The text that is marked as the hit one stands on."""
    content = browser(pilot).detail.scroller.text
    assert isinstance(content, Content)
    return next((content.plain[s.start : s.end] for s in content.spans if s.style == CURRENT), "")


async def test_n_goes_from_hit_to_hit_and_round(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "agents"
        await settled(pilot)
        hits = len(hit_spans(browser(pilot).detail._text))
        assert hits > 1
        for at in [*range(1, hits + 1), 1]:
            await press(pilot, "n")
            assert f"Hit {at} of {hits}" in lines(pilot)[2]
            assert current_hit(pilot).casefold().startswith("agent")
        await press(pilot, "N")
        assert f"Hit {hits} of {hits}" in lines(pilot)[2]
        await press(pilot, "j")
        assert current_hit(pilot) == "", "another paper starts without a marked hit"


async def test_the_hit_one_goes_to_is_in_sight(library: Library, drive: Drive) -> None:
    async with drive(library, size=(80, 24)) as pilot:
        browser(pilot).search.text = "the"
        await settled(pilot)
        detail = browser(pilot).detail
        spans = hit_spans(detail._text)
        width = detail.scroller.text_width
        for place in range(len(spans)):
            await press(pilot, "n")
            line = line_of(detail._text, spans[place], width)
            top = detail.scroller.scroll_y
            assert top <= line < top + detail.scroller.size.height


async def test_without_a_query_n_says_why_nothing_happens(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "n")
        assert "No hit" in lines(pilot)[2]


async def test_a_hit_is_found_on_the_line_where_it_is_shown() -> None:
    content = Content("one two three\nfour five six seven").stylize("x", 0, 3)
    plain = content.plain
    wrapped = [line.plain for line in content.wrap(9)]
    for word in plain.split():
        at = plain.index(word)
        assert word in wrapped[line_of(content, (at, at + len(word)), 9)]


@pytest.mark.parametrize("size", [(100, 30), (160, 45)])
async def test_a_hit_in_the_abstract_only_is_shown_above_a_list_without_a_pane_beside_it(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        browser(pilot).search.text = "abstract:symmetries -title:symmetries"
        await settled(pilot)
        assert browser(pilot).papers.key is not None
        assert ("symmetry" in lines(pilot)[2]) == (size == (100, 30))
        browser(pilot).search.text = ""
        await settled(pilot)
        assert lines(pilot)[2].strip() == ""


# Mistakes


@pytest.mark.parametrize(
    ("before", "bad"),
    [
        ("", "nosuch:thing"),
        ("learning ", "nosuch:thing"),
        ("强化学习 ", "nosuch:thing"),
        ("   learning   agents  ", "nosuch:thing"),
        ("é̂ 👩‍🔬 ", "nosuch:thing"),
    ],
)
async def test_a_mistake_is_underlined_where_it_stands(
    library: Library, drive: Drive, before: str, bad: str
) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = before + bad
        await settled(pilot)
        bar, below = lines(pilot)[1], lines(pilot)[2]
        assert "▔" in below
        assert cell_len(below[: below.index("▔")]) == cell_len(bar[: bar.index("nosuch")])
        assert below.count("▔") == len("nosuch:")


async def test_a_mistake_in_a_long_query_keeps_its_mark_in_sight(library: Library, drive: Drive) -> None:
    async with drive(library, size=(80, 24)) as pilot:
        browser(pilot).search.text = "learning " * 20 + "nosuch:thing"
        await settled(pilot)
        await press(pilot, "slash")
        bar, below = lines(pilot)[1], lines(pilot)[2]
        assert below.index("▔") == bar.index("nosuch")
        assert "there is no field" in below, (
            "the words stand before the mark where there is no room behind it"
        )
        await press(pilot, "home")
        assert "▔" in lines(pilot)[2]
        assert "there is no field" in lines(pilot)[2]


@pytest.mark.parametrize("column", [3, 20, 40, 60, 76])
@pytest.mark.parametrize("width", [80, 120])
def test_a_mistake_fits_its_line_and_is_marked_in_its_place(column: int, width: int) -> None:
    problem = QueryProblem(0, 3, "there is no field abc:", "fields are " + "title, " * 30)
    shown = standing.mistake(problem, column, 3, width).plain
    assert cell_len(shown) <= width
    assert shown.index("▔▔▔") == column
    assert "there is no" in shown


async def test_typing_is_not_disturbed_by_a_query_that_is_not_ready(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *'cat:LG "world')
        assert "▔" not in shown(pilot)


async def test_what_a_terminal_would_obey_does_not_get_into_the_query(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"learning ")
        browser(pilot).search.input.post_message(events.Paste("\x1b[31mworld\u202e\x07 model"))
        await settled(pilot)
        assert browser(pilot).search.text == "learning [31mworld model"
        assert browser(pilot).search.input.cursor_at_end


async def test_hits_in_a_note_are_marked(library: Library, drive: Drive) -> None:
    key = library.newest()[0]
    library.set_note(key, "# Compare\nwith the baselines of last year")
    async with drive(library) as pilot:
        await press(pilot, "slash", *"note:baseline", "enter")
        assert browser(pilot).papers.key == key
        text = browser(pilot).detail._text
        assert [text.plain[start:end] for start, end in hit_spans(text)] == ["baselines"]
        await press(pilot, "n")
        assert "Hit 1 of 1" in shown(pilot)

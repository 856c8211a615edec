"""Given papers to go through, when I press one key each, then I see the next one, at the end a summary."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from library import Library, ReadState, Row
from parser import PaperKey
from tests.tui.desk import Drive, browser, lines, press, query, settled, shown
from tui.browser import BrowserScreen
from tui.help_screen import HelpScreen
from tui.triage import Triage, Verdict
from tui.triage_screen import TriageScreen


def rows(library: Library) -> list[Row]:
    return library.rows(list(library.newest()))


def place(pilot: Pilot[int]) -> str:
    """`37 of 212`, as the first line ends."""
    return lines(pilot)[0].rstrip().split("  ")[-1].strip()


def paper(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#triage-text", Static).content)


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24)])
async def test_one_key_decides_and_the_next_paper_is_there(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, TriageScreen)
        titles = [row.title for row in rows(library)]
        assert place(pilot) == "1 of 50"
        assert "M moves it" not in shown(pilot), "a key that triage does not have"
        for key, said in [("b", "Kept: "), ("a", "For later: "), ("r", "Read: "), ("d", "Not for me: ")]:
            title = paper(pilot).splitlines()[0]
            await press(pilot, key)
            assert lines(pilot)[2].strip().startswith(said + title[:20])
            assert "u takes it back" in lines(pilot)[2]
        assert place(pilot) == "5 of 50"
        assert paper(pilot).startswith(titles[4])
        assert all(
            word in shown(pilot) for word in ("b keep", "a later", "r read", "d not for me", "space skip")
        )
        kept, later, read, no, *_ = rows(library)
        assert kept.starred
        assert later.queued
        assert read.state is ReadState.READ
        assert no.state is ReadState.NO


async def test_undo_goes_back_and_takes_back(library: Library, drive: Drive) -> None:
    library.star([rows(library)[2].key], True)
    before = rows(library)
    async with drive(library) as pilot:
        await press(pilot, "T", "u")
        assert "Nothing was decided here yet" in shown(pilot)
        assert rows(library)[2].starred, "what was done before triage is not touched"
        await press(pilot, "d", "space", "b", "a")
        assert place(pilot) == "5 of 50"
        assert [row.queued for row in rows(library)][:5] == [False, False, False, True, False]
        await press(pilot, "u")
        assert place(pilot) == "4 of 50"
        assert "Undone: put “" in shown(pilot)
        await press(pilot, "u")
        assert place(pilot) == "3 of 50"
        assert rows(library)[2].starred, "it had its star before"
        await press(pilot, "u", "u")
        assert place(pilot) == "1 of 50"
        assert rows(library) == before


async def test_going_back_keeps_the_decision_and_shows_it(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "T", "b", "h")
        assert place(pilot) == "1 of 50"
        assert "★ bookmarked" in paper(pilot)
        await press(pilot, "h", "left")
        assert place(pilot) == "1 of 50"
        await press(pilot, "space", "l", "right")
        assert place(pilot) == "4 of 50"
        assert rows(library)[0].starred


async def test_the_end_has_a_summary_that_leads_back(library: Library, drive: Drive) -> None:
    async with drive(library, size=(80, 24)) as pilot:
        await press(pilot, "slash", *"hanabi", "enter")
        papers = list(browser(pilot).papers._order)
        assert len(papers) == 2
        await press(pilot, "T", "b", "space")
        assert "1 of 2 papers decided" in shown(pilot)
        assert "★  kept" in shown(pilot)
        assert "left alone" in shown(pilot)
        assert "enter back to the papers" in shown(pilot)
        await press(pilot, "d", "space", "r")
        assert library.view("is:no").count == 0, "there is nothing left to decide about"
        await press(pilot, "h", "d", "enter")
        assert isinstance(pilot.app.screen, BrowserScreen)
        assert "1 kept, 1 not for me" in shown(pilot)
        assert query(pilot) == "hanabi"
        assert browser(pilot).papers.key == papers[-1]
        assert "★" in lines(pilot)[3]


async def test_escape_ends_early_and_can_be_thought_over(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "T", "escape")
        browser(pilot)
        await press(pilot, "j", "j", "T", "d", "d", "escape")
        assert "2 of 50 papers decided" in shown(pilot)
        await press(pilot, "h")
        assert place(pilot) == "5 of 50", "it goes on where it was"
        await press(pilot, "q", "u")
        assert place(pilot) == "4 of 50"
        await press(pilot, "escape", "escape")
        assert browser(pilot).papers.cursor == 3
        assert library.view("is:no").count == 1


async def test_triage_of_a_selection_is_about_nothing_else(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "space", "j", "space", "j", "space", "G", "T")
        assert place(pilot) == "1 of 3"
        await press(pilot, "d", "d", "d", "escape")
        wanted = [row.key for row in rows(library)]
        assert list(library.view("is:no").order) == [wanted[0], wanted[2], wanted[4]]
        await press(pilot, "slash", *"hanabi", "enter", "T")
        assert place(pilot) == "1 of 2", "none of the selected papers is shown here"


async def test_papers_that_leave_the_query_stay_in_the_pass(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "is:unread"
        await settled(pilot)
        await press(pilot, "T", "r", "r", "h")
        assert place(pilot) == "2 of 50"
        await press(pilot, "escape", "escape")
        assert browser(pilot).view.answer.count == 48  # type: ignore[union-attr]


async def test_the_mouse_decides_and_long_abstracts_scroll(library: Library, drive: Drive) -> None:
    async with drive(library, size=(60, 16)) as pilot:
        await press(pilot, "T")
        scroller = pilot.app.screen.query_one("#triage-paper")
        await press(pilot, "j", "j")
        assert scroller.scroll_offset.y == 2
        await press(pilot, "k", "ctrl+d")
        assert scroller.scroll_offset.y > 2
        offers = lines(pilot)[13]
        await pilot.click("#triage-offers", offset=(offers.index("not for me") + 2, 1))
        await settled(pilot)
        assert place(pilot) == "2 of 50"
        assert scroller.scroll_offset.y == 0
        assert rows(library)[0].state is ReadState.NO


async def test_keys_of_ones_own_are_offered(library: Library, drive: Drive) -> None:
    library.paths.settings.write_text('[keys]\n"triage.keep" = "["\n"triage.leave" = "x"\n')
    with Library.open(library.paths) as own:
        async with drive(own) as pilot:
            await press(pilot, "T")
            assert "[ keep     a later" in shown(pilot)
            await press(pilot, "left_square_bracket", "escape")
            assert own.rows(list(own.newest())[:1])[0].starred
            assert "x back to the papers" in shown(pilot)


async def test_question_mark_shows_the_keys_of_triage(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "T", "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Go on without a decision" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TriageScreen)


async def test_triage_of_nothing_does_not_begin(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"zzzz", "enter", "T")
        browser(pilot)


def test_counting() -> None:
    triage = Triage([PaperKey(name) for name in "abc"], at=1)
    triage.decide(Verdict.KEEP, changed=True)
    triage.back()
    triage.decide(Verdict.NO, changed=True)
    assert triage.words() == "1 not for me"
    triage.take_back()
    assert (triage.key, triage.words()) == ("b", "1 kept")
    triage.skip()
    triage.skip()
    assert triage.ended
    assert triage.key == "c"
    triage.skip()
    triage.take_back()
    assert triage.key == "c"

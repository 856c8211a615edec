"""Related papers: given a paper, when I press R, then those near it are shown, and escape leads back."""

from __future__ import annotations

from library import Library
from tests.tui.desk import Drive, browser, count, lines, press, query, settled
from tui.browser.asking import Answered


async def test_r_shows_what_is_near_and_why_and_escape_leads_back(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "j", "j", "j")
        papers = browser(pilot).papers
        start = papers.key
        assert start is not None
        near = library.related(start, limit=20)
        assert near
        await press(pilot, "R")
        assert list(papers._order) == [each.key for each in near]
        assert start not in papers._order
        assert papers.cursor == 0
        assert count(pilot).startswith(f"{len(near)} of 50")
        assert "Near by" in lines(pilot)[2]
        tie = (*near[0].words, *near[0].people)[0]
        assert tie in lines(pilot)[2]
        await press(pilot, "escape")
        assert papers.key == start
        assert count(pilot).startswith("50 of 50")
        assert "Near by" not in lines(pilot)[2]


async def test_the_walk_goes_on_from_a_related_paper(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        first = browser(pilot).papers.key
        await press(pilot, "R", "j")
        second = browser(pilot).papers.key
        await press(pilot, "R")
        assert browser(pilot).papers.key not in (first, second)
        await press(pilot, "escape")
        assert browser(pilot).papers.key == second
        await press(pilot, "escape")
        assert browser(pilot).papers.key == first


async def test_what_i_decide_there_is_kept_and_shown(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "R", "j", "b")
        key = browser(pilot).papers.key
        assert key is not None
        assert library.entry(key).starred
        assert browser(pilot).papers.row is not None
        assert browser(pilot).papers.row.starred  # type: ignore[union-attr]
        assert count(pilot).startswith(f"{len(library.related(library.newest()[0], limit=20))} of 50")


async def test_a_question_asked_anew_ends_the_walk(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "R", "c")
        assert query(pilot) == "code:yes"
        assert count(pilot).startswith("19 of 50")
        await press(pilot, "escape")
        assert query(pilot) == ""
        await press(pilot, "R", "s")
        assert count(pilot).startswith("50 of 50 · oldest")


async def test_an_answer_that_was_on_its_way_waits_for_the_way_back(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        screen = browser(pilot)
        await press(pilot, "j")
        start, before = screen.papers.key, screen.view
        assert before is not None
        await press(pilot, "R")
        screen.post_message(Answered(before))
        await settled(pilot)
        assert screen.papers.key != start
        assert "nearest first" in count(pilot)
        await press(pilot, "escape")
        assert screen.papers.key == start
        assert count(pilot).startswith("50 of 50 · newest")


async def test_reading_a_related_paper_does_not_lose_the_way(library: Library, drive: Drive) -> None:
    async with drive(library, size=(60, 20)) as pilot:
        first = browser(pilot).papers.key
        await press(pilot, "R", "enter", "escape")
        assert browser(pilot).papers.key != first
        await press(pilot, "escape")
        assert browser(pilot).papers.key == first


async def test_nothing_happens_in_an_empty_list(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "tag:none"
        await settled(pilot)
        await press(pilot, "R")
        assert count(pilot).startswith("0 of 50")


async def test_the_filters_step_back_while_related_papers_are_shown(library: Library, drive: Drive) -> None:
    """Their counts are those of the query, and so is what choosing one asks for."""
    async with drive(library) as pilot:
        filters = browser(pilot).filters
        await press(pilot, "R")
        assert filters.styles.opacity < 1
        await press(pilot, "escape")
        assert filters.styles.opacity == 1

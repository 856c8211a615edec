"""arXiv by name, against a server on this machine that speaks the same Atom and has bad days."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from library import Library, LibraryError
from library.arxiv import Client, wanted

Arxiv = Any  # see tests/conftest.py


def test_papers_by_identifier(library: Library, arxiv: Arxiv) -> None:
    report = library.add_from_arxiv("arxiv:2408.06292, cs.LG/0112017v2")
    assert (report.new, report.listing) == (2, "arxiv")
    assert arxiv.asked[0]["id_list"] == "2408.06292,cs/0112017"
    papers = [entry.paper for entry in library.entries(list(library.newest()))]
    assert {paper.arxiv_id for paper in papers} == {"2408.06292", "cs/0112017"}
    assert {(paper.category, str(paper.date), paper.authors) for paper in papers} == {
        ("MA", "2026-02-03", ("Ada Byron",))
    }


def test_a_query_comes_page_by_page(library: Library, arxiv: Arxiv) -> None:
    arxiv.total = 450
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    report = library.add_from_arxiv("arxiv:cat:cs.MA since:2026-01", progress=progress)
    assert (report.new, report.listing) == (450, "arxiv-cat-cs.MA-since-2026-01")
    assert [query["start"] for query in arxiv.asked] == ["0", "200", "400"]
    assert arxiv.asked[0]["search_query"] == "cat:cs.MA AND submittedDate:[202601010000 TO 299912312359]"
    assert seen[:3] == [(200, 450), (400, 450), (450, 450)]


def test_the_same_question_is_not_asked_twice_a_day(library: Library, arxiv: Arxiv) -> None:
    library.add_from_arxiv("arxiv:2408.06292")
    assert library.add_from_arxiv("arxiv:2408.06292").same
    assert len(arxiv.asked) == 1


@pytest.mark.parametrize("left", [0.0, 0.5, 0.99])
def test_a_kept_answer_that_was_cut_is_asked_for_again(library: Library, arxiv: Arxiv, left: float) -> None:
    library.add_from_arxiv("arxiv:2408.06292")
    (kept,) = library.paths.arxiv.glob("*.atom")
    os.truncate(kept, int(kept.stat().st_size * left))
    assert library.add_from_arxiv("arxiv:2408.06292").same
    assert len(arxiv.asked) == 2


@pytest.mark.parametrize("faults", [["500", "503"], ["cut"], ["silent"], ["empty"], ["429", "cut", "500"]])
def test_passing_faults_are_got_over(library: Library, arxiv: Arxiv, faults: list[str]) -> None:
    arxiv.faults = list(faults)
    assert library.add_from_arxiv("arxiv:cat:cs.MA").new == 1
    assert len(arxiv.asked) == len(faults) + 1


@pytest.mark.parametrize(
    ("faults", "message"),
    [
        (["500"] * 9, "arXiv is not well"),
        (["cut"] * 9, "the connection to arXiv broke off"),
        (["empty"] * 9, "arXiv sent an empty page"),
        (["html"], "what arXiv sent is no answer"),
        (["gzip"], "what arXiv sent is no answer"),  # compressed, which nobody asked for, is not unpacked
        (["400"], "arXiv answered 400"),
    ],
)
def test_faults_that_stay_are_said_and_change_nothing(
    library: Library, arxiv: Arxiv, faults: list[str], message: str
) -> None:
    arxiv.faults = list(faults)
    with pytest.raises(LibraryError, match=message):
        library.add_from_arxiv("arxiv:cat:cs.MA")
    assert library.listings() == []


def test_no_network_is_said(library: Library, tmp_path: Path) -> None:
    client = Client(tmp_path / "cache", api="http://127.0.0.1:9/api/query")
    with pytest.raises(LibraryError, match="is there a network"):
        client.fetch(wanted("arxiv:2408.06292"), None)


def test_nothing_found_is_said(library: Library, arxiv: Arxiv) -> None:
    arxiv.total = 0
    with pytest.raises(LibraryError, match="arXiv has no such paper"):
        library.add_from_arxiv("arxiv:cat:cs.XX")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('arxiv:author:foerster "world model"', 'au:foerster AND all:"world model"'),
        ("arxiv:cat:cs.MA -title:survey", "cat:cs.MA ANDNOT ti:survey"),
        (
            "arxiv:cat:cs.MA since:2025-12-30 until:2026-02",
            "cat:cs.MA AND submittedDate:[202512300000 TO 202602282359]",
        ),
    ],
)
def test_queries_are_put_in_arxivs_words(text: str, query: str) -> None:
    assert dict(wanted(text).parameters)["search_query"] == query


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("arxiv:", "asks for nothing"),
        ("arxiv:since:2026", "asks for nothing"),
        ("arxiv:cat:cs.MA since:soon", "is no date"),
        ("arxiv:colour:red", "no field colour"),
    ],
)
def test_a_question_that_is_none_is_said(text: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        wanted(text)

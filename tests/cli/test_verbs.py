"""Each verb once, as a script would use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_add_says_what_it_did(paperdeck: Run, listing: Path) -> None:
    ended = paperdeck("add", listing, "--as-of", "2024-07-01")
    assert ended.code == 0
    assert ended.lines[0].startswith("desk: 3 new, 0 updated, 0 unchanged")
    assert "dates without a year are taken as 2023, the page as of 2024-07-01" in ended.err
    assert paperdeck("add", listing).lines == ["desk: 3 papers, nothing has changed"]


def test_add_takes_several_and_goes_on_after_a_bad_one(paperdeck: Run, listing: Path, tmp_path: Path) -> None:
    ended = paperdeck("add", tmp_path / "none.txt", listing)
    assert ended.code == 2
    assert "none.txt: there is no such file" in ended.err
    assert ended.lines[0].startswith("desk: 3 new")


def test_add_strict_fails_where_lines_were_not_understood(paperdeck: Run, listing: Path) -> None:
    listing.write_text("some words before the papers\n" + listing.read_text())
    ended = paperdeck("add", listing, "--strict")
    assert ended.code == 1
    assert f"{listing}: line 1: " in ended.err
    assert ended.lines[0].startswith("desk: 3 new")


def test_a_name_is_for_one_listing(paperdeck: Run, listing: Path) -> None:
    assert paperdeck("add", "--name", "x", listing, listing).code == 2
    assert paperdeck("add", "--name", "mine", listing).lines[0].startswith("mine: 3 new")


def test_parse_gives_one_object_per_paper(paperdeck: Run, listing: Path) -> None:
    ended = paperdeck("parse", listing, "--json", "--as-of", "2024-12-01")
    assert ended.code == 0
    papers = [json.loads(line) for line in ended.lines]
    assert [(p["title"], p["line"], p["date"]) for p in papers] == [
        ("Apples and pears", 1, "2024-03-01"),
        ("Boats on the lake", 4, "2024-03-02"),
        ("Clouds at dusk", 7, "2023-06-03"),
    ]
    assert papers[1]["affiliations"] == ["deepmind"]
    assert all(0 <= p["confidence"] <= 1 for p in papers)
    assert "are taken as 2023" in ended.err


def test_parse_stores_nothing(paperdeck: Run, listing: Path, home: Path) -> None:
    paperdeck("parse", listing)
    assert list(home.rglob("*.db")) == []


def test_parse_reports_in_words(paperdeck: Run, listing: Path) -> None:
    listing.write_text(listing.read_text() + "AIFoo 99, 2024\nDoes not belong here\n")
    ended = paperdeck("parse", listing)
    assert ended.code == 0
    assert ended.lines[0] == f"{listing}: 3 papers, 1 with code"
    assert "--as-of DATE changes that" in ended.lines[1]
    assert "problem" in ended.out
    assert "  line 10: " in ended.out
    assert paperdeck("parse", listing, "--strict").code == 1


def test_parse_equals_the_gold_of_a_real_page(paperdeck: Run, shared: Path) -> None:
    ended = paperdeck("parse", shared / "seed-50.txt", "--as-of", "2026-11-22", "--json")
    gold = [json.loads(line) for line in (shared / "seed-50-gold.jsonl").read_text().splitlines()]
    found = [json.loads(line) for line in ended.lines]
    assert len(found) == len(gold) == 50
    for paper, wanted in zip(found, gold, strict=True):
        assert {name: paper[name] for name in wanted if name not in ("n", "arxiv_ids")} == {
            name: value for name, value in wanted.items() if name not in ("n", "arxiv_ids")
        }


def test_search_finds_what_the_search_bar_finds(paperdeck: Run, listing: Path) -> None:
    from library import Library

    paperdeck("add", listing)
    ended = paperdeck("search", "--json", "cat:LG ada")
    assert ended.code == 0
    papers = [json.loads(line) for line in ended.lines]
    with Library.open() as library:
        assert [p["key"] for p in papers] == list(library.view("cat:LG ada").order)
    assert {p["title"] for p in papers} == {"Apples and pears", "Clouds at dusk"}
    assert papers[0]["state"] == "unread"
    assert papers[0]["listings"] == ["desk"]


def test_search_without_json_gives_lines(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing)
    ended = paperdeck("search", "code:yes")
    assert ended.lines == ["2024-03-01  LG  code  Apples and pears  Byron et al."]
    assert ended.err == ""


def test_search_sorts_limits_and_keeps_within_a_listing(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing, "--as-of", "2024-12-01")
    ended = paperdeck("search", "we", "--sort", "oldest", "--limit", "2", "--in", "DESK")
    assert [line[:10] for line in ended.lines] == ["2023-06-03", "2024-03-01"]
    ended = paperdeck("search", "we", "--in", "nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no listing 'nowhere' (there are desk)" in ended.err


def test_search_without_result_is_one(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing)
    ended = paperdeck("search", "zeppelin")
    assert (ended.code, ended.out) == (1, "")
    assert "nothing matches" in ended.err


def test_a_mistake_in_a_query_is_marked(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing)
    ended = paperdeck("search", "boats colour:red")
    assert (ended.code, ended.out) == (2, "")
    query, marks = ended.err.splitlines()[1:3]
    assert query[marks.index("^") : marks.rindex("^") + 1].startswith("colour")


def test_paths_are_where_xdg_says(paperdeck: Run, home: Path) -> None:
    ended = paperdeck("paths")
    assert ended.lines[0].split() == ["library", str(home / "data" / "paperdeck" / "library.db")]
    places = json.loads(paperdeck("paths", "--json").out)
    assert set(places) == {"library", "backups", "index", "config", "log"}


@pytest.mark.parametrize(
    "args",
    [
        ("search",),
        ("--bogus",),
        ("parse", "--as-of", "yesterday", "x.txt"),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--sort", "colour"),
    ],
)
def test_wrong_usage_is_two_and_names_the_program(paperdeck: Run, args: tuple[str, ...]) -> None:
    ended = paperdeck(*args)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: paperdeck")
    assert "browse" not in ended.err


def test_help_and_version(paperdeck: Run) -> None:
    from importlib.metadata import version

    ended = paperdeck("--help")
    assert ended.code == 0
    assert "[LISTING]..." in ended.lines[0]
    assert "--sample" in ended.out
    assert paperdeck("--version").lines == [f"paperdeck {version('paperdeck')}"]

"""Copying and opening: what is offered, by which way it goes, and that nothing but the web is opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from library import Config, Library
from library.config import ARXIV_SEARCH
from parser import Paper, paper_key
from tests.tui.desk import Drive, browser, choices, lines, press, settled
from tui.chooser import ChooserScreen
from tui.clipboard import copy_by_programs, programs
from tui.taking import addresses, code_addresses, copies
from tui.web import open_address

TITLE = "Learning [/] & more"


def paper(**facts: object) -> Paper:
    return Paper(paper_key(TITLE, "Ann Lee"), TITLE, ("Ann Lee",), **facts)  # type: ignore[arg-type]


@pytest.fixture
def recorder(tmp_path: Path) -> Path:
    """A program that writes its arguments and its input into a file beside it."""
    program = tmp_path / "recorder"
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys, pathlib\n"
        "out = pathlib.Path(sys.argv[0] + '.out.new')\n"
        "out.write_text('|'.join(sys.argv[1:]) + '\\n' + ('' if sys.stdin is None else sys.stdin.read()))\n"
        "out.rename(sys.argv[0] + '.out')\n"
    )
    program.chmod(0o755)
    return program


def test_what_is_known_is_offered() -> None:
    offers = {offer.label: offer.text for offer in copies(paper(arxiv_id="2401.00001"), "lee2024learning")}
    assert offers["Title"] == TITLE
    assert offers["Link"] == "https://arxiv.org/abs/2401.00001"
    assert offers["Citation key"] == "lee2024learning"
    assert "lee2024learning" in offers["BibTeX"]
    assert offers["Markdown link"].endswith("(https://arxiv.org/abs/2401.00001)")
    assert "Link" not in {offer.label for offer in copies(paper(), "k")}


def test_a_paper_without_a_link_is_searched_by_its_title() -> None:
    ((what, link),) = addresses(paper(), ARXIV_SEARCH)
    assert what == "search for its title"
    assert link.endswith("query=Learning%20%5B%2F%5D%20%26%20more")


def test_the_paper_comes_before_its_code_and_each_address_once() -> None:
    known = paper(
        arxiv_id="2401.00001",
        links=("https://arxiv.org/abs/2401.00001", "https://github.com/a/b", "javascript:alert(1)"),
    )
    assert [what for what, _ in addresses(known, ARXIV_SEARCH)] == ["arXiv", "github.com"]
    assert code_addresses(known) == [("github.com", "https://github.com/a/b")]
    only_code = addresses(paper(links=("https://github.com/a/b",)), ARXIV_SEARCH)
    assert [what for what, _ in only_code] == ["search for its title", "github.com"]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/x", "--help"]
)
def test_nothing_but_the_web_is_opened(address: str, recorder: Path) -> None:
    assert open_address(address, {"BROWSER": str(recorder)}).startswith("Only http and https")
    assert not recorder.with_suffix(".out").exists()


def test_the_browser_gets_the_address_as_one_argument(recorder: Path) -> None:
    assert open_address("https://a.example/?q=a b;'$(x)", {"BROWSER": f"{recorder} --new %s"}) == (
        "Only http and https addresses are opened, not https://a.example/?q=a b;'$(x)"
    )
    assert open_address("https://a.example/?q=1;'$(x)", {"BROWSER": f"{recorder} --new %s"}) == ""
    out = recorder.with_suffix(".out")
    while not out.exists():
        os.sched_yield()
    assert out.read_text().splitlines()[0] == "--new|https://a.example/?q=1;'$(x)"


@pytest.mark.parametrize("browser_command", ["/nowhere/at/all", "an 'open quote"])
def test_a_browser_that_cannot_start_is_said(browser_command: str) -> None:
    assert "could not be started" in open_address("https://a.example/", {"BROWSER": browser_command})


def test_without_a_desktop_no_text_browser_draws_over_the_app() -> None:
    if sys.platform != "linux":
        pytest.skip("other systems always have a desktop")
    assert "no desktop" in open_address("https://a.example/", {})


def test_the_programs_are_those_of_the_place(recorder: Path) -> None:
    folder = recorder.parent
    for name in ("tmux", "xclip", "wl-copy", "pbcopy"):
        (folder / name).symlink_to(recorder)
    path = {"PATH": str(folder)}
    assert programs(path, "linux") == []
    assert [name for name, _ in programs({**path, "DISPLAY": ":0"}, "linux")] == ["xclip"]
    assert [name for name, _ in programs({**path, "DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, "linux")] == [
        "wl-copy"
    ]
    assert [name for name, _ in programs(path, "darwin")] == ["pbcopy"]
    assert [name for name, _ in programs({**path, "TMUX": "x"}, "linux")] == ["tmux"]
    assert programs({"PATH": "/nowhere", "TMUX": "x"}, "linux") == []


def test_the_text_reaches_the_program_as_it_is(recorder: Path) -> None:
    (recorder.parent / "tmux").symlink_to(recorder)
    environment = {"PATH": str(recorder.parent), "TMUX": "x"}
    assert copy_by_programs("Ünï\n$(x)", environment) == ["tmux"]
    assert (recorder.parent / "tmux.out").read_text() == "load-buffer|-\nÜnï\n$(x)"


async def test_y_offers_and_says_by_which_way_it_went(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        row = browser(pilot).papers.row
        assert row is not None
        await press(pilot, "y", "t")
        assert pilot.app.clipboard == row.title
        assert "Title copied by the terminal" in lines(pilot)[2]
        await press(pilot, "y", "b")
        assert pilot.app.clipboard.startswith("@")


async def test_o_offers_several_addresses_to_choose_from(
    library: Library, drive: Drive, recorder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", str(recorder))
    rows = library.rows(list(library.newest()))
    linked = next(row for row in rows if library.entry(row.key).paper.links)
    async with drive(library) as pilot:
        browser(pilot).papers.go_to_paper(linked.key)
        await press(pilot, "o")
        offered = addresses(library.entry(linked.key).paper, Config().search_url)
        if len(offered) > 1:
            await settled(pilot, on=ChooserScreen)
            assert len(choices(pilot)) == len(offered)
            await press(pilot, "1")
        assert "Opened" in lines(pilot)[2]
        out = recorder.with_suffix(".out")
        while not out.exists():
            os.sched_yield()
        assert out.read_text().splitlines()[0] == offered[0][1]


async def test_no_code_is_said(library: Library, drive: Drive) -> None:
    rows = library.rows(list(library.newest()))
    without = next(row for row in rows if not code_addresses(library.entry(row.key).paper))
    async with drive(library) as pilot:
        browser(pilot).papers.go_to_paper(without.key)
        await press(pilot, "O")
        assert "No link to code is known" in lines(pilot)[2]

"""What is not a good listing: a clear message, the right exit code, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def stocked(paperdeck: Run, listing: Path) -> Path:
    """A library that has something to lose."""
    assert paperdeck("add", listing).code == 0
    return listing


def refused(ended: Any) -> str:
    """The message of a command that could not read its input."""
    assert ended.code == 2
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert ended.err.startswith("paperdeck: ")
    message: str = ended.err
    return message


@pytest.mark.parametrize("verb", [(), ("add",), ("parse",)])
def test_each_kind_of_no_listing_has_its_message(
    process: Run, paperdeck: Run, stocked: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.5\n%\xd0\xd4\xc5\xd8\n" + bytes(500))
    (tmp_path / "prose.txt").write_text("Dear all,\nplease find attached.\n")
    for name, words in [
        ("missing.txt", "there is no such file"),
        (".", "is a folder"),
        ("pipe", "is a pipe"),
        ("/dev/zero", "is a device"),
        ("empty.txt", "is empty"),
        ("binary.bin", "binary"),
        ("paper.pdf", "PDF"),
    ]:
        message = refused(paperdeck(*verb, tmp_path / name))
        assert words in message
        assert name.strip("./") in message
    if verb != ("parse",):
        assert "holds no paper; line 1" in refused(paperdeck(*verb, tmp_path / "prose.txt"))
    assert len(paperdeck("search", "we").lines) == 3, "what was there is there"


def test_a_listing_cut_in_the_middle_gives_its_whole_papers(
    paperdeck: Run, stocked: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.txt"
    cut.write_text("LGMar 1, 2024\nDrums of the eastAda Byron, Kurt Weil\nWe drum.\nAIMar 2, 2024\n")
    ended = paperdeck("add", cut)
    assert ended.code == 0
    assert ended.lines[0].startswith("cut: 1 new")
    assert f"{cut}: line 4: " in ended.err
    assert len(paperdeck("search", "we").lines) == 4


def test_a_line_of_ten_megabytes_costs_only_itself(paperdeck: Run, stocked: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(
        "LGMar 1, 2024\nDrums of the eastAda Byron, Kurt Weil\n" + "drum " * 2_000_000 + "\n"
        "AIMar 2, 2024\nEmbers of old firesAda Byron, Kurt Weil\nWe burn.\n"
    )
    ended = paperdeck("add", path)
    assert ended.code == 0
    assert ended.lines[0].startswith("long: 2 new")
    assert f"{path}: line 3: a line of more than" in ended.err
    assert len(paperdeck("search", "in:long").lines) == 2


def test_empty_standard_input_is_said_so(process: Run) -> None:
    assert "standard input is empty" in refused(process("-"))
    assert "standard input is empty" in refused(process("parse", "-"))


def test_hostile_names_and_options_reach_no_terminal(paperdeck: Run) -> None:
    for args in (("no\x1b[2Jfile",), ("--b\x1b]0;x\x07",), ("search", "x", "--sort", "\x9b31m")):
        ended = paperdeck(*args)
        assert ended.code == 2
        assert not any(c in ended.err for c in "\x1b\x07\x9b")


def test_an_interrupt_is_130_and_keeps_what_was_read(
    paperdeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli.progress import ProgressLine

    def interrupted(self: ProgressLine, done: int, total: int) -> bool:
        if done >= 1500:
            raise KeyboardInterrupt
        return True

    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"LGMar 1, 2024\nPaper {n} of manyAda Byron\nWords." for n in range(2500)))
    with monkeypatch.context() as patch:
        patch.setattr(ProgressLine, "__call__", interrupted)
        ended = paperdeck("add", path)
    assert ended.code == 130
    assert ended.err.split("\n")[-2] == "paperdeck: interrupted"
    assert len(paperdeck("search", "words").lines) == 1500


def test_a_mistyped_verb_is_no_file(paperdeck: Run, home: Path) -> None:
    ended = paperdeck("searhc", "apples")
    assert ended.code == 2
    assert "did you mean `paperdeck search`?" in ended.err
    assert not list(home.rglob("library.db")), "no library is made for a mistake"


def test_an_empty_library_says_how_to_fill_it(paperdeck: Run) -> None:
    for verb in ("search", "show", "star", "split"):
        ended = paperdeck(verb, "apples")
        assert ended.code == 1
        assert "paperdeck add LISTING" in ended.err
    ended = paperdeck("duplicates")
    assert (ended.code, ended.out) == (1, "")
    assert "no paper was merged" in ended.err

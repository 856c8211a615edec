"""Without a terminal: plain aligned lines, as a pipe, a log or a build machine gets them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from cli.plain import line
from library import ReadState, Row
from parser import PaperKey

Run = Callable[..., Any]


def row(title: str, category: str = "LG", author: str = "Byron") -> Row:
    return Row(
        key=PaperKey("0" * 12),
        title=title,
        first_author=author,
        more_authors=False,
        category=category,
        date_known="",
        has_code=False,
        starred=False,
        state=ReadState.UNREAD,
        is_new=False,
        has_note=False,
        tags=(),
        doubtful=False,
    )


def test_a_listing_is_printed_newest_first(process: Run, listing: Path) -> None:
    ended = process(listing, "--as-of", "2024-12-01")
    assert ended.code == 0
    assert ended.lines == [
        "2024-03-02  AI        Boats on the lake  Hopper",
        "2024-03-01  LG  code  Apples and pears   Byron et al.",
        "2023-06-03  LG        Clouds at dusk     Byron et al.",
    ]
    assert "the browser wants a terminal" in ended.err


def test_only_the_listings_that_were_named_are_printed(process: Run, listing: Path) -> None:
    process("--sample")
    assert len(process(listing).lines) == 3
    assert len(process().lines) == 53


def test_the_sample_needs_no_file(process: Run) -> None:
    ended = process("--sample")
    assert (ended.code, len(ended.lines)) == (0, 50)
    columns = {ended_line.index("  ", 24) for ended_line in ended.lines}
    assert columns


def test_standard_input_is_a_listing(process: Run, listing: Path) -> None:
    ended = process("-", input=listing.read_bytes())
    assert (ended.code, len(ended.lines)) == (0, 3)


def test_an_empty_library_says_what_to_do(process: Run) -> None:
    ended = process()
    assert (ended.code, ended.out) == (0, "")
    assert "paperdeck add LISTING" in ended.err
    assert "--sample" in ended.err


def test_columns_align_by_cells_not_by_characters() -> None:
    titles = ["Plain title", "学习世界模型", "Naïve é coding", "👩‍🔬 at work"]
    lines = [line(row(title), 4, 20) for title in titles]
    assert {cell_len(text[: text.index("Byron")]) for text in lines} == {46}


def test_a_very_long_title_is_not_cut() -> None:
    assert line(row("long " * 60), 2, 20).endswith("Byron")
    assert "long " * 60 in line(row("long " * 60), 2, 20)


def test_head_may_close_early(listing: Path) -> None:
    """The lines must not fit into the pipe: 64 kB."""
    listing.write_text("\n".join(f"LGMar 1, 2024\nPaper {n} of manyAda Byron\nWords." for n in range(2000)))
    program = f"{sys.executable} -c 'from cli.main import main; main()' {listing}"
    ended = subprocess.run(
        ["bash", "-c", f"{program} | head -n 1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    first, code = ended.stdout.splitlines()
    assert first.startswith("2024-03-01")
    assert code == "0"
    assert "Traceback" not in ended.stderr
    assert "Broken pipe" not in ended.stderr


def test_a_terminal_without_letters_gets_question_marks(process: Run, listing: Path) -> None:
    listing.write_text(listing.read_text().replace("Ada Byron", "Ada Býron"))
    ended = process(listing, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "POSIX"})
    assert ended.code == 0
    assert "B?ron" in ended.out

"""Papers on their way out: every format, citation keys that stay, and files that are never lost."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from library import Library, LibraryError, Paths, ReadState
from library.export import FORMATS, format_for, save
from library.formats.table import guarded, unguarded


@pytest.fixture
def marked(filled: Library) -> Library:
    """The desk with a bookmark, tags, a read paper and a note of several lines."""
    keys = list(filled.newest())
    filled.star(keys[:1], True)
    filled.tag(keys[:2], ["later", "to-cite"])
    filled.set_state(keys[2:3], ReadState.READ)
    filled.set_note(keys[0], "First line\n\n# not a heading of ours\n```\n50% {open")
    return filled


def text(library: Library, format: str) -> str:
    return "".join(library.export(list(library.newest()), FORMATS[format]))


def test_every_format_has_every_paper(marked: Library) -> None:
    titles = [row.title for row in marked.rows(list(marked.newest()))]
    for name in FORMATS:
        written = text(marked, name).replace("{", "").replace("}", "")
        assert all(title in written for title in titles), name


def test_an_empty_selection_is_well_formed_too(library: Library) -> None:
    assert json.loads(text(library, "csl-json")) == []
    assert text(library, "jsonl") == text(library, "bibtex") == ""


def test_jsonl_is_what_the_library_knows(marked: Library) -> None:
    first = json.loads(text(marked, "jsonl").splitlines()[0])
    entry = marked.entry(next(iter(marked.newest())))
    assert first == {**entry.to_json(), "citation_key": "byron2024embers"}


def test_a_note_in_markdown_stays_within_its_paper(marked: Library) -> None:
    written = text(marked, "markdown").splitlines()
    assert "> # not a heading of ours" in written
    assert sum(line.startswith("## ") for line in written) == 5
    assert "```" not in written


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''=1", "'quoted'", "plain", ""])
def test_a_spreadsheet_computes_nothing(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(cell)) == cell


def test_csv_cells_are_guarded_and_quoted(library: Library, write: Callable[..., Path]) -> None:
    library.add(write("x.txt", '=HYPERLINK("http://x","y"), or so'))
    rows = list(csv.DictReader(io.StringIO(text(library, "csv"), newline="")))
    assert [row["title"] for row in rows] == ['\'=HYPERLINK("http://x","y"), or so']


# Citation keys


def test_two_papers_never_share_a_citation_key(library: Library, write: Callable[..., Path]) -> None:
    library.add(write("x.txt", "Apples and pears", "Apples in autumn", "Apples, more apples"))
    names = list(library.citation_keys(list(library.newest())).values())
    assert sorted(names) == ["byron2024apples", "byron2024applesa", "byron2024applesb"]


def test_a_citation_key_stays_whatever_is_exported_with_it(
    library: Library, paths: Paths, write: Callable[..., Path]
) -> None:
    library.add(write("x.txt", "Apples and pears", "Apples in autumn"))
    last = list(library.newest())[-1]
    first = library.citation_keys([last])
    assert first == {last: "byron2024apples"}
    library.add(write("y.txt", "Apples of old", "Apples of new"))
    assert library.citation_keys(list(library.newest()))[last] == "byron2024apples"
    library.close()
    with Library.open(paths) as again:
        assert again.citation_keys([last]) == first


def test_a_library_that_cannot_be_written_still_exports(filled: Library, paths: Paths) -> None:
    filled.close()
    with closing(sqlite3.connect(paths.library)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with Library.open(paths) as library:
        assert library.read_only
        assert text(library, "bibtex").count("@misc{byron2024") == 5


# Files


def test_a_file_is_named_by_its_format(tmp_path: Path) -> None:
    assert {name: format_for(tmp_path / f"x{f.suffix.upper()}") for name, f in FORMATS.items()} == FORMATS
    assert format_for(tmp_path / "x.docx") is None


def test_what_is_there_stays_unless_force_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    save(path, ["new"])
    with pytest.raises(LibraryError, match=r"is there already \(--force replaces it\)"):
        save(path, ["newer"])
    assert path.read_text() == "new"
    save(path, ["newer"], force=True)
    assert path.read_text() == "newer"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bib"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"

    def pieces() -> Iterator[str]:
        path.write_text("somebody else's")
        yield "ours"

    with pytest.raises(LibraryError, match="is there already"):
        save(path, pieces())
    assert path.read_text() == "somebody else's"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bib"]


@pytest.mark.parametrize("force", [False, True])
def test_a_link_is_not_followed(tmp_path: Path, force: bool) -> None:
    outside = tmp_path / "outside"
    outside.write_text("keep")
    (tmp_path / "in").mkdir()
    link = tmp_path / "in" / "a.bib"
    link.symlink_to(outside)
    with pytest.raises(LibraryError, match="is a link"):
        save(link, ["x"], force=force)
    assert outside.read_text() == "keep"
    assert link.is_symlink()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, words in [("", "is a folder"), ("pipe", "is no plain file"), ("no/such/x.bib", "cannot write")]:
        with pytest.raises(LibraryError, match=words):
            save(tmp_path / name, ["x"], force=True)


def test_an_export_that_breaks_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    with pytest.raises(LibraryError, match="No space left on device"):
        save(path, pieces(), force=True)
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bib"]

"""The verbs that mark, show, count and export, as a script would use them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., Any]


@pytest.fixture
def stocked(paperdeck: Run, listing: Path) -> None:
    assert paperdeck("add", listing, "--as-of", "2024-12-01").code == 0


def key_of(paperdeck: Run, query: str) -> str:
    (line,) = paperdeck("search", "--json", query).lines
    key: str = json.loads(line)["key"]
    return key


@pytest.mark.usefixtures("stocked")
def test_marks_by_query_and_by_key(paperdeck: Run) -> None:
    apples, boats = key_of(paperdeck, "apples"), key_of(paperdeck, "boats")
    assert "bookmarked 2 papers" in paperdeck("star", apples, boats).err
    assert len(paperdeck("search", "is:starred").lines) == 2
    assert paperdeck("unstar", "apples").code == 0
    assert [key_of(paperdeck, "is:starred")] == [boats]
    assert paperdeck("read", boats).code == 0
    assert paperdeck("tag", boats, "--add", "To Cite", "-a", "later").code == 0
    assert paperdeck("tag", "tag:later", "-r", "later").code == 0
    paper = json.loads(paperdeck("show", "--json", boats).out)
    assert (paper["state"], paper["tags"], paper["starred"]) == ("read", ["to-cite"], True)
    assert paperdeck("unread", boats).code == 0
    assert "nothing to change" in paperdeck("unread", boats).err


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("verb", ["show", "star", "unstar", "read", "unread", "note"])
def test_nothing_named_is_one_and_a_wrong_key_two(paperdeck: Run, verb: str) -> None:
    ended = paperdeck(verb, "zeppelin")
    assert (ended.code, ended.out) == (1, "")
    ended = paperdeck(verb, "0123456789ab")
    assert (ended.code, ended.out) == (2, "")
    assert "the library has no paper 0123456789ab" in ended.err
    assert paperdeck(verb, "colour:red").code == 2
    assert paperdeck(verb).code == 2


@pytest.mark.usefixtures("stocked")
def test_keys_come_in_a_pipe(paperdeck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = paperdeck("search", "--json", "cat:LG").out
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert paperdeck("tag", "-", "--add", "later").code == 0
    assert len(paperdeck("search", "tag:later").lines) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{key_of(paperdeck, 'boats')}  and more words\n"))
    assert paperdeck("star", "-").code == 0
    assert len(paperdeck("search", "is:starred").lines) == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert paperdeck("star", "-").code == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"key"\n'))
    assert paperdeck("star", "-").code == 2


@pytest.mark.usefixtures("stocked")
def test_a_note_is_written_added_to_and_printed(paperdeck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = paperdeck("note", "apples")
    assert (ended.code, ended.out) == (1, "")
    assert paperdeck("note", "apples", "-m", "Good *fruit*").code == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("from a pipe\nin two lines\n"))
    assert paperdeck("note", "apples", "--stdin", "--append").code == 0
    assert paperdeck("note", "apples").lines == ["Good *fruit*", "from a pipe", "in two lines"]
    assert "> Good *fruit*" in paperdeck("show", "apples").lines
    assert paperdeck("note", "apples", "-m", "").code == 0
    assert paperdeck("note", "apples").code == 1
    assert "3 papers match" in paperdeck("note", "we", "-m", "x").err
    assert paperdeck("note", "apples", "--edit").code == 2, "there is no terminal to edit in"


@pytest.mark.usefixtures("stocked")
def test_listings_and_stats_count(paperdeck: Run, listing: Path) -> None:
    info = json.loads(paperdeck("listings", "--json").out)
    assert (info["name"], info["papers"], info["new"], info["path"]) == ("desk", 3, 3, str(listing))
    assert "3 papers" in paperdeck("listings").lines[0]
    found = json.loads(paperdeck("stats", "--json").out)
    assert (found["papers"], found["with_code"]) == (3, 1)
    assert paperdeck("stats", "--in", "desk").lines[0] == "3 papers, 1 with code"
    assert paperdeck("stats", "--in", "nowhere").code == 2


def test_an_empty_library_is_said_to_be_empty(paperdeck: Run) -> None:
    assert paperdeck("stats").lines[0] == "0 papers, 0 with code"
    ended = paperdeck("listings")
    assert (ended.code, ended.out) == (0, "")
    assert "the library is empty" in ended.err
    assert json.loads(paperdeck("export", "-f", "csl-json").out) == []


@pytest.mark.usefixtures("stocked")
def test_export_goes_to_standard_output_or_to_a_file(paperdeck: Run, tmp_path: Path) -> None:
    assert paperdeck("export", "cat:LG", "--format", "bibtex").out.count("@misc{") == 2
    assert paperdeck("export", "-f", "bibtex", "-o", "-").out.count("@misc{") == 3
    path = tmp_path / "out.ris"
    ended = paperdeck("export", "--limit", "1", "-o", path)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"paperdeck: wrote 1 paper to {path}\n"
    assert path.read_text().count("TY  - ") == 1
    assert "is there already" in paperdeck("export", "-o", path).err
    assert paperdeck("export", "-o", path, "--force").code == 0
    assert path.read_text().count("TY  - ") == 3
    assert paperdeck("export", "zeppelin", "-f", "ris").code == 1
    assert paperdeck("export").code == 2
    assert paperdeck("export", "-o", tmp_path / "x.docx").code == 2


@pytest.mark.usefixtures("stocked")
def test_head_may_close_the_pipe_early(paperdeck: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.txt"
    many.write_text("\n".join(f"LGMar 1, 2024\nPaper {n} of manyAda Byron\nWords." for n in range(1500)))
    assert paperdeck("add", many).code == 0
    script = f"'{sys.executable}' -c 'from cli.main import main; main()' export -f jsonl | head -n 1"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1


def test_no_command_writes_where_the_library_cannot_be_written(paperdeck: Run, listing: Path) -> None:
    import sqlite3
    from contextlib import closing

    from library import Paths

    assert paperdeck("add", listing).code == 0
    with closing(sqlite3.connect(Paths.of_user().library)) as connection:
        connection.execute("PRAGMA user_version = 999")
    for args in (("star", "boats"), ("note", "boats", "-m", "x"), ("tag", "boats", "-a", "x")):
        ended = paperdeck(*args)
        assert ended.code == 2
        assert "a newer paperdeck has written it" in ended.err
    assert paperdeck("show", "boats").code == 0


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("paperdeck exp", "plain,export"),
        ("paperdeck export --format cs", "plain,csl-json\nplain,csv"),
        ("paperdeck some-fi", "file,some-fi"),
        ("paperdeck add some-fi", "file,some-fi"),
    ],
)
def test_a_shell_completes_verbs_values_and_files(process: Run, words: str, wanted: str) -> None:
    env = {
        "_PAPERDECK_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert process(env=env).out == f"{wanted}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(paperdeck: Run, shell: str) -> None:
    assert f"_PAPERDECK_COMPLETE={shell}_complete" in paperdeck("completion", shell).out


def test_what_was_merged_is_shown_and_split(paperdeck: Run, tmp_path: Path) -> None:
    assert paperdeck("duplicates").code == 1
    for name, title in (("one", "Apples"), ("two", "Apples and pears")):
        path = tmp_path / f"{name}.bib"
        path.write_text(f"@misc{{a, title={{{title}}}, author={{Byron, Ada}}, doi={{10.5555/1}}}}")
        assert paperdeck("add", path).code == 0
    (found,) = [json.loads(line) for line in paperdeck("duplicates", "--json").lines]
    assert [(s["listing"], s["paper"]["title"]) for s in found["sources"]] == [
        ("one", "Apples"),
        ("two", "Apples and pears"),
    ]
    assert "    two: Apples and pears (Ada Byron)" in paperdeck("duplicates").lines
    assert "split" in paperdeck("split", found["key"]).err
    assert paperdeck("duplicates").code == 1
    assert len(paperdeck("search", "apples").lines) == 2
    assert "nothing to split" in paperdeck("split", found["key"]).err

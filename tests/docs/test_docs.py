"""The documentation holds: every command runs, every query is one, its tables are what is printed."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from cli.main import paperdeck
from library import Library, Paths, sample_path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^    (paperdeck .*)$", re.MULTILINE)
PAGES = sorted(path.name for path in DOCS.glob("*.md"))

BIB = "@article{byron2024, title={Apples and pears}, author={Byron, Ada}, year={2024}, doi={10.5555/pom.1}}\n"
RIS = (
    "TY  - JOUR\nTI  - Apples, pears and quinces\nAU  - Byron, Ada\nPY  - 2024\nDO  - 10.5555/pom.1\nER  - \n"
)


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [block for name, block in BLOCK.findall(text) if name == language]


@pytest.fixture
def shell(tmp_path: Path, arxiv: Any) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs a script in a home of its own, beside the files of the examples, with `paperdeck` on the path."""
    shutil.copy(sample_path(), tmp_path / "week.txt")
    (tmp_path / "library.bib").write_text(BIB)
    (tmp_path / "thesis.ris").write_text(RIS)
    program = tmp_path / "bin" / "paperdeck"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c 'from cli.main import main; main()' \"$@\"\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env |= {
        "HOME": str(tmp_path / "home"),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PAPERDECK_ARXIV_API": arxiv.api,
    }

    def shell(script: str) -> subprocess.CompletedProcess[str]:
        args = ["bash", "-e", "-u", "-o", "pipefail", "-c", script]
        return subprocess.run(args, capture_output=True, text=True, check=False, cwd=tmp_path, env=env)

    return shell


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "sh")])
def test_every_command_runs(page: str, shell: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    assert shell("paperdeck add week.txt").returncode == 0
    for block in blocks(page, "sh"):
        ended = shell(block)
        assert ended.returncode == 0, f"{block}\n{ended.stderr}"
        assert "Traceback" not in ended.stderr


def test_every_command_of_the_readme_runs(shell: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    text = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## From scripts")[2].partition("## ")[0]
    )
    commands = INDENTED.findall(text)
    assert commands
    for command in commands:
        ended = shell(command)
        assert ended.returncode in (0, 1), f"{command}\n{ended.stderr}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "query")])
def test_every_query_is_one(page: str, tmp_path: Path) -> None:
    with Library.open(Paths.under(tmp_path)) as library:
        library.add(sample_path())
        keys = list(library.newest())
        library.star(keys[:1], True)
        library.tag(keys[:1], ["later"])
        library.set_note(keys[0], "a baseline")
        for block in blocks(page, "query"):
            for line in block.splitlines():
                query = line.partition("   ")[0].strip()
                answer = library.view(query)
                assert answer.problem is None, query


def test_the_schema_of_a_paper_is_what_is_printed(
    shell: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    shell("paperdeck add week.txt")
    rows = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \|", (DOCS / "json.md").read_text(encoding="utf-8"), re.M)
    assert rows
    for command in ("search --json learning", "show --json learning"):
        for line in shell(f"paperdeck {command}").stdout.splitlines():
            found = json.loads(line)
            assert ("sources" in found) == command.startswith("show")
            _check({k: v for k, v in found.items() if k != "sources"}, rows)
    (first, *_) = shell("paperdeck export -f jsonl").stdout.splitlines()
    assert isinstance(json.loads(first).pop("citation_key"), str)
    _check({k: v for k, v in json.loads(first).items() if k != "citation_key"}, rows)
    parsed = json.loads(shell("paperdeck parse --json week.txt").stdout.splitlines()[0])
    own = [row for row in rows if row[0] in parsed]
    assert [name for name, _ in own] == [name for name, _ in rows][: len(own)]
    _check({k: v for k, v in parsed.items() if k not in ("line", "confidence")}, own)


def test_show_says_what_each_source_has(shell: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    shell("paperdeck add library.bib thesis.ris")
    (found,) = map(json.loads, shell("paperdeck show --json apples").stdout.splitlines())
    assert found["merged"]
    assert [source["listing"] for source in found["sources"]] == ["library", "thesis"]
    assert list(found["sources"][0]["paper"])[-1] == "keywords"
    plain = shell("paperdeck show apples").stdout
    assert f"paperdeck split {found['key']}" in plain


def _check(found: dict[str, Any], rows: list[tuple[str, str]]) -> None:
    """The names in their order, and the type of each value."""
    assert list(found) == [name for name, _ in rows]
    kinds: dict[str, Callable[[Any], bool]] = {
        "string": lambda v: isinstance(v, str),
        "string or null": lambda v: v is None or isinstance(v, str),
        "boolean": lambda v: isinstance(v, bool),
        "array of strings": lambda v: isinstance(v, list) and all(isinstance(one, str) for one in v),
    }
    for name, kind in rows:
        assert kinds[kind](found[name]), name


@pytest.mark.parametrize("verb", ["listings", "stats", "paths", "duplicates", "doctor"])
def test_the_schema_of_other_verbs_is_what_is_printed(
    shell: Callable[[str], subprocess.CompletedProcess[str]], verb: str
) -> None:
    shell("paperdeck add week.txt library.bib thesis.ris")
    text = (DOCS / "json.md").read_text(encoding="utf-8").partition("## Others")[2]
    row = re.search(rf"^\| `{verb}` \| (.*) \|$", text, re.MULTILINE)
    assert row is not None
    documented = re.findall(r"`(\w+)`", row[1])
    assert list(json.loads(shell(f"paperdeck {verb} --json").stdout.splitlines()[0])) == documented


def test_every_verb_with_json_is_documented() -> None:
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    context = click.Context(paperdeck)
    for name in paperdeck.list_commands(context):
        verb = paperdeck.get_command(context, name)
        assert verb is not None
        if any("--json" in param.opts for param in verb.params):
            assert f"`{name}`" in text, name


def test_the_pages_link_to_pages_that_are_there() -> None:
    made = {"keys.md", "commands.md", "contributing.md"}
    for page in PAGES:
        for target in re.findall(r"\]\(([\w-]+\.md)", (DOCS / page).read_text(encoding="utf-8")):
            assert target in made or (DOCS / target).is_file(), f"{page}: {target}"


def test_the_manual_is_clean_troff(shell: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    page = shell("paperdeck man")
    assert page.returncode == 0
    assert page.stdout.startswith(".TH PAPERDECK 1")
    for verb in ("add", "export", "search"):
        assert f"\n.SS {verb} " in page.stdout
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    args = ["groff", "-man", "-Tutf8", "-ww", "-z"]
    ended = subprocess.run(args, input=page.stdout, capture_output=True, text=True, check=True)
    assert ended.stderr == ""

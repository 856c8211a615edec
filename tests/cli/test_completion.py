"""The completion scripts, run by the shells themselves where they are installed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.completion import _MENDED

ROOT = Path(__file__).parents[2]
Ask = Callable[[str, str], str]

BASH = """
source paperdeck.completion
line=({line}); [[ "{line}" == *" " ]] && line+=("")
COMP_WORDS=("${{line[@]}}") COMP_CWORD=$((${{#line[@]}} - 1))
compopt() {{ echo files; }}  # outside of a key press bash has no options to set
_paperdeck_completion paperdeck
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """What a shell offers for a begun line."""
    program = tmp_path / "bin" / "paperdeck"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c 'from cli.main import main; main()' \"$@\"\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    (tmp_path / "week.txt").touch()

    def run(*args: str) -> str:
        return subprocess.run(args, capture_output=True, text=True, check=True, cwd=tmp_path, env=env).stdout

    def ask(shell: str, line: str) -> str:
        if shutil.which(shell) is None:
            pytest.skip(f"{shell} is not installed")
        (tmp_path / "paperdeck.completion").write_text(run("paperdeck", "completion", shell))
        if shell == "bash":
            return run("bash", "--norc", "-c", BASH.format(line=line))
        return run("fish", "--no-config", "-c", f"source paperdeck.completion; complete -C '{line}'")

    return ask


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("paperdeck sear", ["search"]),
        ("paperdeck export --format c", ["csl-json", "csv"]),
        ("paperdeck search --sort r", ["relevance"]),
        ("paperdeck completion ", ["bash", "fish", "zsh"]),
    ],
)
def test_verbs_options_and_values_are_completed(ask: Ask, shell: str, line: str, offered: list[str]) -> None:
    assert sorted(one.split("\t")[0] for one in ask(shell, line).split("\n") if one) == offered


def test_whatever_is_no_verb_is_a_file(ask: Ask) -> None:
    assert ask("bash", "paperdeck wee").split() == ["files"]
    assert ask("bash", "paperdeck add wee").split() == ["files"]


def test_a_description_is_whole(ask: Ask) -> None:
    assert "Search the library, in the language" in ask("fish", "paperdeck sear")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_what_click_writes_amiss_is_mended(shell: str) -> None:
    program = "from cli.main import main; main()"
    args = [sys.executable, "-c", program, "completion", shell]
    script = subprocess.run(args, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    amiss, mended = _MENDED[shell]
    assert amiss not in script
    assert mended in script, "click writes another script now: look whether it is right"

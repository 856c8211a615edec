"""Given a real terminal, when I press E, then my editor has it, and after that the app has it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from library import Library, Paths
from torture.terminal import Terminal, home

READS_A_LINE = 'echo "EDITOR HERE"; read line; echo "$line" >> "$1"'
CTRL_C = 'trap "echo caught >> $1; exit 0" INT; echo "EDITOR HERE"; while :; do sleep 0.05; done'
FAILS = 'echo "EDITOR HERE"; read line; echo "$line" >> "$1"; exit 3'


@pytest.mark.parametrize(
    ("script", "keys", "said", "note"),
    [
        (READS_A_LINE, b"typed\n", "Wrote the note", "typed"),
        (CTRL_C, b"\x03", "Wrote the note", "caught"),
        (FAILS, b"typed\n", "Kept in", ""),
    ],
    ids=["saves", "ctrl+c", "fails"],
)
def test_the_terminal_is_lent_and_given_back(
    tmp_path: Path, script: str, keys: bytes, said: str, note: str
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o700)
    env = {**home(tmp_path), "EDITOR": str(editor)}
    with Terminal("--sample", env=env) as terminal:
        assert terminal.wait_for("50 papers")
        terminal.wait_until_quiet()
        terminal.send(b"E")
        assert terminal.wait_for("EDITOR HERE")
        begun = len(terminal.output)
        terminal.send(keys)
        assert terminal.wait_for(said, after=begun)
        terminal.wait_until_quiet()
        begun = len(terminal.output)
        terminal.send(b"?")
        assert terminal.wait_for("Next paper", after=begun), "the keys are the app's again"
        terminal.send(b"\x1b")
        terminal.wait_until_quiet()
        terminal.send(b"q")
        assert terminal.code() == 0
        assert terminal.unrestored() == []
    paths = Paths(*(tmp_path / name / "paperdeck" for name in ("data", "cache", "config", "state")))
    with Library.open(paths) as library:
        assert library.entry(library.newest()[0]).note == note
    left = [file.read_text() for file in paths.state.glob("note-*")]
    assert left == ([] if note else ["typed\n"])

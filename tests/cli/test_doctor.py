"""`paperdeck doctor` from a shell: what it prints and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from library import Paths

Run = Callable[..., Any]


def test_all_is_well(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing)
    ended = paperdeck("doctor")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.lines] == [
        "folders", "library", "backups", "index", "config", "notes",
    ]  # fmt: skip
    assert ended.err == ""


def test_a_damaged_library_is_named_repaired_and_well_again(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing)
    Paths.of_user().library.write_bytes(b"spoilt")
    ended = paperdeck("search", "apples")
    assert ended.code == 2
    assert "is damaged" in ended.err
    assert "doctor --repair" in ended.err
    ended = paperdeck("doctor", "--json")
    assert ended.code == 1
    assert {json.loads(line)["place"] for line in ended.lines if not json.loads(line)["fine"]} == {"library"}
    ended = paperdeck("doctor", "--repair")
    assert ended.code == 0
    assert "restored library-" in ended.err
    assert len(paperdeck("search", "apples").lines) == 1


def test_a_copy_is_restored_by_name(paperdeck: Run, listing: Path) -> None:
    paperdeck("add", listing)
    (copy,) = Paths.of_user().backups.iterdir()
    for named in ((), (copy.name,), (str(copy),)):
        ended = paperdeck("doctor", "--restore", *named)
        assert ended.code == 0, ended.err
        assert f"restored {copy.name}" in ended.err
    assert paperdeck("doctor", "--restore", "nothing.db").code == 2

"""What the rooms below the screen may load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import sys
for name in {names!r}:
    __import__(name)
print(sorted({{m.partition(".")[0] for m in sys.modules}} & {unwanted!r}))
"""


def loaded(names: list[str], unwanted: set[str]) -> str:
    script = LOADED.format(names=names, unwanted=unwanted)
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return result.stdout.strip()


def modules_of(package: str) -> list[str]:
    folder = Path(__file__).parents[2] / package
    found = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert found
    return [package, *(f"{package}.{name}" for name in found)]


@pytest.mark.parametrize("package", ["parser", "search", "library"])
def test_no_module_below_the_screen_loads_a_screen_library(package: str) -> None:
    assert loaded(modules_of(package), {"textual", "rich"}) == "[]"


def test_the_library_loads_whoosh_only_when_it_searches() -> None:
    assert loaded(["parser", "library"], {"whoosh"}) == "[]"


def test_the_parser_needs_no_database() -> None:
    assert loaded(modules_of("parser"), {"sqlite3", "search", "library", "whoosh"}) == "[]"

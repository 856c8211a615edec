"""`--help` and `--version` answer before anything heavy is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"json", "textual", "rich", "whoosh", "sqlite3", "parser", "search", "library", "asyncio"}
SCRIPT = """
import sys
from cli.main import main
try:
    main({args!r})
except SystemExit as end:
    assert end.code == 0
print(sorted({{m.partition(".")[0] for m in sys.modules}} & {heavy!r}), file=sys.stderr)
"""


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["search", "--help"], ["add", "-h"]])
def test_nothing_heavy_is_loaded(args: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(args=args, heavy=HEAVY)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stderr.strip() == "[]"
    assert "paperdeck" in ended.stdout

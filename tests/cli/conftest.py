"""The command line in a home of its own, in this process or as a real one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

ROOT = Path(__file__).parents[2]
LISTING = """LGMar 1, 2024Code
Apples and pearsAda Byron, Kurt Weil
We weigh fruit.
AIMar 2, 2024
Boats on the lakeGrace Hopper · deepmind
We row.
LGJun 3
Clouds at duskAda Byron, Kurt Weil
We look up.
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the library of the person who runs it."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture
def paperdeck(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs one command in this process, where no terminal is to be found."""

    def paperdeck(*args: Any) -> Ended:
        code = run([str(arg) for arg in args])
        return Ended(code, *capsys.readouterr())

    return paperdeck


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Ended]:
    """Runs one command as a process of its own: `process("-", input=b"…")`."""

    def process(*args: Any, input: bytes = b"", env: dict[str, str] | None = None) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-c", "from cli.main import main; main()", *map(str, args)],
            input=input,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})},
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return process


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "desk.txt"
    path.write_text(LISTING)
    return path


@pytest.fixture
def shared() -> Path:
    """The folder of real listings, where there is one."""
    folder = ROOT.parent / "shared" / "listings"
    if not folder.is_dir():
        pytest.skip("the real listings are not part of the project")
    return folder

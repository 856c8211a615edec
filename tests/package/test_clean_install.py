"""sdist and wheel, installed where there is no source tree: everything runs, and nothing of ours is left out.

Takes minutes and an index of packages, so `make test` leaves it out; `make matrix` runs it.
"""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from library import sample_path

pytestmark = pytest.mark.package
ROOT = Path(__file__).parents[2]
ROOMS = ("parser", "search", "library", "tui", "cli")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    args = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(args, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session", params=["*.whl", "*.tar.gz"])
def installed(built: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment that has paperdeck and what it depends on."""
    folder = tmp_path_factory.mktemp("clean")
    (archive,) = built.glob(request.param)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    # not compiled, so that every run compiles, and would say what a compiler has to say of old sources
    args = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-compile", archive]
    subprocess.run(args, check=True, cwd=folder)
    return folder / "bin"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTHON"))}
    return {**kept, "HOME": str(tmp_path), "PYTHONWARNINGS": "default", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def run(installed: Path, tmp_path: Path, environment: dict[str, str]) -> Run:
    def run(*args: str) -> subprocess.CompletedProcess[str]:
        command = [str(installed / "paperdeck"), *args]
        ended = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
        )
        assert "Warning" not in ended.stderr
        assert "Traceback" not in ended.stderr
        return ended

    return run


def test_the_command_line_runs(run: Run, tmp_path: Path) -> None:
    listing = tmp_path / "week.txt"
    listing.write_bytes(sample_path().read_bytes())
    bibliography = tmp_path / "x.bib"
    bibliography.write_text(r"@misc{a, title={Apples}, author={G{\"o}del, Kurt}, year=2020}")
    assert len(run("parse", "week.txt", "--json").stdout.splitlines()) == 50
    assert run("add", "week.txt", "x.bib").returncode == 0
    assert json.loads(run("search", "--json", "apples").stdout)["authors"] == ["Kurt Gödel"]
    assert run("export", "-f", "bibtex").stdout.count("@") == 51
    assert run("doctor").returncode == 0
    assert run("--version").stdout.startswith("paperdeck ")
    assert run("man").stdout.startswith(".TH")


def test_without_a_terminal_the_sample_is_printed(run: Run) -> None:
    assert len(run("--sample").stdout.splitlines()) == 50


def test_the_app_opens_and_ends(installed: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    shown, code = _in_terminal([str(installed / "paperdeck"), "--sample"], environment, tmp_path)
    assert "paperdeck" in shown
    assert "Warning" not in shown
    assert code == 0


def _in_terminal(command: list[str], environment: dict[str, str], folder: Path) -> tuple[str, int]:
    """Runs a program in a terminal of its own, presses q when it has drawn, and waits for its end."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(
            command[0], command, {**environment, "TERM": "xterm-256color", "LINES": "30", "COLUMNS": "100"}
        )
    seen, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:  # the program has closed its end
                break
            if not chunk:
                break
            seen += chunk
        elif b"paperdeck" in seen:  # it has drawn and rests; a key that came too early was not seen
            os.write(terminal, b"q")
    os.close(terminal)  # hangs up on a program that would not end
    _, status = os.waitpid(pid, 0)
    return seen.decode(errors="replace"), os.waitstatus_to_exitcode(status)


def test_the_archives_hold_what_they_should(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = ("cli/main.py", "parser/readers/bibtex.py", "library/formats/ris.py")
    data = ("library/data/sample.txt", "tui/paperdeck.tcss", *(f"{room}/py.typed" for room in ROOMS))
    for name in (*modules, *data):
        assert name in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "docs/", "torture/")) for name in names)
    metadata = zipfile.ZipFile(wheel).read(next(n for n in names if n.endswith("METADATA"))).decode()
    for line in ("License-Expression: MIT", "Classifier: Typing :: Typed", "Requires-Python: >=3.11"):
        assert line in metadata
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    for name in (
        "LICENSE",
        "README.md",
        "Makefile",
        "noxfile.py",
        "zensical.toml",
        "tests/docs/test_docs.py",
    ):
        assert name in inside

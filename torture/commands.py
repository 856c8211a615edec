"""Hostile arguments and hostile papers through every command: what is printed, and how it ends."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from cli.main import _COMMANDS, run
from torture.hostile import CORPUS, leak, listing
from torture.rows import Row
from torture.terminal import home

SHAPES = (("{}",), ("{}", "{}"), ("--json", "{}"), ("--", "{}"), ("--{}",), ("--name", "{}", "{}"))
"""How a text is put behind a verb."""
PLAIN = ((), ("--json",), ("",), ("study",), ("study", "--json"))
FORMATS = ("bibtex", "ris", "csl-json", "markdown", "csv", "jsonl")
UNRUN = {"completion"}


def commands(count: int, folder: Path) -> list[Row]:
    """Each text behind each verb in one of the shapes, `count` texts in all; then what is in the library."""
    leaks = Row("every command: escape leaks")
    faults = Row("every command: tracebacks and faults")
    folder.mkdir(parents=True)
    os.environ.update(home(folder))
    os.chdir(folder)
    source = folder / "hostile.txt"
    source.write_bytes(listing())
    _run(leaks, faults, ["add", str(source)])
    verbs = [verb for verb in _COMMANDS if verb not in UNRUN]
    for number, text in enumerate(CORPUS[:: max(1, len(CORPUS) // count)]):
        argument = text.replace("\x00", "")[:4_000]  # no program can be given a NUL
        for place, verb in enumerate(verbs):
            shape = SHAPES[(number + place) % len(SHAPES)]
            _run(leaks, faults, [verb, *(part.replace("{}", argument) for part in shape)])
    for verb in verbs:
        for rest in PLAIN:
            _run(leaks, faults, [verb, *rest])
    if "export" in verbs:
        for name in FORMATS:
            _run(leaks, faults, ["export", "--format", name])
    return [leaks, faults]


def _run(leaks: Row, faults: Row, args: list[str]) -> None:
    """One command in this process; its data is looked at line by line."""
    leaks.tried += 1
    faults.tried += 1
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "replace", "\n") for _ in range(2))
    shown = ascii(args)[:120]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _empty_input():
            code = run(args)
    except BaseException as error:
        return faults.note("crashed", f"{shown}: {type(error).__name__}: {error}"[:300])
    texts = [
        stream.buffer.getvalue().decode().replace("\r\n", "\n") for stream in (_flushed(out), _flushed(err))
    ]
    for text in texts:
        if found := leak(text):
            leaks.note("wrong", f"{found} from {shown}")
    if code not in (0, 1, 2):
        faults.note("wrong", f"exit code {code} from {shown}")
    if "Traceback" in texts[1] or "a fault of paperdeck" in texts[1]:
        faults.note("crashed", f"{shown}: {texts[1][-200:]}")
    return None


def _flushed(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    stream.flush()
    return stream


@contextlib.contextmanager
def _empty_input():  # type: ignore[no-untyped-def]
    import sys

    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(b""))
    try:
        yield
    finally:
        sys.stdin = before

"""Papers on their way out: what was there stays, links are not followed, and no text becomes a command."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from library import Library, LibraryError, Paths
from library.export import FORMATS, save
from torture.hostile import fill, leak
from torture.kills import seeded, struck
from torture.rows import Row

BEFORE = "what was there before\n"
COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet computes where a cell begins with it."""


def exports(count: int, folder: Path) -> list[Row]:
    """Each way of standing in an export's way `count` times, and all hostile papers in all formats."""
    files, texts = Row("exports: what is there is kept, links not followed"), Row("exports: texts stay texts")
    paths = seeded(folder)
    with Library.open(paths) as library:
        pieces = list(library.export(list(library.newest()), FORMATS["bibtex"]))
    for number in range(count):
        for name, way in WAYS.items():
            files.tried += 1
            place = folder / f"{number}-{name}"
            place.mkdir()
            if wrong := way(place, pieces):
                files.note("lost", f"{name}: {wrong}")
    _killed(files, paths, folder, count)
    with Library.open(Paths.under(folder / "hostile")) as library:
        fill(library, folder)
        for name, format in FORMATS.items():
            for key in library.newest():
                texts.tried += 1
                if wrong := _wrong(name, "".join(library.export([key], format))):
                    texts.note("wrong", f"{name}: {wrong[:200]}")
    return [files, texts]


def _killed(row: Row, paths: Paths, folder: Path, count: int) -> None:
    """kill -9 while a file is being replaced: the old one or the new one, whole."""
    target, chance = folder / "killed.bib", random.Random("exports")
    with Library.open(paths) as library:
        new = "".join(library.export(list(library.newest()), FORMATS["bibtex"]))

    def export(acknowledge: Callable[[], None]) -> None:
        with Library.open(paths) as library:
            acknowledge()
            save(target, library.export(list(library.newest()), FORMATS["bibtex"]), force=True)
            acknowledge()

    for _ in range(count):
        row.tried += 1
        target.write_text(BEFORE)
        done = struck(export, 1, chance, latest=0.06)
        if target.read_text() not in ([new] if done == 2 else [new, BEFORE]):
            row.note("lost", f"{target.stat().st_size} bytes of {len(new)} after {done} acknowledgements")


def _refused(path: Path, pieces: Iterable[str], *, force: bool) -> bool:
    try:
        save(path, pieces, force=force)
    except LibraryError:
        return True
    return False


def _kept(target: Path) -> bool:
    return target.exists() and target.read_text() == BEFORE


def _file(place: Path, pieces: list[str]) -> str:
    target = place / "papers.bib"
    target.write_text(BEFORE)
    return "" if _refused(target, pieces, force=False) and _kept(target) else "overwritten"


def _file_that_comes_meanwhile(place: Path, pieces: list[str]) -> str:
    """Somebody else's file appears after the look at the place and before the new one is put there."""
    target = place / "papers.bib"

    def slowly() -> Iterator[str]:
        yield from pieces
        target.write_text(BEFORE)

    return "" if _refused(target, slowly(), force=False) and _kept(target) else "overwritten"


def _link(place: Path, pieces: list[str], *, force: bool, there: bool) -> str:
    """A link out of the folder, to a file that is there or that would be made."""
    outside = place.parent / f"{place.name}-outside.txt"
    if there:
        outside.write_text(BEFORE)
    (place / "papers.bib").symlink_to(outside)
    refused = _refused(place / "papers.bib", pieces, force=force)
    kept = _kept(outside) if there else not outside.exists()
    return "" if refused and kept else "a link was followed"


def _another_name(place: Path, pieces: list[str]) -> str:
    """A second name of a file elsewhere: the new file takes this name, the other keeps what it had."""
    outside = place.parent / f"{place.name}-outside.txt"
    outside.write_text(BEFORE)
    os.link(outside, place / "papers.bib")
    _refused(place / "papers.bib", pieces, force=True)
    return "" if _kept(outside) else "written through another name"


def _failing(place: Path, pieces: list[str]) -> str:
    """The papers end in an error: nothing half is left, neither there nor beside."""
    target = place / "papers.bib"
    target.write_text(BEFORE)

    def breaking() -> Iterator[str]:
        yield pieces[0]
        raise LibraryError("the library cannot be read")

    _refused(target, breaking(), force=True)
    if not _kept(target):
        return "half a file"
    left = {path.name for path in place.iterdir()}
    return "" if left == {"papers.bib"} else f"left {left}"


WAYS: dict[str, Callable[[Path, list[str]], str]] = {
    "a file": _file,
    "a file that comes meanwhile": _file_that_comes_meanwhile,
    "a link": partial(_link, force=False, there=True),
    "a link, with force": partial(_link, force=True, there=True),
    "a link to nothing": partial(_link, force=True, there=False),
    "another name": _another_name,
    "an error half way": _failing,
}


def _wrong(format: str, text: str) -> str:
    """What a program that reads this would do and should not; "" where all is well."""
    if found := leak(text.replace("\r\n", "\n")):
        return f"{found} in the file"
    if format == "bibtex" and not _balanced(text):
        return f"braces out of balance: {text!a}"
    if format == "csv":
        cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
        return next((f"a cell that is computed: {cell!a}" for cell in cells if cell.startswith(COMPUTED)), "")
    if format == "csl-json" or format == "jsonl":
        return "" if json.loads(text) else "no JSON"
    if format == "ris" and (text.count("\nER  -") != 1 or text.count("TY  -") != 1):
        return f"another record within: {text!a}"
    return ""


def _balanced(text: str) -> bool:
    """Counted here once more: the program's own way of counting is what is tried."""
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0

"""The formats that papers leave the library in, and putting them in a file; nothing is overwritten."""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from library.errors import LibraryError
from library.formats import Writer
from parser import clean


class ExportError(LibraryError):
    """A file that cannot be written, or must not be."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write papers down."""

    name: str
    suffix: str
    what: str
    _module: str

    @property
    def writer(self) -> Writer:
        """Loaded when it is used: an app that exports nothing does not wait for it."""
        write: Writer = importlib.import_module(f"library.formats.{self._module}").write
        return write


FORMATS = {
    format.name: format
    for format in (
        Format("bibtex", ".bib", "BibTeX, for LaTeX", "bibtex"),
        Format("ris", ".ris", "RIS, for reference managers", "ris"),
        Format("csl-json", ".json", "CSL-JSON, for pandoc and Zotero", "csl"),
        Format("markdown", ".md", "Markdown, a reading list with your notes", "markdown"),
        Format("csv", ".csv", "CSV, for spreadsheets", "table"),
        Format("jsonl", ".jsonl", "paperdeck's own, everything; one JSON object per line", "jsonl"),
        Format("plain", ".txt", "plain citations", "plain"),
    )
}


def format_for(path: Path) -> Format | None:
    """The format that a file's name asks for."""
    return next((f for f in FORMATS.values() if f.suffix == path.suffix.lower()), None)


def save(path: Path, pieces: Iterable[str], *, force: bool = False) -> None:
    """Writes a file in whole or not at all: beside its place first, then moved there. UTF-8, mode 0600.

    Raises ExportError where something is there already (unless `force`), where the place is a link or
    no plain file, and where the disk says no. What was there stays until all of the new is on disk.
    """
    label = clean(str(path))
    _check(path, label, force)
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise ExportError(f"cannot write {label}: {error.strerror}", hint="name another folder") from error
    part = Path(name)
    try:
        # newline="": a CSV brings its own line ends
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _put(part, path, label, force)
    except OSError as error:
        raise ExportError(f"cannot write {label}: {error.strerror}", hint="nothing was changed") from error
    finally:
        part.unlink(missing_ok=True)


def _check(path: Path, label: str, force: bool) -> None:
    if path.is_symlink():
        raise ExportError(f"{label} is a link", hint=f"name the file itself: {clean(os.path.realpath(path))}")
    if path.is_dir():
        raise ExportError(f"{label} is a folder", hint="name a file in it")
    if path.exists() and not path.is_file():
        raise ExportError(f"{label} is no plain file", hint="without -o, papers go to standard output")
    if path.exists() and not force:
        raise _in_the_way(label)


def _put(part: Path, path: Path, label: str, force: bool) -> None:
    """Moves the finished file to its place; without `force` by a link, which never replaces anything."""
    if not force:
        try:
            os.link(part, path)
            return
        except FileExistsError as error:
            raise _in_the_way(label) from error
        except OSError:  # a disk that knows no links, as FAT
            _check(path, label, force)
    part.replace(path)


def _in_the_way(label: str) -> ExportError:
    return ExportError(f"{label} is there already", hint="--force replaces it")

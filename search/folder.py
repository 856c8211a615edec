"""The index on disk: a private folder, one generation at a time, put in place whole, checked before use.

index/          0700
  current       the name of the generation in use
  lock          held by whoever builds or adds
  <generation>/ Whoosh's files, ours beside them, and manifest.json with sizes and checksums
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import stat
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from search.errors import IndexBusyError, IndexDamagedError, IndexMissingError

FORMAT = 9
"""Grows when the files change their meaning; an index of another format is built again."""
MANIFEST = "manifest.json"
_BLOCK = 1 << 22


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One segment in the manifest."""

    name: str
    documents: int
    lengths: Mapping[str, int]
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of."""

    generation: int
    stamp: str
    """Whatever the owner of the papers wants to recognise the index by."""
    segments: tuple[SegmentFacts, ...]
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Size and CRC-32 of every file."""


def make_private(folder: Path) -> None:
    """Creates the folder for its owner alone. Raises IndexDamagedError where it is somebody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_private(folder)


def check_private(folder: Path) -> None:
    """Raises IndexDamagedError unless the folder is the user's own and closed to others."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        raise IndexMissingError(f"there is no index at {folder}") from None
    if not stat.S_ISDIR(found.st_mode):
        raise IndexDamagedError(f"{folder} is no folder")
    if found.st_uid != os.getuid():
        raise IndexDamagedError(f"{folder} belongs to somebody else")
    if found.st_mode & 0o077:
        raise IndexDamagedError(f"{folder} is open to others (mode {found.st_mode & 0o777:o})")


def current(folder: Path) -> Path:
    """The folder of the generation in use. Raises IndexMissingError or IndexDamagedError."""
    check_private(folder)
    try:
        name = (folder / "current").read_text("ascii").strip()
    except FileNotFoundError:
        raise IndexMissingError(f"there is no index in {folder}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamagedError(f"{folder}/current cannot be read: {error}") from error
    generation = folder / name
    if not name.isalnum():
        raise IndexDamagedError(f"{folder}/current holds no name of ours")
    check_private(generation)
    return generation


def read_manifest(generation: Path) -> Manifest:
    """The manifest, if it is whole and all files have their sizes. Raises IndexDamagedError."""
    try:
        check, body = (generation / MANIFEST).read_text("utf-8").split("\n", 1)
        if hashlib.sha256(body.encode()).hexdigest() != check:
            raise IndexDamagedError(f"the manifest of {generation} was changed")
        raw = json.loads(body)
        if raw["format"] != FORMAT:
            raise IndexDamagedError(f"{generation} was written by another version")
        manifest = _manifest(raw)
        for name, (size, _) in manifest.files.items():
            found = (generation / name).lstat()
            if found.st_size != size or not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
                raise IndexDamagedError(f"{generation}/{name} is not as it was written")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"{generation} cannot be read: {error}") from error
    return manifest


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    segments = tuple(
        SegmentFacts(s["name"], s["documents"], s["lengths"], tuple(s["deleted"])) for s in raw["segments"]
    )
    return Manifest(
        raw["generation"], raw["stamp"], segments, {k: (v[0], v[1]) for k, v in raw["files"].items()}
    )


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Puts a manifest in place of the one before, at once."""
    body = json.dumps({"format": FORMAT, **asdict(manifest)})
    check = hashlib.sha256(body.encode()).hexdigest()
    _replace(generation / MANIFEST, f"{check}\n{body}")


def facts_of(path: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file."""
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            checksum = zlib.crc32(block, checksum)
    return path.stat().st_size, checksum


def is_whole(generation: Path, manifest: Manifest) -> bool:
    """Whether every file still has its checksum; reads them all, without holding up other threads."""
    try:
        return all(facts_of(generation / name) == facts for name, facts in manifest.files.items())
    except OSError:
        return False


def new_generation(folder: Path) -> Path:
    """An empty folder to build in."""
    generation = folder / os.urandom(8).hex()
    generation.mkdir(mode=0o700)
    return generation


def put_in_place(folder: Path, generation: Path) -> None:
    """Makes a generation the one in use and removes the others; who reads them keeps them until done."""
    for path in generation.iterdir():
        _sync(path)
    _replace(folder / "current", generation.name)
    _sync(folder)
    import shutil  # 10 ms at a start that only reads

    for other in folder.iterdir():
        if other.is_dir() and other != generation:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def locked(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Holds the folder against other writers. Raises IndexBusyError after `wait` seconds."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise IndexBusyError("another paperdeck is building the index") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, "utf-8")
    _sync(beside)
    beside.replace(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""An index that was cut, swapped, forged or half built: it runs nothing, and right answers come back."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from library import Library, Paths
from search.answer import Sort
from search.postings import _HEAD, TAG, _steps
from torture.kills import seeded, written
from torture.rows import Row

QUERIES = ("learning", "in:sample", "title:agents", '"learning agents"~9', "hanab~", "code:yes")


POSTINGS = "forged postings"
"""Done by somebody who can write in the folder and knows the format: answers may differ, nothing may run."""


class Bomb:
    """A pickle that makes a folder when it is read."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self._trace),)


def tampering(count: int, folder: Path) -> list[Row]:
    """Each way of spoiling an index, again and again with other files and other places."""
    rebuilt, bombs = Row("index spoilt: rebuilt, right answers"), Row("index forged: commands run")
    paths = seeded(folder)
    with Library.open(paths) as library:
        library.refresh_index()
        right = _answers(library)
    _other(folder)
    shutil.copytree(folder / "home", folder / "indexed")
    chance = random.Random("index")
    for number in range(count):
        name, spoil = WAYS[number % len(WAYS)]
        shutil.rmtree(folder / "home")
        shutil.copytree(folder / "indexed", folder / "home")
        spoil(paths, chance, folder)
        trace = folder / "owned"
        rebuilt.tried += 1
        bombs.tried += 1
        try:
            with Library.open(paths) as library:
                before = _answers(library)  # by what is left of the index, or by a scan
                library.refresh_index()
                after = _answers(library)
                said = [_difference(answers, right)[:150] for answers in (before, after)]
                if name != POSTINGS and (any(said) or not library.indexed):
                    rebuilt.note("wrong", f"{name}: before and after {said}, indexed: {library.indexed}")
        except Exception as error:
            rebuilt.note("crashed", f"{name}: {type(error).__name__}: {error}"[:300])
        if trace.exists():
            bombs.note("wrong", f"{name} ran a command")
            trace.rmdir()
    return [rebuilt, bombs]


def _answers(library: Library) -> list[tuple[object, ...]]:
    """Of each query the papers and what is counted beside them; by relevance too, where the index ranks."""
    answers: list[tuple[object, ...]] = []
    for query in QUERIES:
        found = library.view(query)
        counts = [(facet.field, facet.values) for facet in found.facets]
        ranked = library.view(query, sort=Sort.RELEVANCE).order if library.indexed else ()
        answers.append((query, found.count, list(found.order), counts, list(ranked)))
    return answers


def _difference(answers: list[tuple[object, ...]], right: list[tuple[object, ...]]) -> str:
    """The first that is not as it should be; a scan does not rank as the index does."""
    for answer, wanted in zip(answers, right, strict=True):
        for part, other in zip(answer, wanted, strict=True):
            if part != other and part != []:
                return f"{answer[0]}: {part} and not {other}"
    return ""


def _other(folder: Path) -> None:
    """Another library with an index of its own."""
    other = Paths.under(folder / "other")
    with Library.open(other) as library:
        library.add(written(folder / "other.txt", 60))
        library.refresh_index()


# Ways to spoil an index


def _files(paths: Paths) -> list[Path]:
    return sorted(path for path in paths.index.rglob("*") if path.is_file() and path.stat().st_size)


def _truncate(paths: Paths, chance: random.Random, folder: Path) -> None:
    path = chance.choice(_files(paths))
    os.truncate(path, int(path.stat().st_size * chance.choice((0, 0.01, 0.5, 0.99))))


def _flip(paths: Paths, chance: random.Random, folder: Path) -> None:
    """Bits go where there are most of them: in lists and sets of papers, where few of them show at once."""
    files = _files(paths)
    (path,) = chance.choices(files, [path.stat().st_size for path in files])
    raw = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 50, 2_000))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)


def _remove(paths: Paths, chance: random.Random, folder: Path) -> None:
    chance.choice(_files(paths)).unlink()


def _foreign(paths: Paths, chance: random.Random, folder: Path) -> None:
    shutil.rmtree(paths.index)
    shutil.copytree(Paths.under(folder / "other").index, paths.index)


def _stale(paths: Paths, chance: random.Random, folder: Path) -> None:
    """The library has gone on without its index: a listing was removed and came back."""
    with Library.open(paths) as library:
        library.remove_listing("sample")
        library.undo()


def _half(paths: Paths, chance: random.Random, folder: Path) -> None:
    """A build that was killed: a folder with some files, and no `current`."""
    (paths.index / "current").unlink()
    for path in _files(paths)[:: chance.choice((2, 3))]:
        path.unlink()


def _open_to_others(paths: Paths, chance: random.Random, folder: Path) -> None:
    paths.index.chmod(0o777)


def _a_file_instead(paths: Paths, chance: random.Random, folder: Path) -> None:
    shutil.rmtree(paths.index)
    paths.index.write_bytes(b"no folder")


def _bomb(paths: Paths, chance: random.Random, folder: Path) -> None:
    """A forged file under the name of one of ours, with the checksums put right."""
    bomb = pickle.dumps(Bomb(folder / "owned"))
    path = chance.choice(
        [path for path in _files(paths) if path.name not in ("current", "lock", "manifest.json")]
    )
    path.write_bytes(bomb + path.read_bytes()[len(bomb) :] if chance.random() < 0.5 else bomb)
    _forge_checksums(path.parent)


def _bombs_everywhere(paths: Paths, chance: random.Random, folder: Path) -> None:
    """Every file that Whoosh would read, and the names that it looks for."""
    bomb = pickle.dumps(Bomb(folder / "owned"), chance.choice((2, 4)))
    generation = next(path for path in paths.index.iterdir() if path.is_dir())
    for path in list(generation.iterdir()):
        if path.name != "manifest.json":
            path.write_bytes(bomb)
    for name in ("_MAIN_1.toc", "_MAIN_999.toc"):
        (generation / name).write_bytes(bomb)
        (paths.index / name).write_bytes(bomb)
    _forge_checksums(generation)


def _bombs_in_postings(paths: Paths, chance: random.Random, folder: Path) -> None:
    """A pickle where each list of postings has one, as somebody writes it who has read our source."""
    bomb = pickle.dumps(Bomb(folder / "owned"), 2)[2:]
    path = next(paths.index.rglob("*.pst"))
    raw = bytearray(path.read_bytes())
    at = raw.find(TAG)
    while at >= 0:
        size = _HEAD.size - _HEAD.unpack_from(raw, at)[1]
        block = memoryview(bytes(raw[at : at + size]))
        _, values = _steps(block)  # document numbers and weights stay as they are: these are read by hand
        if block[values] != ord("N"):
            values += 4 + int.from_bytes(block[values + 1 : values + 5], "little")
        if values + 1 + len(bomb) <= size:
            raw[at + values + 1 : at + values + 1 + len(bomb)] = bomb
        at = raw.find(TAG, at + size)
    path.write_bytes(raw)
    _forge_checksums(path.parent)


def _forge_checksums(generation: Path) -> None:
    """What somebody does who knows our format."""
    path = generation / "manifest.json"
    body = json.loads(path.read_text().split("\n", 1)[1])
    for name in body["files"]:
        raw = (generation / name).read_bytes()
        body["files"][name] = [len(raw), zlib.crc32(raw)]
    text = json.dumps(body)
    path.write_text(f"{sha256(text.encode()).hexdigest()}\n{text}")


WAYS = (
    ("truncated", _truncate),
    ("bits flipped", _flip),
    ("a file removed", _remove),
    ("of another library", _foreign),
    ("stale", _stale),
    ("half built", _half),
    ("open to others", _open_to_others),
    ("no folder", _a_file_instead),
    ("a forged file", _bomb),
    ("forged files everywhere", _bombs_everywhere),
    (POSTINGS, _bombs_in_postings),
)

"""A file of named arrays, mapped into memory: opening costs nothing, a page is read when it is looked at."""

from __future__ import annotations

import json
import mmap
import os
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

MAGIC = b"pdeck001"
_ALIGN = 8
Part: TypeAlias = "bytes | bytearray | array[int]"


class Writer:
    """Writes arrays one after the other, so that each can be let go of; the table of them comes last."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at = file, 16
        self._table: dict[str, tuple[int, int, str]] = {}
        file.write(MAGIC + bytes(8))

    def add(self, name: str, part: Part) -> None:
        """Writes one array; numbers keep this machine's byte order, which is noted."""
        raw = memoryview(part).cast("B")
        self._table[name] = self._at, len(raw), part.typecode if isinstance(part, array) else "B"
        self._file.write(raw)
        self._file.write(bytes(-len(raw) % _ALIGN))
        self._at += len(raw) + -len(raw) % _ALIGN

    def add_all(self, parts: Mapping[str, Part]) -> None:
        """Writes several arrays."""
        for name, part in parts.items():
            self.add(name, part)

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Writes the table and a few JSON facts."""
        self._file.write(json.dumps({"parts": self._table, "facts": facts, "order": _order()}).encode())
        self._file.seek(len(MAGIC))
        self._file.write(self._at.to_bytes(8, "little"))


def _order() -> int:
    """A number that reads differently where bytes have another order or sizes differ."""
    return int.from_bytes(array("I", [1, 2]).tobytes(), "little")


class Mapped:
    """An open file of arrays. Raises ValueError where the file is not one, or was cut."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < 16:
                raise ValueError(f"{path.name} is cut")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[:8] != MAGIC:
            raise ValueError(f"{path.name} is something else")
        table = int.from_bytes(self._map[8:16], "little")
        head = json.loads(self._map[table:])
        if head["order"] != _order():
            raise ValueError(f"{path.name} was written on another kind of machine")
        self._table: dict[str, tuple[int, int, str]] = head["parts"]
        self.facts: dict[str, Any] = head["facts"]
        if any(at + size > table for at, size, _ in self._table.values()):
            raise ValueError(f"{path.name} is cut")
        self._views: dict[str, memoryview] = {}

    def __getitem__(self, name: str) -> memoryview:
        """The array of that name."""
        view = self._views.get(name)
        if view is None:
            at, size, code = self._table[name]
            whole = memoryview(self._map)
            view = whole[at : at + size].cast(code)  # type: ignore[call-overload]
            self._views[name] = view
        return view

    def copied(self, name: str) -> array[int]:
        """The same as an array of its own, which is indexed and sliced in half the time."""
        view = self[name]
        made = array(view.format)
        made.frombytes(view.cast("B"))
        return made

    def raw(self, name: str) -> tuple[mmap.mmap, int]:
        """The whole file, of which a slice is a copy as bytes, and the place where a part begins."""
        return self._map, self._table[name][0]

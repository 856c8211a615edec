"""A file of named arrays, mapped into memory: opening costs nothing, a page is read when it is looked at."""

from __future__ import annotations

import json
import mmap
import os
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

MAGIC = b"pdeck001"
_ALIGN = 8
Part: TypeAlias = "bytes | bytearray | array[int]"


def write(path: Path, parts: Mapping[str, Part], facts: Mapping[str, Any]) -> None:
    """Writes arrays and a few JSON facts; numbers are in this machine's byte order, which is noted."""
    table: dict[str, tuple[int, int, str]] = {}
    at = 0
    for name, part in parts.items():
        code = part.typecode if isinstance(part, array) else "B"
        size = len(part) * (part.itemsize if isinstance(part, array) else 1)
        table[name] = at, size, code
        at += size + -size % _ALIGN
    head = json.dumps({"parts": table, "facts": facts, "order": _order()}).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % _ALIGN)
    with path.open("wb") as file:
        file.write(MAGIC + len(head).to_bytes(8, "little") + head)
        for part in parts.values():
            raw = memoryview(part).cast("B")
            file.write(raw)
            file.write(b"\0" * (-len(raw) % _ALIGN))


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
        size = int.from_bytes(self._map[8:16], "little")
        head = json.loads(self._map[16 : 16 + size])
        if head["order"] != _order():
            raise ValueError(f"{path.name} was written on another kind of machine")
        self._start = 16 + size
        self._table: dict[str, tuple[int, int, str]] = head["parts"]
        self.facts: dict[str, Any] = head["facts"]
        if self._start + max((at + n for at, n, _ in self._table.values()), default=0) > len(self._map):
            raise ValueError(f"{path.name} is cut")
        self._views: dict[str, memoryview] = {}

    def __getitem__(self, name: str) -> memoryview:
        """The array of that name."""
        view = self._views.get(name)
        if view is None:
            at, size, code = self._table[name]
            whole = memoryview(self._map)
            view = whole[self._start + at : self._start + at + size].cast(code)  # type: ignore[call-overload]
            self._views[name] = view
        return view

    def finder(self, name: str) -> tuple[Callable[[bytes, int, int], int], int]:
        """A search for bytes in the whole file, and the place where a part begins."""
        return self._map.find, self._start + self._table[name][0]

"""Opening what somebody else may have written: unpicklers that know a short list of names, and nothing else.

Whoosh keeps its table of contents, segments and postings as pickles, and a pickle may call any function; a
forged index can run a command when it is opened (seen on 2.7.4)."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

from search._whoosh import load


class ForgedIndexError(pickle.UnpicklingError, ValueError):
    """A pickle names something that an index of ours never contains."""


class _Plain(pickle.Unpickler):
    """Numbers, texts, bytes and containers of them."""

    def find_class(self, module: str, name: str) -> Any:
        raise ForgedIndexError(f"an index has no business with {module}.{name}")


def loads_plain(raw: bytes) -> Any:
    """Unpickles plain values; ForgedIndexError where there are others, or none that can be read."""
    try:
        return _Plain(io.BytesIO(raw)).load()
    except ForgedIndexError:
        raise
    except Exception as error:  # what is no pickle ends in nearly any of them
        raise ForgedIndexError(f"no value of an index: {error}") from error


_ALLOWED = frozenset(
    {
        ("copyreg", "_reconstructor"),
        ("builtins", "object"),
        ("builtins", "set"),
        ("collections", "OrderedDict"),
        ("search.schema", "WordAnalyzer"),
        ("whoosh.analysis.analyzers", "IDAnalyzer"),
        ("whoosh.analysis.tokenizers", "IDTokenizer"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.fields", "ID"),
        ("whoosh.fields", "KEYWORD"),
        ("whoosh.fields", "Schema"),
        ("whoosh.fields", "TEXT"),
        ("whoosh.formats", "Existence"),
        ("whoosh.formats", "Positions"),
    }
)
"""Everything that the table of contents of our own indexes names."""


class _Ours(pickle.Unpickler):
    """Plain values and the classes of our own schema."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise ForgedIndexError(f"an index has no business with {module}.{name}")
        return super().find_class(module, name)


def open_whoosh(folder: Path) -> Any:
    """Opens an index with Whoosh's own classes, for checks and comparisons; a forged one runs nothing.

    Raises ForgedIndexError. Whoosh reads its table of contents again for every reader, so the index that is
    returned carries the one that was checked.
    """
    index, filestore = load("whoosh.index"), load("whoosh.filedb.filestore")
    storage = filestore.FileStorage(str(folder))
    number = index.TOC._latest_generation(storage, "MAIN")
    checked = index.TOC(*_table_of_contents(folder / f"_MAIN_{number}.toc"), number)

    opened = index.FileIndex.__new__(index.FileIndex)
    opened.storage, opened._schema, opened.indexname = storage, checked.schema, "MAIN"
    opened._read_toc = lambda: checked
    return opened


def _table_of_contents(path: Path) -> tuple[Any, Any]:
    """Schema and segments from a table of contents (whoosh/index.py, TOC.write), through the short list."""
    file = io.BytesIO(path.read_bytes())
    file.read(3 + 4 + 4 + 3)  # sizes of int, long and float; byte order; format; release
    schema = _Ours(io.BytesIO(file.read(_varint(file)))).load()
    file.read(4 + 4)  # generation, unused
    return schema, _Ours(file).load()


def _varint(file: io.BytesIO) -> int:
    """A number as Whoosh writes it before a string: seven bits a byte, the lowest first."""
    number, shift = 0, 0
    while True:
        byte = file.read(1)[0]
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number

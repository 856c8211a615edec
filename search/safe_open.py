"""Opening what somebody else may have written: unpicklers that know a short list of names, and nothing else.

Whoosh keeps its table of contents, segments and postings as pickles, and a pickle may call any function; a
forged index can run a command when it is opened (seen on 2.7.4)."""

from __future__ import annotations

import io
import pickle
from typing import Any


class ForgedIndexError(pickle.UnpicklingError):
    """A pickle names something that an index of ours never contains."""


class _Plain(pickle.Unpickler):
    """Numbers, texts, bytes and containers of them."""

    def find_class(self, module: str, name: str) -> Any:
        raise ForgedIndexError(f"an index has no business with {module}.{name}")


def loads_plain(raw: bytes) -> Any:
    """Unpickles plain values."""
    return _Plain(io.BytesIO(raw)).load()

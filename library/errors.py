"""What can go wrong in a library, said so that a person can act on it: what, where, what next."""

from __future__ import annotations


class LibraryError(Exception):
    """Something the user can do something about; `str()` is the whole message, one line."""

    def __init__(self, what: str, *, hint: str = "") -> None:
        super().__init__(f"{what} ({hint})" if hint else what)
        self.what = what
        self.hint = hint


class SourceError(LibraryError):
    """A listing that cannot be read at all: missing, a folder, binary, empty, too large."""


class StoreError(LibraryError):
    """The library file cannot be read or written: locked, damaged, disk full, read-only."""


class UnknownNameError(LibraryError):
    """A paper, listing or search that the library does not have."""

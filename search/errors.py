"""What can go wrong with an index. The cure is always the same: build it again from the papers."""

from __future__ import annotations


class SearchError(Exception):
    """The index cannot be used."""


class IndexMissingError(SearchError):
    """There is no index yet."""


class IndexDamagedError(SearchError):
    """The index was cut, changed, written by somebody else or by another version: it is not trusted."""


class IndexBusyError(SearchError):
    """Another process is building the index."""


class HelperLostError(SearchError):
    """The process that helped to build has ended; building goes on without one."""


class BuildStoppedError(SearchError):
    """The caller asked for a stop; the index is as it was."""

"""A second process that gathers the combined field while this one reads papers, and writes most of it.

The two talk over pipes in plain values (marshal, which both sides read with the same Python). The helper ends
when its pipe closes, so it never outlives a build that was stopped or killed."""

from __future__ import annotations

import json
import marshal
import subprocess
import sys
from array import array
from collections.abc import Sequence
from typing import IO, Any

from search.combined import Combined, Others
from search.combined_writer import CombinedRows, Order, write_first
from search.errors import HelperLostError
from search.field_writer import FieldRows, Step
from search.shares import Packed, empty, packed, take_rest, unpack

_TOGETHER = 1 << 16
"""Stems that are sent in one go."""
_CHILD = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from search.helper import child; child()"
"""Isolated (-I) and with our own path, so that no `search` in the user's current folder is loaded."""


class Helper:
    """What `search.combined_writer.Here` is, in a process of its own."""

    here = 0

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _CHILD, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._documents = self._stems = 0
        self._begin()

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._process.pid

    def _begin(self) -> None:
        self._sequences, self._ends = array("I"), array("I")
        self._others: list[Others] = []

    def add_all(self, sequences: array[int], ends: array[int], others: Sequence[Others], stems: int) -> None:
        """Adds documents, as `search.combined.Combined.add_all` does."""
        before = len(self._sequences)
        self._sequences.extend(sequences)
        facts = ends[:]
        facts[::3] = array("I", [before + end for end in ends[::3]])
        self._ends.extend(facts)
        self._others += others
        self._stems = stems
        self._documents += len(others)
        if len(self._sequences) >= _TOGETHER:
            self._send_documents()

    def _send_documents(self) -> None:
        self._send((self._sequences.tobytes(), self._ends.tobytes(), self._others, self._stems))
        self._begin()

    def _send(self, message: Any) -> None:
        try:
            _send(self._to, message)
        except BrokenPipeError:
            self._receive()  # it may have said why it ended
            raise HelperLostError("the helper that writes the index does not listen") from None

    def _receive(self) -> Any:
        message = _receive(self._from)
        if message is None:
            raise HelperLostError("the helper that writes the index has ended")
        if isinstance(message, tuple) and len(message) == 2:
            raise OSError(*message)
        return message

    def write(self, order: Order) -> Combined:
        """Asks for the lists to be written; gives the share that is left to this process."""
        self._send_documents()
        self._send(tuple(order))
        rest = empty(self._documents, len(order.stems))
        while message := self._receive():
            unpack(rest, Packed(*message))
        return rest

    def written(self, step: Step | None) -> CombinedRows:
        """What was written; returns when it is. Raises OSError as the helper met it."""
        while isinstance(message := self._receive(), int):
            if step:
                step(message)
        self.close()  # its memory is needed here
        text, abstract, title, prefixes, sets = message
        return CombinedRows(FieldRows(*text), FieldRows(*abstract), FieldRows(*title), prefixes, sets)

    def close(self) -> None:
        """Ends the process, whatever it does."""
        if self._process.returncode is None:
            self._process.kill()
            self._process.communicate()


def child() -> None:
    """The other side."""
    import gc

    gc.disable()  # as in `search.builder`
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    gathered = Combined()
    while (message := _receive(source)) is not None:
        if len(message) == 4:
            _gather(gathered, *message)
            continue
        order = Order(*message)
        for some in packed(take_rest(gathered, order.stems)):
            _send(sink, tuple(some))
        _send(sink, ())
        try:
            rows = write_first(gathered, order, lambda terms: _send(sink, terms))
        except OSError as error:
            _send(sink, (error.errno, error.strerror))
            return
        _send(sink, (*map(tuple, rows[:3]), *rows[3:]))


def _gather(gathered: Combined, sequences: bytes, ends: bytes, others: Sequence[Others], stems: int) -> None:
    gathered.add_all(array("I", sequences), array("I", ends), others, stems)


def _send(file: IO[bytes], message: Any) -> None:
    raw = marshal.dumps(message)
    file.write(len(raw).to_bytes(8, "little"))
    file.write(raw)
    file.flush()


def _receive(file: IO[bytes]) -> Any:
    """The next message; None where the other side has ended."""
    head = file.read(8)
    raw = file.read(int.from_bytes(head, "little")) if len(head) == 8 else b""
    return marshal.loads(raw) if raw else None

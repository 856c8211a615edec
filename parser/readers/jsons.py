"""JSON in every shape that papers come in: an array, an object around one, or an object per line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from parser.paper import Problem, Record
from parser.readers.fields import record
from parser.readers.maps import fields_of

_MOST = 256 << 20
"""Characters of a JSON document that is no JSON Lines; it has to be in memory as a whole."""

_ITEMS = re.compile(r'"(?:results|data|notes|papers|items|works|references)"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()

Lines = Iterator[str | Problem]


def read(lines: Lines) -> Iterator[Record | Problem]:
    problems, number, first = _first(lines)
    yield from problems
    if _whole_object(first):
        yield from _per_line(number, chain((first,), lines))
    else:
        yield from _document(number, chain((first,), lines))


def _first(lines: Lines) -> tuple[list[Problem], int, str]:
    """The first line with anything on it, its number, and the problems before it."""
    problems: list[Problem] = []
    number = 0
    for line in lines:
        if isinstance(line, Problem):
            problems.append(line)
            continue
        number += 1
        if text := line.strip("\ufeff \t"):
            return problems, number, text
    return problems, number, ""


def _whole_object(line: str) -> bool:
    """Whether a line is one JSON object that is a paper, not an answer with papers in it."""
    if not line.startswith("{") or _ITEMS.search(line, 0, 2_000):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _per_line(number: int, lines: Lines) -> Iterator[Record | Problem]:
    number -= 1
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        number += 1
        if line.strip():
            try:
                yield _paper(json.loads(line), number)
            except (ValueError, RecursionError) as error:
                yield _broken(number, error)


def _document(number: int, lines: Lines) -> Iterator[Record | Problem]:
    """An array of papers, alone or within an object; read item by item."""
    kept, size = [], 0
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        size += len(line) + 1
        if size > _MOST:
            yield Problem(
                0, "a JSON document of more than 256 MB", "split it, or make it one object per line"
            )
            return
        kept.append(line)
    text = "\n".join(kept)
    if text.startswith("["):
        at = 1
    else:
        items = _ITEMS.search(text)
        at = items.end() if items else 0
    counted = 0
    while True:
        start = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        number += text.count("\n", counted, start)
        counted = start
        if start >= len(text) or text[start] in "]}":
            return
        try:
            item, at = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            yield _broken(number, error)
            return
        yield _paper(item, number)


def _paper(item: Any, line: int) -> Record | Problem:
    fields = fields_of(item)
    if fields is None:
        return Problem(line, "this object is no paper that paperdeck knows", "it was left out")
    return record(fields, line)


def _broken(line: int, error: Exception) -> Problem:
    what = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        line += error.lineno - 1 if error.lineno < 1_000_000 and "\n" not in error.doc else 0
    return Problem(line, f"this is no JSON: {what}", "what came before it was kept")

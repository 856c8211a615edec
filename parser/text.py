"""Bytes to clean lines, whatever the encoding and the line ends; streamed, so that memory stays flat."""

from __future__ import annotations

import codecs
from collections.abc import Container, Iterator
from io import BytesIO
from typing import BinaryIO

from parser.clean import clean, unescape
from parser.errors import NotTextError
from parser.paper import Problem
from parser.sweep import skimmed, swept

MAX_LINE = 100_000
"""Characters of a line that are kept; the longest abstract of 120,000 real ones has 5,000."""
RAW_LINE = 64 << 20
"""Characters of a raw line that are kept: the answer of a service is one line of JSON."""
MAX_REPORTED = 20
"""Lines with bytes that are not UTF-8 get a Problem each, up to this many: a whole file may be like that."""

_CHUNK = 1 << 16
"""Bytes at a time: what is done to them again and again stays in the cache of the processor."""
_MOST_BYTES = 4
"""Of a character in UTF-8."""
_WIDE = (  # the UTF-32 mark begins with the UTF-16 one, so it comes first
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(0x20)) - {0x0A}) + b"\x7f"
_NOT_IN_TEXT = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
)


def lines_of(stream: BinaryIO, *, raw: bool = False, skim: bool = False) -> Iterator[str | Problem]:
    """Every line of `stream`, clean (`parser.clean`), HTML entities resolved, in order; a blank line is "".

    raw: as it stands, and up to RAW_LINE long, for formats in which white space or a line end within a
    value means something; whoever reads those cleans the values.
    skim: dots in the place of long lines, for a first pass that does not look at them (`parser.survey`).

    A Problem in between is no line of its own: it tells what was wrong with the line that comes next.
    UTF-8 is expected, UTF-16 and UTF-32 are known by their byte order mark, and bytes that fit none of
    them are read as Windows-1252. Raises `NotTextError` where the source is no text at all.
    """
    number = reported = 0
    limit = RAW_LINE if raw else MAX_LINE
    room = RAW_LINE if raw else _MOST_BYTES * MAX_LINE
    for block in _whole_lines(_unix(_chunks(stream)), room):
        if skim and (short := skimmed(block)) is not None:
            number += len(short)
            yield from short
            continue
        lines, foreign = _decoded(block, room)
        if not (raw or foreign or max(map(len, lines)) > limit):
            number += len(lines)
            yield from swept(block, lines)
            continue
        for place, line in enumerate(lines):
            number += 1
            line = line.removesuffix("\n")
            if place in foreign and reported < MAX_REPORTED:
                reported += 1
                yield _foreign(number, last=reported == MAX_REPORTED)
            if len(line) > limit:
                yield _overlong(number, limit)
                line = line[:limit]
            yield line if raw else clean(unescape(line))


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream as UTF-8 in pieces, without a byte order mark."""
    first = stream.read(_CHUNK)
    for mark, encoding in _WIDE:
        if first.startswith(mark):
            yield from _narrowed(first[len(mark) :], stream, encoding)
            return
    _refuse_binary(first)
    yield first.removeprefix(codecs.BOM_UTF8)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _narrowed(first: bytes, stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    chunk = first
    while chunk:
        yield decoder.decode(chunk).encode(errors="replace")
        chunk = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True).encode(errors="replace")


def _refuse_binary(first: bytes) -> None:
    what = next((name for magic, name in _BINARY if first.startswith(magic)), "")
    # A stray NUL is damage and is cleaned away; one byte in fifty is a program or a picture.
    controls = len(first) - len(first.translate(None, delete=_NOT_IN_TEXT))
    if what or (controls > 1 and controls * 50 > len(first)):
        raise NotTextError(
            f"this is {what or 'a binary file'}, not text; "
            "copy the listing from its page and save it as plain text"
        )


def _unix(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks with CRLF and CR as LF, also where a chunk ends between CR and LF."""
    held = b""
    for chunk in chunks:
        chunk = held + chunk
        held = b""
        if b"\r" in chunk:
            if chunk.endswith(b"\r"):
                chunk, held = chunk[:-1], b"\r"
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield chunk
    yield held.replace(b"\r", b"\n")


def _whole_lines(chunks: Iterator[bytes], room: int) -> Iterator[bytes]:
    """The chunks again, divided behind line ends only; of an endless line just over `room` bytes are kept."""
    rest = b""
    for chunk in chunks:
        head, newline, tail = chunk.rpartition(b"\n")
        if newline:
            yield rest + head + newline
            rest = b""
        rest = (rest + tail)[: room + 4]
    if rest:
        yield rest


def _decoded(block: bytes, room: int) -> tuple[list[str], Container[int]]:
    """The lines of the block with their ends, and the places of those that were not UTF-8."""
    raw_lines = BytesIO(block).readlines()  # three times as fast as split
    try:
        return list(map(bytes.decode, raw_lines)), ()  # a whole block is wide where one letter is
    except UnicodeDecodeError:
        lines, foreign = [], set()
        for place, raw in enumerate(raw_lines):
            try:
                # what found no room was cut anywhere, so its last character may be half of one
                lines.append(raw.decode(errors="ignore" if len(raw) > room else "strict"))
            except UnicodeDecodeError:
                lines.append(raw.decode(errors=_WESTERN))
                foreign.add(place)
        return lines, foreign


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: what is not UTF-8 is Windows-1252, byte by byte; the rest of the line stays."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_WESTERN = "paperdeck-western"
codecs.register_error(_WESTERN, _as_western)


def _overlong(line: int, limit: int) -> Problem:
    return Problem(
        line,
        f"a line of more than {limit:,} characters; only its beginning was read",
        "check that the line breaks of the page were kept when it was copied",
    )


def _foreign(line: int, *, last: bool) -> Problem:
    return Problem(
        line,
        "not UTF-8; read as Western European (Windows-1252)" + (", as are further lines" if last else ""),
        "if letters look wrong, save the file as UTF-8 and add it again",
    )

"""Bursts of bytes on the keyboard: noise, broken UTF-8, mouse reports of every age, sizes, pasted controls."""

from __future__ import annotations

import random
from pathlib import Path

from torture.hostile import CORPUS
from torture.rows import Row, guarded
from torture.terminal import PROGRAM, Terminal, home

AT_ONCE = 100
"""Bursts that one program gets before it is asked whether it is still well."""
LONGEST = 60

PIECES = (
    b"\xff", b"\xfe\xfe", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x92", b"\xed\xa0\x80", b"\x80\x80", b"\xc0\xaf",
    b"\x1b[M\xa0\xa1\xa2", b"\x1b[M !!", b"\x1b[<0;5;5M\x1b[<0;5;5m", b"\x1b[<35;99999;99999M", b"\x1b[<64;3;3M",
    b"\x1b[<0;-5;-5M", b"\x1b[32;10;10M", b"\x1b[1114112;1u", b"\x1b[97;1;55296u", b"\x1b[27;1;27u", b"\x1b[0;0;0u",
    b"\x1b[48;0;0;0;0t", b"\x1b[48;9999999;9999999;9;9t", b"\x1b[48;30;100;0;0t", b"\x1b[999999;999999R", b"\x1b[?2026;2$y",
    b"\x1b[?2048;1$y", b"\x1b[I", b"\x1b[O", b"\x1b]11;rgb:00/00/00\x07", b"\x1bP>|xterm\x1b\\", b"\x1b[?62;c", b"\x1b",
    b"\x1b\x1b\x1b", b"\x1b[", b"\x1bO", b"\x1b[200~\x1b]0;OWNED\x07\x9b31m\xc2\x9b31m\x1b[201~", b"\x00", b"\x7f" * 5, b"\x0b\x0c",
    b"\x1b[200~" + "\u202e\u200b".encode() + b"\x1b[201~", b"\x1b[A\x1b[B\x1b[5~\x1b[6~", b"\x1b[1;5A", b"\x1b[24~",
)  # fmt: skip
KEPT_OUT = {b"q"[0], b"Q"[0], 0x11, 0x1A, 0x03, b"E"[0], b"o"[0], b"O"[0], 0x13}
"""Keys that leave, pause, or start another program: not what is tried here."""


def bursts(count: int, folder: Path) -> list[Row]:
    """The program outlives every burst and can be left as ever, and nothing that it was fed comes out as a control."""
    deaths, leaks = Row("bursts on the keyboard: deaths"), Row("bursts on the keyboard: escape leaks")
    chance = random.Random("keyboard")
    while deaths.tried < count:
        with Terminal("--sample", env=home(folder), program=guarded(PROGRAM)) as terminal:
            terminal.wait_for("newest first")
            here = min(AT_ONCE, count - deaths.tried)
            made = [_burst(chance) for _ in range(here)]
            for burst in made:
                terminal.send(burst)
            deaths.tried += here
            leaks.tried += here
            terminal.send(b"\x1b[201~")  # whatever was left open is closed
            terminal.wait_until_quiet()
            terminal.send(b"\x11")
            if (code := terminal.code()) != 0:
                deaths.note("crashed", f"code {code}: {said(terminal)}")
            elif left := terminal.unrestored():
                deaths.note("wrong", f"left on the terminal: {', '.join(left)}")
            if b"Traceback" in terminal.output:
                deaths.note("crashed", "a traceback was shown")
            shown = terminal.output.decode(errors="replace")
            for bad in ("\x1b]0;OWNED", "\x1b]52;c;T1d", "\x1b[31337m", "\x9b", "\u202e", "\x1bP$q"):
                if bad in shown:
                    leaks.note("wrong", ascii(bad))
    return [deaths, leaks]


def said(terminal: Terminal) -> str:
    """The last words of a program."""
    words = terminal.output.rpartition(b"\x1b[")[2].decode(errors="replace")
    return ascii(words[-600:])


def _burst(chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return _noise(chance, LONGEST)
    if kind == 1:
        return b"".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 4)))
    if kind == 2:
        text = chance.choice(CORPUS)[:200].encode(errors="surrogatepass")
        return b"\x1b[200~" + text.replace(b"\x1b[201~", b"") + b"\x1b[201~"
    return chance.choice(PIECES) + _noise(chance, 20)


def _noise(chance: random.Random, longest: int) -> bytes:
    return bytes(byte for byte in chance.randbytes(chance.randrange(1, longest)) if byte not in KEPT_OUT)

"""Texts that want to do more than be read: to the terminal, to the markup, to formats, to the layout."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from library import Library, LibraryError

ESC, BEL, ST, C1 = "\x1b", "\x07", "\x1b\\", "\x9b"

TERMINAL = (
    f"{ESC}[31337mred", f"{ESC}[2J", f"{ESC}[H{ESC}[K", f"{ESC}[6n", f"{ESC}[5n", f"{ESC}[c", f"{ESC}[21t",
    f"{ESC}[?1049l", f"{ESC}[?25l", f"{ESC}[8m hidden", f"{ESC}[999;999H", f"{ESC}[3J", f"{ESC}c", f"{ESC}7{ESC}8",
    f"{ESC}]0;OWNED{BEL}", f"{ESC}]2;OWNED{ST}", f"{ESC}]8;;https://evil.example/{ST}paper{ESC}]8;;{ST}",
    f"{ESC}]52;c;T1dORUQ={BEL}", f"{ESC}]4;1;rgb:ff/00/00{BEL}", f"{ESC}]1337;File=:T1dORUQ={BEL}",
    f"{ESC}]777;notify;a;b{BEL}", f"{ESC}P$q\"p{ST}", f"{ESC}P+q544e{ST}", f"{ESC}_Gi=1;T1dO{ST}", f"{ESC}^private{ST}",
    f"{ESC}X string{ST}", f"{ESC}(0lqqk", f"{ESC}#8", f"{ESC}[200~pasted{ESC}[201~", f"{ESC}[>4;2m", f"{ESC}[=1u",
    f"{C1}31337m", "\x9d0;OWNED\x9c", "\x90q\x9c", "\x85next line", "\x84\x8d index", "\x0e shift out \x0f",
    "NUL\x00NUL", "bell\x07", "back\x08\x08\x08space", "form\x0cfeed", "vertical\x0btab", "carriage\rreturn", "del\x7f",
    "enquiry\x05", "\x11\x13 flow",
)  # fmt: skip
UNICODE = (
    "\u202egpj.exe\u202c", "\u2066isolate\u2069", "\u200fright\u200e", "\u061cletter mark", "zero\u200bwidth",
    "\ufeffbyte order", "soft\u00adhyphen", "word\u2060joiner", "tags \U000e0041\U000e0042", "\ufff9anno\ufffb",
    "e" + "\u0301" * 10_000, "Z" + "\u0336\u0489" * 500, "\ud800 lone", "\udfff lone", "\ufffe non-character",
    "👩\u200d👩\u200d👧\u200d👦 family", "🏳\ufe0f\u200d🌈", "a\u20dd\u20dd", "\u2028line\u2029paragraph",
    "\u3164 filler \uffa0", "\U0001f468" * 60, "ﷺ" * 40, "ก็็็็็็็็็็", "\U000e0001\U000e007f",
)  # fmt: skip
MARKUP = (
    "[/]", "[/red]", "[[/]]", "[red", "[", "]", "[]", "[b]bold[/b]", "[MASK]", "[CLS] a [SEP]", "[link=https://evil.example/]x[/link]",
    "[@click=app.quit]x[/]", "[@click=app.torture]click[/]", "[@click='app.torture()']x[/]", "[@click=screen.torture]x",
    "[foo=\"bar\"]", "[on red]$primary[/]", "$primary $accent", "[$primary]x[/]", "\\[x\\]", "trailing backslash\\", "[/][/][/]\\",
    "[bold][/bold", "[#ff0000]", "[1,2]", "[=]", "[@]", "[@click=]", "[!]", ":warning: :bomb:", "&lt;b&gt; <script>",
)  # fmt: skip
FORMATS = (
    "{}%s", "{0.__class__}", "%n%n%n%s%s", "%(name)s", "${HOME} $(id) `id`", "'; DROP TABLE paper; --", "\" OR 1=1",
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\\input{/etc/passwd}", "{unbalanced", "unbalanced}", "}{", "%comment",
    "author:", "cat:\"", "((((", "NOT NOT", "* ~", "note:(", "in:'", "../../etc/passwd", "/dev/zero", "-rf", "--help",
    "C:\\CON", "javascript:alert(1)", "http://[::1", "xn--ls8h.la", "file:///etc/passwd", "",
)  # fmt: skip
LONG = ("word " * 1_000, "x" * 20_000, "([{" * 500, "\t" * 5_000 + "tabs")

CORPUS: tuple[str, ...] = (*TERMINAL, *UNICODE, *MARKUP, *FORMATS, *LONG)

_LEAK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS = re.compile("[\u0300-\u036f\u0489\u20dd]{20}")


def leak(text: str) -> str:
    """The first thing in a text that a terminal would obey or that nobody could see; "" where there is none.

    Tabs and line ends are not counted: whoever prints lines needs them.
    """
    found = _LEAK.search(text) or _MARKS.search(text)
    return ascii(found.group()) if found else ""


def listing() -> bytes:
    """A listing with every text in every place; where a text breaks the lines, so be it."""
    blocks = (
        f"LGMar {number % 28 + 1}, 2024Code\n"
        f"Study {number} of {text} in practiceAda Byron, {text[:300]} Weil · {text[:300]}, lab-{number}\n"
        f"We study {text} and {number}.\n"
        for number, text in enumerate(CORPUS)
    )
    return "".join(blocks).encode(errors="surrogatepass")


def fill(library: Library, folder: Path) -> None:
    """Papers, notes, tags and saved searches of which every one carries one of the texts."""
    source = folder / "name \x1b]0;OWNED\x07[@click=app.torture]x[∕].txt"
    source.write_bytes(listing())
    library.add(source)
    keys = list(library.newest())
    for number, text in enumerate(CORPUS):
        key = keys[number % len(keys)]
        # A text without a letter is no tag. A lone surrogate is refused by SQLite, if it gets that far.
        with contextlib.suppress(LibraryError, UnicodeError):
            library.set_note(key, f"note {number}: {text}")
            library.save_search(f"search {number} {text}"[:200], f"study {text}"[:200], number % 9 + 1)
            library.tag([key], [text or "tag"])

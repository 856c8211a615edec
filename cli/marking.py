"""`star`, `unstar`, `read`, `unread`, `tag`: marks on papers, each command one step that the app can undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from library import Library, Step
    from parser import PaperKey

    Change = Callable[[Library, list[PaperKey]], Step | None]


@click.command(short_help="Bookmark papers.")
@options.which
def star(which: tuple[str, ...]) -> int:
    """Bookmark papers, by key or by query. `-` reads keys from standard input."""
    return _mark(which, lambda library, keys: library.star(keys, True))


@click.command(short_help="Take bookmarks off.")
@options.which
def unstar(which: tuple[str, ...]) -> int:
    """Take the bookmarks off papers, by key or by query. `-` reads keys from standard input."""
    return _mark(which, lambda library, keys: library.star(keys, False))


@click.command(short_help="Mark papers as read.")
@options.which
def read(which: tuple[str, ...]) -> int:
    """Mark papers as read, by key or by query. `-` reads keys from standard input."""
    from library import ReadState

    return _mark(which, lambda library, keys: library.set_state(keys, ReadState.READ))


@click.command(short_help="Mark papers as unread.")
@options.which
def unread(which: tuple[str, ...]) -> int:
    """Mark papers as unread, by key or by query. `-` reads keys from standard input."""
    from library import ReadState

    return _mark(which, lambda library, keys: library.set_state(keys, ReadState.UNREAD))


@click.command(short_help="Put tags on papers, or take them off.")
@options.which
@click.option("--add", "-a", multiple=True, metavar="TAG", help="Put this tag on.")
@click.option("--remove", "-r", multiple=True, metavar="TAG", help="Take this tag off.")
def tag(which: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> int:
    """Put tags on papers, or take them off, by key or by query. `-` reads keys from standard input."""
    if not add and not remove:
        raise click.UsageError("name a tag: --add later, --remove later")
    return _mark(which, lambda library, keys: library.tag(keys, add, remove))


def _mark(which: tuple[str, ...], change: Change) -> int:
    """Makes one change on the papers that are named and says what it was; 1 where no paper is."""
    from cli.asking import named
    from cli.output import say
    from library import Library

    with Library.open() as library:
        if not (keys := named(library, which)):
            return 1
        step = change(library, keys)
        say(f"paperdeck: {step.text}" if step else "paperdeck: nothing to change")
    return 0

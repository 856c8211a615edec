"""The program's door: finds the verb, runs it, turns every ending into an exit code. No verb lives here."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from cli import __version__
from cli.output import ReaderGoneError, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DONE, NOTHING, USAGE, INTERRUPTED = 0, 1, 2, 130
BROWSE = "browse"

_COMMANDS = {
    "add": "cli.add:add",
    BROWSE: "cli.browse:browse",
    "completion": "cli.completion:completion",
    "config": "cli.config:config",
    "doctor": "cli.doctor:doctor",
    "duplicates": "cli.duplicates:duplicates",
    "export": "cli.export:export",
    "listings": "cli.listings:listings",
    "man": "cli.man:man",
    "note": "cli.note:note",
    "parse": "cli.parse:parse",
    "paths": "cli.paths:paths",
    "read": "cli.marking:read",
    "search": "cli.search:search",
    "show": "cli.show:show",
    "split": "cli.duplicates:split",
    "star": "cli.marking:star",
    "stats": "cli.stats:stats",
    "tag": "cli.marking:tag",
    "unread": "cli.marking:unread",
    "unstar": "cli.marking:unstar",
}
"""Where each verb lives; its module is loaded when it is asked for."""


class Verbs(click.Group):
    """A group whose verbs are loaded on use; whatever is no verb is a listing to be browsed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if (place := _COMMANDS.get(cmd_name)) is None:
            return None
        module, name = place.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing and not args:  # a shell completes the first word: a verb, or a file
            return super().parse_args(ctx, args)
        own = {flag for param in self.get_params(ctx) for flag in param.opts}
        if not args or (args[0] not in own and args[0] not in _COMMANDS):
            args = [BROWSE, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        verbs = [item for item in super().shell_complete(ctx, incomplete) if item.value != BROWSE]
        return verbs or [CompletionItem(incomplete, type="file")]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [LISTING]...", prefix="Usage: ")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        browse = self.get_command(ctx, BROWSE)
        assert browse is not None
        params = [p for p in (*browse.params, *self.get_params(ctx)) if isinstance(p, click.Option)]
        records = [record for param in params if (record := param.get_help_record(ctx)) is not None]
        with formatter.section("Options"):
            formatter.write_dl(records)
        self.format_commands(ctx, formatter)


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="%(prog)s %(version)s")
def paperdeck() -> None:
    """A reading desk for listings of papers.

    Opens the browser on the LISTINGs (added to the library first; `-` reads standard input), or on the
    whole library. Without a terminal the papers are printed as plain lines, newest first.
    """


def main(args: list[str] | None = None) -> None:
    """Runs the program and ends it: 0 done, 1 nothing matched, 2 usage or input, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark; a name must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = USAGE
    try:
        code = run(args)
        sys.stdout.flush()
    except (ReaderGoneError, BrokenPipeError):
        # `… | head` has read what it wanted. Python would complain once more while it closes stdout.
        _let_go(sys.stdout)
        code = DONE
    except OSError as error:
        _let_go(sys.stdout)  # a full disk behind `>`, a terminal that was closed
        code = code or _explain(error)
    try:
        sys.stderr.flush()
    except OSError:  # nobody is there to read it
        _let_go(sys.stderr)
    sys.exit(code)


def _let_go(stream: TextIO) -> None:
    """What is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(args: list[str] | None = None) -> int:
    """One command, from its arguments to its exit code."""
    try:
        return paperdeck.main(args, prog_name="paperdeck", standalone_mode=False) or DONE
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and (ctx := error.ctx) is not None:
            say((ctx.parent if ctx.info_name == BROWSE and ctx.parent else ctx).get_usage())
        say(f"paperdeck: {error.format_message()}")
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        say("paperdeck: interrupted")
        return INTERRUPTED
    except ReaderGoneError:
        raise
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    """Says what went wrong in words; a fault of the program itself goes to the log with all its details."""
    from library import LibraryError, Paths

    if isinstance(error, LibraryError):
        say(f"paperdeck: {error}")
        return USAGE
    if isinstance(error, OSError):
        place = f" {error.filename}" if error.filename else ""
        say(f"paperdeck: cannot read or write{place}: {error.strerror}")
        return USAGE
    if isinstance(error, UnicodeEncodeError):  # half of a character, which no file system takes
        say(f"paperdeck: nothing can have the name {error.object!a}")
        return USAGE
    import logging

    from library.log import log_to

    log = Paths.of_user().log
    log_to(log)
    logging.getLogger("paperdeck").error("the command failed", exc_info=error)
    say(f"paperdeck: {type(error).__name__}: {error} (a fault of paperdeck; the details are in {log})")
    return USAGE

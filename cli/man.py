"""`paperdeck man`: the manual page, made from the commands themselves, so that it is never behind them."""

from __future__ import annotations

import click


@click.command(short_help="Print the manual page (man 1).")
@click.pass_context
def man(ctx: click.Context) -> int:
    """Print the manual page: `paperdeck man > ~/.local/share/man/man1/paperdeck.1`, then `man paperdeck`."""
    from cli import __version__
    from cli.main import BROWSE
    from cli.output import out

    program = ctx.find_root().command
    assert isinstance(program, click.Group)
    context = click.Context(program, info_name="paperdeck")
    out(f'.TH PAPERDECK 1 "" "paperdeck {__version__}" "User commands"')
    out(".SH NAME\npaperdeck \\- a reading desk for listings of papers")
    out(".SH SYNOPSIS\n.B paperdeck\n[OPTIONS] [LISTING]...\n.br\n.B paperdeck\nCOMMAND [ARGS]...")
    out(".SH DESCRIPTION")
    out(_paragraphs(program.help or ""))
    browse = program.get_command(context, BROWSE)
    assert browse is not None
    out(".SH OPTIONS")
    out(_options([*browse.params, *program.params], context))
    out(".SH COMMANDS")
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        out(f".SS {_safe(f'{name} {usage}')}")
        out(_paragraphs(command.help or ""))
        out(_options(command.params, inner))
    out(_ENDING)
    return 0


_ENDING = """.SH EXIT STATUS
0 done; 1 nothing matched, or with --strict some lines were not understood; 2 wrong usage or a file that
cannot be read; 130 interrupted.
.SH ENVIRONMENT
.B XDG_DATA_HOME, XDG_CACHE_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME
move the library, the index, config.toml and the log.
.B VISUAL, EDITOR, BROWSER, NO_COLOR
are honoured.
.SH SEE ALSO
.BR bibtex (1),
.BR pandoc (1)"""


def _options(params: list[click.Parameter], context: click.Context) -> str:
    records = [r for p in params if isinstance(p, click.Option) and (r := p.get_help_record(context))]
    return "\n".join(f".TP\n.B {_safe(flags)}\n{_safe(help)}" for flags, help in records) or '.\\"'


def _paragraphs(text: str) -> str:
    """Paragraphs of a docstring; one that begins with a backspace is kept line by line, as click does."""
    done = []
    for paragraph in text.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.split("\n")]
        if lines[0] == "\b":
            done.append("\n".join([".nf", *map(_safe, lines[1:]), ".fi"]))
        else:
            done.append(_safe(" ".join(lines)))
    return "\n.PP\n".join(done)


def _safe(text: str) -> str:
    """Text that troff shows as it is: hyphens as typed, no line that begins a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text

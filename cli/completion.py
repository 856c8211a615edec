"""`paperdeck completion`: what a shell needs to complete verbs, options and their values."""

from __future__ import annotations

import click

_MENDED = {
    # An autoloaded file is told so at its first call only; at the second, tab would do nothing.
    "zsh": ("$zsh_eval_context[-1] == loadautofunc", "$funcstack[1] == _paperdeck"),
    # A description is cut at its first comma.
    "fish": ('string split "," $completion', 'string split -m 1 "," $completion'),
}
"""What click 8 writes in a script, and what it should be."""


@click.command(short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the completion script for a shell.

    \b
    bash   paperdeck completion bash > ~/.local/share/bash-completion/completions/paperdeck
    zsh    paperdeck completion zsh > ~/.zfunc/_paperdeck   (with ~/.zfunc in fpath)
    fish   paperdeck completion fish > ~/.config/fish/completions/paperdeck.fish
    """
    from click.shell_completion import get_completion_class

    from cli.output import out_raw

    program = ctx.find_root().command
    found = get_completion_class(shell)
    assert found is not None
    script = found(program, {}, "paperdeck", "_PAPERDECK_COMPLETE").source()
    out_raw(script.replace(*_MENDED.get(shell, ("", ""))) + "\n")
    return 0

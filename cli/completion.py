"""`paperdeck completion`: what a shell needs to complete verbs, options and their values."""

from __future__ import annotations

import click


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
    out_raw(found(program, {}, "paperdeck", "_PAPERDECK_COMPLETE").source() + "\n")
    return 0

"""The house themes, and the names of our own colours for themes that are not ours."""

from __future__ import annotations

from rich.console import Console
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

# One accent (amber: what is mine, the cursor, hits), blue for what can be chosen, green for code,
# three greys for text of first, second and third rank. Contrast on the background, by WCAG 2.2:
# all text 4.5:1 or more (7:1 with high contrast), third rank 3:1 (only for what repeats or decorates).
DARK = Theme(
    name="paperdeck-dark",
    dark=True,
    primary="#7aa2f7",
    secondary="#9aa5ce",
    accent="#e5a84b",
    success="#8fbf7f",
    warning="#e5a84b",
    error="#e8757e",
    foreground="#d8dae0",
    background="#17181d",
    surface="#1c1e24",
    panel="#22252d",
    variables={
        "rank-2": "#9196a3",
        "rank-3": "#747987",
        "hairline": "#2c2f38",
        "cursor-line": "#262b38",
        "bar": "#3b4152",
        "category": "#9aa5ce",
        "block-cursor-background": "#e5a84b",
        "block-cursor-foreground": "#17181d",
        "input-cursor-background": "#e5a84b",
        "input-selection-background": "#7aa2f7 35%",
        "footer-key-foreground": "#d8dae0",
        "scrollbar": "#2c2f38",
        "scrollbar-hover": "#3b4152",
        "scrollbar-active": "#e5a84b",
        "scrollbar-background": "#17181d",
        "scrollbar-background-hover": "#17181d",
        "scrollbar-background-active": "#17181d",
        "scrollbar-corner-color": "#17181d",
    },
)

LIGHT = Theme(
    name="paperdeck-light",
    dark=False,
    primary="#2a5bd7",
    secondary="#4c5a86",
    accent="#9a5b00",
    success="#2d752d",
    warning="#9a5b00",
    error="#b3261e",
    foreground="#1e2028",
    background="#fafaf7",
    surface="#f1f1ec",
    panel="#e8e8e2",
    variables={
        "rank-2": "#575c69",
        "rank-3": "#7d818c",
        "hairline": "#dcdcd4",
        "cursor-line": "#e6eaf5",
        "bar": "#c3c9d9",
        "category": "#4c5a86",
        "block-cursor-background": "#9a5b00",
        "block-cursor-foreground": "#fafaf7",
        "input-cursor-background": "#9a5b00",
        "footer-key-foreground": "#1e2028",
        "scrollbar": "#dcdcd4",
        "scrollbar-background": "#fafaf7",
        "scrollbar-background-hover": "#fafaf7",
        "scrollbar-background-active": "#fafaf7",
        "scrollbar-corner-color": "#fafaf7",
    },
)

CONTRAST = Theme(
    name="paperdeck-contrast",
    dark=True,
    primary="#8ecbff",
    secondary="#c8d8ff",
    accent="#ffd24a",
    success="#8cff8c",
    warning="#ffd24a",
    error="#ffb0b0",
    foreground="#ffffff",
    background="#000000",
    surface="#101010",
    panel="#1c1c1c",
    variables={
        "rank-2": "#d8d8d8",
        "rank-3": "#b4b4b4",
        "hairline": "#8a8a8a",
        "cursor-line": "#24304c",
        "bar": "#8a8a8a",
        "category": "#c8d8ff",
        "block-cursor-background": "#ffd24a",
        "block-cursor-foreground": "#000000",
        "input-cursor-background": "#ffd24a",
        "scrollbar": "#8a8a8a",
        "scrollbar-hover": "#b4b4b4",
        "scrollbar-active": "#ffd24a",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)

# The terminal's own colours, for those that have no others: there the themes above would come out as grey.
# The cursor's line is blue because a bright background is no background on many of them.
ANSI = Theme(
    name="paperdeck-ansi",
    dark=True,
    ansi=True,
    primary="ansi_bright_cyan",
    secondary="ansi_cyan",
    accent="ansi_bright_yellow",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "rank-2": "ansi_white",
        "rank-3": "ansi_white",
        "hairline": "ansi_bright_black",
        "cursor-line": "ansi_blue",
        "bar": "ansi_bright_black",
        "category": "ansi_cyan",
        "input-cursor-background": "ansi_bright_yellow",
        "input-cursor-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_white",
        "scrollbar-active": "ansi_bright_yellow",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)

READ_BY_CONTRAST = (DARK, LIGHT, CONTRAST)
"""Those whose colours are ours, and not the terminal's."""
HOUSE_THEMES = (*READ_BY_CONTRAST, ANSI)


def has_few_colours(console: Console) -> bool:
    """Whether the terminal is painted in 16 colours: Rich has looked at COLORTERM and TERM."""
    return console.color_system == "standard"


def remembered_as(console: Console) -> str:
    """The name that a chosen theme is remembered by: a console and a window may differ."""
    return "theme 16" if has_few_colours(console) else "theme"


def unknown_theme(name: str) -> list[str]:
    """A sentence about a theme that does not exist; nothing about one that does, or about none."""
    names = sorted({*BUILTIN_THEMES, *(theme.name for theme in HOUSE_THEMES)})
    return [f"there is no theme {name}; there are {', '.join(names)}"] if name and name not in names else []


def fallbacks(theme: Theme) -> dict[str, str]:
    """Our names for a theme that does not have them, as shades between its own text and background."""
    if theme.ansi:
        return {
            "rank-2": "ansi_white", "rank-3": "ansi_bright_black", "hairline": "ansi_bright_black",
            "cursor-line": "ansi_black", "cursor-text": "ansi_bright_white", "bar": "ansi_bright_black",
            "category": "ansi_cyan",
        }  # fmt: skip
    colours = theme.to_color_system().generate()
    back, text = Color.parse(colours["background"]), Color.parse(colours["foreground"])
    shades = {"rank-2": 0.68, "rank-3": 0.5, "hairline": 0.16, "cursor-line": 0.12, "bar": 0.28}
    return {
        **{name: back.blend(text, share).hex for name, share in shades.items()},
        "category": Color.parse(colours["secondary"]).hex,
        "cursor-text": text.hex,
    }

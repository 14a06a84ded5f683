"""How the screen looks: in the terminal's own colours, so that it is light where the terminal is.

What matters is told by more than colour: the cursor by a sign and reversed letters, a mark by a dot, a
choice by a tick; so nothing is lost without colours.
"""

from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

# Where the heads are beside the list without being asked for.
WIDE: Final = 110
THEME: Final = Theme(
    name="headcat",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "footer-key-foreground": "ansi_cyan",
        "footer-key-background": "ansi_default",
        "footer-background": "ansi_default",
        "footer-description-background": "ansi_default",
        "footer-item-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-text-style": "bold",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_cyan",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
CSS: Final = """
Screen { layout: vertical; background: ansi_default; color: ansi_default; }
#top, #filter { height: 1; }
#path { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
#facts { width: auto; max-width: 70%; text-wrap: nowrap; text-overflow: ellipsis; }
#slash { width: 2; text-style: bold; color: ansi_cyan; }
#typed { width: 1fr; }
#body { height: 1fr; }
#heads {
    width: 38; max-width: 50%; height: 100%; display: none;
    border-right: solid ansi_bright_black; border-top: solid ansi_bright_black;
    border-title-color: ansi_default;
}
.-with-heads #heads { display: block; }
#main { width: 1fr; height: 100%; }
#papers {
    height: 3fr; min-height: 3;
    border-top: solid ansi_bright_black; border-title-color: ansi_default;
}
#detail {
    height: 2fr; min-height: 4; padding: 0 1; overflow-x: hidden; scrollbar-size-vertical: 1;
    border-top: solid ansi_bright_black; border-title-color: ansi_default;
}
.-reading #papers, .-reading #heads { display: none; }
.-reading #detail { height: 1fr; }
#papers:focus, #heads:focus, #detail:focus { border-top: solid ansi_cyan; border-title-style: bold; }
#heads:focus { border-right: solid ansi_bright_black; }
#status { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
#status.-warning { color: ansi_yellow; }
Footer { background: ansi_default; }
Typed > .input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
ModalScreen { align: center middle; background: transparent; }
.dialog {
    width: 78; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
    border: round ansi_cyan; background: ansi_default; scrollbar-size-vertical: 1;
}
.dialog.small { width: 60; }
.dialog OptionList { height: auto; max-height: 12; border: none; }
.dialog Input { margin-top: 1; }
"""

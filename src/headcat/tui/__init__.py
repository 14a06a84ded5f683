"""The catalogue full-screen in a terminal, by Textual: list, live filter, heads, one paper whole.

The only package that knows Textual, which is an extra and takes long to load: nothing outside imports
a module of it but the command that shows the screen, inside its function. What a person does becomes a
`View`; a `Reader` answers it in threads, so that typing never waits; widgets draw what came. Text of
the catalogue becomes Textual's `Content`, which knows no markup, and is made visible before.
"""

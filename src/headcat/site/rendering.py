"""From templates to pages: Jinja2, with everything that a catalogue says escaped.

Owns how text reaches a page. What cannot be seen (controls, marks that turn text around) is written out, and
everything is escaped by Jinja's own autoescape: a template need not think of either. Knows nothing of what
pages there are.
"""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from headcat.extras import load
from headcat.store import digest
from headcat.words.escaping import json_visible, visible

# Nothing but the site's own scripts and styles, and nothing from anywhere else (CSP Level 3). What only
# a header can say, frame-ancestors, is left to servers.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
    " form-action 'none'"
)
LABELS: Final = {"innovation": "Innovation", "tasks": "Tasks", "result": "Result"}
_VERSION: Final = 8  # letters of a digest, so that browsers take a new file for a new one


def asset_bytes(name: str) -> bytes:
    """Return a file that every site has, as it is shipped."""
    return _shipped("assets", name).read_bytes()


def address(name: str, data: bytes) -> str:
    """Return the address of an asset, another one for another content."""
    return f"assets/{name}?{digest(data)[:_VERSION]}"


def markup(text: str) -> Any:
    """Return text that is HTML already, for a template to take as it is."""
    return load("markupsafe", "site").Markup(text)


def script_json(value: object) -> Any:
    """Return a value as JSON that may stand in a script element: nothing in it can end it."""
    text = json_visible(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def lines(text: str) -> Any:
    """Return text as HTML that keeps its lines, for where a template would make them one."""
    return load("markupsafe", "site").escape(text)


Render = Callable[..., bytes]


def renderer(assets: Callable[[str], str], **shared: Any) -> Render:
    """Return what makes pages: a function of a template's name and what the template needs.

    Args:
        assets: returns the address of an asset.
        shared: what every template has.

    Raises:
        RefusedError: Jinja2 is not installed.

    """
    jinja2 = load("jinja2", "site")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _shipped("templates", name).read_text(encoding="utf-8")),
        autoescape=True,
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"asset": assets, "labels": LABELS, "policy": POLICY, **shared}
    environment.filters |= {"number": _number, "markup": markup}
    template = cache(environment.get_template)

    def render(name: str, **values: Any) -> bytes:
        text: str = template(name).render(values)
        return text.encode("utf-8")

    return render


def _shipped(*path: str) -> Traversable:
    return files("headcat.site").joinpath(*path)


def _finished(value: Any) -> Any:
    """Return what a template prints, with what cannot be seen written out; HTML stays HTML."""
    return visible(value) if type(value) is str else value


def _number(value: int) -> str:
    """Return a number with a thin space between thousands."""
    return f"{value:,}".replace(",", "\u202f")

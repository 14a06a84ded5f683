"""How text from a catalogue is made harmless for where it goes: terminals, HTML, Markdown.

Pure. Everything in a catalogue was written by somebody else: nothing of it may act on the program
that shows it.
"""

import re

# Control characters, and what changes the order or the look of other text without being seen: the
# marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX 9), zero
# widths, line separators, tags. And what no text may have: surrogates, and the noncharacters, at which
# programs in Perl stop.
# All of them are what Python calls not printable, which is told faster; most text has none, and most
# commands never compile this.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# What begins a formula, in its full width too, behind apostrophes, where a cell may begin.
_FORMULA = "(?:^|(?<=[;\n\r]))([^\\S\t\n\r]*+)('{}[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])"
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_HTML_TABLE = str.maketrans(_HTML)


def visible(text: str) -> str:
    r"""Return `text` on one line with unseen characters written out, as `\x1b` or `\u202e`.

    White space that breaks lines or jumps becomes a space.
    """
    if text.isprintable():
        return text
    text = re.sub(r"[\t\n\r]+", " ", text)
    return re.sub(_UNSEEN, lambda match: _written_out(match[0]), text)


def visible_lines(text: str) -> str:
    """Return `text` as `visible` does, but keep its line breaks and tabs."""
    if text.isprintable():
        return text
    return re.sub(_UNSEEN, lambda match: match[0] if match[0] in "\n\t" else _written_out(match[0]), text)


def json_visible(text: str) -> str:
    r"""Return JSON text with unseen characters as JSON escapes; its meaning is the same."""
    if text.isprintable():
        return text
    return re.sub(_UNSEEN, lambda match: _json_escape(match[0]), text)


def html(text: str) -> str:
    """Return `text` as HTML, for content and for attributes in quotes, on one line."""
    return visible(text).translate(_HTML_TABLE)


def markdown(text: str) -> str:
    """Return `text` as GFM that shows it as it is, in a table's cell too, on one line."""
    escaped = re.sub(r"([\\`*_\[\]#|~!])", r"\\\1", visible(text))
    return re.sub(r"[&<>]", lambda match: _HTML[match[0]], escaped)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: an apostrophe stands before what begins one.

    So it does behind a semicolon or a line break in the cell, for a spreadsheet may take either for the
    end of a cell. `unguarded` takes just these apostrophes away.

    Source: OWASP, "CSV Injection".
    """
    if not cell or (cell[0].isalnum() and cell.isprintable() and ";" not in cell):
        return cell
    return re.sub(_FORMULA.format("*"), r"\1'\2", cell)


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`."""
    return re.sub(_FORMULA.format("+"), lambda match: match[1] + match[2].replace("'", "", 1), cell)


def _written_out(character: str) -> str:
    code = ord(character)
    if code < 0x100:  # noqa: PLR2004 - two digits are enough below
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))

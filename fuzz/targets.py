"""What is attacked: a table, nothing else.

`run` takes an input's bytes, `inputs` makes a hypothesis strategy of such bytes; both are loaded in the
process that uses them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class Target(NamedTuple):
    """A target: the function that takes an input, and the one that returns what inputs look like."""

    run: str
    inputs: str


class Run(Protocol):
    """Gives an input to headcat; raises nothing but a `HeadcatError`, unless there is a fault."""

    def __call__(self, data: bytes, /) -> None:
        """Take an input."""


TARGETS: Final = {
    "document": Target("fuzz.on_catalogues:document", "fuzz.grammar.catalogues:texts"),
    "records": Target("fuzz.on_catalogues:records", "fuzz.grammar.catalogues:texts"),
    "rules": Target("fuzz.on_catalogues:rules", "fuzz.grammar.catalogues:texts"),
    "fmt": Target("fuzz.on_catalogues:fmt", "fuzz.grammar.catalogues:texts"),
    "edit": Target("fuzz.on_catalogues:edit", "fuzz.grammar.catalogues:changes"),
    "index": Target("fuzz.on_catalogues:index", "fuzz.grammar.catalogues:texts"),
    "follow": Target("fuzz.on_catalogues:follow", "fuzz.grammar.catalogues:pairs"),
    "merge": Target("fuzz.on_catalogues:merge", "fuzz.grammar.catalogues:trios"),
    "writers": Target("fuzz.on_catalogues:writers", "fuzz.grammar.catalogues:papers"),
    "add": Target("fuzz.on_drafts:add", "fuzz.grammar.drafts:drafts"),
    "import": Target("fuzz.on_drafts:bring", "fuzz.grammar.drafts:several"),
    "query": Target("fuzz.on_words:query", "fuzz.grammar.words_of:queries"),
    "search": Target("fuzz.on_words:search", "fuzz.grammar.words_of:searches"),
    "names": Target("fuzz.on_words:names", "fuzz.grammar.words_of:names"),
    "identifiers": Target("fuzz.on_words:identifiers", "fuzz.grammar.words_of:addresses"),
    "latex": Target("fuzz.on_words:latex", "fuzz.grammar.words_of:latex"),
    "wording": Target("fuzz.on_words:wording", "fuzz.grammar.words_of:markup"),
    "escaping": Target("fuzz.on_words:escaping", "fuzz.grammar.words_of:texts"),
    "bibtex": Target("fuzz.on_readers:bibtex", "fuzz.grammar.references:bibtex"),
    "ris": Target("fuzz.on_readers:ris", "fuzz.grammar.references:ris"),
    "csl": Target("fuzz.on_readers:csl", "fuzz.grammar.references:csl"),
    "json": Target("fuzz.on_readers:json", "fuzz.grammar.references:json_papers"),
    "csv": Target("fuzz.on_readers:csv", "fuzz.grammar.references:csv"),
    "form": Target("fuzz.on_readers:form", "fuzz.grammar.lists:forms"),
    "awesome": Target("fuzz.on_readers:awesome", "fuzz.grammar.lists:lists"),
    "detection": Target("fuzz.on_readers:detection", "fuzz.grammar.lists:anything"),
    "answers": Target("fuzz.on_answers:answers", "fuzz.grammar.services:answers"),
    "pages": Target("fuzz.on_answers:pages", "fuzz.grammar.services:pages"),
    "redirects": Target("fuzz.on_answers:redirects", "fuzz.grammar.services:redirects"),
    "config": Target("fuzz.on_program:config", "fuzz.grammar.words_of:configurations"),
    "cli": Target("fuzz.on_program:cli", "fuzz.grammar.words_of:commands"),
    "completion": Target("fuzz.on_program:completion", "fuzz.grammar.words_of:shell_lines"),
}


def load_run(name: str) -> Run:
    """Load what takes a target's inputs; `name` is a target's, or a module and function."""
    run: Run = _load(TARGETS[name].run if name in TARGETS else name)
    return run


def load_inputs(name: str) -> "SearchStrategy[bytes]":
    """Load what makes a target's inputs; any text, for a module and function that is no target."""
    strategy: SearchStrategy[bytes] = _load(
        TARGETS[name].inputs if name in TARGETS else "fuzz.grammar.words_of:texts"
    )()
    return strategy


def _load(name: str) -> Any:
    module, function = name.split(":")
    return getattr(import_module(module), function)

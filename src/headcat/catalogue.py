"""The repository: one catalogue file, its papers and its vocabulary.

The only door for whoever wants to read or change a catalogue, from the command line or from Python.
Knows nothing of formats, terminals or networks.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from headcat import store
from headcat.errors import Diagnostic, NotFoundError, RefusedError, UsageError
from headcat.identifiers import identify
from headcat.index import Index, Located
from headcat.model import Draft, Paper, Query
from headcat.vocabulary import Vocabulary

if TYPE_CHECKING:
    from headcat.changes import Change

    Make = Callable[[Path, bytes], tuple[bytes, Change]]

FILE_NAME = Path("data", "papers.yaml")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Catalogue:
    """A catalogue file, as it is when it is first asked; only a change makes an open one look again.

    >>> catalogue = Catalogue.open("data/papers.yaml")  # doctest: +SKIP
    >>> [paper.key for paper in catalogue.find(Query(heads=("induction",)))]  # doctest: +SKIP
    """

    path: Path
    read_only: bool = False

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None) -> Self:
        """Open a catalogue.

        Args:
            path: the YAML file; without it the environment's `HEADCAT_CATALOGUE`, else the
                `data/papers.yaml` of this folder or the nearest one above it, else the read-only
                copy that headcat brings along.

        Raises:
            RefusedError: there is no such file.

        """
        chosen = path or os.environ.get("HEADCAT_CATALOGUE")
        if chosen:
            found, read_only = Path(chosen), False
        else:
            found, read_only = _nearest() or (_shipped(), True)
        store.stamp(found)
        return cls(found, read_only)

    @cached_property
    def _index(self) -> Index:
        return Index.of(self.path)

    @property
    def vocabulary(self) -> Vocabulary:
        """The heads and venues."""
        return self._index.vocabulary()

    def find(self, query: Query | None = None, **fields: Any) -> Iterator[Paper]:
        """Return the papers that a query asks for, newest first unless it says otherwise.

        Args:
            query: the question; without it all papers.
            fields: fields of `Query`, instead of one: `find(heads=("induction",))`.

        Raises:
            UsageError: the query names something that there is not.

        """
        return self._index.find(query or Query(**fields))

    def find_json(self, query: Query) -> Iterator[str]:
        """Return the same papers as JSON objects in text, without taking them apart."""
        return self._index.json(query)

    def get(self, name: str) -> Paper:
        """Return one paper.

        Args:
            name: its key, the beginning of its key, an identifier in any form, or one of its links.

        Raises:
            NotFoundError: there is none.
            UsageError: there are several.

        """
        return self.locate(name).paper

    def locate(self, name: str) -> Located:
        """Return one paper, found as `get` finds it, with the line of its entry."""
        named = self._index.by_key(name, whole=True) or self._by_identity(name) or self._index.by_url(name)
        found = named or self._index.by_key(name, whole=False)
        if not found:
            message = f"no paper is called {name!r}; `headcat list` shows the keys"
            raise NotFoundError(message)
        if len(found) > 1:
            keys = ", ".join(located.paper.key for located in found[:8])
            message = f"{name!r} is the beginning of {len(found)} keys: {keys}"
            if named:
                message = f"{name!r} belongs to {len(found)} papers: {keys}"
            raise UsageError(message)
        return found[0]

    def _by_identity(self, name: str) -> list[Located]:
        identifier = identify(name)
        return self._index.by_identity(*identifier.same()) if identifier else []

    def head_counts(self) -> Mapping[str, int]:
        """Return for each head of the vocabulary how many papers name it or a narrower one."""
        return self._index.head_counts()

    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what makes the file invalid, in the order of its lines."""
        return self._index.problems()

    def add(self, *drafts: Draft, dry_run: bool = False) -> "Change":
        """Add papers, all or none; each gets its key and its place by key.

        Args:
            drafts: the papers.
            dry_run: prove the change, but do not write it.

        Raises:
            RefusedError: a draft is incomplete, breaks a rule or is there already, or the file
                cannot be changed. It is as it was.

        """
        from headcat.changes import additions

        return self.change(lambda path, data: additions(path, data, drafts), dry_run=dry_run)

    def change(self, make: "Make", *, dry_run: bool = False) -> "Change":
        """Rewrite the file as one step that nobody else comes between.

        Args:
            make: returns the new bytes of the path and the bytes that it is given, and what changed.
            dry_run: prove the change, but do not write it.

        Raises:
            RefusedError: the file is headcat's own copy, or cannot be changed so. It is as it was.

        """
        if self.read_only:
            message = f"{self.path} is headcat's own copy; name your catalogue with --catalogue PATH"
            raise RefusedError(message)
        with store.lock(self.path):
            snapshot = store.read(self.path)
            new, change = make(self.path, snapshot.data)
            if not dry_run and new != snapshot.data:
                store.replace(self.path, new, expected=snapshot.digest)
        self.__dict__.pop("_index", None)
        return change


def _nearest() -> tuple[Path, bool] | None:
    try:
        folder = Path.cwd()
    except FileNotFoundError:  # it was deleted
        return None
    for parent in (folder, *folder.parents):
        candidate = parent / FILE_NAME
        if _is_file(candidate):
            return (FILE_NAME if parent == folder else candidate), False
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder on the way up that is closed to the user
        return False


def _shipped() -> Path:
    """Return the copy in the installed package, or the source tree's where nothing is installed."""
    installed = _PACKAGE / FILE_NAME
    return installed if installed.is_file() else _PACKAGE.parent.parent / FILE_NAME

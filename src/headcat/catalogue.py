"""The repository: one catalogue file, its papers and its vocabulary.

The only door for whoever wants to read or change a catalogue, from the command line or from Python.
Knows nothing of formats, terminals or networks.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from headcat import store
from headcat.errors import Diagnostic, NotFoundError, RefusedError, UsageError
from headcat.index import Index, Numbered
from headcat.model import Declined, Draft, Paper, Query
from headcat.vocabulary import Vocabulary

if TYPE_CHECKING:
    from headcat.changes import Change
    from headcat.index.indexing import Progress
    from headcat.index.refreshing import Comparison
    from headcat.words.identifiers import Identifier

    Make = Callable[[Path, bytes], tuple[bytes, Change]]
    _Made = tuple[bytes, Change, Comparison | None]

FILE_NAME = Path("data", "papers.yaml")
_PACKAGE = Path(__file__).resolve().parent


class Located(NamedTuple):
    """A paper and the line that its entry begins on."""

    paper: Paper
    line: int


@dataclass(frozen=True)
class Catalogue:
    """A catalogue file, as it is when it is first asked; only a change makes an open one look again.

    >>> catalogue = Catalogue.open("data/papers.yaml")  # doctest: +SKIP
    >>> [paper.key for paper in catalogue.find(Query(heads=("induction",)))]  # doctest: +SKIP
    """

    path: Path
    read_only: bool = False
    progress: "Progress | None" = field(default=None, compare=False, repr=False)
    patience: store.Patience = field(default=store.Patience(), compare=False, repr=False)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None = None,
        progress: "Progress | None" = None,
        patience: store.Patience = store.Patience(),  # noqa: B008 - is frozen
    ) -> Self:
        """Open a catalogue.

        Args:
            path: the YAML file; without it the environment's `HEADCAT_CATALOGUE`, else the
                `data/papers.yaml` of this folder or the nearest one above it, else the read-only
                copy that headcat brings along.
            progress: is told how much is done, and of how much, where a large one is read.
            patience: how long a change waits for another process, and who is told so.

        Raises:
            RefusedError: there is no such file.

        """
        chosen = path or os.environ.get("HEADCAT_CATALOGUE")
        if chosen:
            found, read_only = Path(chosen), False
        else:
            found, read_only = _nearest() or (_shipped(), True)
        store.stamp(found)
        return cls(found, read_only, progress, patience)

    @cached_property
    def _index(self) -> Index:
        return Index.of(self.path, self.progress)

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
        return self._numbered(name).paper

    def locate(self, name: str) -> Located:
        """Return one paper, found as `get` finds it, with the line of its entry."""
        number, paper = self._numbered(name)
        return Located(paper, self._index.line(number))

    def _numbered(self, name: str) -> Numbered:
        named = self._index.by_key(name, whole=True) or self._by_identity(name) or self._index.by_url(name)
        found = named or self._index.by_key(name, whole=False)
        if not found:
            message = f"no paper is called {name!r}; `headcat list` shows the keys"
            raise NotFoundError(message)
        if len(found) > 1:
            keys = ", ".join(each.paper.key for each in found[:8])
            message = f"{name!r} is the beginning of {len(found)} keys: {keys}"
            if named:
                message = f"{name!r} belongs to {len(found)} papers: {keys}"
            raise UsageError(message)
        return found[0]

    def _by_identity(self, name: str) -> list[Numbered]:
        from headcat.words.identifiers import identify

        identifier = identify(name)
        return self._index.by_identity(*identifier.same()) if identifier else []

    def key_of(self, identifier: "Identifier") -> str | None:
        """Return the key of the paper that has an identity, in whatever form, or None."""
        found = self._index.by_identity(*identifier.same())
        return found[0].paper.key if found else None

    def words(self) -> Mapping[str, int]:
        """Return the words that papers can be searched by, each with the number of papers that have it."""
        return self._index.words()

    def rows(self, sql: str, parameters: tuple[str | int, ...] = ()) -> Iterator[Any]:
        """Return the rows of a question in SQL to the index; `headcat.index.tables` has its tables."""
        return self._index.rows(sql, parameters)

    def head_counts(self) -> Mapping[str, int]:
        """Return for each head of the vocabulary how many papers name it or a narrower one."""
        return self._index.head_counts()

    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what makes the file invalid, in the order of its lines."""
        return self._index.problems()

    def declined(self) -> tuple[Declined, ...]:
        """Return the papers that were looked at and are not listed, as the file says it now."""
        from headcat.changes.declining import declined_in

        return declined_in(self.path, store.read(self.path).data)

    def add(self, *drafts: Draft, dry_run: bool = False) -> "Change":
        """Add papers, all or none; each gets its key and its place by key.

        Args:
            drafts: the papers.
            dry_run: prove the change, but do not write it.

        Raises:
            RefusedError: a draft is incomplete, breaks a rule or is there already, or the file
                cannot be changed. It is as it was.

        """
        return self._change(lambda snapshot: self._additions(snapshot, drafts), dry_run=dry_run)

    def _additions(self, snapshot: store.Snapshot, drafts: Sequence[Draft]) -> "_Made":
        """Return the bytes with papers added, by the few entries that decide on it where that can be."""
        from headcat.changes import additions, additions_by_excerpt
        from headcat.changes.excerpts import excerpt

        part = excerpt(self._index, snapshot, drafts)
        if part is not None:
            with suppress(RefusedError):  # the whole says why, and in which lines
                new, change = additions_by_excerpt(self.path, snapshot.data, part, drafts)
                compared = self._index.compare(new)
                added = [paper for paper, _ in change.papers]
                # The last paper comes anew where the empty line behind it is behind a new one now.
                if compared and compared.says([*added, *self._index.papers(compared.gone)]):
                    return new, change, compared
        return *additions(self.path, snapshot.data, drafts), None

    def change(self, make: "Make", *, dry_run: bool = False) -> "Change":
        """Rewrite the file as one step that nobody else comes between.

        Args:
            make: returns the new bytes of the path and the bytes that it is given, and what changed.
            dry_run: prove the change, but do not write it.

        Raises:
            RefusedError: the file is headcat's own copy, or cannot be changed so. It is as it was.

        """
        return self._change(lambda snapshot: (*make(self.path, snapshot.data), None), dry_run=dry_run)

    def _change(self, make: "Callable[[store.Snapshot], _Made]", *, dry_run: bool) -> "Change":
        if self.read_only:
            message = f"{self.path} is headcat's own copy; name your catalogue with --catalogue PATH"
            raise RefusedError(message)
        with store.lock(self.path, self.patience):
            snapshot = store.read(self.path)
            new, change, compared = make(snapshot)
            if not dry_run and new != snapshot.data:
                store.replace(self.path, new, expected=snapshot)
                if "_index" in self.__dict__:
                    self._index.follow(new, compared)
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

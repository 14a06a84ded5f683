"""Many papers brought into a catalogue at once, with what became of each.

Pure. A draft is added, is there already (under which key, and what it knows that the catalogue does
not), fills what was empty, or is refused with its reasons. What is there is matched by identifier and
by folded title; what a person wrote is never written over.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from headcat import collector
from headcat.changes import Change, diagnostics, valid
from headcat.changes.drafts import Mistake, as_paper, broken_rules, given_key, marks, settle_all, spoken
from headcat.changes.revisions import Revision
from headcat.document import Lines, encode, parse
from headcat.document.edits import insertions, prove
from headcat.document.layout import entry_fields
from headcat.document.records import PAPER_FIELDS, Reading, decode_text, read
from headcat.errors import Diagnostic
from headcat.model import Draft, Head, Paper, Venue
from headcat.vocabulary import Vocabulary, fold_head, split_year
from headcat.words.folding import compact, squeeze
from headcat.words.identifiers import Identifier
from headcat.words.names import split_name

State = Literal["added", "updated", "known", "refused"]
OnDuplicate = Literal["skip", "update", "error"]
CONTAINER: Final = "container-title"  # CSL's name for what a paper appeared in
KEYWORDS: Final = "keywords"
_SAME: Final = {Identifier: "HC202", str: "HC203"}  # the rules against having the same mark
_NAMESAKE: Final = "it may be another paper of the same title: they share no author; nothing is taken from it"
_MISSING: Final = "HC101"  # what a draft lacks, the paper that it fills has
_COMPARED: Final = ("title", "authors", "date", "venue")


class Policy(NamedTuple):
    """What shall become of papers that do not fit.

    `new_terms` is whether heads and venues that the vocabulary has not are added to it, `keep_going`
    whether the others are added where some are refused.
    """

    on_duplicate: OnDuplicate = "skip"
    new_terms: bool = False
    keep_going: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: `key` is that of the paper that it is now, or was already.

    `new` names the fields that it has and the paper had not, `differs` those of which it says
    something else; `remarks` is what a person should know of a paper that was added.
    """

    draft: Draft
    state: State
    key: str = ""
    new: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reasons: tuple[Diagnostic, ...] = ()


class Imported(NamedTuple):
    """New bytes of a catalogue, the change, and what became of each draft, in their order."""

    data: bytes
    change: Change
    outcomes: tuple[Outcome, ...]


def imported(path: Path, data: bytes, drafts: Sequence[Draft], policy: Policy) -> Imported:
    """Bring drafts into a catalogue.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        drafts: the papers.
        policy: what shall become of those that do not fit.

    Returns:
        The same bytes where one is refused and the policy is not to keep going.

    Raises:
        RefusedError: the catalogue itself cannot be changed.

    """
    with collector.paused():
        return _imported(path, data, drafts, policy)


def _imported(path: Path, data: bytes, drafts: Sequence[Draft], policy: Policy) -> Imported:
    text, bom = decode_text(str(path), data)
    reading = valid(path, text)
    vocabulary = reading.vocabulary()
    heads, venues = _new_terms(drafts, vocabulary) if policy.new_terms else ((), ())
    vocabulary = Vocabulary((*vocabulary.heads, *heads), (*vocabulary.venues, *venues))
    sorting = _Sorting(path, reading, vocabulary, policy)
    ready = [fitted(draft, vocabulary) for draft in drafts]
    settled = settle_all([each.draft for each in ready], vocabulary)
    for each, (draft, mistakes) in zip(ready, settled, strict=True):
        sorting.take(each, draft, mistakes)
    outcomes = tuple(sorting.outcomes)
    heads, venues = sorting.used(heads, venues)
    if not policy.keep_going and any(outcome.state == "refused" for outcome in outcomes):
        return Imported(data, Change(path, (), text, text), outcomes)
    new = _with_terms_and_updates(reading, sorting.updates, heads, venues)
    if sorting.papers:
        document = reading.document if new == text else parse(new)
        new = prove(document, *insertions(document, "papers", map(entry_fields, sorting.papers)))
    keys = {outcome.key for outcome in outcomes if outcome.state in ("added", "updated")}
    return Imported(encode(new, bom=bom), Change(path, _located(new, keys), text, new), outcomes)


class Fitted(NamedTuple):
    """A draft as the catalogue can take it, and what had to be done for that."""

    given: Draft
    draft: Draft
    remarks: tuple[str, ...] = ()


def fitted(draft: Draft, vocabulary: Vocabulary) -> Fitted:
    """Take keywords for heads where they are, and keep a venue that nobody knows under another name."""
    headed = _with_heads(draft, vocabulary)
    if not draft.venue or vocabulary.venue_name(draft.venue) is not None:
        return Fitted(draft, headed)
    remark = f"no venue is called {draft.venue!r}; it is kept as {CONTAINER}"
    extra = {**headed.extra, CONTAINER: draft.venue}
    return Fitted(draft, replace(headed, venue="", extra=extra), (remark,))


def _with_heads(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Return a draft whose keywords, if all of them are heads, are its heads: so BibTeX carries them."""
    keywords = draft.extra.get(KEYWORDS)
    names = [name.strip() for name in keywords.split(",")] if isinstance(keywords, str) else keywords or []
    if draft.heads or not names or not all(vocabulary.find_head(name) for name in names):
        return draft
    extra = {name: value for name, value in draft.extra.items() if name != KEYWORDS}
    return replace(draft, heads=tuple(names), extra=extra)


def _new_terms(drafts: Sequence[Draft], vocabulary: Vocabulary) -> tuple[tuple[Head, ...], tuple[Venue, ...]]:
    """Return the heads and venues that drafts name and a vocabulary has not, each once."""
    heads: list[Head] = []
    venues: list[Venue] = []
    for draft in drafts:
        for name in filter(_may_be_a_name, map(squeeze, draft.heads)):
            if Vocabulary((*vocabulary.heads, *heads)).find_head(name) is None:
                heads.append(Head(name))
        known = Vocabulary((), (*vocabulary.venues, *venues))
        name = split_year(squeeze(draft.venue))[0]
        if _may_be_a_name(name) and known.venue_name(draft.venue) is None:
            venues.append(Venue(name))
    return tuple(heads), tuple(venues)


def _may_be_a_name(text: str) -> bool:
    """Tell whether a term can be known by a name: it has a letter or digit, and nothing that nobody sees."""
    return bool(fold_head(text)) and text.isprintable()


class _Sorting:
    """What has been decided on drafts so far; a paper that was taken is there for those behind it."""

    def __init__(self, path: Path, reading: Reading, vocabulary: Vocabulary, policy: Policy) -> None:
        self._path = path
        self._reading = reading
        self._lines = Lines(reading.document.text)
        self._vocabulary = vocabulary
        self._policy = policy
        self._taken = {record.value.key for record in reading.papers}
        self._numbers = {record.value.key: number for number, record in enumerate(reading.papers)}
        self._owners: dict[Identifier | str, Paper] = {}
        for record in reading.papers:
            for mark in marks(record.value):
                self._owners.setdefault(mark, record.value)
        self.outcomes: list[Outcome] = []
        self.papers: list[Paper] = []
        self.updates: dict[int, dict[str, Any]] = {}

    def take(self, fitted: Fitted, draft: Draft, mistakes: Sequence[Mistake]) -> None:
        """Decide on one draft.

        Args:
            fitted: the draft as it was given.
            draft: the draft, settled.
            mistakes: what is wrong with it.

        """
        owners: dict[str, Identifier | str] = {}
        for mark in marks(draft):
            if mark in self._owners:
                owners.setdefault(self._owners[mark].key, mark)
        if len(owners) > 1:
            self._refuse(fitted.given, [self._of_several(owners)])
        elif owners:
            self._meet(fitted, draft, mistakes, *next(iter(owners.items())))
        elif mistakes:
            self._refuse(fitted.given, mistakes)
        else:
            paper = as_paper(draft, given_key(draft, self._taken))
            self._taken.add(paper.key)
            self._owners.update((mark, paper) for mark in marks(draft))
            self.papers.append(paper)
            self.outcomes.append(Outcome(fitted.given, "added", paper.key, remarks=fitted.remarks))

    def used(
        self, heads: Sequence[Head], venues: Sequence[Venue]
    ) -> tuple[tuple[Head, ...], tuple[Venue, ...]]:
        """Return those of some terms that papers use which are taken; who is refused leaves none behind."""
        says = [*map(entry_fields, self.papers), *self.updates.values()]
        named = {name for each in says for name in each.get("heads", ())}
        series = {split_year(each.get("venue") or "")[0] for each in says}
        return (
            tuple(head for head in heads if head.name in named),
            tuple(venue for venue in venues if venue.name in series),
        )

    def _meet(
        self, fitted: Fitted, draft: Draft, mistakes: Sequence[Mistake], key: str, mark: Identifier | str
    ) -> None:
        """Decide on a draft of a paper that is there already, or is to be added before it."""
        if self._policy.on_duplicate == "error":
            message = f"{self._named(key)} has {spoken(mark)}"
            self._refuse(fitted.given, [Mistake("", _SAME[type(mark)], message)])
            return
        owner = self._owners[mark]
        says = self.updates.get(self._numbers.get(key, -1), entry_fields(owner))
        known = {name: value for name, value in entry_fields(as_paper(draft, key)).items() if value}
        if owner.venue:
            known.pop(CONTAINER, None)
        filled = _filled(says, known)
        new = tuple(_paths_of_difference(says, filled))
        both = [name for name in _COMPARED if name in known and name in says]
        differs = tuple(name for name in both if not _agrees(name, says[name], known[name]))
        other = isinstance(mark, str) and _are_strangers(owner, draft)
        state: State = "known"
        if self._policy.on_duplicate == "update" and new and key in self._numbers and not other:
            wrong = [mistake for mistake in mistakes if mistake.code != _MISSING] or broken_rules(filled)
            if wrong:
                self._refuse(fitted.given, wrong)
                return
            self.updates[self._numbers[key]] = filled
            state = "updated"
        remarks = (_NAMESAKE,) if other else ()
        self.outcomes.append(Outcome(fitted.given, state, key, new, differs, remarks))

    def _of_several(self, owners: Mapping[str, Identifier | str]) -> Mistake:
        named = "; ".join(f"{self._named(key)} has {spoken(mark)}" for key, mark in owners.items())
        return Mistake("", "HC202", f"it belongs to several papers: {named}")

    def _named(self, key: str) -> str:
        number = self._numbers.get(key)
        if number is None:
            return f"{key}, to be added with it,"
        line = self._lines.place(self._reading.papers[number].entry.start)[0]
        return f"{self._path}:{line}: {key}"

    def _refuse(self, draft: Draft, mistakes: Iterable[Mistake]) -> None:
        reasons = tuple(diagnostics(draft, mistakes))
        self.outcomes.append(Outcome(draft, "refused", reasons=reasons))


def _are_strangers(one: Paper, other: Draft) -> bool:
    """Tell whether two papers with authors have none in common; who an organisation is, nobody knows."""
    names = [[split_name(author) for author in paper.authors] for paper in (one, other)]
    if any(not author.given for author in chain(*names)):
        return False
    families = [{compact(author.family) for author in each} for each in names]
    return all(families) and families[0].isdisjoint(families[1])


def _agrees(name: str, said: Any, known: Any) -> bool:
    """Tell whether two values of a field are the same, or one is a date within the other."""
    return bool(said == known or (name == "date" and (said.startswith(known) or known.startswith(said))))


def _filled(says: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry says, with what it does not say taken from `known`; lists stay as they are."""
    filled = dict(says)
    for name in (*PAPER_FIELDS, *known):
        value = known.get(name)
        old = filled.get(name)
        if value and not old:
            filled[name] = value
        elif isinstance(value, dict) and isinstance(old, dict):
            filled[name] = {**value, **{inner: each for inner, each in old.items() if each}}
    return filled


def _paths_of_difference(says: Mapping[str, Any], filled: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields that were filled, those inside others as `ids.doi`."""
    for name, value in filled.items():
        old = says.get(name)
        if isinstance(value, dict) and isinstance(old, dict):
            yield from (f"{name}.{inner}" for inner in value if not old.get(inner))
        elif value != old:
            yield name


def _with_terms_and_updates(
    reading: Reading, updates: Mapping[int, dict[str, Any]], heads: Sequence[Head], venues: Sequence[Venue]
) -> str:
    """Return the text with new terms in the vocabulary and papers filled, proved."""
    revision = Revision(reading.document)
    for section, terms in (("heads", heads), ("venues", venues)):
        if terms:
            revision.insert(section, [{"name": term.name} for term in terms])
    for number, says in updates.items():
        revision.update("papers", number, says)
    return revision.text() if heads or venues or updates else reading.document.text


def _located(text: str, keys: Collection[str]) -> tuple[tuple[Paper, int], ...]:
    """Return the papers that have some keys, with their lines."""
    if not keys:
        return ()
    reading, lines = read(text), Lines(text)
    return tuple(
        (record.value, lines.place(record.entry.start)[0])
        for record in reading.papers
        if record.value.key in keys
    )

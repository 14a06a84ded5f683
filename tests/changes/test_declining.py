"""What is declined: where it is put, what is refused, and that a large catalogue is not read for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SMALL
from headcat.catalogue import Catalogue
from headcat.changes import declining
from headcat.changes.declining import declined, declined_in
from headcat.document.records import read
from headcat.errors import RefusedError
from headcat.model import Declined

PATH = Path("data", "papers.yaml")
STATE = Declined("2401.10020", "2025-01-06", "Heads of state: none of ours", "Heads of State")
STATE_TEXT = """\
  - id: "2401.10020"
    title: Heads of State
    date: 2025-01-06
    reason: "Heads of state: none of ours"
"""
EARLY = Declined("2301.00001", "2025-01-07", "no")
EARLY_TEXT = '  - id: "2301.00001"\n    date: 2025-01-07\n    reason: "no"\n'
DOI = Declined("10.1000/ABC", "2025-01-07", "Other")
DOI_TEXT = "  - id: 10.1000/ABC\n    date: 2025-01-07\n    reason: Other\n"


def after(text: str, *papers: Declined) -> str:
    """Return a catalogue's text with papers declined; the change says the same as the bytes."""
    new, change = declined(PATH, text.encode(), *papers)
    assert (change.path, change.papers, change.before, change.after.encode()) == (PATH, (), text, new)
    return new.decode()


def test_the_first_brings_the_section_along() -> None:
    assert after(SMALL, STATE) == f"{SMALL}\ndeclined:\n{STATE_TEXT}"
    assert after("papers:", STATE) == f"papers:\n\ndeclined:\n{STATE_TEXT}"


def test_others_stand_by_their_identifiers() -> None:
    text = f"{SMALL}declined:  # not ours\n{STATE_TEXT}  # the end\n"
    assert after(text, EARLY, DOI) == text.replace(STATE_TEXT, DOI_TEXT + EARLY_TEXT + STATE_TEXT)


def test_the_section_may_stand_anywhere() -> None:
    text = f"declined:\n{SMALL}"
    assert after(text, STATE) == f"declined:\n{STATE_TEXT}{SMALL}"


def test_line_breaks_and_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    new, _ = declined(PATH, data, STATE)
    assert new == data + f"\ndeclined:\n{STATE_TEXT}".replace("\n", "\r\n").encode()


def test_an_error_elsewhere_does_not_matter() -> None:
    text = SMALL.replace("      - Name Mover Head\n", "      - Nonsense Head\n")
    assert after(text, STATE) == f"{text}\ndeclined:\n{STATE_TEXT}"


@pytest.mark.parametrize(
    ("text", "paper", "message"),
    [
        (f"{SMALL}declined:\n{STATE_TEXT}", STATE, "2401.10020 is declined already (line 59)"),
        (f"{SMALL}declined:\n{DOI_TEXT}", Declined("10.1000/abc", "2025", "x"),
         "10.1000/abc is declined already (line 59)"),
        ("papers:\n", Declined("no such", "2025", "x"),
         "nothing was changed, for data/papers.yaml would have a new error"),
        ("papers: [", STATE, "data/papers.yaml cannot be read whole; mend it, then try again"),
        ("{papers: []}", STATE,
         "there is no section 'declined', and none can be put at the end of this file"),
        ("papers:\ndeclined: [{id: x}]", STATE,
         "declined: is written in [brackets]; write it as a list with dashes to change it"),
        ("papers:\n", Declined("2401.10020", "never", "x"),
         "nothing was changed, for data/papers.yaml would have a new error"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, paper: Declined, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        declined(PATH, text.encode(), paper)
    assert str(refused.value) == message


def test_an_entry_that_cannot_be_read_is_in_nobodys_way() -> None:
    text = "papers:\ndeclined:\n  - just words\n  - {id: [x]}\n  - {title: T}\n  - {id: 1}\n"
    assert after(text, STATE).endswith(STATE_TEXT)


BEHIND = f"declined:\n{EARLY_TEXT}{STATE_TEXT}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SMALL, ()),
        (SMALL + BEHIND, (EARLY, STATE)),
        (BEHIND + SMALL, (EARLY, STATE)),
        ("papers:\n" + BEHIND, (EARLY, STATE)),
        ("papers: []\n" + BEHIND, (EARLY, STATE)),
        (f"{SMALL}declined:\n  - id: x\n{STATE_TEXT}", (STATE,)),
        (SMALL.replace("title: Heads", 'title: "Heads') + BEHIND, (EARLY, STATE)),
        (f"{SMALL}    note: |\n      x\n{BEHIND}", (EARLY, STATE)),
        (f'{SMALL}    note: "\n{BEHIND}', (EARLY, STATE)),
    ],
)
def test_what_is_declined_is_read(text: str, expected: tuple[Declined, ...]) -> None:
    assert declined_in(PATH, text.encode()) == expected


def test_no_text_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^p:2:1: HC010 byte 0xE9 is not UTF-8; save the file in UTF-8$"):
        declined_in(Path("p"), b"papers:\n\xe9")


ENTRY = "  - key: k{0:03}\n    title: T{0}\n    authors:\n      - A B\n    date: 2020\n"


def test_of_papers_only_two_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []

    def counted(text: str) -> object:
        reading = read(text)
        counts.append(len(reading.papers))
        return reading

    monkeypatch.setattr(declining, "read", counted)
    text = "papers:\n" + "".join(map(ENTRY.format, range(40))) + BEHIND
    assert declined_in(PATH, text.encode()) == (EARLY, STATE)
    assert counts == [2]


@given(
    st.lists(st.sampled_from([ENTRY, "    note: '\n", "  - x\n", "venues:\n", BEHIND, "# x\n"]), max_size=6)
)
def test_part_of_a_catalogue_says_what_the_whole_says(parts: list[str]) -> None:
    text = "papers:\n" + "".join(part.format(number) for number, part in enumerate(parts))
    whole = read(text)
    if not whole.problems:
        assert declined_in(PATH, text.encode()) == tuple(record.value for record in whole.declined)


def test_the_door_shows_it(catalogue_file: Path) -> None:
    opened = Catalogue.open()
    assert opened.declined() == ()
    opened.change(lambda path, data: declined(path, data, STATE))
    assert opened.declined() == (STATE,)
    assert [paper.key for paper in opened.find()] == ["zorn2023names", "adams2022heads"]
    assert catalogue_file.read_text(encoding="utf-8") == f"{SMALL}\ndeclined:\n{STATE_TEXT}"

"""How headcat introduces itself, and where it looks for services."""

import pytest

from headcat import __version__
from headcat.fetch.agent import base, is_loopback, user_agent


def test_the_user_agent_names_program_project_and_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEADCAT_MAILTO", raising=False)
    alone = user_agent()
    monkeypatch.setenv("HEADCAT_MAILTO", " ada@example.org ")
    assert alone.startswith(f"headcat/{__version__} (+https://")
    assert user_agent() == f"{alone[:-1]}; mailto:ada@example.org)"


@pytest.mark.parametrize("mail", ["", "ada@example.org\r\nX-Evil: 1", "ädä@example.org"])
def test_a_mail_address_that_no_header_may_hold_is_left_out(
    mail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADCAT_MAILTO", mail)
    assert "mailto" not in user_agent()


def test_a_service_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEADCAT_ARXIV_URL", raising=False)
    assert base("arxiv", "https://export.arxiv.org") == "https://export.arxiv.org"
    monkeypatch.setenv("HEADCAT_ARXIV_URL", "http://127.0.0.1:1/a/")
    assert base("arxiv", "https://export.arxiv.org") == "http://127.0.0.1:1/a"


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True), ("127.0.0.1", True), ("127.8.8.8", True), ("[::1]", True), ("::1", True),
        ("10.0.0.1", False), ("example.org", False), ("localhost.example.org", False), ("", False),
    ],
)  # fmt: skip
def test_loopback_is_told_by_the_name(host: str, own: bool) -> None:  # noqa: FBT001
    assert is_loopback(host) is own

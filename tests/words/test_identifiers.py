from collections.abc import Mapping
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.words.identifiers import Identifier, canonical, identify, identities, is_web_address

QUICK = settings(max_examples=100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2401.00001", "2401.00001"),
        (" 2401.00001v12 ", "2401.00001"),
        ("arXiv:2401.00001", "2401.00001"),
        ("ARXIV: 2401.00001v2", "2401.00001"),
        ("https://arxiv.org/abs/2401.00001", "2401.00001"),
        ("http://www.arxiv.org/abs/2401.00001v3/", "2401.00001"),
        ("https://export.arxiv.org/pdf/2401.00001v3.pdf", "2401.00001"),
        ("https://arxiv.org/html/2401.00001#S1", "2401.00001"),
        ("https://arXiv.org/pdf/2401.00001?download=1", "2401.00001"),
        ("https://huggingface.co/papers/2401.00001", "2401.00001"),
        ("huggingface.co/papers/2401.00001", "2401.00001"),
        ("arxiv.org/pdf/2401.00001v2.pdf", "2401.00001"),
        ("https://www.alphaxiv.org/abs/2401.00001", "2401.00001"),
        ("10.48550/arXiv.2401.00001", "2401.00001"),
        ("https://doi.org/10.48550/arxiv.2401.00001", "2401.00001"),
        ("https://doi.org/10.48550%2FarXiv.2401.00001", "2401.00001"),
        ("https://doi.org/10.48550/arXiv.2401.00001?ref=x", "2401.00001"),
        ("1412.9999", "1412.9999"),
        ("1501.00001", "1501.00001"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136v1", "math/0309136"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("HEP-TH/9901001", "hep-th/9901001"),
    ],
)
def test_arxiv_numbers_are_recognised_in_every_form(text: str, value: str) -> None:
    assert (canonical("arxiv", text), identify(text)) == (value, Identifier("arxiv", value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2401",
        "2401.001",
        "2401.0001",
        "1412.00001",
        "2413.00001",
        "2400.00001",
        "2401.000001",
        "2401.00001 and more",
        "2401.00001v",
        "２４０１.００００１",
        "cs/011201",
        "arxiv.org/abs/",
        "https://arxiv.org/list/cs.CL",
        "https://arxiv.org.example.com/abs/2401.00001",
        "example.com/arxiv.org/abs/2401.00001",
        "ftp://arxiv.org/abs/2401.00001",
        "https://example.com/abs/2401.00001",
        "10.48550/arXiv.none",
    ],
)
def test_what_is_no_arxiv_number_is_none(text: str) -> None:
    assert canonical("arxiv", text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.1000/182", "10.1000/182"),
        ("doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi.org/10.1000/182", "10.1000/182"),
        ("https://www.doi.org/10.1000/Ab.C-1", "10.1000/Ab.C-1"),
        ("10.1000/182.", "10.1000/182"),
        ("10.1000/182.,;", "10.1000/182"),
        ("10.1000/182)", "10.1000/182"),
        ("10.1000/182).", "10.1000/182"),
        ("10.1000/s1(2))", "10.1000/s1(2)"),
        ("10.1000/s1(2)", "10.1000/s1(2)"),
        ("https://doi.org/10.1000/s1%281%29", "10.1000/s1(1)"),
        ("https://doi.org/10.1000/182?utm_source=x", "10.1000/182"),
        ("https://doi.org/10.1000%2F182", "10.1000/182"),
        ("https://doi.org/10.1000%2fa%2Fb", "10.1000/a/b"),
        ("https://doi.org/10.1000/182#part", "10.1000/182"),
        ("https://doi.org/10.1000/a%3Fb%23c", "10.1000/a?b#c"),
        ("10.1000/a?b#c", "10.1000/a?b#c"),
        ("10.1000/a%20b", "10.1000/a%20b"),
        ("10.1000/x://y%41", "10.1000/x://y%41"),
        ("10.1000/été", "10.1000/été"),
    ],
)
def test_dois_are_recognised_in_every_form(text: str, value: str) -> None:
    assert (canonical("doi", text), identify(text)) == (value, Identifier("doi", value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.1000",
        "10.1000/",
        "10.1000/.",
        "10.1000/)",
        "10.100/182",
        "11.1000/182",
        "10.1000/a b",
        "10.1000/a<b>",
        '10.1000/a"b',
        "10.1000/{a}",
        "10.1000/a\u200bb",
        "10.1000/a\u3000b",
        "１０.1000/182",
        "https://doi.org/10.1000/?x",
        "10.1000%2F182",
        "https://doi.org/10.1000%252F182",
        "https://doi.org/10.1000/a%20b",
        "https://doi.org/10.1000/a%0Ab",
        "https://example.com/10.1000/182",
    ],
)
def test_what_is_no_doi_is_none(text: str) -> None:
    assert (canonical("doi", text), identify(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("P19-1001", "P19-1001"),
        ("p19-1001", "P19-1001"),
        ("W18-54321", "W18-54321"),
        ("2020.acl-main.1", "2020.acl-main.1"),
        ("2024.Findings-EMNLP.12", "2024.findings-emnlp.12"),
        ("https://aclanthology.org/2020.acl-main.1/", "2020.acl-main.1"),
        ("https://www.aclanthology.org/2020.acl-main.1.pdf", "2020.acl-main.1"),
        ("aclanthology.org/2020.acl-main.1/", "2020.acl-main.1"),
        ("https://aclanthology.org/P19-1001.bib?x=1", "P19-1001"),
        ("https://www.aclweb.org/anthology/P19-1001/#abs", "P19-1001"),
        ("10.18653/v1/P19-1001", "P19-1001"),
        ("https://doi.org/10.18653/v1/2020.acl-main.1", "2020.acl-main.1"),
        ("https://doi.org/10.18653%2Fv1%2F2020.acl-main.1", "2020.acl-main.1"),
        ("10.3115/v1/D14-1001", "D14-1001"),
    ],
)
def test_acl_ids_are_recognised_in_every_form(text: str, value: str) -> None:
    assert (canonical("acl", text), identify(text)) == (value, Identifier("acl", value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P19",
        "P19-1",
        "19-1001",
        "2020.acl.1",
        "1820.acl-main.1",
        "2020.acl-main",
        "10.1000/P19-1001",
        "10.18653/v1/x",
        "https://aclanthology.org/volumes/P19-1/",
        "https://aclanthology.org/",
        "https://example.com/P19-1001",
        "P１９-1001",
    ],
)
def test_what_is_no_acl_id_is_none(text: str) -> None:
    assert canonical("acl", text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://openreview.net/forum?id=rJ4km2R5t7", "rJ4km2R5t7"),
        ("https://openreview.net/pdf?id=a-b_c9", "a-b_c9"),
        ("openreview.net/forum?id=a-b_c9", "a-b_c9"),
        ("https://OpenReview.net/forum?id=rJ4km2R5t7#discussion", "rJ4km2R5t7"),
        ("https://openreview.net/forum?noteId=zzzzzzzz&id=rJ4km2R5t7", "rJ4km2R5t7"),
        ("https://openreview.net/attachment?id=rJ4km2R5t7&name=pdf", "rJ4km2R5t7"),
    ],
)
def test_openreview_links_are_recognised(text: str, value: str) -> None:
    assert (canonical("openreview", text), identify(text)) == (value, Identifier("openreview", value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("rJ4km2R5t7", "rJ4km2R5t7"),
        ("short", None),
        ("has space", None),
        ("https://openreview.net/forum?id=", None),
        ("https://openreview.net/forum?noteId=rJ4km2R5t7", None),
        ("https://openreview.net/group?id=ICLR.cc", None),
    ],
)
def test_openreview_ids_are_recognised_only_where_the_kind_is_known(text: str, value: str | None) -> None:
    assert (canonical("openreview", text), identify(text)) == (value, None)


@pytest.mark.parametrize(
    ("identifier", "url"),
    [
        (Identifier("arxiv", "2401.00001"), "https://arxiv.org/abs/2401.00001"),
        (Identifier("arxiv", "hep-th/9901001"), "https://arxiv.org/abs/hep-th/9901001"),
        (Identifier("doi", "10.1000/s1(2)"), "https://doi.org/10.1000/s1(2)"),
        (Identifier("doi", "10.1000/a%20?b#c"), "https://doi.org/10.1000/a%2520%3Fb%23c"),
        (Identifier("acl", "P19-1001"), "https://aclanthology.org/P19-1001/"),
        (Identifier("openreview", "rJ4km2R5t7"), "https://openreview.net/forum?id=rJ4km2R5t7"),
    ],
)
def test_an_identifier_and_its_address_stand_for_each_other(identifier: Identifier, url: str) -> None:
    assert (identifier.url(), identify(url)) == (url, identifier)


@QUICK
@given(st.text(st.sampled_from("abZ09().,;:/-_%?#é+") | st.characters(), min_size=1))
def test_every_doi_is_found_again_under_its_address(suffix: str) -> None:
    value = canonical("doi", f"10.9999/{suffix}")
    if value is not None:
        identifier = Identifier("doi", value)
        assert (canonical("doi", value), identify(identifier.url())) == (value, identifier)


@pytest.mark.parametrize(
    ("identifier", "same"),
    [
        (Identifier("arxiv", "2401.00001"), Identifier("arxiv", "2401.00001")),
        (Identifier("doi", "10.48550/arXiv.2401.00001"), Identifier("arxiv", "2401.00001")),
        (Identifier("doi", "10.48550/arXiv.2401.00001v2"), Identifier("arxiv", "2401.00001")),
        (Identifier("doi", "10.18653/v1/P19-1001"), Identifier("acl", "p19-1001")),
        (Identifier("doi", "10.3115/v1/D14-1001"), Identifier("acl", "d14-1001")),
        (Identifier("acl", "P19-1001"), Identifier("acl", "p19-1001")),
        (Identifier("doi", "10.1000/ABC"), Identifier("doi", "10.1000/abc")),
        (Identifier("openreview", "rJ4km2R5t7"), Identifier("openreview", "rJ4km2R5t7")),
    ],
)
def test_same_is_one_form_for_one_paper(identifier: Identifier, same: Identifier) -> None:
    assert (identifier.same(), same.same()) == (same, same)


@pytest.mark.parametrize(
    ("ids", "links", "found"),
    [
        ({}, [], set()),
        ({"isbn": "123"}, ["https://example.com", ""], set()),
        ({"arxiv": "2401.00001"}, [], {Identifier("arxiv", "2401.00001")}),
        (
            {"doi": "10.48550/arXiv.2401.00001", "acl": "P19-1001"},
            ["https://arxiv.org/pdf/2401.00001v2", "https://doi.org/10.1000/ABC"],
            {
                Identifier("arxiv", "2401.00001"),
                Identifier("acl", "p19-1001"),
                Identifier("doi", "10.1000/abc"),
            },
        ),
    ],
)
def test_identities_are_those_of_ids_and_links(
    ids: Mapping[str, str], links: list[str], found: set[Identifier]
) -> None:
    assert identities(ids, links) == found


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com",
        "http://example.com/",
        "HTTPS://EXAMPLE.COM/a?b=c&d=(e)#f",
        "https://example.com:8080/~user/%20",
        "https://example.com/user@host",
        "https://例え.jp/ü",
        "https://example.com?x",
    ],
)
def test_plain_web_addresses(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com",
        "https://",
        "https:///path",
        "ftp://example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://user@example.com/",
        "https://user:word@example.com/",
        "https://example.com/a b",
        " https://example.com",
        "https://example.com\n",
        "https://example.com/<b>",
        'https://example.com/"',
        "https://example.com/\\x",
        "https://example.com/\u202e",
        "https://example.com/\u200b",
        "https://example.com/`{|}^",
    ],
)
def test_what_may_not_be_followed_is_no_web_address(text: str) -> None:
    assert not is_web_address(text)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("10.1000/x" + ")" * 100_000, Identifier("doi", "10.1000/x")),
        ("10.1000/x" + "." * 100_000, Identifier("doi", "10.1000/x")),
        ("10.1000/" + "(" * 100_000, Identifier("doi", "10.1000/" + "(" * 100_000)),
        ("https://doi.org/10.1000/x" + "?" * 100_000, Identifier("doi", "10.1000/x")),
        ("https://doi.org/10.1000/x" + "%20" * 100_000, None),
        ("https://arxiv.org/abs/" + "2401.00001/" * 10_000, None),
        ("https://aclanthology.org/" + "P19-1001.pdf" * 10_000, None),
        (
            "https://openreview.net/forum?" + "a=b&" * 10_000 + "id=rJ4km2R5t7",
            Identifier("openreview", "rJ4km2R5t7"),
        ),
        ("a-" * 100_000, None),
    ],
    ids=lambda value: str(value)[:32],
)
def test_long_texts_are_identified_in_no_time(text: str, identifier: Identifier | None) -> None:
    started = process_time()
    assert identify(text) == identifier
    assert process_time() - started < 2

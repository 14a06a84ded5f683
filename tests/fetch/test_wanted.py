"""What a pasted text asks for, in every form that people paste, and what asks for nothing."""

import pytest

from headcat.fetch import SOURCES, Wanted
from headcat.fetch.wanted import wanted


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2401.01234", "arxiv", "2401.01234"),
        (" arXiv:2401.01234v3\n", "arxiv", "2401.01234"),
        ("1412.1234", "arxiv", "1412.1234"),
        ("https://arxiv.org/abs/2401.01234v2", "arxiv", "2401.01234"),
        ("http://www.arxiv.org/pdf/2401.01234.pdf", "arxiv", "2401.01234"),
        ("https://export.arxiv.org/html/2401.01234v1#S1", "arxiv", "2401.01234"),
        ("https://huggingface.co/papers/2401.01234", "arxiv", "2401.01234"),
        ("https://alphaxiv.org/abs/2401.01234", "arxiv", "2401.01234"),
        ("10.48550/arXiv.2401.01234", "arxiv", "2401.01234"),
        ("https://doi.org/10.48550/arXiv.2401.01234", "arxiv", "2401.01234"),
        ("astro-ph/0601001", "arxiv", "astro-ph/0601001"),
        ("math.GT/0309136v1", "arxiv", "math/0309136"),
        ("10.1145/0000000.0000001", "doi", "10.1145/0000000.0000001"),
        ("doi:10.1145/AbC", "doi", "10.1145/AbC"),
        ("https://dx.doi.org/10.1145/a%28b%29", "doi", "10.1145/a(b)"),
        ("2024.emnlp-main.190", "acl", "2024.emnlp-main.190"),
        ("https://aclanthology.org/P19-1580/", "acl", "P19-1580"),
        ("https://www.aclweb.org/anthology/p19-1580.pdf", "acl", "P19-1580"),
        ("10.18653/v1/2024.emnlp-main.190", "acl", "2024.emnlp-main.190"),
        ("https://doi.org/10.18653/v1/P19-1580", "acl", "P19-1580"),
        ("https://openreview.net/forum?id=AbC12dEfGh&noteId=xyz", "openreview", "AbC12dEfGh"),
        ("https://openreview.net/pdf?id=AbC12dEfGh", "openreview", "AbC12dEfGh"),
        ("https://proceedings.mlr.press/v235/zhang24bk.html", "pmlr", "v235/zhang24bk"),
        ("http://proceedings.mlr.press/v235/zhang24bk/zhang24bk.pdf", "pmlr", "v235/zhang24bk"),
        ("proceedings.mlr.press/v235/zhang24bk.html", "pmlr", "v235/zhang24bk"),
        ("dblp.org/rec/conf/emnlp/BeispielM24", "dblp", "conf/emnlp/BeispielM24"),
        ("https://proceedings.mlr.press/v235/zhang24bk#abstract", "pmlr", "v235/zhang24bk"),
        ("v235/zhang24bk", "pmlr", "v235/zhang24bk"),
        ("R5/van-der-toy04A", "pmlr", "r5/van-der-toy04a"),
        ("conf/emnlp/BeispielM24", "dblp", "conf/emnlp/BeispielM24"),
        ("dblp:conf/emnlp/BeispielM24", "dblp", "conf/emnlp/BeispielM24"),
        ("DBLP:journals/tacl/Beispiel24", "dblp", "journals/tacl/Beispiel24"),
        ("https://dblp.org/rec/conf/emnlp/BeispielM24.html", "dblp", "conf/emnlp/BeispielM24"),
        ("https://dblp.org/rec/conf/emnlp/BeispielM24.html?view=bibtex", "dblp", "conf/emnlp/BeispielM24"),
        ("https://dblp.org/rec/conf/emnlp/BeispielM24.bib", "dblp", "conf/emnlp/BeispielM24"),
        ("https://dblp.uni-trier.de/rec/bibtex/conf/emnlp/BeispielM24", "dblp", "conf/emnlp/BeispielM24"),
        ("https://dblp.org/rec/conf/emnlp/BeispielM24", "dblp", "conf/emnlp/BeispielM24"),
        ("DBLP:journals/corr/abs-2401-01234", "arxiv", "2401.01234"),
        ("dblp:journals/corr/abs-2413-01234", "dblp", "journals/corr/abs-2413-01234"),
    ],
)
def test_what_a_text_asks_for(text: str, kind: str, value: str) -> None:
    assert wanted(text) == Wanted(kind, value, text)
    assert kind in SOURCES


@pytest.mark.parametrize(
    "text",
    [
        "", "attention", "Ada Beispiel 2024", "https://example.org/paper", "https://dblp.org/pid/28/2391",
        "https://dblp.org/search?q=heads", "https://proceedings.mlr.press/v235/", "2413.01234",
        "https://proceedings.mlr.press/v235/a24b/c24d.pdf", "ftp://arxiv.org/abs/2401.01234",
        "https://evil.example/dblp.org/rec/conf/emnlp/BeispielM24", "conf/emnlp", "home/emnlp/BeispielM24",
        "https://openreview.net/group?id=ICLR.cc", "v235/zhang", "x235/zhang24bk", "v235/24bk",
        "10.1145/", "conf/emnlp/../../etc",
    ],
)  # fmt: skip
def test_what_asks_for_nothing(text: str) -> None:
    assert wanted(text) is None

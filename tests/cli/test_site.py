"""site: from a catalogue to a folder of pages, and to a browser on this machine."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from headcat.cli import main
from headcat.errors import RefusedError

BROKEN = "date: 2022-03-32"


@pytest.mark.usefixtures("catalogue_file")
def test_a_site_is_made_and_then_kept_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "out"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.fullmatch(r"out: (\d+) files, \1 written, 0 removed\n", out)
    assert main(["site", "out"]) == 0
    assert re.fullmatch(r"out: \d+ files, 0 written, 0 removed\n", capsys.readouterr().out)
    page = Path("out", "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<article class="paper" id="(.*?)"', page) == ["zorn2023names", "adams2022heads"]
    assert "<h1>Papers on attention heads</h1>" in page
    assert not Path("out", "sitemap.xml").exists()


@pytest.mark.usefixtures("catalogue_file")
def test_a_selection_leaves_pages_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "out"]) == 0
    assert (
        main(["site", "out", "--until", "2022", "--title", "Old <heads>", "--url", "https://example.org/x"])
        == 0
    )
    assert capsys.readouterr().out.endswith(", 3 removed\n")  # a paper, and the two heads that it alone is on
    assert sorted(path.name for path in Path("out", "papers").iterdir()) == ["adams2022heads.html"]
    page = Path("out", "index.html").read_text(encoding="utf-8")
    assert "<h1>Old &lt;heads&gt;</h1>" in page
    assert '<link rel="canonical" href="https://example.org/x/index.html">' not in page
    sitemap = Path("out", "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/x/papers/adams2022heads.html</loc>" in sitemap


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--url", "ftp://example.org/"], "no address of a site: 'ftp://example.org/'"),
        (["--url", "https://example.org/?a=b"], "no address of a site"),
        (["--url", "https://example.org/#a"], "no address of a site"),
        (["--url", "example.org"], "no address of a site"),
        (["--port", "8080"], "--port is where --serve shows the site; give both"),
        (["--head", "nonsense"], "no head is called 'nonsense'"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_words_that_make_no_sense(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "out", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert not Path("out").exists()


def test_a_catalogue_with_errors_is_refused(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("date: 2022-03-08", BROKEN)
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["site", "out"]) == 3
    assert "HC103 there is no date '2022-03-32'" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.usefixtures("catalogue_file")
def test_a_folder_of_others_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "."]) == 3
    message = "headcat: . holds files that are not of a site; name an empty or a new folder\n"
    assert capsys.readouterr() == ("", message)
    assert [path.name for path in Path().iterdir()] == ["data"]


@pytest.mark.parametrize(("library", "extra"), [("jinja2", "site"), ("vl_convert", "plot")])
@pytest.mark.usefixtures("catalogue_file")
def test_what_is_missing_is_named(
    library: str, extra: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert main(["site", "out"]) == 3
    message = f"this needs {library}, which is not installed: pip install 'headcat[{extra}]'"
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert not Path("out").exists()


@pytest.mark.usefixtures("catalogue_file", "services")
def test_a_site_is_shown_on_this_machine_until_somebody_has_seen_enough() -> None:
    """Loopback alone may be reached, which the fixture sees to."""
    command = [sys.executable, "-m", "headcat", "site", "out", "--serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        (url,) = re.findall(r"^(http://127\.0\.0\.1:\d+/) shows it; Ctrl-C ends that$", said)
        with urlopen(url) as answer:  # noqa: S310 - it is this machine's
            assert "Papers on attention heads" in answer.read().decode()
        with pytest.raises(HTTPError) as caught:
            urlopen(f"{url}.headcat-site.json")  # noqa: S310
        caught.value.close()
        assert caught.value.code == 404
        time.sleep(0.1)
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "\n")
    assert re.fullmatch(r"out: (\d+) files, \1 written, 0 removed\n", out)


@pytest.mark.usefixtures("catalogue_file")
def test_a_port_is_8000_and_one_that_is_taken_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def refuse(_: Path, paths: object, port: int) -> None:
        asked.append((port, "index.html" in paths))  # type: ignore[operator]
        raise RefusedError(f"port {port}: address already in use; name another one with --port")

    monkeypatch.setattr("headcat.site.serving.server", refuse)
    assert main(["site", "out", "--serve"]) == 3
    assert capsys.readouterr().err == (
        "headcat: port 8000: address already in use; name another one with --port\n"
    )
    assert main(["site", "out", "--serve", "--port", "81"]) == 3
    assert asked == [(8000, True), (81, True)]
    assert Path("out", "index.html").is_file()

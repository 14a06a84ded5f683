"""Which files a site consists of, and what is on each."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from headcat.formats import Context, writer
from headcat.pictures import NARROW, WIDE, Picture, Wanted, draw_all
from headcat.pictures.colours import rules
from headcat.site.content import Content, Entry, Term, people_of
from headcat.site.metadata import article_data, list_data, scholar_tags, summary_of
from headcat.site.records import PART, all_papers, texts
from headcat.site.rendering import Render, address, asset_bytes, lines, renderer, script_json

WHOLE: Final = 400  # papers at most that one page holds all of
FIRST: Final = 30  # papers on a page where that is not so
PICTURES: Final = ("months", "heads", "heatmap", "network")
_ASSETS: Final = ("favicon.svg", "site.css", "theme.js", "copy.js", "search.js", "articles.js", "browse.js")
_SCRIPTS: Final = ("copy.js", "search.js", "articles.js", "browse.js")
_DATA: Final = "data/papers.js"
_FEED: Final = 50  # papers in the feed

Make = Callable[[], bytes]
Drawn = Mapping[tuple[str, str], tuple[Picture, Picture]]  # by the picture's name, and its head's or none


def files(content: Content) -> dict[str, Make]:
    """Return a site's files: for each path what makes its content.

    Raises:
        RefusedError: a library is not installed.

    """
    assets = {name: _asset(name) for name in _ASSETS}
    render = renderer(lambda name: address(name, assets[name]), site=content, part=PART)
    made: dict[str, Make] = {f"assets/{name}": partial(bytes, data) for name, data in assets.items()}
    made |= _lists(content, render)
    made |= {entry.page: partial(_paper, entry, content, render) for entry in content.entries}
    drawn = _drawn(content)  # now: the library is not to be missed when half the files are written
    made |= {term.page: partial(_head, term, content, render, drawn) for term in content.terms.values()}
    made["pictures.html"] = lambda: _pictures(render, drawn)
    made |= _exports(content)
    parts = range(-(-len(content.entries) // PART))
    made |= {f"data/texts-{number}.js": partial(texts, content, number) for number in parts}
    if content.url:
        made["sitemap.xml"] = lambda: _sitemap(content)
    return made


def _asset(name: str) -> bytes:
    if name != "site.css":
        return asset_bytes(name)
    dark = rules(dark=True)
    colours = (
        f":root {{ {rules(dark=False)} }}\n"
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}\n'
        f':root[data-theme="dark"] {{ {dark} }}\n'
    )
    return colours.encode() + asset_bytes(name)


def _lists(content: Content, render: Render) -> dict[str, Make]:
    """Return the pages that belong to no single paper or head."""
    description = _description(content)
    made: dict[str, Make] = {
        "index.html": lambda: _index(content, render, description),
        "heads/index.html": lambda: _heads(content, render),
        "404.html": lambda: _missing(content, render),
    }
    if len(content.entries) > WHOLE:
        made[_DATA] = lambda: all_papers(content)
        for year, entries in content.years:
            made[f"years/{year}.html"] = partial(_year, year, entries, render)
    return made


def _description(content: Content) -> str:
    """Say in a sentence what there is."""
    if not content.entries:
        return "A list of papers, empty so far."
    years = [year for year, _ in content.years]
    span = years[0] if len(years) == 1 else f"{years[-1]} to {years[0]}"
    papers, heads = len(content.entries), len(content.terms)
    on = f" on {_counted(heads, 'type')} of attention heads" if heads else ""
    return (
        f"{_counted(papers, 'paper')}{on}, {span}, each with what is new, what was done, and what came out."
    )


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _index(content: Content, render: Render, description: str) -> bytes:
    whole = len(content.entries) <= WHOLE
    return render(
        "index.html",
        root="",
        path="",
        kind="website",
        wide=True,
        heading=content.title,
        description=description,
        whole=whole,
        first=FIRST,
        years=content.listed,
        data=None if whole else _DATA,
        linked=script_json(list_data(content, description)),
        scripts=_SCRIPTS,
    )


def _year(year: str, entries: Sequence[Entry], render: Render) -> bytes:
    return render(
        "year.html",
        root="../",
        path=f"years/{year}.html",
        heading=f"Papers of {year}",
        description=f"{_counted(len(entries), 'paper')} first public in {year}.",
        shown=(year, entries),
    )


def _paper(entry: Entry, content: Content, render: Render) -> bytes:
    paper, place = entry.paper, entry.number
    published = paper.published
    return render(
        "paper.html",
        root="../",
        path=entry.page,
        kind="article",
        heading=paper.title,
        description=summary_of(entry) or paper.title,
        entry=entry,
        before=content.entries[place - 1] if place else None,
        after=content.entries[place + 1] if place + 1 < len(content.entries) else None,
        published_by=people_of(published.authors) if published else "",
        citation=content.citations[place],
        bibtex=lines(content.bibtex[place]),
        linked=script_json(article_data(entry, content)),
        scholar=scholar_tags(entry),
    )


def _drawn(content: Content) -> Drawn:
    """Return each picture, and each head's, wide and narrow; to draw them all at once is quickest."""
    named = [Wanted(name) for name in PICTURES]
    named += [Wanted("timeline", head=name) for name in content.terms]
    wanted = [each._replace(width=width) for each in named for width in (WIDE, NARROW)]
    pictures = draw_all(wanted, content.occurrence)
    pairs = zip(pictures[::2], pictures[1::2], strict=True)
    return {(each.name, each.head): pair for each, pair in zip(named, pairs, strict=True)}


def _head(term: Term, content: Content, render: Render, drawn: Drawn) -> bytes:
    entries = content.by_term[term.name]
    papers = _counted(len(entries), "paper")
    return render(
        "head.html",
        root="../",
        path=term.page,
        heading=term.name,
        description=" ".join(filter(None, (term.head.definition, f"{papers}."))),
        term=term,
        entries=entries,
        wider=[content.terms[name] for name in term.wider[1:]],
        narrower=content.narrower(term.name),
        companions=content.companions(term.name),
        picture=drawn["timeline", term.name],
    )


def _heads(content: Content, render: Render) -> bytes:
    return render(
        "heads.html",
        root="../",
        path="heads/index.html",
        heading="Heads",
        description=f"{_counted(len(content.terms), 'type')} of heads, by the stage that they work in.",
    )


def _pictures(render: Render, drawn: Drawn) -> bytes:
    return render(
        "pictures.html",
        root="",
        path="pictures.html",
        wide=True,
        heading="Pictures",
        description="What the papers come to: when, on which heads, and on which of them together.",
        pictures=[drawn[name, ""] for name in PICTURES],
    )


def _missing(content: Content, render: Render) -> bytes:
    """Return what a server shows for an address that is none; at any depth, where the site's own is known."""
    return render(
        "missing.html",
        root=urlsplit(content.url).path,
        path="404.html",
        heading="Not here",
        description="There is no page at this address. Papers and heads may have been renamed.",
    )


def _exports(content: Content) -> dict[str, Make]:
    """Return what can be downloaded and followed, written by the formats themselves."""
    papers = [entry.paper for entry in content.entries]
    newest = sorted(papers, key=lambda paper: paper.date, reverse=True)[:_FEED]
    plain = Context(content.vocabulary)
    titled = plain._replace(feed_url=content.url and f"{content.url}feed.atom", feed_title=content.title)
    return {
        "papers.bib": lambda: "\n".join(content.bibtex).encode(),
        "papers.json": partial(_export, "json", [entry.text for entry in content.entries], plain),
        "papers.csv": partial(_export, "csv", papers, plain),
        "feed.atom": partial(_export, "atom", newest, titled),
    }


def _export(name: str, papers: Sequence[object], context: Context) -> bytes:
    return "".join(writer(name)(papers, context)).encode()


def _sitemap(content: Content) -> bytes:
    """Return the addresses of all pages (sitemaps.org, protocol 0.9)."""
    pages = ["", "heads/index.html", "pictures.html"]
    pages += [entry.page for entry in content.entries]
    pages += [term.page for term in content.terms.values()]
    if len(content.entries) > WHOLE:
        pages += [f"years/{year}.html" for year, _ in content.years]
    found = "".join(f"<url><loc>{escape(content.url + page)}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{found}</urlset>\n'
    ).encode()

// Papers as the list shows them: read from the page that holds all of them, or made from the file that does.
"use strict";
(() => {
  const LABELS = ["Innovation", "Tasks", "Result"];

  /** @param {ParentNode} root @param {string} field */
  const textOf = (root, field) =>
    [...root.querySelectorAll(`[data-field="${field}"]`)].map((element) => element.textContent).join("\n");

  /** Read a paper that the page shows. @param {HTMLElement} article @returns {Entry} */
  const read = (article) => {
    const time = article.querySelector("time");
    return {
      key: article.id,
      number: Number(article.dataset.number),
      date: time?.dateTime ?? "",
      year: Number(time?.dateTime.slice(0, 4)),
      sort: article.dataset.sort ?? "",
      series: article.dataset.series ?? "",
      code: [...article.querySelectorAll(".links li")].some((link) => /^Code/.test(link.textContent ?? "")),
      heads: [...article.querySelectorAll("[data-head]")].map((chip) => chip.getAttribute("data-head") ?? ""),
      fields: {
        title: textOf(article, "title"),
        authors: textOf(article, "authors"),
        heads: textOf(article, "heads"),
        venue: textOf(article, "venue"),
        summary: textOf(article, "summary"),
        note: [textOf(article, "note"), article.id, article.dataset.ids].join("\n"),
      },
      folded: {},
      element: () => article,
    };
  };

  /** Make an element. @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** Make the article of a paper, as the template does. @param {PaperRecord} paper @param {HeadRecord[]} heads */
  const articleOf = (paper, heads) => {
    const when = make("p", { class: "when" }, make("time", { datetime: paper.date }, paper.day));
    if (paper.venue) when.append(make("span", { "data-field": "venue" }, paper.venue));
    const article = make(
      "article",
      {
        class: "paper",
        id: paper.key,
        "data-number": String(paper.number),
        "data-sort": paper.sort,
        "data-series": paper.series,
        "data-ids": paper.ids,
      },
      when,
      make(
        "h3",
        {},
        make("a", { href: paper.page, "data-field": "title" }, paper.title),
        make("a", { class: "anchor", href: `#${encodeURIComponent(paper.key)}`, "aria-label": `Link to ${paper.key}` }, "#"),
      ),
    );
    if (paper.authors) article.append(make("p", { class: "people", "data-field": "authors" }, paper.authors));
    if (paper.heads.length) {
      const chips = paper.heads.map((number) => make("li", {}, chipOf(heads[number])));
      article.append(make("ul", { class: "chips", "aria-label": "Heads" }, ...chips));
    }
    if (paper.points.some(Boolean)) {
      const points = paper.points.flatMap((text, place) =>
        text ? [make("div", {}, make("dt", {}, LABELS[place]), make("dd", { "data-field": "summary" }, text))] : []);
      article.append(make("dl", { class: "points" }, ...points));
    }
    if (paper.remark) article.append(make("p", { class: "note", "data-field": "note" }, paper.remark));
    article.append(actionsOf(paper));
    window.headcat.addButtons(article);
    return article;
  };

  /** @param {HeadRecord} head */
  const chipOf = (head) =>
    make(
      "a",
      { class: `chip stage${head.stage}`, href: `heads/${head.slug}.html`, "data-head": head.slug },
      make("span", { "data-field": "heads" }, head.name),
    );

  /** @param {PaperRecord} paper */
  const actionsOf = (paper) => {
    const links = paper.links.map(([label, url, text]) =>
      make("li", {}, url ? make("a", { href: url, rel: "external noopener" }, label) : make("span", {}, `${label}: ${text}`)));
    return make("div", { class: "actions" }, ...(links.length ? [make("ul", { class: "links" }, ...links)] : []));
  };

  /** Take a paper from the file of all papers. @param {PaperRecord} paper @param {HeadRecord[]} heads @returns {Entry} */
  const take = (paper, heads) => ({
    key: paper.key,
    number: paper.number,
    date: paper.date,
    year: Number(paper.date.slice(0, 4)),
    sort: paper.sort,
    series: paper.series,
    code: paper.code,
    heads: paper.heads.map((number) => heads[number].slug),
    fields: {
      title: paper.title,
      authors: paper.authors,
      heads: paper.heads.map((number) => heads[number].name).join("\n"),
      venue: paper.venue,
      summary: paper.points.filter(Boolean).join("\n"),
      note: [paper.remark, paper.key, paper.ids].join("\n"),
    },
    folded: {},
    element: () => articleOf(paper, heads),
  });

  window.headcat = { ...window.headcat, readArticle: read, takeRecord: take };
})();

// Copying BibTeX and citations, of a paper's own page or of a list; and the texts of papers, loaded when asked for.
"use strict";
(() => {
  const root = document.documentElement.dataset.root ?? "";
  const part = Number(document.documentElement.dataset.part); // papers a file

  /** @type {Map<string, Texts>} */
  const known = new Map();
  /** @type {Map<number, Promise<void>>} */
  const asked = new Map();

  /** Take the texts of a file of papers: what each of those files calls. @param {string} csvHead @param {Texts[]} texts */
  const receive = (csvHead, texts) => {
    window.headcat.csvHead = csvHead;
    for (const each of texts) known.set(each.key, each);
  };

  /** @param {number} number @returns {Promise<void>} */
  const load = (number) => {
    const found = asked.get(number);
    if (found) return found;
    const loading = new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}data/texts-${number}.js`;
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => {
        asked.delete(number);
        script.remove();
        reject(new Error("cannot be loaded"));
      });
      document.head.append(script);
    });
    asked.set(number, loading);
    return loading;
  };

  /** @param {{key: string, number: number}[]} papers @returns {Promise<Texts[]>} */
  const texts = async (papers) => {
    await Promise.all([...new Set(papers.map((paper) => Math.floor(paper.number / part)))].map(load));
    return papers.flatMap((paper) => known.get(paper.key) ?? []);
  };

  /** Show a message for a moment, and read it to whoever listens. @param {string} message */
  const tell = (message) => {
    let box = document.getElementById("toast");
    if (!box) {
      box = document.createElement("p");
      box.id = "toast";
      box.className = "toast";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.hidden = false;
    box.textContent = message;
    clearTimeout(timer);
    timer = setTimeout(() => box.hidden = true, 2500);
  };
  /** @type {number | undefined} */
  let timer;

  /** @param {string} text @returns {Promise<void>} */
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // where the page is neither local nor encrypted
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("the browser does not let it");
  };

  /** @param {HTMLElement} button @returns {{key: string, number: number} | null} */
  const paperOf = (button) => {
    const article = button.closest("article");
    return article ? { key: article.id, number: Number(article.dataset.number) } : null;
  };

  /** @param {HTMLElement} button */
  const copyFrom = async (button) => {
    const kind = button.dataset.copy ?? button.dataset.copies;
    const name = kind === "bibtex" ? "BibTeX" : "Citation";
    try {
      const own = button.dataset.copies ? document.getElementById(button.dataset.copies)?.textContent : null;
      const paper = paperOf(button);
      const [found] = own || !paper ? [] : await texts([paper]);
      await copy(own ?? (kind === "bibtex" ? found.bibtex : found.citation));
      tell(`${name} copied`);
    } catch (error) {
      tell(`${name} not copied: ${error instanceof Error ? error.message : error}`);
    }
    button.focus();
  };

  /** Give a paper of a list its buttons. @param {Element} article */
  const addButtons = (article) => {
    const place = document.createElement("p");
    place.className = "copies";
    for (const [kind, label] of [["bibtex", "Copy BibTeX"], ["citation", "Copy citation"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.copy = kind;
      button.textContent = label;
      place.append(button);
    }
    article.querySelector(".actions")?.append(place);
  };
  document.querySelectorAll("article.paper").forEach(addButtons);

  /** @param {Event} event @returns {HTMLElement | null} */
  const buttonOf = (event) =>
    event.target instanceof Element ? event.target.closest("[data-copy], [data-copies]") : null;

  document.addEventListener("click", (event) => {
    const button = buttonOf(event);
    if (button) void copyFrom(button);
  });
  // Whoever comes near a button gets its text beforehand: some browsers copy only right at the click.
  for (const near of ["pointerover", "focusin"]) {
    document.addEventListener(near, (event) => {
      const paper = buttonOf(event)?.dataset.copy ? paperOf(/** @type {HTMLElement} */ (event.target)) : null;
      if (paper) texts([paper]).catch(() => {});
    });
  }

  window.headcat = { ...window.headcat, receive, texts, tell, addButtons };
})();

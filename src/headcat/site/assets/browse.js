// The list of papers: searched, filtered, sorted, paged; its state in the address; keys; what is shown as a file.
"use strict";
(() => {
  const { createIndex, highlight, parse, readArticle, takeRecord, texts, tell } = window.headcat;
  const browse = document.getElementById("browse");
  if (!browse) return;

  /** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
  const get = (id, type) => {
    const element = document.getElementById(id);
    if (!(element instanceof type)) throw new Error(`no ${id}`);
    return element;
  };
  const list = get("list", HTMLDivElement);
  const form = get("filters", HTMLFormElement);
  const search = get("search", HTMLFormElement);
  const input = /** @type {HTMLInputElement} */ (search.elements.namedItem("q"));
  const sort = get("sort", HTMLSelectElement);
  const pager = get("pager", HTMLElement);
  const perPage = Number(browse.dataset.paged ?? Infinity);
  const chips = [...form.querySelectorAll("button[data-head]")].map((chip) => /** @type {HTMLButtonElement} */ (chip));
  const names = new Map(chips.map((chip) => [chip.dataset.head ?? "", chip.firstElementChild?.textContent ?? ""]));
  const wider = new Map(chips.map((chip) => [chip.dataset.head ?? "", (chip.dataset.wider ?? "").split(" ").filter(Boolean)]));

  const data = window.headcat.data;
  const entries = data
    ? data.papers.map((paper) => takeRecord(paper, data.heads))
    : [...list.querySelectorAll("article")].map(readArticle);
  const index = createIndex(entries);
  // What a paper counts for: its heads, and all that are broader.
  const meant = entries.map((entry) => new Set(entry.heads.flatMap((head) => [head, ...(wider.get(head) ?? [])])));
  const original = [...list.children];

  /** @type {State} */
  let state = { q: "", heads: [], match: "any", from: "", to: "", venue: "", code: false, sort: "", page: 1 };
  /** @type {number[]} */
  let shown = entries.map((_, number) => number);
  let isOriginal = true;

  // ---- the state, as an address says it

  /** @param {string} text @returns {State} */
  const stateOf = (text) => {
    const asked = new URLSearchParams(text);
    const one = (/** @type {string} */ name) => asked.get(name) ?? "";
    return {
      q: one("q"),
      heads: [...new Set(asked.getAll("head"))].filter((head) => names.has(head)),
      match: one("match") === "all" ? "all" : "any",
      from: known("from", one("from")),
      to: known("to", one("to")),
      venue: known("venue", one("venue")),
      code: one("code") === "1",
      sort: [...sort.options].some((option) => option.value === one("sort")) ? one("sort") : "",
      page: Math.max(1, Math.floor(Number(one("page"))) || 1),
    };
  };

  /** Return a value where a menu has it. @param {string} name @param {string} value */
  const known = (name, value) => ([...menu(name).options].some((option) => option.value === value) ? value : "");

  /** @param {string} name */
  const menu = (name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));

  const address = () => {
    const asked = new URLSearchParams();
    if (state.q) asked.set("q", state.q);
    for (const head of state.heads) asked.append("head", head);
    if (state.match === "all") asked.set("match", "all");
    for (const name of /** @type {const} */ (["from", "to", "venue", "sort"])) if (state[name]) asked.set(name, state[name]);
    if (state.code) asked.set("code", "1");
    if (state.page > 1) asked.set("page", String(state.page));
    return asked.size ? `?${asked}` : "";
  };

  /** @type {number | undefined} */
  let later;
  /** Say the state in the address, at once as a step back, or soon and in place. @param {boolean} step */
  const remember = (step) => {
    clearTimeout(later);
    const write = () => {
      const target = `${location.pathname}${address()}`;
      try {
        if (step) history.pushState(null, "", target);
        else history.replaceState(null, "", target);
      } catch {
        // a browser that lets no local file do that: the list works all the same
      }
    };
    if (step) write();
    else later = setTimeout(write, 300); // browsers stop who writes at each key
  };

  // ---- which papers, in which order

  /** Return which papers meet all but the heads. @param {Term[]} terms @returns {Uint8Array} */
  const candidates = (terms) => {
    const found = terms.length ? index.find(terms) : new Uint8Array(entries.length).fill(1);
    const [from, to] = [Number(state.from) || -Infinity, Number(state.to) || Infinity];
    entries.forEach((entry, number) => {
      const isMet = entry.year >= from && entry.year <= to && (!state.venue || entry.series === state.venue) && (!state.code || entry.code);
      if (!isMet) found[number] = 0;
    });
    return found;
  };

  /** @param {number} number */
  const hasHeads = (number) => {
    const isThere = (/** @type {string} */ head) => meant[number].has(head);
    return !state.heads.length || (state.match === "all" ? state.heads.every(isThere) : state.heads.some(isThere));
  };

  /** @type {Record<string, (one: Entry, other: Entry) => number>} */
  const ORDERS = {
    newest: (one, other) => compare(other.date, one.date),
    oldest: (one, other) => compare(one.date, other.date),
    title: (one, other) => titles.compare(one.fields.title, other.fields.title),
    author: (one, other) => compare(one.sort, other.sort),
  };
  const titles = new Intl.Collator("en", { ignorePunctuation: true, numeric: true });
  /** @param {string} one @param {string} other */
  const compare = (one, other) => (one < other ? -1 : Number(one > other));
  /** @type {Map<string, number[]>} */
  const sorted = new Map([["", entries.map((_, number) => number)]]);

  /** Return all papers in the order that is asked for. */
  const inOrder = () => {
    const order = ORDERS[state.sort];
    const found = sorted.get(state.sort) ?? [...entries.keys()].sort((one, other) => order(entries[one], entries[other]) || one - other);
    sorted.set(state.sort, found);
    return found;
  };

  // ---- what is to be seen

  /** @param {number[]} numbers */
  const sectionsOf = (numbers) => {
    const byYear = state.sort ? /est$/.test(state.sort) : browse.dataset.order === "year";
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const number of numbers) {
      const name = byYear ? String(entries[number].year) : sort.selectedOptions[0].text;
      groups.set(name, [...(groups.get(name) ?? []), number]);
    }
    return [...groups].map(([name, members]) => {
      const section = document.createElement("section");
      section.className = "year";
      const heading = document.createElement("h2");
      heading.textContent = name;
      heading.id = `group-${name.replaceAll(" ", "-")}`;
      section.setAttribute("aria-labelledby", heading.id);
      section.append(heading, ...members.map((number) => entries[number].element()));
      if (byYear && perPage === Infinity) {
        const count = document.createElement("span");
        count.className = "count";
        count.textContent = String(members.length);
        heading.append(count);
      }
      return section;
    });
  };

  const nothing = () => {
    const text = document.createElement("p");
    text.className = "nothing";
    text.textContent = "No paper has all of that. Take a filter away, or search for less.";
    return text;
  };

  /** @param {Term[]} terms */
  const showList = (terms) => {
    const pages = Math.max(1, Math.ceil(shown.length / perPage));
    state.page = Math.min(state.page, pages);
    const start = perPage === Infinity ? 0 : (state.page - 1) * perPage;
    const plain = shown.length === entries.length && !state.sort && state.page === 1;
    if (!plain || !isOriginal) {
      list.replaceChildren(...(plain && perPage !== Infinity ? original : shown.length ? sectionsOf(shown.slice(start, start + perPage)) : [nothing()]));
    }
    isOriginal = plain;
    highlight(list, terms);
    showPager(pages);
  };

  /** @param {number} pages */
  const showPager = (pages) => {
    pager.hidden = pages < 2;
    if (pager.hidden) return;
    const step = (/** @type {string} */ label, /** @type {number} */ page) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.disabled = page < 1 || page > pages;
      button.addEventListener("click", () => {
        state.page = page;
        update({ step: true, keepPage: true });
        document.getElementById("status")?.scrollIntoView({ block: "center" });
        firstTitle()?.focus({ preventScroll: true });
      });
      return button;
    };
    const place = document.createElement("span");
    place.textContent = `Page ${state.page} of ${pages}`;
    pager.replaceChildren(step("Previous", state.page - 1), place, step("Next", state.page + 1));
  };

  /** @param {number} count @param {string} what */
  const counted = (count, what) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;

  /** @param {Uint8Array} met */
  const showCounts = (met) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (let number = 0; number < met.length; number++) {
      if (!met[number] || (state.match === "all" && !hasHeads(number))) continue;
      for (const head of meant[number]) counts.set(head, (counts.get(head) ?? 0) + 1);
    }
    for (const chip of chips) {
      const head = chip.dataset.head ?? "";
      const count = counts.get(head) ?? 0;
      const isOn = state.heads.includes(head);
      if (chip.lastElementChild) chip.lastElementChild.textContent = String(count);
      chip.setAttribute("aria-pressed", String(isOn));
      chip.classList.toggle("none", !count && !isOn);
    }
  };

  const chosen = get("chosen", HTMLUListElement);
  const showChosen = () => {
    const item = (/** @type {string} */ label, /** @type {string} */ name, /** @type {() => void} */ undo) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => {
        undo();
        update({ step: true });
        (chosen.querySelector("button") ?? input).focus();
      });
      const place = document.createElement("li");
      place.append(button);
      return place;
    };
    const without = (/** @type {string} */ label, /** @type {() => void} */ undo) => item(label, `Remove filter ${label}`, undo);
    const items = state.heads.map((head) =>
      without(names.get(head) ?? head, () => state.heads = state.heads.filter((each) => each !== head)));
    if (state.from || state.to) {
      const span = state.from === state.to ? state.from : `${state.from} – ${state.to}`;
      const years = !state.to ? `since ${state.from}` : !state.from ? `until ${state.to}` : span;
      items.push(without(years, () => state.from = state.to = ""));
    }
    if (state.venue) items.push(without(state.venue, () => state.venue = ""));
    if (state.code) items.push(without("with code", () => state.code = false));
    const filters = items.length;
    if (filters + Number(Boolean(state.q)) > 1) {
      const all = item("Clear all", "Clear search and all filters", clear);
      all.firstElementChild?.classList.add("clear");
      items.push(all);
    }
    chosen.replaceChildren(...items);
    chosen.hidden = !items.length;
    const badge = get("filters-on", HTMLSpanElement);
    badge.hidden = !filters;
    badge.textContent = String(filters);
  };

  const clear = () => {
    state = { ...stateOf(""), sort: state.sort };
  };

  const showStatus = () => {
    const all = counted(entries.length, "paper");
    const text = shown.length === entries.length ? all : `${shown.length.toLocaleString("en")} of ${all}`;
    get("status", HTMLParagraphElement).textContent = text;
    const done = document.getElementById("filters-done");
    if (done) done.textContent = `Show ${counted(shown.length, "paper")}`;
  };

  const showControls = () => {
    if (input.value !== state.q) input.value = state.q;
    sort.value = state.sort;
    for (const name of /** @type {const} */ (["from", "to", "venue"])) menu(name).value = state[name];
    /** @type {RadioNodeList} */ (form.elements.namedItem("match")).value = state.match;
    /** @type {HTMLInputElement} */ (form.elements.namedItem("code")).checked = state.code;
  };

  /** Show what the state says. @param {{step?: boolean, keepPage?: boolean, keepAddress?: boolean}} [how] */
  const update = ({ step = false, keepPage = false, keepAddress = false } = {}) => {
    if (!keepPage) state.page = 1;
    const terms = parse(state.q);
    const met = candidates(terms);
    shown = inOrder().filter((number) => met[number] && hasHeads(number));
    showControls();
    showList(terms);
    showCounts(met);
    showChosen();
    showStatus();
    if (!keepAddress) remember(step);
  };

  // ---- what people do

  search.addEventListener("submit", (event) => {
    event.preventDefault();
    firstTitle()?.focus();
  });
  input.addEventListener("input", () => {
    state.q = input.value;
    update();
  });
  sort.addEventListener("change", () => {
    state.sort = sort.value;
    update({ step: true });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const given = new FormData(form);
    const one = (/** @type {string} */ name) => String(given.get(name) ?? "");
    let [from, to] = [one("from"), one("to")];
    if (from && to && from > to) [from, to] = [to, from];
    state = { ...state, from, to, venue: one("venue"), code: given.has("code"), match: one("match") === "all" ? "all" : "any" };
    update({ step: true });
  });
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const head = button?.dataset.head;
    if (head) {
      state.heads = state.heads.includes(head) ? state.heads.filter((each) => each !== head) : [...state.heads, head];
      update({ step: true });
    } else if (button?.classList.contains("more")) {
      button.closest("fieldset")?.classList.add("open");
      const next = /** @type {HTMLElement | null} */ (button.parentElement?.querySelector(".rest"));
      button.remove();
      next?.focus();
    }
  });
  window.addEventListener("popstate", () => {
    state = stateOf(location.search);
    update({ keepPage: true, keepAddress: true });
    goToAnchor();
  });

  // On narrow screens the filters are a dialog: the same form, moved there and back.
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Filters");
  const button = (/** @type {string} */ label, /** @type {string} */ name, /** @type {() => void} */ action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  };
  const [top, bottom] = [document.createElement("header"), document.createElement("footer")];
  const done = button("", "main", () => dialog.close());
  done.id = "filters-done";
  top.append(button("Clear all", "plain", () => {
    clear();
    update({ step: true });
  }), button("Close", "plain", () => dialog.close()));
  bottom.append(done);
  dialog.append(top, bottom);
  document.body.append(dialog);
  const side = get("side", HTMLElement);
  get("open-filters", HTMLButtonElement).addEventListener("click", () => {
    top.after(form);
    showStatus();
    dialog.showModal();
  });
  dialog.addEventListener("close", () => side.append(form));
  matchMedia("(min-width: 62rem)").addEventListener("change", () => dialog.close());

  // ---- keys

  /** @returns {HTMLElement[]} */
  const allTitles = () => [...list.querySelectorAll("h3 a[data-field]")].map((link) => /** @type {HTMLElement} */ (link));
  const firstTitle = () => allTitles()[0];

  /** Go from one paper to the next or the one before. @param {number} step @returns {boolean} whether it is done */
  const move = (step) => {
    const found = allTitles();
    const inside = document.activeElement?.closest("article");
    const place = inside ? found.findIndex((link) => inside.contains(link)) : -1;
    if (!inside && document.activeElement !== input) return false;
    const next = found[place + step];
    if (next) next.focus();
    else if (place + step < 0) input.focus();
    next?.closest("article")?.scrollIntoView({ block: "nearest" });
    return Boolean(next) || place + step < 0;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const target = event.target instanceof Element ? event.target : null;
    const isTyping = target?.matches("input, select, textarea") ?? false;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && target === input && state.q) {
      event.preventDefault();
      state.q = "";
      update();
    } else if (event.key === "Escape" && target?.closest("article")) {
      input.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (!isTyping || target === input)) {
      if (!(target === input && event.key === "ArrowUp") && move(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });

  // ---- a paper's anchor, and what is shown as a file

  /** Bring the paper that the address names to where it can be seen, filtered out or not. */
  const goToAnchor = () => {
    let key = "";
    try {
      key = decodeURIComponent(location.hash.slice(1));
    } catch {
      return; // no text
    }
    const number = entries.findIndex((entry) => entry.key === key);
    if (number < 0 || document.getElementById(key)) return;
    if (!shown.includes(number)) state = stateOf("");
    update({ keepAddress: true });
    state.page = perPage === Infinity ? 1 : Math.floor(shown.indexOf(number) / perPage) + 1;
    update({ keepPage: true, keepAddress: true });
    const article = document.getElementById(key); // which came after the browser looked for it
    article?.classList.add("target");
    article?.scrollIntoView();
  };
  window.addEventListener("hashchange", goToAnchor);

  /** @type {Record<string, {suffix: string, type: string, text: (found: Texts[]) => string}>} */
  const FILES = {
    bibtex: { suffix: "bib", type: "application/x-bibtex", text: (found) => found.map((each) => each.bibtex).join("\n") },
    json: {
      suffix: "json",
      type: "application/json",
      text: (found) => (found.length ? `[\n${found.map((each) => each.json).join(",\n")}\n]\n` : "[]\n"),
    },
    csv: { suffix: "csv", type: "text/csv", text: (found) => `${window.headcat.csvHead}${found.map((each) => each.csv).join("")}` },
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-download]") : null;
    // All papers are a file beside the page; on disk, where browsers open it instead, it is made here too.
    const isFile = shown.length === entries.length && !state.sort && location.protocol !== "file:";
    if (!(link instanceof HTMLAnchorElement) || isFile) return;
    event.preventDefault();
    const file = FILES[link.dataset.download ?? ""];
    texts(shown.map((number) => entries[number])).then((found) => {
      const made = document.createElement("a");
      made.href = URL.createObjectURL(new Blob([file.text(found)], { type: file.type }));
      made.download = `papers.${file.suffix}`;
      made.click();
      setTimeout(() => URL.revokeObjectURL(made.href), 60_000);
    }, () => tell("The papers cannot be loaded"));
  });

  state = stateOf(location.search);
  update({ keepPage: true, keepAddress: true });
  goToAnchor();

  // The words are sorted in beforehand, in short spells, so that nobody waits for them at the first key.
  const prepare = () => index.prepare(10) || setTimeout(prepare, 1);
  setTimeout(prepare, 30);
})();

// What people type, and the papers that have it: as headcat itself searches, but while one types.
"use strict";
(() => {
  const PLAIN = new Map(Object.entries({
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŋ: "n", ŧ: "t", ĸ: "k", ſ: "s",
    ς: "σ", "’": "'", "‘": "'", "‐": "-", "‑": "-",
  }));
  const PLAINER = new RegExp(`[${[...PLAIN.keys()].join("")}]`, "gu");
  const WORD = /[\p{L}\p{N}\p{M}]+(?:['’‘][\p{L}\p{N}\p{M}]+)*/gu;
  const TOKEN = /(-)?(?:(titles?|heads?|authors?|venue|summary|year):)?(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/giu;
  const YEARS = /^(\d{4})(?:(?:-|\.\.|–)(\d{4}))?$/;
  /** @type {Record<string, Field>} */
  const FIELDS = { title: "title", head: "heads", author: "authors", venue: "venue", summary: "summary" };
  /** @type {Field[]} */
  const ALL = ["title", "authors", "heads", "venue", "summary", "note"];

  /** Return text without case and accents. @param {string} text */
  const fold = (text) => {
    // eslint-disable-next-line no-control-regex
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    const folded = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return folded.replace(PLAINER, (letter) => PLAIN.get(letter) ?? letter);
  };

  /** Return the folded words of a text. @param {string} text @returns {string[]} */
  const words = (text) => fold(text).replaceAll("'", "").match(/[\p{L}\p{N}]+/gu) ?? [];

  /** Understand what was typed. @param {string} text @returns {Term[]} */
  const parse = (text) => {
    const terms = [];
    for (const [, minus, named, phrase, word] of text.matchAll(TOKEN)) {
      const field = (named ?? "").toLowerCase();
      const typed = word ?? phrase ?? "";
      const years = field === "year" ? YEARS.exec(typed) : null;
      const excluded = minus !== undefined;
      if (years) {
        const ends = [Number(years[1]), Number(years[2] ?? years[1])].sort();
        terms.push({ words: [], field: null, exact: true, excluded, years: ends });
        continue;
      }
      const column = FIELDS[field.replace(/s$/, "")] ?? null;
      const found = words(column || !field ? typed : `${field} ${typed}`);
      if (found.length) terms.push({ words: found, field: column, exact: word === undefined, excluded, years: null });
    }
    return terms;
  };

  /** Tell whether the words of a term stand together in folded text. @param {Term} term @param {string} text */
  const stands = (term, text) => text.includes(` ${term.words.join(" ")}${term.exact ? " " : ""}`);

  /** Prepare papers to be searched, by and by. @param {Entry[]} entries @returns {SearchIndex} */
  const createIndex = (entries) => {
    /** @type {Map<string, number[]>} */
    const postings = new Map();
    /** @type {string[]} */
    let sorted = [];
    let next = 0;

    /** @param {number} number */
    const add = (number) => {
      for (const word of words(ALL.map((field) => entries[number].fields[field]).join("\n"))) {
        const found = postings.get(word);
        if (!found) postings.set(word, [number]);
        else if (found[found.length - 1] !== number) found.push(number);
      }
    };

    /** @param {number} [milliseconds] */
    const prepare = (milliseconds = Infinity) => {
      if (next < entries.length) {
        const end = performance.now() + milliseconds;
        do add(next++);
        while (next < entries.length && performance.now() < end);
        if (next === entries.length) sorted = [...postings.keys()].sort();
      }
      return next === entries.length;
    };

    /** @param {string} word @param {boolean} exact @param {Uint8Array} into */
    const mark = (word, exact, into) => {
      if (exact) {
        for (const number of postings.get(word) ?? []) into[number] = 1;
        return;
      }
      let low = 0;
      for (let high = sorted.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (sorted[middle] < word) low = middle + 1;
        else high = middle;
      }
      for (; low < sorted.length && sorted[low].startsWith(word); low++) {
        for (const number of postings.get(sorted[low]) ?? []) into[number] = 1;
      }
    };

    /** @param {Entry} entry @param {Field} field */
    const folded = (entry, field) =>
      entry.folded[field] ??= ` ${entry.fields[field].split("\n").map((text) => words(text).join(" ")).join(" | ")} `;

    /** @param {Term} term @param {Entry} entry */
    const holds = (term, entry) => (term.field ? [term.field] : ALL).some((field) => stands(term, folded(entry, field)));

    /** @param {Term} term @returns {Uint8Array} */
    const meets = (term) => {
      const found = new Uint8Array(entries.length);
      if (term.years) {
        const [first, last] = term.years;
        return found.map((_, number) => Number(entries[number].year >= first && entries[number].year <= last));
      }
      term.words.forEach((word, place) => {
        const own = place ? new Uint8Array(entries.length) : found;
        mark(word, term.exact || place < term.words.length - 1, own);
        if (place) for (let number = 0; number < own.length; number++) found[number] &= own[number];
      });
      if (term.field || term.words.length > 1) {
        for (let number = 0; number < found.length; number++) {
          if (found[number] && !holds(term, entries[number])) found[number] = 0;
        }
      }
      return found;
    };

    return {
      prepare,
      find(terms) {
        prepare();
        const found = new Uint8Array(entries.length).fill(1);
        for (const term of terms) {
          const met = meets(term);
          for (let number = 0; number < found.length; number++) found[number] &= Number(Boolean(met[number]) !== term.excluded);
        }
        return found;
      },
    };
  };

  /** Mark the words that were looked for, in elements that hold text and nothing else. @param {Element} root @param {Term[]} terms */
  const highlight = (root, terms) => {
    for (const marked of root.querySelectorAll("[data-marked]")) {
      marked.removeAttribute("data-marked");
      marked.textContent = marked.textContent; // one text again
    }
    const sought = terms.filter((term) => term.words.length && !term.excluded);
    if (!sought.length) return;
    for (const element of root.querySelectorAll("[data-field]")) {
      const near = sought.filter((term) => !term.field || term.field === element.getAttribute("data-field"));
      const whole = new Set(near.flatMap((term) => (term.exact ? term.words : term.words.slice(0, -1))));
      // A single letter begins so many words that marks would hide the text.
      const begun = near.filter((term) => !term.exact).map((term) => term.words[term.words.length - 1]).filter((word) => word.length > 1);
      markIn(element, (word) => whole.has(word) || begun.some((begin) => word.startsWith(begin)));
    }
  };

  /** @param {Element} element @param {(word: string) => boolean} isSought */
  const markIn = (element, isSought) => {
    const text = element.textContent ?? "";
    /** @type {(string | Node)[]} */
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(WORD)) {
      if (!words(match[0]).some(isSought)) continue;
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      pieces.push(text.slice(end, match.index), mark);
      end = match.index + match[0].length;
    }
    if (!pieces.length) return;
    element.replaceChildren(...pieces, text.slice(end));
    element.setAttribute("data-marked", "");
  };

  window.headcat = { ...window.headcat, fold, words, parse, createIndex, highlight };
})();

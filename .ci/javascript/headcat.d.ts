// What the scripts of the site share: each puts its part into window.headcat.

type Field = "title" | "authors" | "heads" | "venue" | "summary" | "note";

/** A paper of the list. `element` returns its article, made where it is not there. */
interface Entry {
  key: string;
  number: number;
  date: string;
  year: number;
  sort: string;
  series: string;
  code: boolean;
  heads: string[];
  fields: Record<Field, string>;
  folded: Partial<Record<Field, string>>;
  element(): HTMLElement;
}

/** A paper as data/papers.js has it; `heads` are places in the list of heads. */
interface PaperRecord {
  key: string;
  number: number;
  page: string;
  title: string;
  authors: string;
  date: string;
  day: string;
  venue: string;
  series: string;
  sort: string;
  ids: string;
  code: boolean;
  heads: number[];
  points: string[];
  remark: string;
  links: [label: string, url: string, text: string][];
}

interface HeadRecord {
  slug: string;
  name: string;
  stage: number;
}

/** A paper in the forms that are copied and downloaded, as data/texts-N.js has it. */
interface Texts {
  key: string;
  bibtex: string;
  citation: string;
  json: string;
  csv: string;
}

/** One thing that was typed: words that stand together, or years. */
interface Term {
  words: string[];
  field: Field | null;
  exact: boolean;
  excluded: boolean;
  years: number[] | null;
}

interface SearchIndex {
  /** Go on for so long; tell whether it is ready. */
  prepare(milliseconds?: number): boolean;
  /** Return 1 for each paper that meets all terms. */
  find(terms: Term[]): Uint8Array;
}

interface State {
  q: string;
  heads: string[];
  match: "any" | "all";
  from: string;
  to: string;
  venue: string;
  code: boolean;
  sort: string;
  page: number;
}

interface Headcat {
  data?: { papers: PaperRecord[]; heads: HeadRecord[] };
  csvHead: string;
  receive(csvHead: string, texts: Texts[]): void;
  texts(papers: { key: string; number: number }[]): Promise<Texts[]>;
  tell(message: string): void;
  addButtons(article: Element): void;
  fold(text: string): string;
  words(text: string): string[];
  parse(text: string): Term[];
  createIndex(entries: Entry[]): SearchIndex;
  highlight(root: Element, terms: Term[]): void;
  readArticle(article: HTMLElement): Entry;
  takeRecord(paper: PaperRecord, heads: HeadRecord[]): Entry;
}

interface Window {
  headcat: Headcat;
}

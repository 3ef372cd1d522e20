// Charts made of rows with a bar each: small, readable by ear, and of the page's own colours and type.

import { daysLeft, inWords, longDate, urgency } from "./dates";
import { el } from "./dom";

export interface Part {
  count: number;
  kind: string; // a class of the style
  name: string; // what is counted, in words
}

// One row for each thing: its name, a bar of parts on a scale common to all rows, and the figures in words.
export function countBars(rows: readonly { name: string; href?: string; parts: Part[] }[]): HTMLElement {
  const most = Math.max(1, ...rows.map(({ parts }) => sum(parts)));
  return el(
    "ul",
    { class: "bars" },
    ...rows.map(({ name, href, parts }) =>
      el(
        "li",
        {},
        el("span", { class: "name" }, href ? el("a", { href }, name) : name),
        el("span", { class: "track", "aria-hidden": "true" }, ...parts.map((part) => bar(part, most))),
        el("span", { class: "figures" }, parts.filter(({ count }) => count).map(words).join("，")),
      ),
    ),
  );
}

function bar({ count, kind }: Part, most: number): HTMLElement {
  return piece(kind, 0, (100 * count) / most);
}

function words({ count, name }: Part): string {
  return `${count} ${name}`;
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { count }) => total + count, 0);
}

export interface Dated {
  title: string;
  raw: string;
  due: string; // YYYY-MM-DD
  href?: string;
}

const YEAR = 366; // days

// Deadlines on one line of time: each row's bar goes from today to its day; what is past lies before today.
export function timeLine(items: readonly Dated[], today: string): HTMLElement {
  const days = items.map(({ due }) => daysLeft(due, today));
  const first = Math.min(0, ...days);
  const last = Math.min(YEAR, Math.max(1, ...days)); // what is farther off would press the near together
  const at = (day: number) => (100 * (Math.min(day, last) - first)) / (last - first);
  return el(
    "ul",
    { class: "bars dated" },
    ...items.map(({ title, raw, due, href }, index) => {
      const left = days[index] || 0;
      return el(
        "li",
        {},
        el("span", { class: "name" }, href ? el("a", { href }, title) : title),
        el(
          "span",
          { class: "track", "aria-hidden": "true" },
          piece(urgency(left) + (left > last ? " beyond" : ""), at(Math.min(0, left)), Math.max(1, at(Math.max(0, left)) - at(Math.min(0, left)))),
          piece("today", at(0), 0),
        ),
        el("span", { class: "figures" }, `${raw}（${longDate(due)}，${inWords(left)}）`),
      );
    }),
  );
}

function piece(kind: string, start: number, length: number): HTMLElement {
  const element = el("i", { class: kind });
  element.style.marginLeft = kind === "today" ? "" : `${start}%`;
  element.style.left = kind === "today" ? `${start}%` : "";
  element.style.width = length ? `${length}%` : "";
  return element;
}

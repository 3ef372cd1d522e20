// Charts made of rows with a bar each: small, readable by ear, and of the page's own colours and type.

import { daysLeft, inWords, isAssumed, longDate, urgency } from "./dates";
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

// One bar whose parts fill all of it.
export function stackedBar(parts: readonly Part[]): HTMLElement {
  return el("span", { class: "track whole", "aria-hidden": "true" }, ...parts.map((part) => bar(part, sum(parts))));
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
  precision?: string | null;
  href?: string;
}

const YEAR = 366; // days
const DAY = 86_400_000; // ms
const MOST_TICKS = 6;
const FARTHER = 1.12; // the line goes on a little for what is farther off than it shows

// Deadlines on one line of time with its months above: each row's bar goes from today to its day; what is past
// lies before today. `target` is where their links open.
export function timeLine(items: readonly Dated[], today: string, target = "_blank"): HTMLElement {
  const days = items.map(({ due }) => daysLeft(due, today));
  const first = Math.min(0, ...days);
  const near = Math.max(30, ...days.filter((day) => day <= YEAR)); // what is farther off would press these together
  const last = days.some((day) => day > YEAR) ? Math.max(near * FARTHER, YEAR / 2) : near;
  const at = (day: number) => (100 * (Math.min(day, last) - first)) / (last - first);
  return el(
    "ul",
    { class: "bars dated" },
    el("li", { class: "axis", "aria-hidden": "true" }, el("span"), el("span", { class: "ticks" }, ...ticks(today, first, last, at)), el("span")),
    ...items.map(({ title, raw, due, precision, href }, index) => {
      const left = days[index] || 0;
      const assumed = isAssumed(precision);
      const start = at(Math.min(0, left));
      return el(
        "li",
        {},
        el("span", { class: "name" }, href ? el("a", { href, target, rel: "noopener" }, title) : title),
        el(
          "span",
          { class: "track", "aria-hidden": "true" },
          piece(urgency(left) + (left > last ? " beyond" : ""), start, Math.max(1, at(Math.max(0, left)) - start)),
          piece("today", at(0), 0),
        ),
        el("span", { class: "figures" }, el("b", {}, raw), ` ${assumed ? "约 " : ""}${longDate(due)}，${inWords(left, assumed)}`),
      );
    }),
  );
}

// The firsts of months within the line, and today.
function ticks(today: string, first: number, last: number, at: (day: number) => number): HTMLElement[] {
  const months: { month: string; place: number }[] = [];
  const begin = new Date(Date.parse(today) + first * DAY);
  for (let ahead = 1; ; ahead++) {
    const day = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + ahead, 1));
    const left = Math.round((day.getTime() - Date.parse(today)) / DAY);
    if (left > last) break;
    const month = day.getUTCMonth() + 1;
    months.push({ month: month === 1 ? `${day.getUTCFullYear()}年` : `${month}月`, place: at(left) });
  }
  const step = Math.ceil(months.length / MOST_TICKS) || 1;
  const now = tick("今天", at(0), "now");
  const apart = months.filter(({ place }, index) => index % step === 0 && Math.abs(place - at(0)) > 9 && place < 96);
  return [now, ...apart.map(({ month, place }) => tick(month, place, ""))];
}

function tick(name: string, place: number, kind: string): HTMLElement {
  const element = el("span", { class: `tick ${kind}` }, name);
  element.style.left = `${place}%`;
  return element;
}

function piece(kind: string, start: number, length: number): HTMLElement {
  const element = el("i", { class: kind });
  element.style.marginLeft = kind === "today" ? "" : `${start}%`;
  element.style.left = kind === "today" ? `${start}%` : "";
  element.style.width = length ? `${length}%` : "";
  return element;
}

// A list as compact cards: each task with its deadline and the days left, its owner and its targets.

import { timeLine, type Dated } from "../bars";
import { isAssumed } from "../dates";
import { el, icon } from "../dom";
import type { Card, Fact } from "../records";
import { HIDDEN, pill } from "./facts";
import { placeInPlan } from "./sources";

const AT_FIRST = 6; // cards; the others come on demand
const WORTH_A_LINE = 3; // dated tasks

export function cardsOf(cards: readonly Card[], today: string, plan: string | null | undefined): HTMLElement {
  const all = cards.map((card) => taskCard(card, today, plan));
  return el("div", {}, lineOf(cards, today, plan), foldable(all));
}

// The deadlines of a list on one line of time, for who would rather look than read.
function lineOf(cards: readonly Card[], today: string, plan: string | null | undefined): HTMLElement | null {
  const dated = cards.flatMap((card): Dated[] => {
    const { deadline, start, end } = card;
    if (!deadline || !deadline.due || start === null || end === null) return [];
    const { raw, due, precision } = deadline;
    return [{ title: card.title, raw, due, precision, href: placeInPlan({ start, end }, plan) }];
  });
  if (dated.length < WORTH_A_LINE || dated.length * 2 < cards.length) return null;
  return el("details", { class: "line" }, el("summary", {}, icon("line"), "看时间线"), timeLine(dated, today));
}

// Facts that have a day each, such as a working rule's clocks.
export function datedCards(facts: readonly Fact[], today: string): HTMLElement {
  return foldable(
    facts.map((fact, index) =>
      box(index + 1, fact.item, [row("时限", [fact.value || "", fact.due ? pill(fact.due, today, isAssumed(fact.precision)) : ""])]),
    ),
  );
}

function foldable(cards: HTMLElement[]): HTMLElement {
  const list = el("ol", { class: "cards" }, ...cards);
  if (cards.length <= AT_FIRST + 1) return list;
  for (const card of cards.slice(AT_FIRST)) card.hidden = true;
  const more = el("button", { type: "button", class: "chip more" }, `再显示 ${cards.length - AT_FIRST} 项`);
  more.addEventListener("click", () => {
    for (const card of cards) card.hidden = false;
    more.remove();
    const next = cards[AT_FIRST];
    if (next) next.focus();
  });
  return el("div", {}, list, more);
}

function taskCard(card: Card, today: string, plan: string | null | undefined): HTMLElement {
  const { deadline, owners, targets } = card;
  const { title, quote } = heading(card);
  const rows = [
    deadline ? row("时限", [deadline.raw, deadline.due ? pill(deadline.due, today, isAssumed(deadline.precision)) : ""]) : null,
    owners.length ? row("责任单位", owners.map(({ name, inferred }) => (inferred ? `${name}（推断）` : name))) : null,
    ...targets.map(({ name, raw, redacted }) =>
      row("指标", [name, redacted ? el("span", { class: "hidden-figure" }, HIDDEN) : el("b", {}, raw)]),
    ),
    card.priority ? row("重点", [card.priority]) : null,
  ];
  return box(
    card.number,
    title,
    rows,
    quote,
    card.start === null || card.end === null ? null : placeInPlan({ start: card.start, end: card.end }, plan),
  );
}

// A title that was cut gives way to the words themselves, which the style cuts when they are too many; one
// that the words begin with is not said twice.
function heading({ title, quote }: Card): { title: string; quote: string | null } {
  if (!quote) return { title, quote };
  if (title.endsWith("…") && quote.includes(title.slice(0, -1))) return { title: quote, quote: null };
  if (quote.length <= title.length + 4) return { title, quote: null };
  return { title, quote: quote.startsWith(title) ? `……${quote.slice(title.length).replace(/^[，、；：,]/, "")}` : quote };
}

function box(
  number: number,
  title: string,
  rows: (HTMLElement | null)[],
  quote: string | null = null,
  place: string | null = null,
): HTMLElement {
  const filled = rows.filter((row) => row);
  return el(
    "li",
    { class: "card", tabindex: "-1", value: number },
    el("div", { class: "title" }, el("span", { class: "number" }, `${number}.`), title),
    quote && el("p", { class: "quote" }, quote),
    filled.length ? el("dl", {}, ...filled) : null,
    place && el("a", { href: place, target: "_blank", rel: "noopener", "aria-label": `查看原文：${title}` }, "查看原文", icon("open")),
  );
}

function row(name: string, words: (string | Node)[]): HTMLElement {
  const shown = words.filter(Boolean).map((word) => (typeof word === "string" ? el("span", { class: "words" }, word) : word));
  return el("div", { class: "row" }, el("dt", {}, name), el("dd", {}, ...shown));
}

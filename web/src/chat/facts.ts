// Facts as people see them: what the plan says large, what it hides or leaves out plainly so.

import { daysLeft, inWords, longDate, urgency } from "../dates";
import { el } from "../dom";
import type { Answer, Fact } from "../records";

const ASPECTS: Record<string, string> = {
  deadline: "时限",
  target: "指标",
  owner: "责任单位",
  priority: "重点",
  measure: "举措",
  result: "成效",
  term: "名词",
  count: "数量",
  regime: "制度",
};
const HIDDEN = "原文未公布";
const UNSAID = "原文未提";
const SHORT = 14; // characters that may be shown large
const MANY = 3; // facts; beyond it they are a list

export function aspectName(aspect: string): string {
  return ASPECTS[aspect] || "";
}

export function isList(answer: Answer): boolean {
  return answer.facts.length > 1 && (answer.kind === "list" || answer.facts.length > MANY);
}

export function factsOf(answer: Answer, today: string): HTMLElement | null {
  if (!answer.facts.length) return null;
  return isList(answer) ? cards(answer.facts, today) : el("div", { class: "facts" }, ...answer.facts.map((f) => single(f, today)));
}

function single(fact: Fact, today: string): HTMLElement {
  const label = [aspectName(fact.aspect), fact.item].filter(Boolean).join(" · ");
  const size = fact.value && fact.value.length > SHORT ? "value long" : "value";
  return el(
    "div",
    { class: `fact ${fact.state}` },
    el("div", { class: "label" }, label),
    el("div", { class: size }, valueOf(fact)),
    notes(fact, today),
  );
}

export function valueOf(fact: Fact): string {
  if (fact.state === "redacted") return HIDDEN;
  if (fact.state === "silent") return UNSAID;
  return fact.value || "";
}

function notes(fact: Fact, today: string): HTMLElement | null {
  const inferred = fact.inferred ? el("span", { class: "note" }, "据上下文推断") : null;
  if (!fact.due) return inferred && el("div", { class: "notes" }, inferred);
  const written = fact.value && fact.value.includes(longDate(fact.due));
  const day = written ? null : el("span", { class: "note" }, `截至 ${longDate(fact.due)}`);
  return el("div", { class: "notes" }, day, pill(fact.due, today), inferred);
}

export function pill(due: string, today: string): HTMLElement {
  const days = daysLeft(due, today);
  return el("span", { class: `pill ${urgency(days)}` }, inWords(days));
}

// One card for each task, in the order of the answer; facts about nothing that is a task go by their item.
export function byTask(facts: readonly Fact[]): Fact[][] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = fact.task ? `task ${fact.task}` : `item ${fact.item}`;
    groups.set(key, [...(groups.get(key) || []), fact]);
  }
  return [...groups.values()];
}

function cards(facts: readonly Fact[], today: string): HTMLElement {
  return el("ol", { class: "cards" }, ...byTask(facts).map((group) => card(group, today)));
}

function card(group: Fact[], today: string): HTMLElement {
  const rows = group.filter((fact) => aspectName(fact.aspect) || fact.value);
  return el(
    "li",
    { class: "card" },
    el("div", { class: "title" }, group[0] ? group[0].item : ""),
    rows.length ? el("dl", {}, ...rows.map((fact) => row(fact, today))) : null,
  );
}

function row(fact: Fact, today: string): HTMLElement {
  return el(
    "div",
    { class: `row ${fact.state}` },
    el("dt", {}, aspectName(fact.aspect) || "内容"),
    el(
      "dd",
      {},
      el("span", { class: "words" }, valueOf(fact)),
      fact.due ? pill(fact.due, today) : null,
      fact.inferred ? el("span", { class: "note" }, "推断") : null,
    ),
  );
}

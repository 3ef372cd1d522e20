// Facts as people see them: what the plan says large, what it hides or leaves out plainly so.

import { daysLeft, inWords, isAssumed, longDate, urgency } from "../dates";
import { el } from "../dom";
import type { Answer, Fact } from "../records";

const ASPECTS: Record<string, string> = {
  deadline: "时限",
  target: "指标",
  owner: "责任单位",
  supporter: "配合单位",
  priority: "重点",
  measure: "原文",
  result: "成效",
  term: "名词",
  count: "数量",
  regime: "制度",
  source: "出处",
};
export const HIDDEN = "原文未公布";
const UNSAID = "原文未提";
const SHORT = 14; // characters that may be shown large
const QUOTED = 40; // characters from which a value is a quotation, which the text or the source shows
const ENTRY = "item"; // a list's entry, no fact about it

// The facts that are worth a place of their own beside this text.
export function shownFacts(answer: Answer, text: string): Fact[] {
  return answer.facts.filter(({ aspect, state, value }) => {
    if (aspect === ENTRY || aspect === "source" || aspect === "regime") return false;
    if (state !== "stated") return true;
    return !!value && !(value.length >= QUOTED && text.includes(value.slice(0, QUOTED)));
  });
}

export function factsOf(facts: readonly Fact[], today: string): HTMLElement | null {
  if (!facts.length) return null;
  return el("div", { class: "facts" }, ...facts.map((fact) => single(fact, today)));
}

function single(fact: Fact, today: string): HTMLElement {
  const label = [ASPECTS[fact.aspect], fact.item].filter(Boolean).join(" · ");
  const size = fact.value && fact.value.length > SHORT ? "value long" : "value";
  return el(
    "div",
    { class: `fact ${fact.state}${fact.inferred ? " inferred" : ""}` },
    el("div", { class: "label" }, label),
    el("div", { class: size }, valueOf(fact)),
    notes(fact, today),
  );
}

function valueOf({ state, value }: Fact): string {
  if (state === "redacted") return HIDDEN;
  return state === "silent" ? UNSAID : value || "";
}

function notes(fact: Fact, today: string): HTMLElement | null {
  const { due, value, state } = fact;
  const assumed = isAssumed(fact.precision);
  const found = [
    state === "redacted" && value ? el("span", { class: "note" }, `原文写作“${value}”`) : null,
    due && !(value && value.includes(longDate(due))) ? el("span", { class: "note" }, assumed ? `原文没有写日子，按 ${longDate(due)} 估算` : `截至 ${longDate(due)}`) : null,
    due ? pill(due, today, assumed) : null,
    fact.inferred ? el("span", { class: "note" }, "据上下文推断，非原文点名") : null,
  ].filter((note): note is HTMLSpanElement => !!note);
  return found.length ? el("div", { class: "notes" }, ...found) : null;
}

export function pill(due: string, today: string, assumed = false): HTMLSpanElement {
  const days = daysLeft(due, today);
  return el("span", { class: `pill ${urgency(days)}` }, inWords(days, assumed));
}

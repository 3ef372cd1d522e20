// How what was said looks, wherever a conversation is shown.

import { h } from "./dom.js";
import { KINDS, STATES } from "./words.js";

/** What the bot said; a plain word when it said nothing. */
export function reply(turn) {
  if (!turn.text.trim()) return h("p", { class: "theirs nothing" }, "（什么也没说）");
  return h("p", { class: "theirs" }, turn.text);
}

/** The state of an answer: one of three, or none for small talk. */
export function stateChip(turn) {
  const state = turn.answer?.state;
  if (!state) return h("span", { class: "state none" }, "寒暄，没有状态");
  return h("span", { class: `state ${state}` }, STATES[state]);
}

export function kindChip(turn) {
  return h("span", { class: "chip" }, KINDS[turn.kind] ?? turn.kind);
}

/** A coloured dot for the state; red when something went wrong inside. */
export function dot(turn) {
  const state = turn.faults.length || !turn.text.trim() ? "fault" : (turn.answer?.state ?? "none");
  const label = state === "fault" ? "出错" : (STATES[state] ?? "寒暄");
  return h("span", { class: `dot ${state}`, role: "img", "aria-label": label, title: label });
}

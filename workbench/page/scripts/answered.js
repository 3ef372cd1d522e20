// What was answered: the state, the facts, the plan's sentences behind them, what is offered next.

import { kindChip, stateChip } from "./bubbles.js";
import { button, h } from "./dom.js";
import { ROWS, STATES, aspectName } from "./words.js";

const SHOWN = 8; // facts of a long list

export function answered(turn, ask) {
  const answer = turn.answer;
  return [
    h(
      "p",
      { class: "verdict" },
      stateChip(turn),
      kindChip(turn),
      turn.utters.map((name) => h("code", {}, name)),
    ),
    answer && facts(answer.facts),
    answer && sources(answer.sources),
    nextOffers(turn, ask),
    rows(turn.rows),
  ];
}

function facts(list) {
  if (!list.length) return null;
  const made = list.map((fact) =>
    h(
      "tr",
      {},
      h("td", {}, fact.item),
      h("td", {}, aspectName(fact.aspect)),
      h("td", {}, h("span", { class: `state small ${fact.state}` }, STATES[fact.state])),
      h(
        "td",
        {},
        fact.value ?? "",
        fact.due && h("span", { class: "quietly" }, ` 到 ${fact.due}`),
        fact.inferred && h("span", { class: "quietly" }, " 推断"),
      ),
    ),
  );
  const table = (rows) => h("table", { class: "facts" }, h("tbody", {}, rows));
  return [
    table(made.slice(0, SHOWN)),
    made.length > SHOWN &&
      h("details", {}, h("summary", {}, `另外 ${made.length - SHOWN} 条`), table(made.slice(SHOWN))),
  ];
}

function sources(list) {
  if (!list.length) return h("p", { class: "quietly" }, "没有引用原文。");
  const made = list.map((source) =>
    h("blockquote", { class: "source" }, h("p", {}, source.quote), h("footer", {}, source.path.join(" › "))),
  );
  return [
    h("h4", {}, "根据的原文"),
    made.slice(0, 3),
    made.length > 3 && h("details", {}, h("summary", {}, `另外 ${made.length - 3} 处`), made.slice(3)),
  ];
}

/** What is offered to ask next; null when nothing is. */
export function offers(turn, ask) {
  const list = turn.answer?.follow_ups?.length
    ? turn.answer.follow_ups
    : turn.buttons.map((one) => ({ title: one.title, message: one.payload }));
  if (!list.length) return null;
  return h(
    "div",
    { class: "offers" },
    list.map((one) =>
      ask
        ? button(one.title, () => ask(one.message), { title: one.message })
        : h("span", { class: "chip", title: one.message }, one.title),
    ),
  );
}

function nextOffers(turn, ask) {
  const made = offers(turn, ask);
  return made && [h("h4", {}, "建议接着问"), made];
}

function rows(list) {
  if (!list.length) return null;
  return [
    h("h4", {}, "记进数据库的"),
    h(
      "ul",
      { class: "rows" },
      list.map((row) => h("li", {}, `${ROWS[row.kind] ?? row.kind}：${row.text}`, row.reason && `（${row.reason}）`)),
    ),
  ];
}

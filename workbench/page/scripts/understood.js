// What was understood: the sentence with its entities, the intents, the slots.

import { h, slice } from "./dom.js";
import { SLOTS, STATES, aspectName, entityName, intentName, percent, valueName } from "./words.js";

const SHOWN = 3; // runners-up

export function understood(turn) {
  if (!turn.sees_inside) return h("p", { class: "quietly" }, "对运行中的服务器只看得到回答。");
  return [sentence(turn), intents(turn), slots(turn)];
}

/** The sentence with each entity underlined and named above; entities that overlap are listed below. */
function sentence(turn) {
  const entities = [...turn.entities].filter((one) => one.end > one.start);
  const marked = [];
  for (const one of [...entities].sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (marked.every((other) => one.end <= other.start || other.end <= one.start)) marked.push(one);
  marked.sort((a, b) => a.start - b.start);
  const pieces = [];
  let last = 0;
  for (const one of marked) {
    pieces.push(
      slice(turn.said, last, one.start),
      h(
        "ruby",
        { class: "entity", data: { entity: one.entity } },
        slice(turn.said, one.start, one.end),
        h("rt", {}, one.entity === "aspect" ? valueName(one.entity, one.value) : entityName(one.entity)),
      ),
    );
    last = one.end;
  }
  pieces.push(slice(turn.said, last));
  return [
    h("p", { class: "sentence" }, pieces),
    h(
      "ul",
      { class: "entities", "aria-label": "实体" },
      entities.length
        ? entities.map((one) =>
            h(
              "li",
              { class: "chip", data: { entity: one.entity } },
              `${slice(turn.said, one.start, one.end)} → ${entityName(one.entity)} `,
              h("b", {}, valueName(one.entity, one.value)),
            ),
          )
        : h("li", { class: "quietly" }, "没有认出实体"),
    ),
  ];
}

function intents(turn) {
  const first = bar(turn.intent, turn.confidence ?? 0, "first");
  const others = turn.ranking.map((one) => bar(one.intent, one.confidence, ""));
  const rest = others.slice(SHOWN);
  return h(
    "div",
    { class: "intents" },
    first,
    others.slice(0, SHOWN),
    rest.length > 0 && h("details", {}, h("summary", {}, `其余 ${rest.length} 个候选`), rest),
  );
}

function bar(intent, share, kind) {
  return h(
    "div",
    { class: `intent ${kind}`, vars: { "--share": String(Math.max(share, 0.004)) } },
    h("span", { class: "name", title: intent }, intentName(intent)),
    h("span", { class: "line", "aria-hidden": "true" }, h("i")),
    h("span", { class: "share" }, percent(share)),
  );
}

/** Slots that have or had a value, before and after; what the turn changed is marked. */
function slots(turn) {
  const rows = [];
  for (const name of Object.keys(turn.slots_after))
    if (name === "memory") rows.push(...memory(turn.slots_before.memory, turn.slots_after.memory));
    else rows.push(row(SLOTS[name] ?? name, turn.slots_before[name], turn.slots_after[name], name === "aspect"));
  const full = rows.filter(Boolean);
  if (!full.length) return h("p", { class: "quietly" }, "槽位都是空的。");
  return h(
    "table",
    { class: "slots" },
    h("thead", {}, h("tr", {}, h("th", {}, "槽位"), h("th", {}, "之前"), h("th", {}, "之后"))),
    h("tbody", {}, full),
  );
}

/** The memory by its parts, since it is long; times and words that are shown elsewhere are left out. */
function memory(before, after) {
  const hidden = new Set(["at", "text", "aspect", "item", "owner", "period", "ordinal"]);
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys]
    .filter((key) => !hidden.has(key))
    .map((key) => row(MEMORY[key] ?? key, before?.[key], after?.[key], false));
}

const MEMORY = {
  topic: "话题",
  section: "章节",
  state: "状态",
  items: "清单",
  regime: "制度",
  term: "名词",
  matter: "说的事",
  pending: "等补全的话",
};

function row(name, before, after, aspect) {
  const shown = (value) => (aspect && value ? aspectName(value) : (STATES[value] ?? plain(value)));
  const [was, is] = [shown(before), shown(after)];
  if (!was && !is) return null;
  const changed = JSON.stringify(before ?? null) !== JSON.stringify(after ?? null);
  const cell = (text, mark) =>
    h("td", {}, text ? h(mark, { title: text.length > 60 ? text : null }, shorten(text)) : h("span", { class: "quietly" }, "空"));
  return h(
    "tr",
    { class: changed ? "changed" : "same" },
    h("th", { scope: "row" }, name),
    cell(was, changed && was ? "del" : "span"),
    cell(is, changed && is ? "ins" : "span"),
  );
}

const shorten = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function plain(value) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value !== "object") return String(value);
  if (value.title) return String(value.title);
  return JSON.stringify(value);
}

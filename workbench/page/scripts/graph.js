// The graph of conversations: intents, what was done, what came next; the thicker the more often.

import { h, saying } from "./dom.js";
import { flow } from "./flow.js";
import { get } from "./server.js";
import { KINDS, STATES, intentName } from "./words.js";

const END = { id: "end", name: "（结束）", state: "end" };
const FROM = { test: "测试", chat: "聊天" };

export function graphView() {
  let found = { chat: { steps: [] }, test: { steps: [] } };
  let from = "test";
  const merge = h("input", { type: "checkbox", checked: true, onchange: draw });
  const ends = h("input", { type: "checkbox", onchange: draw });
  const choice = Object.entries(FROM).map(([name, label]) =>
    h("label", {}, h("input", { type: "radio", name: "from", value: name, checked: name === from, onchange: () => ((from = name), draw()) }), label),
  );
  const sum = h("p", { class: "quietly" });
  const stage = h("div", { class: "stage", tabindex: "0", role: "region", "aria-label": "走向图" });
  const about = h("div", { class: "about-edge", "aria-live": "polite" });
  const element = h(
    "section",
    { class: "view graph" },
    h("div", { class: "bar" }, h("h2", {}, "对话怎样走"), h("span", { class: "from" }, choice), h("label", {}, merge, "同一体系的章节合在一起"), h("label", {}, ends, "画出结束"), sum),
    stage,
    about,
  );

  function draw() {
    const { conversations = 0, steps } = found[from];
    const count = steps.reduce((sum, one) => sum + one.count, 0);
    sum.textContent = count ? `${conversations} 段对话，${count} 轮` : "";
    about.replaceChildren();
    if (!count) {
      const how = from === "test" ? "先在“测试”里运行，或一步步走一段。" : "先在“聊天”里聊几句。";
      stage.replaceChildren(h("p", { class: "empty" }, `这里还没有对话。${how}`));
      return;
    }
    stage.replaceChildren(picture(links(steps)));
  }

  /** The steps as links between the three columns; sections of one system may stand together. */
  function links(steps) {
    const found = new Map();
    const add = (column, a, b, count, conversations) => {
      const key = `${column}|${a.id}|${b.id}`;
      const link = found.get(key) ?? { column, from: a, to: b, count: 0, conversations: new Set() };
      link.count += count;
      conversations.forEach((name) => link.conversations.add(name));
      found.set(key, link);
    };
    for (const one of steps) {
      const what = { id: `${one.action}|${one.kind}|${one.state}`, name: doing(one), state: one.state ?? "none" };
      add(0, intent(one.intent), what, one.count, one.conversations);
      if (one.next !== "end") add(1, what, intent(one.next), one.count, one.conversations);
      else if (ends.checked) add(1, what, END, one.count, one.conversations);
    }
    return [...found.values()];
  }

  function intent(name) {
    const section = /^section_(\d+_\d+)/.exec(name);
    if (!merge.checked || !section) return { id: name, name: intentName(name), state: "intent" };
    const whole = `section_${section[1]}`;
    return { id: whole, name: intentName(whole), state: "intent" };
  }

  function picture(links) {
    return flow(links, ["听成什么", "怎样回答", "接着问什么"], tell);
  }

  function tell(link) {
    about.replaceChildren(
      h("h3", {}, `${link.from.name} → ${link.to.name}：${link.count} 次`),
      h(
        "ul",
        {},
        [...link.conversations].slice(0, 12).map((name) =>
          h("li", {}, from === "test" ? h("a", { href: `#tests/${encodeURIComponent(name)}` }, name) : name),
        ),
      ),
    );
  }

  return { element, shown: saying(async () => ((found = await get("graph")), draw())) };
}

function doing(one) {
  if (one.action && one.action.startsWith("utter_")) return one.action;
  const state = one.state ? ` · ${STATES[one.state]}` : "";
  return `${KINDS[one.kind] ?? one.kind}${state}`;
}

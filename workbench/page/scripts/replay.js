// One test, stepped through turn by turn, with a verdict on each assertion.

import { reply, dot } from "./bubbles.js";
import { button, h, saying } from "./dom.js";
import { newKey, post } from "./server.js";
import { trace } from "./trace.js";
import { openCorrect } from "./correct.js";
import { asserted, millis } from "./words.js";

export function replayView(back) {
  let test = null;
  let key = "";
  let played = [];
  let chosen = -1;
  let busy = false;
  const head = h("div", { class: "bar" });
  const next = button("下一轮", saying(() => go(1)), { class: "primary", id: "next" });
  const rest = button("走完", saying(() => go(Infinity)), { id: "rest" });
  const again = button("从头再来", saying(() => open(test.id)), { id: "again" });
  const steps = h("ol", { class: "steps", "aria-label": "对话" });
  const side = h("section", { class: "side", "aria-label": "这一轮的经过" });
  const nothing = h("p", { class: "empty" }, "选一段测试，可以一轮一轮地走，看每条要求成立不成立。");
  const path = h("section", { class: "path", "aria-label": "选中的测试" }, head, steps, h("div", { class: "controls" }, next, rest, again));
  const element = h("section", { class: "replay" }, nothing, path, side);

  async function open(id) {
    test = null;
    played = [];
    chosen = -1;
    if (id) {
      const fresh = newKey();
      test = await post("tests/open", { conversation: fresh, test: id });
      key = fresh;
    }
    show();
  }

  async function go(count) {
    if (busy) return;
    busy = true;
    const mine = key;
    try {
      while (count-- > 0 && mine === key && played.length < test.steps.length) {
        const one = await post("tests/step", { conversation: mine });
        if (mine !== key) return;
        played.push(one);
        chosen = played.length - 1;
        show();
      }
    } finally {
      busy = false;
    }
  }

  function show() {
    nothing.hidden = Boolean(test);
    path.hidden = side.hidden = !test;
    if (!test) return;
    const left = test.steps.length - played.length;
    head.replaceChildren(
      button("‹ 全部", back, { class: "quiet back" }),
      h("h2", {}, test.name),
      h("span", { class: "quietly" }, `${test.file} 第 ${test.line} 行`, test.today && ` · 今天 ${test.today}`),
      ...test.tags.map((tag) => h("span", { class: "chip" }, tag)),
    );
    next.disabled = rest.disabled = !left;
    next.textContent = left ? `下一轮（还有 ${left} 轮）` : "走完了";
    steps.replaceChildren(
      ...(Object.keys(test.slots).length ? [h("li", { class: "pause" }, `开始时：${JSON.stringify(test.slots)}`)] : []),
      ...test.steps.map(card),
    );
    const turn = played[chosen]?.turn;
    side.replaceChildren(
      turn
        ? trace(turn, { title: `第 ${chosen + 1} 轮`, correct: () => openCorrect(turn) })
        : h("p", { class: "empty" }, "按“下一轮”，这里显示那一轮的经过。"),
    );
    side.scrollTop = 0;
    if (chosen >= 0) steps.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  }

  function card(step, number) {
    const one = played[number];
    const state = one ? (one.right ? "right" : "wrong") : "unknown";
    return h(
      "li",
      { class: `turn ${state}${number === chosen ? " chosen" : ""}` },
      step.later && h("p", { class: "pause" }, `过了 ${step.later} 分钟`),
      h("p", { class: "mine" }, step.user),
      one && reply(one.turn),
      h("ul", { class: "verdicts" }, one ? one.verdicts.map(verdict) : (step.assertions ?? []).map(expected)),
      one &&
        h(
          "button",
          {
            type: "button",
            class: "look",
            "aria-pressed": String(number === chosen),
            onclick: () => ((chosen = number), show()),
          },
          dot(one.turn),
          `第 ${number + 1} 轮 · ${millis(one.turn.milliseconds.total ?? 0)}`,
        ),
    );
  }

  show();
  return { element, open };
}

function expected(assertion) {
  const [[kind, value]] = Object.entries(assertion);
  return h("li", { class: "unknown" }, mark("unknown", "还没走到"), asserted(kind, value));
}

function verdict(one) {
  const state = one.right === null ? "unseen" : one.right ? "right" : "wrong";
  const label = { right: "成立", wrong: "不成立", unseen: "看不到" }[state];
  const text = one.value === null || one.value === undefined ? one.wanted : asserted(one.kind, one.value);
  return h(
    "li",
    { class: state },
    mark(state, label),
    h("span", {}, text, state === "wrong" && h("span", { class: "got" }, `实际：${one.got}`)),
  );
}

function mark(state, label) {
  return h("span", { class: `mark ${state}`, role: "img", "aria-label": label, title: label });
}

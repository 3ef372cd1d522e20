// One turn, as it went: understood, done, answered, and how long it took.

import { answered } from "./answered.js";
import { button, h } from "./dom.js";
import { done, spent } from "./done.js";
import { understood } from "./understood.js";
import { bench, millis } from "./words.js";

/** `doing`: title, `ask` (say something in the chat) and `correct`; either may be missing. */
export function trace(turn, doing) {
  return h(
    "article",
    { class: "trace" },
    h(
      "header",
      {},
      h("h2", {}, doing.title),
      h("span", { class: "quietly" }, `共 ${millis(turn.milliseconds.total ?? 0)}`),
      doing.correct &&
        button("改正…", doing.correct, {
          class: "quiet correct",
          disabled: !bench().edit,
          title: bench().edit ? "听错了？选出正确的意图或实体" : "只能看：用 make workbench 启动才能改正",
        }),
    ),
    faults(turn),
    section("听懂了什么", understood(turn)),
    section("做了什么", done(turn)),
    section("答了什么", answered(turn, doing.ask)),
    section("用时", spent(turn)),
  );
}

function section(title, content) {
  return h("section", { class: "part" }, h("h3", {}, title), content);
}

function faults(turn) {
  if (!turn.faults.length) return null;
  return h(
    "ul",
    { class: "faults", "aria-label": "出错" },
    turn.faults.map((fault) =>
      h(
        "li",
        {},
        h("strong", {}, fault.held_back ? "护栏拦下了没有依据的话" : "内部出错"),
        `（${fault.where}）：${fault.message}`,
      ),
    ),
  );
}

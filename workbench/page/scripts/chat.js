// The chat: bubbles at the left, and beside them everything about the turn that is chosen.

import { openCorrect } from "./correct.js";
import { button, h, saying, toast } from "./dom.js";
import { openKeep } from "./keep.js";
import { newKey, post } from "./server.js";
import { offers } from "./answered.js";
import { trace } from "./trace.js";
import { bench, millis } from "./words.js";
import { dot, reply } from "./bubbles.js";

const PAUSES = [
  [0, "紧接着问"],
  [10, "过 10 分钟再问"],
  [40, "过 40 分钟再问"],
  [180, "过 3 小时再问"],
];

export function chatView() {
  const talk = { key: "", today: "", turns: [], chosen: -1, busy: false };
  const day = h("input", { type: "date", value: bench().today, title: "对话里的“今天”", required: true });
  const pause = h(
    "select",
    { "aria-label": "隔多久再问" },
    PAUSES.map(([minutes, label]) => h("option", { value: String(minutes) }, label)),
  );
  const text = h("textarea", {
    id: "text",
    rows: 1,
    maxlength: 2000,
    placeholder: "像工作人员那样问一句，按回车发送",
    "aria-label": "要说的话",
  });
  const send = h("button", { type: "submit", class: "primary" }, "发送");
  const composer = h(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), say(text.value)) },
    h("div", { class: "writing" }, text, send),
    h("div", { class: "how" }, h("label", {}, "今天 ", day), pause),
  );
  const bubbles = h("ol", { class: "bubbles", "aria-label": "对话", "aria-live": "polite" });
  const keep = button("存为测试…", () => openKeep(talk), { disabled: true, id: "keep" });
  const side = h("section", { class: "side", "aria-label": "这一轮的经过" });
  const element = h(
    "section",
    { class: "view chat" },
    h(
      "section",
      { class: "talk", "aria-label": "聊天" },
      h("div", { class: "bar" }, h("h2", {}, "聊天"), keep, button("新对话", begin, { id: "fresh" })),
      bubbles,
      composer,
    ),
    side,
  );
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });
  text.addEventListener("input", grow);
  day.addEventListener("change", () => talk.turns.length && toast("“今天”从下一段新对话起改变。"));
  bubbles.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = talk.chosen + step;
    if (!step || !talk.turns[next]) return;
    event.preventDefault();
    choose(next);
    bubbles.children[next].querySelector("button").focus();
  });

  function grow() {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
  }

  function begin() {
    Object.assign(talk, { key: "", turns: [], chosen: -1 });
    show();
    text.focus();
  }

  async function say(said) {
    said = said.trim();
    if (!said || talk.busy) return;
    talk.busy = send.disabled = true;
    const waiting = h("li", { class: "turn waiting" }, h("p", { class: "mine" }, said), h("p", {}, "…"));
    bubbles.querySelector(".empty")?.remove();
    bubbles.append(waiting);
    waiting.scrollIntoView({ block: "end" });
    await saying(async () => {
      if (!talk.key) {
        const key = newKey();
        await post("begin", { conversation: key, today: day.value });
        Object.assign(talk, { key, today: day.value });
      }
      const later = talk.turns.length ? Number(pause.value) : 0;
      const turn = await post("say", { conversation: talk.key, text: said, later });
      talk.turns.push({ ...turn, later });
      talk.chosen = talk.turns.length - 1;
      text.value = "";
      pause.value = "0";
      grow();
    })();
    talk.busy = send.disabled = false;
    show();
    text.focus({ preventScroll: true });
  }

  function choose(number) {
    talk.chosen = number;
    show();
  }

  function show() {
    keep.disabled = !talk.turns.length;
    bubbles.replaceChildren(
      ...(talk.turns.length
        ? talk.turns.map((turn, number) => bubble(turn, number))
        : [h("li", { class: "empty" }, "还没有说话。问一句，右边会显示机器人怎样听懂、做了什么、根据哪句原文回答。")]),
    );
    bubbles.lastElementChild.scrollIntoView({ block: "end" });
    const turn = talk.turns[talk.chosen];
    side.replaceChildren(
      turn
        ? trace(turn, {
            title: `第 ${talk.chosen + 1} 轮`,
            ask: say,
            correct: () => openCorrect(turn),
          })
        : h("p", { class: "empty" }, "每一轮的经过会显示在这里。"),
    );
    side.scrollTop = 0;
  }

  function bubble(turn, number) {
    const chosen = number === talk.chosen;
    return h(
      "li",
      { class: `turn${chosen ? " chosen" : ""}` },
      turn.later > 0 && h("p", { class: "pause" }, `过了 ${turn.later} 分钟`),
      h("p", { class: "mine" }, turn.said),
      reply(turn),
      number === talk.turns.length - 1 && offers(turn, say),
      h(
        "button",
        { type: "button", class: "look", "aria-pressed": String(chosen), onclick: () => choose(number) },
        dot(turn),
        `第 ${number + 1} 轮 · ${millis(turn.milliseconds.total)}`,
        chosen ? "" : " · 看经过",
      ),
    );
  }

  show();
  return { element, shown: () => bubbles.lastElementChild?.scrollIntoView({ block: "end" }) };
}

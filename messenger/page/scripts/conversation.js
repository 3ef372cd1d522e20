// The open chat: its head, its messages, and the place where one writes.

import { avatar } from "./avatar.js";
import { bubble, summary } from "./bubbles.js";
import * as composer from "./composer.js";
import { h, icon } from "./dom.js";
import * as icons from "./icons.js";
import { emit, messagesOf, on, open, person, state, title } from "./state.js";
import { long } from "./time.js";

const PAUSE = 300; // seconds of silence after which the time is shown

const column = () => document.getElementById("conversation");
const stream = () => column().querySelector(".messages");

function header(known) {
  const count = known.members ? h("span", { class: "count" }, `（${known.members.length + 1}）`) : null;
  const tag = { app: "应用", robot: "智能机器人" }[known.kind];
  const wechat =
    known.kind === "app" &&
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        title: "像在微信插件里那样显示",
        "aria-pressed": String(state.wechat),
        onclick: () => ((state.wechat = !state.wechat), emit("chat")),
      },
      icon(icons.WECHAT, 20),
    );
  return h(
    "header",
    { class: "head" },
    h(
      "button",
      { type: "button", class: "icon-button back", "aria-label": "返回", onclick: () => open("") },
      icon(icons.BACK, 22),
    ),
    h("h2", {}, known.name, count, tag ? h("em", {}, tag) : null),
    wechat,
  );
}

function quoteButton(message) {
  if (!/^(group|robot):/.test(message.chat)) return null;
  return h(
    "button",
    {
      type: "button",
      class: "icon-button quote",
      title: "引用",
      onclick: () => composer.quote(`${person(message.sender).name}：${summary(message)}`),
    },
    icon(icons.QUOTE, 15),
  );
}

function mark(message) {
  if (message.state === "sending") return h("span", { class: "mark sending", title: "正在发送" });
  if (message.state === "failed") {
    const again = {
      type: "button",
      class: "mark failed",
      title: "没有送达，点击重新发送",
      "aria-label": "重新发送",
      onclick: () => composer.again(message),
    };
    return h("button", again, "!");
  }
  return null;
}

function row(message) {
  if (!message.sender) return h("div", { class: "note", data: { id: message.id } }, message.body.text);
  const mine = message.sender === state.me;
  const known = person(message.sender);
  const named = message.chat.startsWith("group:") && !mine;
  return h(
    "article",
    {
      class: `message ${mine ? "mine" : "theirs"}`,
      data: { id: message.id, kind: message.kind, state: message.state },
      "aria-label": `${known.name}：${summary(message)}`,
    },
    h(
      "button",
      {
        type: "button",
        class: "sign",
        tabindex: "-1",
        title: named ? `@${known.name}` : known.name,
        onclick: () => named && composer.mention(known.name),
      },
      avatar(known, 36),
    ),
    h(
      "div",
      { class: "said" },
      named ? h("span", { class: "name" }, known.name) : null,
      h("div", { class: "line" }, bubble(message), mark(message), quoteButton(message)),
    ),
  );
}

function timeLine(list, at) {
  const before = list[at - 1];
  return !before || list[at].time - before.time > PAUSE
    ? h("div", { class: "time" }, long(list[at].time))
    : null;
}

const atEnd = (element) => element.scrollHeight - element.scrollTop - element.clientHeight < 80;
const toEnd = (element) => (element.scrollTop = element.scrollHeight);

function render() {
  const main = column();
  document.body.dataset.view = state.chat ? "chat" : "list";
  if (!state.chat) {
    main.replaceChildren(
      h("div", { class: "empty-chat" }, icon(icons.CHAT, 72), h("p", {}, "选择一个会话开始聊天")),
    );
    return;
  }
  const list = messagesOf(state.chat);
  const messages = h(
    "div",
    { class: "messages", role: "log", tabindex: "0", "aria-label": "聊天内容" },
    list.flatMap((message, at) => [timeLine(list, at), row(message)]),
  );
  main.replaceChildren(header(title(state.chat)), messages, composer.element());
  toEnd(messages);
  for (const image of messages.querySelectorAll("img"))
    image.addEventListener("load", () => toEnd(messages), { once: true });
  if (matchMedia("(min-width: 721px)").matches) composer.focus();
}

function put(message) {
  const element = stream();
  if (message.chat !== state.chat || !element) return;
  const end = atEnd(element) || message.sender === state.me;
  const known = element.querySelector(`[data-id="${message.id}"]`);
  const fresh = row(message);
  if (known) known.replaceWith(fresh);
  else {
    const list = messagesOf(message.chat);
    const line = timeLine(list, list.length - 1);
    element.append(...(line ? [line, fresh] : [fresh]));
  }
  if (end) toEnd(element);
  fresh.querySelector("img")?.addEventListener("load", () => end && toEnd(element), { once: true });
}

export function start() {
  on("chat", render);
  on("message", put);
}

// The list of chats: who, the last words, when, and how many are unread.

import { avatar } from "./avatar.js";
import { summary } from "./bubbles.js";
import { h, icon } from "./dom.js";
import * as icons from "./icons.js";
import { badge } from "./rail.js";
import { chats, messagesOf, on, open, person, state, title, unread } from "./state.js";
import { short } from "./time.js";

let sought = "";

function lastWords(chat, kind) {
  const message = messagesOf(chat).at(-1);
  if (!message)
    return kind === "app"
      ? state.bureau.app.description
      : kind === "robot"
        ? state.bureau.robot.description
        : "";
  const speaker =
    kind === "group" && message.sender && message.sender !== state.me
      ? `${person(message.sender).name}：`
      : "";
  return speaker + summary(message).replace(/\s+/g, " ");
}

function row(chat) {
  const known = title(chat);
  const last = messagesOf(chat).at(-1);
  return h(
    "button",
    {
      type: "button",
      class: "chat-row",
      data: { chat },
      "aria-current": chat === state.chat ? "true" : null,
      onclick: () => open(chat),
    },
    h("span", { class: "chat-sign" }, avatar(known, 42), badge(unread(chat))),
    h(
      "span",
      { class: "chat-words" },
      h(
        "span",
        { class: "chat-top" },
        h("b", {}, known.name),
        known.kind === "app" || known.kind === "robot"
          ? h("em", {}, known.kind === "app" ? "应用" : "机器人")
          : null,
        h("time", {}, last ? short(last.time) : ""),
      ),
      h("span", { class: "chat-last" }, lastWords(chat, known.kind)),
    ),
  );
}

/** The search field, shared by all lists. */
export function search(placeholder, changed) {
  const input = h("input", {
    type: "search",
    value: sought,
    placeholder,
    "aria-label": placeholder,
    oninput: () => ((sought = input.value), changed()),
  });
  return h("label", { class: "search" }, icon(icons.SEARCH, 16), input);
}

export const matches = (...words) => words.join(" ").includes(sought.trim());

function rows() {
  return chats()
    .filter((chat) => matches(title(chat).name, lastWords(chat, title(chat).kind)))
    .map(row);
}

function render() {
  if (state.tab !== "chats" || !state.me) return;
  const list = document.getElementById("list");
  const fill = () => {
    const found = rows();
    list
      .querySelector(".rows")
      .replaceChildren(...(found.length ? found : [h("p", { class: "nothing" }, "没有找到")]));
  };
  if (list.dataset.tab !== "chats") {
    list.dataset.tab = "chats";
    list.replaceChildren(
      h("header", {}, h("h2", {}, "消息"), search("搜索", fill)),
      h("div", { class: "rows" }),
    );
  }
  fill();
}

export function start() {
  on("me tab chat message read", render);
}

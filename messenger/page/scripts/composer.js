// Where one writes: text, pictures and files, a place, a voice; and the application's menu below it.

import { h, icon, isWebLink } from "./dom.js";
import * as icons from "./icons.js";
import { ask, popover, toast } from "./layer.js";
import { post, upload } from "./server.js";
import { on, state, title } from "./state.js";

const PLACES = [
  { label: "云栖市教育局", latitude: "30.2521", longitude: "120.1653" },
  { label: "云栖市第一中学", latitude: "30.2677", longitude: "120.1502" },
  { label: "云栖市职业技术学校", latitude: "30.2302", longitude: "120.1889" },
];
const drafts = new Map(); // what was not sent yet, by account and chat
let quoted = "";

const input = () => document.getElementById("text");
const draftKey = () => `${state.me} ${state.chat}`;
const complain = (error) => toast(error.message);

function grow() {
  const field = input();
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 150)}px`;
  drafts.set(draftKey(), field.value);
  document.querySelector(".send").disabled = !field.value.trim();
}

function insert(text) {
  const field = input();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  grow();
}

/** Mention somebody by name. */
export function mention(name) {
  insert(`@${name} `);
}

/** Answer to somebody's words. */
export function quote(text) {
  quoted = text;
  showQuote();
  input()?.focus();
}

function showQuote() {
  const place = document.querySelector(".quoting");
  if (!place) return;
  place.hidden = !quoted;
  place.replaceChildren(
    h("span", {}, quoted),
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "不引用", onclick: () => quote("") },
      icon(icons.CLOSE, 14),
    ),
  );
}

function send() {
  const content = input().value.trim();
  if (!content) return;
  const body = quoted ? { content, quote: quoted } : { content };
  input().value = "";
  quote("");
  grow();
  post("say", { user: state.me, chat: state.chat, kind: "text", body }).catch((error) => {
    complain(error);
    input().value = content;
    grow();
  });
}

function sendFiles(files) {
  for (const file of files) upload(state.me, state.chat, file).catch(complain);
}

/** Say once more what was not delivered. */
export function again(message) {
  if (["text", "voice", "location"].includes(message.kind)) say(message.kind, message.body);
  else toast("请重新选择文件发送");
}

const say = (kind, body) => post("say", { user: state.me, chat: state.chat, kind, body }).catch(complain);

function names() {
  const { members = [] } = title(state.chat);
  const people = members
    .filter((user) => user !== state.me)
    .map((user) => state.bureau.members.find((member) => member.id === user).name);
  return [state.bureau.robot.name, ...people];
}

function mentions(anchor, drop = 0) {
  popover(
    anchor,
    names().map((name) => ({
      text: name,
      do: () => {
        const field = input();
        field.setSelectionRange(Math.max(0, field.selectionStart - drop), field.selectionEnd);
        mention(name);
      },
    })),
    "mentions",
  );
}

function tools(known) {
  const files = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    id: "files",
    "aria-label": "文件",
    onchange: () => (sendFiles(files.files), (files.value = "")),
  });
  const pictures = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    accept: "image/png,image/jpeg",
    "aria-label": "图片",
    onchange: () => (sendFiles(pictures.files), (pictures.value = "")),
  });
  const tool = (shape, name, action) =>
    h(
      "button",
      { type: "button", class: "icon-button", title: name, "aria-label": name, onclick: action },
      icon(shape, 20),
    );
  const group = known.kind === "group";
  return h(
    "div",
    { class: "tools" },
    files,
    pictures,
    group && tool(icons.AT, "提醒某人", (event) => mentions(event.currentTarget)),
    tool(icons.PICTURE, "图片", () => pictures.click()),
    tool(icons.FILE, "文件", () => files.click()),
    !group &&
      tool(icons.VOICE, "语音（写下要说的话）", (event) =>
        ask(event.currentTarget, "要说的话", "", (text) => say("voice", { content: text })),
      ),
    known.kind === "app" &&
      tool(icons.PLACE, "位置", (event) =>
        popover(
          event.currentTarget,
          PLACES.map((place) => ({ text: place.label, do: () => say("location", place) })),
        ),
      ),
  );
}

function menuButton(button) {
  const below = button.sub_button ?? [];
  const choose = (item) => {
    if (item.type === "view" && isWebLink(item.url)) window.open(item.url, "_blank", "noopener");
    post("menu", { user: state.me, key: item.key ?? item.url ?? "", type: item.type }).catch(complain);
  };
  const press = (event) =>
    below.length
      ? popover(
          event.currentTarget,
          below.map((item) => ({ text: item.name, do: () => choose(item) })),
          "submenu",
        )
      : choose(button);
  return h(
    "button",
    { type: "button", class: "menu-button", "aria-haspopup": below.length ? "menu" : null, onclick: press },
    below.length ? icon(icons.MENU, 14) : null,
    button.name,
  );
}

function appMenu() {
  return h(
    "nav",
    { class: "app-menu", "aria-label": "应用菜单", hidden: !state.menu.length },
    state.menu.map(menuButton),
  );
}

export function element() {
  const known = title(state.chat);
  quoted = "";
  const field = h("textarea", {
    id: "text",
    rows: 1,
    maxlength: "5000",
    "aria-label": "消息",
    placeholder:
      known.kind === "group" ? `@${state.bureau.robot.name} 提问，或与同事聊天` : "输入消息，回车发送",
    oninput: (event) => {
      grow();
      if (event.data === "@" && known.kind === "group") mentions(field, 1);
    },
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    },
    onpaste: (event) =>
      event.clipboardData.files.length && (event.preventDefault(), sendFiles(event.clipboardData.files)),
  });
  field.value = drafts.get(draftKey()) ?? "";
  return h(
    "footer",
    {
      class: "composer",
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => (event.preventDefault(), sendFiles(event.dataTransfer.files)),
    },
    tools(known),
    h("div", { class: "quoting", hidden: true }),
    h(
      "div",
      { class: "writing" },
      field,
      h(
        "button",
        { type: "button", class: "primary send", disabled: !field.value.trim(), onclick: send },
        "发送",
      ),
    ),
    known.kind === "app" ? appMenu() : null,
  );
}

export const focus = () => input()?.focus();

export function start() {
  on("menu", () => document.querySelector(".app-menu")?.replaceWith(appMenu()));
}

// The narrow rail: who one is, the three lists, and the drawers for those who build the bot.

import { avatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import * as icons from "./icons.js";
import { popover } from "./layer.js";
import { become, chats, department, emit, me, on, open, state, unread } from "./state.js";

const TABS = { chats: [icons.CHAT, "消息"], people: [icons.PEOPLE, "通讯录"], apps: [icons.GRID, "工作台"] };
const DRAWERS = {
  log: [icons.LOG, "请求日志", "日志"],
  faults: [icons.BOLT, "故障开关", "故障"],
  link: [icons.PLUG, "连接", "连接"],
};

const waiting = (user) => {
  const mine = [...state.messages.keys()].filter((chat) => {
    const [kind, rest] = chat.split(/:(.*)/s);
    return kind === "group"
      ? state.bureau.groups.find((group) => group.id === rest)?.members.includes(user)
      : rest.split("|").includes(user);
  });
  return mine.reduce((sum, chat) => sum + unread(chat, user), 0);
};

export const badge = (count) =>
  count ? h("span", { class: "badge" }, count > 99 ? "99+" : String(count)) : null;

function switcher(event) {
  const row = (member) => ({
    class: member.id === state.me ? "current" : "",
    do: () => become(member.id),
    node: [
      avatar({ sign: member.name.slice(-2), color: member.color, name: member.name }, 34),
      h(
        "span",
        { class: "who" },
        h("b", {}, member.name),
        h("small", {}, `${department(member.department)} · ${member.position}`),
      ),
      member.id === state.me ? icon(icons.CHECK, 18) : badge(waiting(member.id)),
    ],
  });
  popover(event.currentTarget, state.bureau.members.map(row), "accounts");
}

function openTab(tab) {
  state.tab = tab;
  if (matchMedia("(max-width: 720px)").matches) open("");
  state.tab = tab;
  emit("tab");
}

export function openDrawer(name) {
  state.drawer = state.drawer === name ? "" : name;
  emit("drawer");
}

function render() {
  const person = me();
  if (!person) return;
  const count = chats().reduce((sum, chat) => sum + unread(chat), 0);
  document.title = count ? `(${count}) 信使` : "信使 · 企业微信样式";
  const tab = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "rail-button",
        data: { tab: name },
        "aria-current": state.tab === name ? "page" : null,
        onclick: () => openTab(name),
      },
      icon(TABS[name][0], 24),
      h("span", {}, TABS[name][1]),
      name === "chats" ? badge(count) : null,
    );
  const drawer = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "rail-button tool",
        data: { drawer: name },
        title: DRAWERS[name][1],
        "aria-pressed": String(state.drawer === name),
        onclick: () => openDrawer(name),
      },
      icon(DRAWERS[name][0], 22),
      h("span", {}, DRAWERS[name][2]),
      name === "link"
        ? h("i", {
            class: `lamp ${state.status.app && state.status.robot ? "good" : state.status.app ? "half" : "bad"}`,
          })
        : null,
      name === "faults" && state.faults.some((fault) => fault.left) ? h("i", { class: "lamp bad" }) : null,
    );
  document.getElementById("rail").replaceChildren(
    h(
      "button",
      {
        type: "button",
        class: "self",
        title: "切换账号",
        "aria-label": `${person.name}，切换账号`,
        onclick: switcher,
      },
      avatar({ sign: person.name.slice(-2), color: person.color, name: person.name }, 38),
      h("span", {}, person.name),
    ),
    ...Object.keys(TABS).map(tab),
    h("div", { class: "rail-space" }),
    ...Object.keys(DRAWERS).map(drawer),
  );
}

export function start() {
  on("me tab chat message status faults drawer read", render);
}

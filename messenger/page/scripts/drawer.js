// The drawer of those who build the bot: every request in plain text, the faults, the connection.

import { h, icon } from "./dom.js";
import * as icons from "./icons.js";
import { toast } from "./layer.js";
import { openDrawer } from "./rail.js";
import { post } from "./server.js";
import { emit, on, state } from "./state.js";
import { duration, exact } from "./time.js";

const drawer = () => document.getElementById("drawer");
const TITLES = { log: "请求日志", faults: "故障开关", link: "连接" };
const SIDES = { api: "机器人调用平台时", callback: "平台回调机器人时", robot: "智能机器人的长连接" };
const opened = new Set(); // the exchanges whose details are shown
let filter = "";

const complain = (error) => toast(error.message);

function part(name, text) {
  return text ? h("section", {}, h("h3", {}, name), h("pre", {}, text)) : null;
}

function outcome(exchange) {
  const code = exchange.response.match(/"errcode": (-?\d+)/)?.[1];
  if (exchange.milliseconds === null) return "…";
  if (exchange.status === null) return "无应答";
  return exchange.status === 200 && code && code !== "0" ? code : String(exchange.status);
}

function exchangeRow(exchange) {
  const out = exchange.way === "to_bot";
  const details = () =>
    h(
      "div",
      { class: "exchange-details" },
      h("p", { class: "address" }, exchange.address),
      exchange.notes.map((note) => h("p", { class: "remark" }, note)),
      part("请求（明文）", exchange.request),
      part("应答", exchange.response),
      part("请求（密文）", exchange.sealed),
    );
  const element = h(
    "details",
    {
      class: `exchange ${exchange.failed ? "failed" : ""}`,
      data: { exchange: exchange.id },
      open: opened.has(exchange.id),
    },
    h(
      "summary",
      {},
      h(
        "span",
        { class: `way ${exchange.way}`, title: out ? "平台 → 机器人" : "机器人 → 平台" },
        out ? "↓" : "↑",
      ),
      h(
        "span",
        { class: "exchange-title" },
        exchange.title,
        exchange.notes.length ? h("small", {}, exchange.notes.join("；")) : null,
      ),
      h("span", { class: "outcome" }, outcome(exchange)),
      h(
        "span",
        { class: "took" },
        exchange.milliseconds === null ? "" : duration(exchange.milliseconds),
        h("small", {}, exact(exchange.time)),
      ),
    ),
  );
  const fill = () => element.children.length === 1 && element.append(details());
  if (element.open) fill();
  element.addEventListener("toggle", () => {
    if (element.open) fill();
    opened[element.open ? "add" : "delete"](exchange.id);
  });
  return element;
}

const wanted = (exchange) => `${exchange.title} ${exchange.request} ${exchange.address}`.includes(filter);

function log() {
  const rows = h("div", { class: "exchanges" });
  const fill = () => {
    const found = [...state.log.values()].filter(wanted).reverse();
    rows.replaceChildren(
      ...(found.length ? found.map(exchangeRow) : [h("p", { class: "nothing" }, "还没有请求")]),
    );
  };
  fill();
  const input = h("input", {
    type: "search",
    value: filter,
    placeholder: "筛选",
    "aria-label": "筛选日志",
    oninput: () => ((filter = input.value.trim()), fill()),
  });
  const bar = h(
    "div",
    { class: "drawer-bar" },
    h("label", { class: "search" }, icon(icons.SEARCH, 15), input),
    h(
      "button",
      { type: "button", class: "quiet", onclick: () => post("clear", { what: "log" }).catch(complain) },
      "清空",
    ),
  );
  return [bar, rows];
}

function put(exchange) {
  const rows = drawer().querySelector(".exchanges");
  if (!rows || !wanted(exchange)) return;
  rows.querySelector(".nothing")?.remove();
  const known = rows.querySelector(`[data-exchange="${exchange.id}"]`);
  if (known) known.replaceWith(exchangeRow(exchange));
  else rows.prepend(exchangeRow(exchange));
}

function faultRow(fault) {
  const choice = (times, name) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(times < 0 ? fault.left < 0 : times > 0 ? fault.left > 0 : fault.left === 0),
        onclick: () => post("fault", { name: fault.name, times }).catch(complain),
      },
      name,
    );
  return h(
    "div",
    { class: `fault ${fault.left ? "on" : ""}`, data: { fault: fault.name } },
    h("div", {}, h("b", {}, fault.title), h("p", {}, fault.about)),
    h(
      "div",
      { class: "switch", role: "group", "aria-label": fault.title },
      choice(0, "关"),
      choice(1, "一次"),
      choice(-1, "一直"),
    ),
  );
}

function faults() {
  const side = (name) =>
    h(
      "section",
      { class: "faults" },
      h("h2", {}, SIDES[name]),
      state.faults.filter((fault) => fault.side === name).map(faultRow),
    );
  return [
    h("p", { class: "hint" }, "让平台像它有时那样出错，看机器人怎样应对。"),
    ...Object.keys(SIDES).map(side),
  ];
}

function link() {
  const { app, problem, robot, mode } = state.status;
  const line = (name, good, text) =>
    h(
      "div",
      { class: "link-line" },
      h("i", { class: `lamp ${good ? "good" : "bad"}` }),
      h("div", {}, h("b", {}, name), h("p", {}, text)),
    );
  const button = (name, action) => h("button", { type: "button", class: "quiet", onclick: action }, name);
  const socket = mode === "socket";
  return [
    line(
      "自建应用",
      app,
      app ? `回调地址验证通过：${state.bot}/webhooks/wecom/webhook` : `${state.bot}：${problem}`,
    ),
    line(
      "智能机器人",
      robot,
      socket ? (robot ? "长连接已订阅" : "长连接还没有建立") : `回调地址 ${state.bot}/webhooks/wecom/robot`,
    ),
    h(
      "div",
      { class: "link-actions" },
      button("重新验证回调地址", () =>
        post("verify", {}).then(
          (status) => toast(status.app ? "验证通过" : `没有通过：${status.problem}`),
          complain,
        ),
      ),
      socket && button("断开长连接", () => post("robot", { action: "drop" }).catch(complain)),
      socket && button("让另一个连接顶替", () => post("robot", { action: "take_over" }).catch(complain)),
      button("清空聊天记录", () => post("clear", { what: "messages" }).catch(complain)),
    ),
    h(
      "p",
      { class: "hint" },
      "这里只在本机上扮演企业微信平台：不连外网，重新启动后聊天记录清空。人物和单位都是虚构的。",
    ),
  ];
}

const CONTENTS = { log, faults, link };

function render() {
  const element = drawer();
  element.hidden = !state.drawer;
  document.body.dataset.drawer = state.drawer;
  if (!state.drawer) return element.replaceChildren();
  const tab = (name) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(state.drawer === name),
        onclick: () => ((state.drawer = name), emit("drawer")),
      },
      TITLES[name],
    );
  element.replaceChildren(
    h(
      "header",
      {},
      h("div", { role: "tablist" }, Object.keys(TITLES).map(tab)),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "收起",
          onclick: () => openDrawer(state.drawer),
        },
        icon(icons.CLOSE, 18),
      ),
    ),
    h("div", { class: "drawer-content", tabindex: "0" }, CONTENTS[state.drawer]()),
  );
}

const renderIf =
  (...names) =>
  () =>
    names.includes(state.drawer) && render();

export function start() {
  on("drawer", render);
  on("exchange", (exchange) => state.drawer === "log" && put(exchange));
  on("log", renderIf("log"));
  on("faults", renderIf("faults"));
  on("status", renderIf("link"));
}

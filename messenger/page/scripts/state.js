// Everything that the page knows, and who wants to hear of changes.

import * as server from "./server.js";

export const state = {
  bureau: { members: [], departments: [], groups: [], app: {}, robot: {} },
  bot: "",
  menu: [],
  status: {},
  faults: [],
  messages: new Map(), // lists by chat
  log: new Map(), // exchanges by number
  me: "", // userid
  chat: "", // the open chat; empty for none
  tab: "chats", // chats, people or apps
  drawer: "", // log, faults, link; empty for closed
  wechat: false, // whether the application is seen as in WeChat's plug-in
  read: new Map(), // number of the last message read, by "user chat"
};

const listeners = new Map();

/** Call `action` whenever one of the topics (a list of words) changes. */
export function on(topics, action) {
  for (const topic of topics.split(" ")) {
    listeners.set(topic, [...(listeners.get(topic) ?? []), action]);
  }
}

export function emit(topic, content) {
  for (const action of listeners.get(topic) ?? []) action(content);
}

export const member = (user) => state.bureau.members.find((found) => found.id === user);
export const me = () => member(state.me);
export const number = (message) => Number(message.id.slice(1));
export const messagesOf = (chat) => state.messages.get(chat) ?? [];
export const department = (id) => state.bureau.departments.find((found) => found.id === id)?.name ?? "";

/** Who speaks: name, colour and sign of a sender. */
export function person(sender) {
  if (sender === "app") return { name: state.bureau.app.name, sign: "app" };
  if (sender === "robot") return { name: state.bureau.robot.name, sign: "robot" };
  const found = member(sender);
  return found
    ? { name: found.name, sign: found.name.slice(-2), color: found.color }
    : { name: sender, sign: "?" };
}

/** The chats of the current account, the ones with the newest messages first. */
export function chats() {
  const groups = state.bureau.groups.filter((group) => group.members.includes(state.me));
  const fixed = [`app:${state.me}`, `robot:${state.me}`, ...groups.map((group) => `group:${group.id}`)];
  const direct = [...state.messages.keys()].filter(
    (chat) => chat.startsWith("direct:") && chat.slice(7).split("|").includes(state.me),
  );
  const all = [...fixed, ...direct];
  if (state.chat && !all.includes(state.chat)) all.push(state.chat);
  const newest = (chat) => messagesOf(chat).at(-1)?.time ?? 0;
  return all.sort((a, b) => newest(b) - newest(a) || all.indexOf(a) - all.indexOf(b));
}

/** What a chat is called, and by which sign it is known. */
export function title(chat) {
  const [kind, rest] = chat.split(/:(.*)/s);
  if (kind === "app" || kind === "robot") return { ...person(kind), kind };
  if (kind === "direct") return { ...person(rest.split("|").find((user) => user !== state.me)), kind };
  const group = state.bureau.groups.find((found) => found.id === rest);
  return { name: group?.name ?? rest, sign: "group", kind, members: group?.members ?? [] };
}

const key = (user, chat) => `${user} ${chat}`;

export function unread(chat, user = state.me) {
  const last = state.read.get(key(user, chat)) ?? 0;
  return messagesOf(chat).filter(
    (message) => number(message) > last && message.sender !== user && message.sender,
  ).length;
}

function markRead(chat) {
  const last = messagesOf(chat).at(-1);
  if (last) state.read.set(key(state.me, chat), number(last));
}

/** Become another member. */
export function become(user) {
  state.me = user;
  state.chat = "";
  remember();
  emit("me");
  emit("chat");
}

/** Open a chat; the application and the robot are told of it. */
export function open(chat) {
  const entered = chat && chat !== state.chat && /^(app|robot):/.test(chat);
  state.chat = chat;
  if (chat) {
    state.tab = "chats";
    markRead(chat);
  }
  remember();
  emit("tab");
  emit("chat");
  if (entered) server.post("enter", { user: state.me, chat }).catch(() => {});
}

/** The address keeps who one is and what is open, so that a tab can be loaded again. */
function remember() {
  history.replaceState(null, "", `#${state.me}${state.chat ? `/${encodeURIComponent(state.chat)}` : ""}`);
}

function put(message) {
  const list = messagesOf(message.chat);
  const at = list.findIndex((found) => found.id === message.id);
  if (at < 0) list.push(message);
  else list[at] = message;
  state.messages.set(message.chat, list);
  if (message.chat === state.chat && !document.hidden) markRead(message.chat);
  emit("message", message);
}

let instance = "";
let held = null; // the news that came while everything was being loaded

async function load() {
  held = [];
  const found = await server.world();
  instance = found.instance;
  Object.assign(state, {
    bureau: found.bureau,
    bot: found.bot,
    menu: found.menu,
    status: found.status,
    faults: found.faults,
  });
  state.messages = new Map();
  for (const message of found.messages)
    state.messages.set(message.chat, [...messagesOf(message.chat), message]);
  for (const person of state.bureau.members) {
    for (const [chat, list] of state.messages) state.read.set(key(person.id, chat), number(list.at(-1)));
  }
  state.log = new Map(found.log.map((exchange) => [exchange.id, exchange]));
  const [user, chat] = location.hash.slice(1).split("/");
  state.me = member(user)?.id ?? state.bureau.members[0].id;
  state.chat = "";
  const missed = held;
  held = null;
  for (const item of missed) hear(item);
  for (const topic of ["me", "menu", "status", "faults", "log"]) emit(topic);
  open(chat ? decodeURIComponent(chat) : matchMedia("(min-width: 721px)").matches ? `app:${state.me}` : "");
}

const news = {
  hello: async (item) => {
    if (item.instance !== instance) await load();
    emit("online", true);
  },
  message: (item) => put(item.message),
  exchange: (item) => {
    state.log.set(item.exchange.id, item.exchange);
    emit("exchange", item.exchange);
  },
  status: (item) => {
    Object.assign(state.status, item);
    emit("status");
  },
  faults: (item) => {
    state.faults = item.faults;
    emit("faults");
  },
  menu: (item) => {
    state.menu = item.menu;
    emit("menu");
  },
  cleared: () => {
    state.messages = new Map();
    emit("chat");
    emit("me");
  },
  log_cleared: () => {
    state.log = new Map();
    emit("log");
  },
};

function hear(item) {
  if (held) held.push(item);
  else news[item.kind]?.(item);
}

export function start() {
  server.listen(hear, () => emit("online", false));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && state.chat) markRead(state.chat);
    emit("read");
  });
}

// The chat page: the conversation, the menu at its side, and what an embedding page has set.

import { el, icon } from "../dom";
import type { Menu } from "../records";
import { Conversation } from "./conversation";
import { hostSettings } from "./host";
import { HostKeep, OwnKeep, tellHost } from "./keep";
import { menuOf, othersOf, planName } from "./menu";
import { Server } from "./server";
import { defineWelcome } from "./welcome";

const host = hostSettings(location.hash);
let conversation: Conversation | null = null;
let menu: Menu | null = null;

defineWelcome(() => menu, ask);
arrange();
start().catch((error: unknown) => {
  byId("conversation").replaceChildren(
    el("p", { class: "trouble", role: "alert" }, error instanceof Error ? error.message : "暂时打不开，请稍后刷新。"),
  );
});

async function start(): Promise<void> {
  const keep = host.embedded ? await HostKeep.open() : new OwnKeep();
  const server = new Server(host, keep);
  server.onConnection = (lost) => {
    byId("connection").hidden = !lost;
  };
  conversation = new Conversation(byId("conversation"), server, keep, (slug) => titleOf(slug, server));
  server.menu().then(showMenu, () => undefined); // the chat works without it
  if (host.ask) history.replaceState(null, "", location.pathname); // a refresh does not ask again
  await conversation.open(false, host.ask);
}

// When answers come from another plan than the page shows, another one was loaded: the page goes along.
async function titleOf(slug: string, server: Server): Promise<string> {
  if (!menu || menu.plan.slug !== slug) await server.menu().then(showMenu, () => undefined);
  return menu && menu.plan.slug === slug ? menu.plan.title : "";
}

function showMenu(known: Menu): void {
  menu = known;
  byId("outline").replaceChildren(menuOf(known, ask));
  byId("plan-title").replaceChildren(el("span", { class: "wide" }, "回答依据："), planName(known.plan));
  byId("others").replaceChildren(...othersOf(known));
  if (conversation) conversation.offer(known.names);
  dispatchEvent(new Event("plan-menu"));
}

function ask(question: string): void {
  toggleMenu(false);
  if (conversation) conversation.ask(question);
}

function arrange(): void {
  document.documentElement.classList.toggle("embedded", host.embedded);
  if (host.color && !matchMedia("(prefers-color-scheme: dark)").matches) paint(host.color);
  if (host.title) byId("title").textContent = host.title;
  const fresh = byId("fresh");
  fresh.prepend(icon("fresh"));
  fresh.addEventListener("click", () => void (conversation && conversation.open(true)));
  const toggle = byId("menu-toggle");
  toggle.prepend(icon("list"));
  toggle.addEventListener("click", () => toggleMenu(toggle.getAttribute("aria-expanded") !== "true"));
  byId("shade").addEventListener("click", () => toggleMenu(false));
  const close = byId("close");
  close.prepend(icon("close"));
  close.hidden = !host.embedded;
  close.addEventListener("click", () => tellHost({ planChat: "close" }));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (toggle.getAttribute("aria-expanded") === "true") {
      toggleMenu(false);
      toggle.focus();
    } else if (host.embedded) tellHost({ planChat: "close" });
  });
}

function paint(color: string): void {
  const { style } = document.documentElement;
  style.setProperty("--accent", color);
  style.setProperty("--accent-back", `${color}1a`); // a tenth of it
}

function toggleMenu(open: boolean): void {
  byId("menu-toggle").setAttribute("aria-expanded", String(open));
  document.documentElement.classList.toggle("menu-open", open);
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

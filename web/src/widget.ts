// The chat for any page: <script src="https://…/widget.js" data-title="…" data-color="#1f5a94"
// data-position="left" data-open data-user="…" data-token="…" defer></script>
// A button in a shadow root; the chat itself is loaded in a frame when it is first opened.

import { isDark } from "./chat/host";
import type { FromHost, ToHost } from "./chat/keep";

const LABEL = "工作计划助手";
const script = document.currentScript as HTMLScriptElement | null;
if (script) {
  if (document.body) mount(script);
  else addEventListener("DOMContentLoaded", () => mount(script));
}

function mount(script: HTMLScriptElement): void {
  const server = new URL(script.src).origin;
  const { title = LABEL, color = "", position = "right", user = "", token = "" } = script.dataset;
  const accent = /^#[0-9a-f]{6}$/i.test(color) ? color : "#1f5a94";
  const side = position === "left" ? "left" : "right";

  const host = document.createElement("plan-chat-widget");
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = css(accent, side);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = title;
  button.setAttribute("aria-expanded", "false");
  const panel = document.createElement("div");
  panel.hidden = true;
  root.append(style, panel, button);
  document.body.append(host);

  let frame: HTMLIFrameElement | null = null;
  button.addEventListener("click", () => {
    show(panel.hidden);
    if (frame && !panel.hidden) frame.focus();
  });
  const tell = (message: FromHost) => {
    if (frame && frame.contentWindow) frame.contentWindow.postMessage(message, server);
  };
  addEventListener("message", ({ source, origin, data }: MessageEvent<ToHost>) => {
    if (!frame || source !== frame.contentWindow || origin !== server || !data) return;
    if (data.planChat === "hello") tell({ planChat: "kept", items: kept(server) });
    else if (data.planChat === "keep") keepHere(server, data.key, data.value);
    else if (data.planChat === "close") {
      show(false);
      button.focus();
    }
  });
  addEventListener("storage", ({ key, newValue }) => {
    const name = nameOf(server, key);
    if (name) tell({ planChat: "changed", key: name, value: newValue });
  });
  void permitted(server).then((allowed) => {
    if (!allowed) host.remove();
    else if (script.dataset.open !== undefined) show(true);
  });

  function show(open: boolean): void {
    if (open && !frame) {
      frame = document.createElement("iframe");
      frame.title = title;
      frame.allow = "clipboard-write";
      const given = new URLSearchParams({ embed: "1", title, color, user, token });
      frame.src = `${server}/#${given}`;
      panel.append(frame);
    }
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.classList.toggle("open", open);
  }
}

// The frame's conversations are kept in this page's storage, for browsers deny a frame one of its own.
function nameOf(server: string, key: string | null): string {
  const prefix = `plan-chat@${server}/`;
  return key && key.startsWith(prefix) ? key.slice(prefix.length) : "";
}

function kept(server: string): [string, string][] {
  try {
    return Object.keys(localStorage)
      .filter((key) => nameOf(server, key))
      .map((key) => [nameOf(server, key), localStorage.getItem(key) || ""]);
  } catch {
    return [];
  }
}

function keepHere(server: string, name: string, value: string | null): void {
  const key = `plan-chat@${server}/${name}`;
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // full or forbidden: the conversation ends with the page
  }
}

// The frame of a refused page would stay blank without a word; so the page's developer is told why.
async function permitted(server: string): Promise<boolean> {
  if (location.origin === server) return true; // a browser would not even name the origin
  try {
    const response = await fetch(`${server}/chat/embedding`, { credentials: "omit" });
    if ((await response.json()).allowed) return true;
    console.error(
      `[${LABEL}] 本页的来源 ${location.origin} 不在允许嵌入的名单里。请管理员在 ${server} 的 EMBED_ORIGINS 设置中加上它。`,
    );
  } catch (error) {
    console.error(`[${LABEL}] 连不上 ${server}：${error instanceof Error ? error.message : error}`);
  }
  return false;
}

function css(accent: string, side: "left" | "right"): string {
  const ink = isDark(accent) ? "#fff" : "#111";
  return `
    :host { all: initial; }
    button {
      position: fixed; z-index: 2147483000; ${side}: 20px; bottom: 20px; max-width: calc(100vw - 40px);
      padding: 12px 20px; border: 0; border-radius: 999px; background: ${accent}; color: ${ink};
      font: 600 16px/1.4 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
      box-shadow: 0 4px 16px rgb(0 0 0 / 24%); cursor: pointer;
    }
    button:focus-visible { outline: 3px solid ${ink}; outline-offset: -5px; }
    div {
      position: fixed; z-index: 2147483001; ${side}: 20px; bottom: 84px; box-sizing: border-box;
      width: min(420px, calc(100vw - 40px)); height: min(680px, calc(100vh - 110px));
      overflow: hidden; border: 1px solid rgb(128 128 128 / 35%); border-radius: 14px; background: Canvas;
      box-shadow: 0 10px 40px rgb(0 0 0 / 24%);
    }
    div[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    @media (max-width: 480px) {
      div { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
      button.open { display: none; }
    }
    @media print { button, div { display: none; } }`;
}

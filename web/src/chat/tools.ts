// What can be done with an answer: copy it, take its list away as a table, say whether it helped.

import { el, icon, type Icon } from "../dom";
import type { Item, Message, Turn } from "../records";
import type { Server } from "./server";

const REASONS = ["答非所问", "内容不对", "没有找到", "看不明白"];

export interface Desk {
  server: Server;
  keep: (turn: Turn) => void;
  announce: (text: string) => void;
}

export function toolsOf(turn: Turn, desk: Desk): HTMLElement {
  const messages = turn.messages || [];
  const box = el("div", { class: "tools", role: "group", "aria-label": "对这个回答" });
  const reasons = el("div", { class: "reasons", hidden: true });
  const votes = { up: vote("up", "有帮助"), down: vote("down", "没帮助") };
  showVerdict();

  const copyButton = tool("copy", "复制", async () => {
    await copy(plainText(messages));
    confirm(copyButton, "已复制");
  });
  box.append(copyButton);
  const list = messages.find((message) => message.cards.length);
  if (list) box.append(exportButton(list, (list.answer && list.answer.items) || []));
  box.append(el("span", { class: "gap" }), votes.up, votes.down);
  return el("div", {}, box, reasons);

  function vote(verdict: "up" | "down", label: string): HTMLButtonElement {
    const button = tool(verdict, label, () => void judge(verdict));
    button.classList.add("vote");
    return button;
  }

  async function judge(verdict: "up" | "down"): Promise<void> {
    if (verdict === "down") askReason();
    else await send("up", "");
  }

  async function send(verdict: "up" | "down", reason: string): Promise<void> {
    try {
      await desk.server.feedback({ verdict, reason, question: turn.text, answer: plainText(messages) });
      turn.verdict = verdict;
      desk.keep(turn);
      showVerdict();
      reasons.replaceChildren(el("span", { class: "thanks" }, "谢谢，已记下。"));
      desk.announce("谢谢，已记下。");
    } catch (error) {
      reasons.replaceChildren(el("span", { class: "thanks" }, error instanceof Error ? error.message : "没有送达。"));
    }
    reasons.hidden = false;
  }

  function askReason(): void {
    const other = el("input", { type: "text", maxlength: 200, "aria-label": "其他原因", placeholder: "其他原因（可不填）" });
    const form = el("form", {}, other, el("button", { type: "submit", class: "chip" }, "提交"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send("down", other.value.trim());
    });
    reasons.replaceChildren(
      ...REASONS.map((reason) => el("button", { type: "button", class: "chip", click: () => void send("down", reason) }, reason)),
      form,
    );
    reasons.hidden = false;
    const first = reasons.querySelector("button");
    if (first) first.focus();
  }

  function showVerdict(): void {
    votes.up.setAttribute("aria-pressed", String(turn.verdict === "up"));
    votes.down.setAttribute("aria-pressed", String(turn.verdict === "down"));
  }

  function exportButton({ answer, plan }: Message, items: readonly Item[]): HTMLButtonElement {
    const button = tool("sheet", items.length > 1 ? `导出全部 ${items.length} 项` : "导出表格", async () => {
      try {
        const { facts } = answer || { facts: [] };
        const table = { title: turn.text, plan: plan || undefined, facts, items };
        save(await desk.server.exported(table), `${turn.text.slice(0, 30)}.xlsx`);
      } catch (error) {
        confirm(button, error instanceof Error ? error.message : "没有导出");
      }
    });
    return button;
  }

  function confirm(button: HTMLElement, text: string): void {
    const label = button.querySelector("span");
    if (!label) return;
    const before = label.textContent;
    label.textContent = text;
    desk.announce(text);
    setTimeout(() => (label.textContent = before), 2000);
  }
}

function tool(name: Icon, label: string, act: () => void): HTMLButtonElement {
  return el("button", { type: "button", class: "tool", title: label, click: act }, icon(name), el("span", {}, label));
}

export function plainText(messages: readonly Message[]): string {
  return messages
    .map(({ text }) => text)
    .join("\n\n");
}

async function copy(text: string): Promise<void> {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  // Intranet pages without TLS have no clipboard of their own.
  const area = el("textarea", { class: "offstage", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function save(blob: Blob, name: string): void {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

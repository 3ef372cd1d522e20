// <plan-answer key="…">: one turn's answer. The chat component is given this tag alone, never the words.

import { el } from "../dom";
import type { Button, Message, Turn } from "../records";
import { factsOf, isList } from "./facts";
import { sourcesOf } from "./sources";
import { toolsOf, type Desk } from "./tools";

export interface Room extends Desk {
  today: () => string;
  turn: (id: string) => Turn | undefined;
  ask: (question: string) => void;
}

export function tagFor(turn: Turn): string {
  return `<plan-answer key="${turn.id.replace(/[^\w-]/g, "")}"></plan-answer>`;
}

export function defineAnswer(room: Room): void {
  customElements.define(
    "plan-answer",
    class extends HTMLElement {
      connectedCallback(): void {
        const turn = room.turn(this.getAttribute("key") || "");
        if (turn && turn.messages) this.replaceChildren(...turn.messages.map((m) => said(m, room)), below(turn, room));
      }
    },
  );
}

function said(message: Message, room: Room): HTMLElement {
  const { answer } = message;
  return el(
    "div",
    { class: "said" },
    message.text ? el("p", { class: "text" }, answer && isList(answer) ? lead(message.text) : message.text) : null,
    answer && factsOf(answer, room.today()),
    answer && sourcesOf(answer.sources),
    chips(message.buttons, room),
  );
}

// A list's entries are on its cards; of its text only what stands before them is left.
function lead(text: string): string {
  return text.split("\n")[0] || text;
}

function chips(buttons: readonly Button[], room: Room): HTMLElement | null {
  if (!buttons.length) return null;
  return el(
    "div",
    { class: "chips", role: "group", "aria-label": "接着问" },
    ...buttons.map(({ title, payload }) =>
      el("button", { type: "button", class: "chip", click: () => room.ask(payload) }, title),
    ),
  );
}

function below(turn: Turn, room: Room): HTMLElement {
  const failed = (turn.messages || []).some((message) => message.failed);
  if (!failed) return toolsOf(turn, room);
  return el(
    "div",
    { class: "chips" },
    el("button", { type: "button", class: "chip", click: () => room.ask(turn.text) }, "重新发送"),
  );
}

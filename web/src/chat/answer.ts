// <plan-answer key="…">: one turn's answer. The chat component is given this tag alone, never the words.

import { el } from "../dom";
import type { Button, Fact, Message, Turn } from "../records";
import { cardsOf, datedCards } from "./cards";
import { factsOf, shownFacts } from "./facts";
import { sourcesOf } from "./sources";
import { partsOf, type Parts } from "./text";
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
  const { answer, cards } = message;
  const parts = partsOf(message);
  const today = room.today();
  const facts = answer ? shownFacts(answer, message.text) : [];
  return el(
    "div",
    { class: "said" },
    paragraph(parts.lead),
    body(message, parts, facts, today),
    paragraph(parts.tail, "tail"),
    answer && !cards.length && sourcesOf(answer.sources), // a card has its own
    chips(message.buttons, room),
  );
}

// The one form that shows most: cards, facts shown large, or the text's own list.
function body({ answer, cards }: Message, parts: Parts, facts: Fact[], today: string): HTMLElement | null {
  if (cards.length) return cardsOf(cards, today);
  if (parts.entries.length && facts.length === parts.entries.length && facts.every((fact) => fact.due)) {
    return datedCards(facts, today);
  }
  if (!parts.entries.length) return factsOf(facts, today);
  if (answer && answer.kind === "clarify") return null; // the choices are on the buttons
  return el("ol", { class: "entries", start: parts.first }, ...parts.entries.map((entry) => el("li", {}, entry)));
}

function paragraph(text: string, kind = "text"): HTMLElement | null {
  return text ? el("p", { class: kind }, text) : null;
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

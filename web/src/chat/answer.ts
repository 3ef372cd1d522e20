// <plan-answer key="…">: one turn's answer. The chat component is given this tag alone, never the words.

import { el } from "../dom";
import type { Button, Message, Turn } from "../records";
import { cardsOf, datedCards } from "./cards";
import { factsOf, shownFacts } from "./facts";
import { sourcesOf } from "./sources";
import { blocksOf } from "./text";
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
  const { answer, cards, buttons } = message;
  return el(
    "div",
    { class: "said" },
    ...body(message, room.today()),
    answer && !cards.length && sourcesOf(answer.sources), // a card has its own
    chips(buttons, room),
  );
}

// The text, with its one list in the form that shows most: cards, or the text's own entries.
function body(message: Message, today: string): (HTMLElement | null)[] {
  const { answer, cards } = message;
  const facts = answer ? shownFacts(answer, message.text) : [];
  const blocks = blocksOf(message);
  const lists = blocks.filter((block) => block.kind === "list").length;
  const shown = blocks.map((block, index) => {
    if (block.kind === "words") {
      const leads = !index || block.text.endsWith("：");
      return el("p", { class: leads ? "text" : "tail" }, block.text);
    }
    if (cards.length && lists === 1) return cardsOf(cards, today);
    if (facts.length === block.entries.length && facts.every(({ due }) => due)) return datedCards(facts, today);
    if (answer && answer.kind === "clarify") return null; // the choices are on the buttons
    return el("ol", { class: "entries", start: block.first }, ...block.entries.map((entry) => el("li", {}, entry)));
  });
  return lists ? shown : [...shown, factsOf(facts, today)];
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

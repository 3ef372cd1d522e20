// <plan-answer key="…">: one turn's answer. The chat component is given this tag alone, never the words.

import { el } from "../dom";
import type { Button, Message, Part, Turn } from "../records";
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

const FORGOTTEN = "隔得久了或机器人重启过，上面说过的它已不记得；接着问时请把事情说全。";

export function tagFor(turn: Turn): string {
  return `<plan-answer key="${turn.id.replace(/[^\w-]/g, "")}"></plan-answer>`;
}

export function defineAnswer(room: Room): void {
  customElements.define(
    "plan-answer",
    class extends HTMLElement {
      connectedCallback(): void {
        const turn = room.turn(this.getAttribute("key") || "");
        if (!turn || !turn.messages) return;
        this.replaceChildren(
          ...[turn.forgotten && FORGOTTEN, turn.changed && `从这里起，回答依据《${turn.changed}》。`].map(
            (note) => note && el("p", { class: "forgotten" }, note),
          ).filter((note): note is HTMLParagraphElement => !!note),
          ...turn.messages.map((message) => said(message, room)),
          below(turn, room),
        );
      }
    },
  );
}

function said(message: Message, room: Room): HTMLElement {
  const { answer, cards, buttons, plan } = message;
  const parts = (answer && answer.parts) || [];
  return el(
    "div",
    { class: "said" },
    ...(parts.length > 1 ? [sideBySide(parts, plan)] : body(message, room.today())),
    answer && !cards.length && parts.length < 2 && sourcesOf(answer.sources, plan), // a card or a part has its own
    chips(buttons, room),
  );
}

// What is compared, one column for each matter; one below the other where there is no room.
function sideBySide(parts: readonly Part[], plan: string | null | undefined): HTMLElement {
  return el("div", { class: "parts" }, ...parts.map((part) => column(part, plan)));
}

function column({ title, text, sources }: Part, plan: string | null | undefined): HTMLElement {
  return el(
    "section",
    { class: "part", "aria-label": title },
    el("p", { class: "part-title" }, title),
    ...blocksOf(text, [], sources).map((block) =>
      block.kind === "words"
        ? el("p", { class: "text" }, block.text)
        : el("ol", { class: "entries", start: block.first }, ...block.entries.map((entry) => el("li", {}, entry))),
    ),
    sourcesOf(sources, plan),
  );
}

// The text, with its one list in the form that shows most: cards, or the text's own entries.
function body(message: Message, today: string): (HTMLElement | null)[] {
  const { answer, cards } = message;
  const facts = answer ? shownFacts(answer, message.text) : [];
  const blocks = blocksOf(message.text, answer ? answer.facts : [], answer ? answer.sources : []);
  const lists = blocks.filter((block) => block.kind === "list").length;
  const shown = blocks.map((block, index) => {
    if (block.kind === "words") {
      const leads = !index || block.text.endsWith("：");
      return el("p", { class: leads ? "text" : "tail" }, block.text);
    }
    if (cards.length && lists === 1) return cardsOf(cards, today, message.plan);
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

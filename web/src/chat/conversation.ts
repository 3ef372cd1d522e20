// The conversation on the screen: deep-chat's component, our answers in it, and the turns behind it.

import "deep-chat/dist/deepChat.bundle.js";
import type { DeepChat } from "deep-chat";
import bubbles from "../styles/bubbles.css";
import bars from "../../pages/bars.css";
import answers from "../styles/answer.css";
import { el } from "../dom";
import type { Message, Name, Session, Turn } from "../records";
import { defineAnswer, tagFor } from "./answer";
import { History, planOf } from "./history";
import type { Keep } from "./keep";
import { plainText } from "./tools";
import type { Server } from "./server";
import { Suggestions } from "./suggestions";

const MARGIN = 12; // px above a question

interface Signals {
  onResponse: (response: { html: string }) => Promise<void>;
}

// Users' text would be read as Markdown by deep-chat; with these rules alone it is text in paragraphs.
interface Chain {
  ruler: { enable: (names: string[], onlyThese: boolean) => void };
}
declare global {
  interface Window {
    remarkable_plugins?: { plugin: (markdown: Record<"core" | "block" | "inline", Chain>) => void }[];
  }
}
window.remarkable_plugins = [
  {
    plugin: ({ core, block, inline }) => {
      core.ruler.enable(["block", "inline"], true);
      block.ruler.enable(["paragraph"], true);
      inline.ruler.enable(["newline", "text"], true);
    },
  },
];

export class Conversation {
  private chat: DeepChat | null = null;
  private history: History;
  private session: Session | null = null;
  private next: Turn | null = null; // asked by a chip or left from before; else the user typed
  private busy = false;
  private readonly suggestions: Suggestions;
  private readonly live = el("div", { class: "offstage", role: "status", "aria-live": "polite" });

  constructor(
    private readonly place: HTMLElement,
    private readonly server: Server,
    private readonly keep: Keep,
    private readonly titleOf: (plan: string) => string | Promise<string>, // called with each answer's plan
  ) {
    this.history = new History(keep, "", () => undefined);
    document.body.append(this.live);
    this.suggestions = new Suggestions((name) => this.ask(name.ask));
    defineAnswer({
      server,
      today: () => (this.session ? this.session.today : ""),
      turn: (id) => this.history.get(id),
      ask: (question) => this.ask(question),
      keep: (turn) => this.history.put(turn),
      announce: (text) => this.announce(text),
    });
  }

  // Show the conversation that the server knows this browser by, or begin another one; ask the question if there is one.
  async open(fresh = false, question = ""): Promise<void> {
    const session = await this.server.session(fresh);
    if (fresh) this.history.forget();
    this.session = session;
    this.history = new History(this.keep, session.conversation, () => this.draw(false));
    if (question) this.history.put({ id: newId(), text: question, messages: null });
    this.draw(fresh || document.hasFocus());
  }

  offer(names: readonly Name[]): void {
    this.suggestions.names = names;
  }

  ask(question: string): void {
    if (this.chat && !this.busy) this.submit({ id: newId(), text: question, messages: null });
  }

  private submit(turn: Turn): void {
    this.next = turn;
    if (this.chat) this.chat.submitUserMessage({ text: turn.text });
  }

  private draw(focus: boolean): void {
    if (this.busy) return; // what another tab said comes with the next drawing
    const typed = this.suggestions.typed();
    const turns = this.history.all();
    const chat = document.createElement("deep-chat");
    chat.history = turns.filter((turn) => turn.messages).flatMap((turn) => [
      { role: "user", text: turn.text },
      { role: "ai", html: tagFor(turn) },
    ]);
    if (typed && !focus) chat.defaultInput = { text: typed };
    chat.introMessage = { html: "<plan-welcome></plan-welcome>" };
    chat.style.fontFamily = "inherit"; // or else it would load a font of its own
    chat.auxiliaryStyle = bubbles + bars + answers;
    chat.textInput = { placeholder: { text: "请输入您想了解的内容" } };
    chat.connect = { handler: (body: { messages: { text: string }[] }, signals: Signals) => void this.handle(body, signals) };
    this.chat = chat;
    this.place.replaceChildren(chat);
    afterRendering(() => {
      if (this.chat !== chat || !chat.shadowRoot) return;
      makeAccessible(chat.shadowRoot);
      this.suggestions.attach(chat);
      this.place.setAttribute("aria-busy", "false");
      if (focus && !matchMedia("(pointer: coarse)").matches) chat.focusInput(); // no keyboard jumps up on phones
      const lost = turns.find((turn) => !turn.messages);
      if (lost && !this.busy) this.submit(lost);
    });
  }

  private async handle(body: { messages: { text: string }[] }, signals: Signals): Promise<void> {
    const typed = (body.messages[0] && body.messages[0].text) || "";
    const turn: Turn = this.next || { id: newId(), text: typed, messages: null };
    this.next = null;
    this.busy = true;
    this.suggestions.close();
    this.history.put(turn);
    try {
      const reply = await this.server.send(turn.text, turn.id);
      turn.messages = reply.messages;
      turn.forgotten = !reply.continued && this.history.before(turn.id);
      const [plan, before] = [planOf(turn), this.history.planBefore(turn.id)];
      if (plan) {
        const title = await this.titleOf(plan);
        if (before && before !== plan) turn.changed = title;
      }
    } catch (error) {
      turn.messages = [failure(error)];
    }
    this.history.put(turn);
    await signals.onResponse({ html: tagFor(turn) });
    this.busy = false;
    setTimeout(() => this.showQuestion(), 20); // after the component has scrolled to the answer
    this.announce(plainText(turn.messages));
  }

  // An answer that is longer than the screen is read from its question on.
  private showQuestion(): void {
    const messages = this.chat && this.chat.shadowRoot && this.chat.shadowRoot.getElementById("messages");
    const asked = messages && messages.querySelectorAll(".user-message-text");
    const last = asked && asked[asked.length - 1];
    if (!messages || !last) return;
    const top = last.getBoundingClientRect().top - messages.getBoundingClientRect().top + messages.scrollTop - MARGIN;
    if (messages.scrollHeight - top > messages.clientHeight) messages.scrollTop = top;
  }

  private announce(text: string): void {
    this.live.textContent = "";
    setTimeout(() => (this.live.textContent = text), 50); // the same words twice are announced twice
  }
}

// The component renders in one or two timeouts after it is made, and on a busy machine a second time, without
// a word. What is set as two timeouts one after the other, and longer, comes after both.
function afterRendering(act: () => void): void {
  setTimeout(() => setTimeout(act, 30), 30);
}

function failure(error: unknown): Message {
  const text = error instanceof Error && error.message ? error.message : "没有发送成功。";
  const offline = error instanceof TypeError; // what fetch throws when nobody answers
  return { text: offline ? "网络一直不通，消息没有送达。" : text, answer: null, buttons: [], cards: [], failed: true };
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the component leaves out for those who hear the page or use the keyboard alone.
function makeAccessible(root: ShadowRoot): void {
  const messages = root.getElementById("messages");
  if (messages) {
    messages.setAttribute("role", "log");
    messages.setAttribute("aria-live", "off"); // answers are announced once, in words, by our own region
    messages.setAttribute("aria-label", "对话");
    messages.tabIndex = 0;
  }
  const button = root.querySelector<HTMLElement>(".input-button");
  if (button) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", "发送");
    button.tabIndex = 0;
  }
}

// Type-ahead: the plan's own names for what is being typed, by characters or by their sounds' initials.

import type { DeepChat } from "deep-chat";
import { el } from "../dom";
import type { Name } from "../records";

const SHOWN = 6;
const LONGEST = 16; // beyond it the user is writing a question, not looking for a name

export class Suggestions {
  names: readonly Name[] = [];
  private readonly box = el("div", { id: "suggestions", role: "listbox", "aria-label": "可能想问", hidden: true });
  private input: HTMLElement | null = null;
  private chosen = -1;

  constructor(private readonly choose: (name: Name) => void) {}

  attach(chat: DeepChat): void {
    const input = chat.shadowRoot && chat.shadowRoot.getElementById("text-input");
    const area = chat.shadowRoot && chat.shadowRoot.getElementById("input");
    if (!input || !area || input === this.input) return;
    this.input = input;
    input.setAttribute("aria-controls", "suggestions");
    input.setAttribute("aria-autocomplete", "list");
    area.append(this.box);
    input.addEventListener("input", () => this.show(this.typed()));
    input.addEventListener("keydown", (event) => this.key(event), true);
    input.addEventListener("blur", () => this.close()); // not before a choice: an option does not take the focus
  }

  typed(): string {
    return this.input ? this.input.innerText.trim() : "";
  }

  close(): void {
    this.box.hidden = true;
    this.chosen = -1;
    if (this.input) this.input.removeAttribute("aria-activedescendant");
  }

  private show(typed: string): void {
    const found = typed.length <= LONGEST ? matches(typed, this.names) : [];
    this.close();
    this.box.replaceChildren(...found.map((name, index) => this.option(name, index)));
    this.box.hidden = !found.length;
  }

  private option(name: Name, index: number): HTMLElement {
    const option = el(
      "div",
      { id: `suggestion-${index}`, role: "option", "aria-selected": "false" },
      el("span", { class: "kind" }, name.kind),
      el("span", {}, name.name),
    );
    option.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the input keeps its focus
      this.take(name);
    });
    return option;
  }

  private take(name: Name): void {
    this.close();
    if (this.input) this.input.innerText = "";
    this.choose(name);
  }

  private key(event: KeyboardEvent): void {
    const options = [...this.box.children];
    if (this.box.hidden || !options.length || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + options.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.chosen)));
      if (this.input) this.input.setAttribute("aria-activedescendant", `suggestion-${this.chosen}`);
      event.preventDefault();
    } else if (event.key === "Escape") {
      this.close();
      event.stopImmediatePropagation();
    } else if (event.key === "Enter" && this.chosen >= 0) {
      const option = options[this.chosen];
      const name = option && this.names.find(({ name }) => name === (option.lastChild && option.lastChild.textContent));
      if (name) this.take(name);
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }
}

export function matches(typed: string, names: readonly Name[]): Name[] {
  const wanted = typed.toLowerCase().replace(/[\s?？。，,]/g, "");
  if (!wanted) return [];
  const bySound = /^[a-z]{2,}$/.test(wanted);
  return names
    .map((name) => ({ name, place: bySound ? name.sound.indexOf(wanted) : place(wanted, name.name.toLowerCase()) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place || a.name.name.length - b.name.name.length)
    .slice(0, SHOWN)
    .map(({ name }) => name);
}

// Where the characters stand in the name: together, or else all of them in order with gaps (worse by 100).
function place(wanted: string, name: string): number {
  const together = name.indexOf(wanted);
  if (together >= 0 || wanted.length < 2) return together;
  let at = -1;
  for (const character of wanted) {
    at = name.indexOf(character, at + 1);
    if (at < 0) return -1;
  }
  return 100 + at;
}

// The turns of one conversation, kept in the browser: for refreshes, other pages and other tabs.

import type { Turn } from "../records";

const KEPT = 100;

export class History {
  private turns: Turn[] = [];
  onChange: () => void = () => undefined; // another tab has written

  constructor(private readonly conversation: string) {
    this.turns = this.read();
    addEventListener("storage", this.changed);
  }

  all(): readonly Turn[] {
    return this.turns;
  }

  get(id: string): Turn | undefined {
    return this.turns.find((turn) => turn.id === id);
  }

  // Other tabs may have written since: theirs stay, this turn is put in its place or at the end.
  put(turn: Turn): void {
    const stored = this.read();
    this.turns = stored.length || !this.turns.length ? stored : this.turns;
    const place = this.turns.findIndex(({ id }) => id === turn.id);
    if (place >= 0) this.turns[place] = turn;
    else this.turns.push(turn);
    this.turns = this.turns.slice(-KEPT);
    this.write();
  }

  close(): void {
    removeEventListener("storage", this.changed);
  }

  forget(): void {
    this.close();
    this.turns = [];
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }

  private get key(): string {
    return `plan-chat/${this.conversation}`;
  }

  private changed = (event: StorageEvent): void => {
    if (event.key !== this.key) return;
    this.turns = this.read();
    this.onChange();
  };

  private read(): Turn[] {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.key) || "[]");
      return Array.isArray(stored) ? (stored as Turn[]) : [];
    } catch {
      return this.turns;
    }
  }

  private write(): void {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.turns));
    } catch {
      // full or forbidden: the page itself still has them
    }
  }
}

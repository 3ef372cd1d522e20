// The turns of one conversation, kept in the browser: for refreshes, other pages and other tabs.

import type { Turn } from "../records";
import type { Keep } from "./keep";

const KEPT = 100; // turns
const LARGEST = 1_500_000; // characters, of the five million that a browser gives a site

export function planOf({ messages }: Turn): string | null {
  const about = (messages || []).find(({ plan }) => plan);
  return (about && about.plan) || null;
}

export class History {
  private turns: Turn[] = [];

  constructor(
    private readonly keep: Keep,
    private readonly conversation: string,
    changed: () => void, // another tab has written
  ) {
    this.turns = this.read();
    keep.onChange = (key) => {
      if (key !== this.key) return;
      this.turns = this.read();
      changed();
    };
  }

  all(): readonly Turn[] {
    return this.turns;
  }

  get(id: string): Turn | undefined {
    return this.turns.find((turn) => turn.id === id);
  }

  // Is there an answered turn before this one?
  before(id: string): boolean {
    const place = this.turns.findIndex((turn) => turn.id === id);
    return this.turns.slice(0, Math.max(0, place)).some(({ messages }) => !!messages && !messages.some(({ failed }) => failed));
  }

  // The plan that the last answer before this one was about.
  planBefore(id: string): string | null {
    const place = this.turns.findIndex((turn) => turn.id === id);
    const named = this.turns.slice(0, Math.max(0, place)).map(planOf).filter(Boolean);
    return named[named.length - 1] || null;
  }

  // Other tabs may have written since: theirs stay, this turn is put in its place or at the end.
  put(turn: Turn): void {
    this.turns = this.read();
    const place = this.turns.findIndex(({ id }) => id === turn.id);
    if (place >= 0) this.turns[place] = turn;
    else this.turns.push(turn);
    this.turns = this.turns.slice(-KEPT);
    let written = JSON.stringify(this.turns);
    while (written.length > LARGEST && this.turns.length > 1) {
      this.turns = this.turns.slice(Math.ceil(this.turns.length / 4));
      written = JSON.stringify(this.turns);
    }
    this.keep.set(this.key, written);
  }

  forget(): void {
    this.turns = [];
    this.keep.set(this.key, null);
  }

  private get key(): string {
    return `turns/${this.conversation}`;
  }

  private read(): Turn[] {
    try {
      const stored: unknown = JSON.parse(this.keep.get(this.key) || "[]");
      return Array.isArray(stored) ? (stored as Turn[]) : [];
    } catch {
      return [];
    }
  }
}

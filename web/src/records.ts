// What the server says, as docs/answer.md has it.

export type State = "stated" | "redacted" | "silent";

export interface Plan {
  slug: string;
  title: string;
  year: number | null;
  issuer: string | null;
}

export interface Fact {
  item: string;
  aspect: string;
  state: State;
  value: string | null;
  task: string | null;
  due: string | null; // YYYY-MM-DD
  inferred: boolean;
  precision?: string | null; // how exactly the words fix `due`
}

// An entry of a list, shown or not yet.
export interface Item {
  item: string;
  task: string | null;
}

// One of the matters that an answer puts side by side.
export interface Part {
  title: string;
  text: string;
  sources: Source[];
}

export interface Source {
  path: string[];
  quote: string;
  start: number;
  end: number;
}

export interface Answer {
  state: State;
  kind: string;
  facts: Fact[];
  sources: Source[];
  items?: Item[];
  parts?: Part[];
}

export interface Button {
  title: string;
  payload: string;
}

// A list's entry, with what the plan says of the task.
export interface Card {
  number: number;
  title: string;
  task: string | null;
  quote: string | null;
  start: number | null;
  end: number | null;
  deadline: { raw: string; due: string | null; precision?: string } | null;
  owners: { name: string; inferred: boolean }[];
  targets: { name: string; raw: string; redacted: boolean }[];
  priority: string | null;
}

export interface Message {
  text: string;
  answer: Answer | null;
  buttons: Button[];
  cards: Card[];
  plan?: string | null; // the name of the plan that it is about
  failed?: boolean; // not from the bot: the message could not be sent
}

export interface Session {
  conversation: string;
  ticket: string | null;
  user: string | null;
  today: string; // YYYY-MM-DD
  max_message: number;
}

// What the server says to one message.
export interface Reply {
  messages: Message[];
  continued: boolean; // whether the bot still knew what was said before
}

// One question and what came back. `messages` is null until the server has answered.
export interface Turn {
  id: string;
  text: string;
  messages: Message[] | null;
  forgotten?: boolean; // the bot did not know the turns before this one any more
  changed?: string; // the title of the plan that it is about, when the turn before was about another one
  verdict?: "up" | "down";
}

export interface MenuSection {
  id: string;
  parent: string | null;
  level: number;
  number: string | null;
  title: string;
  kind: string;
  ask: string | null; // the question that its entry in the menu sends
  start: number;
}

export interface Name {
  name: string;
  kind: string; // 任务, 章节, 指标, 名词
  ask: string;
  sound: string; // pinyin initials
}

export interface Menu {
  plan: Plan; // that the bot answers from
  plans: Plan[]; // all of them, this one first
  totals: { tasks: number; priorities: number; deadlines: number; redacted: number }; // tasks
  sections: MenuSection[];
  names: Name[];
}

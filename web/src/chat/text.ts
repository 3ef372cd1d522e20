// The bot's text is plain, for channels that show nothing else. Here its parts are taken apart again: what is
// shown in a better form beside it is left out of it.

import type { Answer, Fact, Message } from "../records";

export interface Parts {
  lead: string;
  entries: string[]; // of a numbered list
  first: number; // its first number
  tail: string;
}

const ENTRY = /^(\d+)\. (.*)$/;
const SOURCE = /^(原文：“|出处：)/;

export function partsOf({ text, answer }: Message): Parts {
  const lead: string[] = [];
  const tail: string[] = [];
  const entries: string[] = [];
  let first = 1;
  for (const line of text.split("\n")) {
    if (answer && answer.sources.length && SOURCE.test(line)) continue; // folded below the answer
    const entry = ENTRY.exec(line);
    if (entry) {
      if (!entries.length) first = Number(entry[1]);
      entries.push(entry[2] || "");
    } else (entries.length ? tail : lead).push(line);
  }
  return { lead: told(lead, answer), entries, first, tail: tail.join("\n").trim() };
}

// Lines that say no more than a fact that is shown large.
function told(lines: readonly string[], answer: Answer | null): string {
  const facts = answer ? answer.facts : [];
  return lines
    .filter((line) => !facts.some((fact) => says(line, fact)))
    .join("\n")
    .trim();
}

const WORDS_AROUND = 11; // 原文写作……具体数字未公布

function says(line: string, { item, value }: Fact): boolean {
  if (!value || item === value || !line.includes(value)) return false;
  const bare = (words: string) => words.replace(/[：。；，“”\s]/g, "");
  const around = bare(line.replace(value, ""));
  return !around || (around.includes(bare(item)) && around.length - bare(item).length <= WORDS_AROUND);
}

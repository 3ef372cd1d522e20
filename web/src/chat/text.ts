// The bot's text is plain, for channels that show nothing else. Here its parts are taken apart again: what is
// shown in a better form beside it is left out of it.

import type { Fact, Source } from "../records";

export type Block = { kind: "words"; text: string } | { kind: "list"; first: number; entries: string[] };

const ENTRY = /^(\d+)\. (.*)$/;
const SOURCE = /^(原文：“|出处：)/;

export function blocksOf(text: string, facts: readonly Fact[], sources: readonly Source[]): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split("\n")) {
    const entry = ENTRY.exec(line);
    if (!entry && (isSource(line, sources) || facts.some((fact) => says(line, fact)))) continue;
    const last = blocks[blocks.length - 1];
    if (entry && last && last.kind === "list") last.entries.push(entry[2] || "");
    else if (entry) {
      if (last && last.kind === "words") setHeadingApart(last, blocks);
      blocks.push({ kind: "list", first: Number(entry[1]), entries: [entry[2] || ""] });
    }
    else if (last && last.kind === "words") last.text += `\n${line}`;
    else blocks.push({ kind: "words", text: line });
  }
  return blocks.filter((block) => block.kind === "list" || block.text.trim());
}

// The line before a list is its heading when it ends with a colon, and no part of what stood before.
function setHeadingApart(words: { text: string }, blocks: Block[]): void {
  const place = words.text.lastIndexOf("\n");
  const heading = words.text.slice(place + 1);
  if (place < 0 || !heading.endsWith("：")) return;
  words.text = words.text.slice(0, place);
  blocks.push({ kind: "words", text: heading });
}

// Folded below the answer.
function isSource(line: string, sources: readonly Source[]): boolean {
  return sources.length > 0 && SOURCE.test(line);
}

const WORDS_AROUND = 11; // 原文写作……具体数字未公布

// Does the line say no more than a fact that is shown large?
function says(line: string, { item, value }: Fact): boolean {
  if (!value || item === value || !line.includes(value)) return false;
  const bare = (words: string) => words.replace(/[：。；，“”\s]/g, "");
  const around = bare(line.replace(value, ""));
  return !around || (around.includes(bare(item)) && around.length - bare(item).length <= WORDS_AROUND);
}

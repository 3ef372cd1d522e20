// Where an answer comes from, folded under it.

import { el, icon } from "../dom";
import type { Source } from "../records";

export function sourcesOf(sources: readonly Source[], plan: string | null | undefined): HTMLElement | null {
  const first = sources[0];
  if (!first) return null;
  const place = first.path[first.path.length - 1] || "原文";
  const more = sources.length > 1 ? ` 等 ${sources.length} 处` : "";
  return el(
    "details",
    { class: "sources" },
    el("summary", {}, el("span", { class: "tag" }, "出处"), el("span", { class: "place" }, place + more)),
    ...sources.map((source) => quotation(source, plan)),
  );
}

function quotation(source: Source, plan: string | null | undefined): HTMLElement {
  return el(
    "figure",
    {},
    el("figcaption", {}, source.path.join(" › ")),
    el("blockquote", {}, source.quote),
    el("a", { href: placeInPlan(source, plan), target: "_blank", rel: "noopener" }, "查看原文", icon("open")),
  );
}

// The plan by its name: an answer stays with its own plan when the bot has gone on to another one.
export function placeInPlan({ start, end }: { start: number; end: number }, plan: string | null | undefined): string {
  return `/plan?${plan ? `plan=${encodeURIComponent(plan)}&` : ""}start=${start}&end=${end}#quote`;
}

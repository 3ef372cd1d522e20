// Where an answer comes from, folded under it.

import { el, icon } from "../dom";
import type { Source } from "../records";

export function sourcesOf(sources: readonly Source[]): HTMLElement | null {
  const first = sources[0];
  if (!first) return null;
  const place = first.path[first.path.length - 1] || "原文";
  const more = sources.length > 1 ? ` 等 ${sources.length} 处` : "";
  return el(
    "details",
    { class: "sources" },
    el("summary", {}, el("span", { class: "tag" }, "出处"), el("span", { class: "place" }, place + more)),
    ...sources.map(quotation),
  );
}

function quotation(source: Source): HTMLElement {
  return el(
    "figure",
    {},
    el("figcaption", {}, source.path.join(" › ")),
    el("blockquote", {}, source.quote),
    el("a", { href: placeInPlan(source), target: "_blank", rel: "noopener" }, "查看原文", icon("open")),
  );
}

export function placeInPlan({ start, end }: { start: number; end: number }): string {
  return `/plan?start=${start}&end=${end}#quote`;
}

// The plan's outline as a menu, for those who do not know what to ask.

import { el } from "../dom";
import type { Menu, MenuSection, Plan } from "../records";

export function menuOf(menu: Menu, ask: (question: string) => void): HTMLElement {
  const children = new Map<string | null, MenuSection[]>();
  for (const section of menu.sections) {
    children.set(section.parent, [...(children.get(section.parent) || []), section]);
  }
  const tops = (children.get(null) || []).filter(({ id, ask }) => ask || children.has(id)); // no opening, no closing
  return el("ul", { class: "outline" }, ...tops.map((section) => branch(section, true)));

  function branch(section: MenuSection, top: boolean): HTMLElement {
    const below = children.get(section.id) || [];
    const name = entry(section);
    if (!below.length) return el("li", {}, name);
    const list = el("ul", {}, ...below.map((child) => branch(child, false)));
    return top ? el("li", { class: "part" }, name, list) : el("li", {}, el("details", {}, el("summary", {}, label(section)), own(section), list));
  }

  function own(section: MenuSection): HTMLElement | null {
    const { ask: question } = section;
    return question ? el("button", { type: "button", class: "entry", click: () => ask(question) }, "整个章节讲了什么") : null;
  }

  function entry(section: MenuSection): HTMLElement {
    const { ask: question } = section;
    if (!question) return el("div", { class: "heading" }, label(section));
    return el("button", { type: "button", class: "entry", click: () => ask(question) }, label(section));
  }
}

// The other plans that are loaded: the bot does not answer from them, but they can be read.
export function othersOf({ plan, plans }: Menu): HTMLElement[] {
  const others = plans.filter(({ slug }) => slug !== plan.slug);
  if (!others.length) return [];
  const link = (page: string, slug: string, name: string) =>
    el("a", { href: `/${page}?plan=${encodeURIComponent(slug)}`, target: "_blank", rel: "noopener" }, name);
  return [
    el("h2", {}, "其他计划"),
    el("p", { class: "hint" }, "只供查阅，机器人不从这里回答"),
    el(
      "ul",
      {},
      ...others.map((other) =>
        el("li", {}, el("span", {}, planName(other)), link("plan", other.slug, "全文"), link("overview", other.slug, "总览")),
      ),
    ),
  ];
}

// A title mostly says the year itself.
export function planName({ title, year }: Plan): string {
  return year && !title.includes(String(year)) ? `${title}（${year}年）` : title;
}

function label({ number, title }: MenuSection): HTMLElement {
  return el("span", {}, number ? el("span", { class: "number" }, number) : null, title);
}

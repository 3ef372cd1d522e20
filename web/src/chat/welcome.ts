// <plan-welcome>: what a new conversation opens with: the plan, its figures to look at, questions to begin with.

import { el } from "../dom";
import type { Menu } from "../records";

const EXAMPLES = ["计划分几个部分？"];
const OWN_EXAMPLES = 2; // questions of the plan's own sections
const FIRST_TO_SHOW = "initiative"; // the kind of section whose question shows best what can be asked

export function defineWelcome(menu: () => Menu | null, ask: (question: string) => void): void {
  customElements.define(
    "plan-welcome",
    class extends HTMLElement {
      connectedCallback(): void {
        this.draw();
        addEventListener("plan-menu", this.draw);
      }

      disconnectedCallback(): void {
        removeEventListener("plan-menu", this.draw);
      }

      private draw = (): void => {
        const known = menu();
        const name = known ? `《${known.plan.title}》` : "工作计划";
        this.replaceChildren(
          el("p", { class: "greeting" }, "您好，想了解计划里的什么？"),
          el("p", { class: "about" }, `可以问${name}的任务、时限、指标和责任单位。每个回答都附原文出处；原文没写或隐去的，会如实说明。`),
          ...(known ? [figures(known, ask)] : []),
          el(
            "div",
            { class: "chips", role: "group", "aria-label": "可以这样问" },
            ...examples(known).map((question) => el("button", { type: "button", class: "chip", click: () => ask(question) }, question)),
          ),
        );
      };
    },
  );
}

// What the plan holds, in figures; each asks for what it counts.
function figures({ totals }: Menu, ask: (question: string) => void): HTMLElement {
  const asking = (name: string, count: number, question: string) =>
    el("button", { type: "button", class: "figure", click: () => ask(question) }, el("b", {}, String(count)), el("span", {}, name));
  return el(
    "div",
    { class: "figures", role: "group", "aria-label": "计划里有" },
    el(
      "a",
      { class: "figure", href: "/overview", target: "_blank", rel: "noopener" },
      el("b", {}, String(totals.tasks)),
      el("span", {}, "项任务（总览）"),
    ),
    asking("项重点任务", totals.priorities, "今年有哪些重点任务？"),
    asking("项写明时限", totals.deadlines, "哪些任务写明了时限？"),
    asking("项数字未公布", totals.redacted, "哪些任务数字未公布？"),
  );
}

function examples(menu: Menu | null): string[] {
  const own = (menu ? menu.sections : []).flatMap(({ kind, ask }) => (kind === FIRST_TO_SHOW && ask ? [ask] : []));
  return [...EXAMPLES, ...own.slice(0, OWN_EXAMPLES)];
}

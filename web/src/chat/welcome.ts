// <plan-welcome>: what a new conversation opens with.

import { el } from "../dom";
import type { Menu } from "../records";

const EXAMPLES = ["今年有哪些重点任务？", "哪些任务写明了时限？", "计划分几个部分？"];

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
          el(
            "div",
            { class: "chips", role: "group", "aria-label": "可以这样问" },
            ...EXAMPLES.map((question) => el("button", { type: "button", class: "chip", click: () => ask(question) }, question)),
          ),
        );
      };
    },
  );
}

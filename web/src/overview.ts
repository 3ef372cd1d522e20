// The page of the plan in figures.

import { countBars, timeLine, type Dated } from "./bars";
import { el } from "./dom";

interface Overview {
  plan: { title: string };
  today: string;
  totals: { tasks: number; deadlines: number; stated: number; redacted: number };
  deadlines: (Dated & { start: number; end: number })[];
  sections: { title: string; tasks: number; stated: number; redacted: number }[];
  owners: { name: string; named: number; inferred: number }[];
}

const main = document.querySelector("main");

fetch("/chat/overview")
  .then(async (response) => {
    const body = await response.json();
    if (!response.ok) throw new Error(body.error.message);
    draw(body as Overview);
  })
  .catch((error: Error) => {
    if (main) main.replaceChildren(el("p", { class: "trouble", role: "alert" }, error.message || "暂时打不开，请稍后刷新。"));
  });

function draw({ plan, today, totals, deadlines, sections, owners }: Overview): void {
  const title = document.getElementById("plan-title");
  if (title) title.textContent = plan.title;
  if (!main) return;
  main.replaceChildren(
    el(
      "dl",
      { class: "totals" },
      total("任务", totals.tasks),
      total("写明时间", totals.deadlines),
      total("指标写明数字", totals.stated),
      total("指标未公布", totals.redacted),
    ),
    part(
      "时间线",
      "竖线是今天；绿色还早，黄色在三十天内，红色已过。",
      deadlines.length
        ? timeLine(deadlines.map((one) => ({ ...one, href: `/plan?start=${one.start}&end=${one.end}#quote` })), today)
        : el("p", {}, "计划没有写明具体日期的任务。"),
    ),
    part(
      "各章节的任务",
      "点章节名，就问它的任务。",
      countBars(
        sections.map(({ title, tasks }) => ({
          name: title,
          href: asks(`${title}有哪些任务？`),
          parts: [{ count: tasks, kind: "plain", name: "项" }],
        })),
      ),
    ),
    part(
      "责任单位",
      "深色是原文点名的，浅色是据上下文推断的。",
      countBars(
        owners.map(({ name, named, inferred }) => ({
          name,
          href: asks(`${name}有哪些任务？`),
          parts: [
            { count: named, kind: "plain", name: "项点名" },
            { count: inferred, kind: "faint", name: "项推断" },
          ],
        })),
      ),
    ),
    part(
      "指标的数字",
      "绿色是写明的，条纹是原文隐去的。",
      countBars(
        sections
          .filter(({ stated, redacted }) => stated + redacted)
          .map(({ title, stated, redacted }) => ({
            name: title,
            parts: [
              { count: stated, kind: "later", name: "个写明" },
              { count: redacted, kind: "striped", name: "个未公布" },
            ],
          })),
      ),
    ),
  );
}

function total(name: string, count: number): HTMLElement {
  return el("div", {}, el("dt", {}, name), el("dd", {}, String(count)));
}

function part(name: string, hint: string, chart: HTMLElement): HTMLElement {
  return el("section", {}, el("h2", {}, name), el("p", { class: "hint" }, hint), chart);
}

function asks(question: string): string {
  return `/#ask=${encodeURIComponent(question)}`;
}

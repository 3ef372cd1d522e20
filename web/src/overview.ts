// The page of the plan in figures.

import { countBars, stackedBar, timeLine, type Dated, type Part } from "./bars";
import { el } from "./dom";
import type { Plan } from "./records";

interface Overview {
  plan: Plan;
  asked: boolean; // whether the bot answers from this plan
  today: string;
  totals: { tasks: number; deadlines: number; stated: number; redacted: number };
  deadlines: (Dated & { start: number; end: number })[];
  sections: { title: string; tasks: number; stated: number; redacted: number }[];
  owners: { name: string; named: number; inferred: number }[];
}

const main = document.querySelector("main");

const named = new URLSearchParams(location.search).get("plan");
const query = named ? `plan=${encodeURIComponent(named)}` : "";

fetch(`/chat/overview?${query}`)
  .then(async (response) => {
    const body = await response.json();
    if (!response.ok) throw new Error(body.error.message);
    draw(body as Overview);
  })
  .catch((error: Error) => {
    if (main) main.replaceChildren(el("p", { class: "trouble", role: "alert" }, error.message || "暂时打不开，请稍后刷新。"));
  });

function draw({ plan, asked, today, totals, deadlines, sections, owners }: Overview): void {
  const title = document.getElementById("plan-title");
  if (title) title.textContent = asked ? plan.title : `${plan.title}（只供查阅，机器人现在回答的是另一份计划）`;
  const text = document.getElementById("text");
  if (text && query) text.setAttribute("href", `/plan?${query}`);
  const asks = (question: string) => (asked ? `/#ask=${encodeURIComponent(question)}` : undefined);
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
      "竖线是今天；绿色还早，黄色在三十天内，红色已过。点任务名，看原文。",
      deadlines.length
        ? timeLine(
            deadlines.map((one) => ({ ...one, href: `/plan?start=${one.start}&end=${one.end}${query && `&${query}`}#quote` })),
            today,
            "_self",
          )
        : el("p", {}, "计划没有写明具体日期的任务。"),
    ),
    part(
      "各章节的任务",
      asked ? "点章节名，就问它的任务。" : "",
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
      share(totals.stated, totals.redacted),
      countBars(
        sections
          .filter(({ stated, redacted }) => stated + redacted)
          .map(({ title, stated, redacted }) => ({ name: title, parts: targets(stated, redacted) })),
      ),
    ),
  );
}

function total(name: string, count: number): HTMLElement {
  return el("div", {}, el("dt", {}, name), el("dd", {}, String(count)));
}

function part(name: string, hint: string, ...charts: (HTMLElement | null)[]): HTMLElement {
  return el("section", {}, el("h2", {}, name), el("p", { class: "hint" }, hint), ...charts);
}

function targets(stated: number, redacted: number): Part[] {
  return [
    { count: stated, kind: "later", name: "个写明" },
    { count: redacted, kind: "striped", name: "个未公布" },
  ];
}

// Of all targets, which share the plan states: one bar over the whole width.
function share(stated: number, redacted: number): HTMLElement | null {
  const all = stated + redacted;
  if (!all) return null;
  const percent = Math.round((100 * stated) / all);
  return el(
    "div",
    { class: "share" },
    el("p", {}, el("b", {}, `${percent}%`), ` 写明了数字（${all} 个指标中 ${stated} 个），${redacted} 个未公布`),
    stackedBar(targets(stated, redacted)),
  );
}

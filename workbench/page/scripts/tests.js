// The tests: a list that runs, and beside it the one that is opened.

import { button, h, saying } from "./dom.js";
import { replayView } from "./replay.js";
import { get, listen, post } from "./server.js";

export function testsView() {
  const results = new Map(); // by id: right, failure, cause, milliseconds
  let cases = [];
  let opened = "";
  let running = null;
  const filter = h("input", { type: "search", placeholder: "按名称、文件、标签找", "aria-label": "找测试", oninput: list });
  const failedOnly = h("input", { type: "checkbox", onchange: list });
  const start = button("运行全部", saying(run), { class: "primary", id: "run" });
  const stop = button("停止", saying(() => post("runs/stop")), { id: "stop", hidden: true });
  const bar = h("div", { class: "progress", role: "progressbar", "aria-label": "进度", "aria-valuemin": "0" }, h("i"));
  const sum = h("p", { class: "sum", role: "status" });
  const rows = h("ol", { class: "cases", "aria-label": "测试" });
  const faults = h("ul", { class: "faults", "aria-label": "写错的文件" });
  const replay = replayView(() => (location.hash = "tests"));
  const element = h(
    "section",
    { class: "view tests" },
    h(
      "section",
      { class: "shelf", "aria-label": "全部测试" },
      h("div", { class: "bar" }, h("h2", {}, "测试"), stop, start),
      h("div", { class: "finding" }, filter, h("label", {}, failedOnly, "只看不通过的")),
      bar,
      sum,
      faults,
      rows,
    ),
    replay.element,
  );

  async function load() {
    const found = await get("tests");
    cases = found.cases;
    faults.hidden = !found.faults.length;
    faults.replaceChildren(
      ...found.faults.map((one) =>
        h("li", {}, h("strong", {}, `${one.file} 第 ${one.line} 行第 ${one.column} 列`), `：${one.problem}`, one.advice && `（${one.advice}）`),
      ),
    );
    list();
    hear();
  }

  function chosen() {
    const words = filter.value.trim().toLowerCase().split(/\s+/);
    const matches = (one) => words.every((word) => `${one.name} ${one.file} ${one.tags.join(" ")}`.toLowerCase().includes(word));
    return cases.filter((one) => matches(one) && (!failedOnly.checked || results.get(one.id)?.right === false));
  }

  function list() {
    const shown = chosen();
    start.textContent = shown.length === cases.length ? "运行全部" : `运行这 ${shown.length} 段`;
    start.disabled = !shown.length;
    rows.replaceChildren(
      ...(shown.length ? shown.map(row) : [h("li", { class: "empty" }, cases.length ? "没有找到。" : "还没有测试。在“聊天”里聊几句，存为测试。")]),
    );
  }

  function row(one) {
    const result = results.get(one.id);
    const state = result ? (result.right ? "right" : "wrong") : "unknown";
    const label = { right: "通过", wrong: "不通过", unknown: "没有运行" }[state];
    return h(
      "li",
      {},
      h(
        "a",
        { href: `#tests/${encodeURIComponent(one.id)}`, class: "case", "aria-current": one.id === opened ? "true" : null, data: { id: one.id } },
        h("span", { class: `mark ${state}`, role: "img", "aria-label": label, title: label }),
        h("span", { class: "name" }, one.name),
        h("span", { class: "quietly" }, `${one.file} · ${one.turns} 轮`, result && ` · ${Math.round(result.milliseconds)} 毫秒`),
        result && !result.right && h("span", { class: "why" }, result.cause || result.failure),
      ),
    );
  }

  async function run() {
    const shown = chosen();
    results.clear();
    await post("runs", shown.length === cases.length ? {} : { tests: shown.map((one) => one.id) });
    hear();
  }

  /** Hear of the run that goes on, or of the last one. */
  function hear() {
    running?.close();
    let total = 0;
    running = listen((piece) => {
      if (piece.what === "begin") {
        results.clear();
        total = piece.total;
        stop.hidden = false;
        start.hidden = true;
      } else if (piece.what === "outcome") results.set(piece.id, piece);
      else {
        stop.hidden = true;
        start.hidden = false;
        sum.classList.toggle("stopped", piece.stopped);
      }
      summary(total, piece);
      later();
    }, over);
  }

  function over() {
    stop.hidden = true;
    start.hidden = false;
  }

  let waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => ((waiting = false), list()));
  }

  function summary(total, piece) {
    const done = results.size;
    const wrong = [...results.values()].filter((one) => !one.right).length;
    const end = piece.what === "end" ? (piece.stopped ? "，已停止" : "，全部走完") : "…";
    sum.textContent = `${done}/${total} 段，通过 ${done - wrong}，不通过 ${wrong}${end}`;
    bar.setAttribute("aria-valuemax", total);
    bar.setAttribute("aria-valuenow", done);
    bar.classList.toggle("bad", wrong > 0);
    bar.firstElementChild.style.setProperty("--done", total ? done / total : 0);
  }

  return {
    element,
    shown: saying(async (id) => {
      opened = id;
      element.classList.toggle("opened", Boolean(id));
      await load();
      await replay.open(id);
    }),
  };
}

// What was done: rules and actions, what the answer side read, the database's part; and the time it took.

import { h } from "./dom.js";
import { aspectName, intentName, millis } from "./words.js";

export function done(turn) {
  return [actions(turn), inquiry(turn.inquiry), queries(turn)];
}

function actions(turn) {
  if (!turn.ran.length)
    return h("p", { class: "quietly" }, turn.sees_inside ? "没有运行动作。" : "看不到动作。");
  return h(
    "ol",
    { class: "ran" },
    turn.ran.map((one) =>
      h(
        "li",
        {},
        h("span", { class: "why" }, rule(one, turn)),
        h("span", { class: "arrow", "aria-label": "运行" }, "→"),
        h("code", {}, one.action),
      ),
    ),
  );
}

function rule(one, turn) {
  if (one.rules.length) return `规则 ${one.rules.map((name) => named(name, turn)).join("、")}`;
  return one.policy ? `${one.policy} 选定` : "接着运行";
}

/** The importer makes a rule for each section; its name says no more than the intent. */
function named(name, turn) {
  return name === `Answer about ${turn.intent}` ? `“${intentName(turn.intent)}”（按计划自动生成）` : `“${name}”`;
}

function inquiry(read) {
  if (!read) return null;
  const about = [
    read.aspects?.length && `问 ${read.aspects.map(aspectName).join("、")}`,
    !read.aspects?.length && read.carried_aspect && `沿用上文问的 ${aspectName(read.carried_aspect)}`,
    read.owner && `单位 ${read.owner}`,
    read.points_back && "指着上文",
    read.bare && "只有问法，没有说事",
  ].filter(Boolean);
  return h(
    "dl",
    { class: "inquiry" },
    h("dt", {}, "读出的词"),
    h(
      "dd",
      {},
      read.words?.length
        ? read.words.map((word) =>
            h(
              "span",
              {
                class: `word${word.known ? "" : " unknown"}`,
                title: `${word.known ? "计划里有" : "计划里没有"}，分量 ${word.weight}`,
              },
              word.surface,
            ),
          )
        : "没有",
    ),
    about.length > 0 && [h("dt", {}, "读出的问法"), h("dd", {}, about.join("，"))],
  );
}

function queries(turn) {
  if (!turn.sees_inside) return null;
  if (!turn.queries.length) return h("p", { class: "quietly" }, "没有查数据库（计划已在内存里）。");
  return h(
    "div",
    { class: "queries" },
    turn.queries.map((query) => {
      const [what, table] = about(query.sql);
      const rows = query.rows === null ? "" : `${query.rows} 行`;
      return h(
        "details",
        {},
        h(
          "summary",
          {},
          h("b", {}, what),
          ` ${table}`,
          h("span", { class: "quietly" }, ` ${[rows, millis(query.milliseconds)].filter(Boolean).join(" · ")}`),
        ),
        h("pre", {}, query.sql),
        h("p", {}, "参数 ", h("code", {}, JSON.stringify(query.parameters))),
      );
    }),
  );
}

/** The statement's verb and table, in words. */
function about(sql) {
  const verb = { SELECT: "查询", INSERT: "写入", UPDATE: "修改", DELETE: "删除" }[sql.split(/\s/)[0].toUpperCase()];
  const table = /\b(?:FROM|INTO|UPDATE)\s+"?(\w+)"?/i.exec(sql);
  return [verb ?? "语句", table ? table[1] : ""];
}

export function spent(turn) {
  const { nlu = 0, policy = 0, action = 0, query = 0, total = 0 } = turn.milliseconds;
  const parts = [
    ["理解", nlu, "nlu"],
    ["策略", policy, "policy"],
    ["动作", Math.max(action - query, 0), "action"],
    ["查询", query, "query"],
    ["其余", Math.max(total - nlu - policy - Math.max(action, query), 0), "rest"],
  ].filter(([, time]) => turn.sees_inside || time);
  return h(
    "div",
    { class: "spent" },
    h(
      "div",
      { class: "stack", "aria-hidden": "true" },
      parts.map(([, time, kind]) => h("i", { class: kind, vars: { "--part": String(time) } })),
    ),
    h(
      "ul",
      {},
      parts.map(([label, time, kind]) =>
        h("li", {}, h("i", { class: kind, "aria-hidden": "true" }), `${label} `, h("b", {}, millis(time))),
      ),
    ),
  );
}

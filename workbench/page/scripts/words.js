// What things are called. The intents come from the server, which knows the plan.

export const STATES = { stated: "原文有", redacted: "原文隐去", silent: "原文未提" };
export const KINDS = {
  fact: "事实",
  likely: "最可能的事实",
  list: "清单",
  regime: "制度",
  term: "名词",
  outline: "章节",
  compare: "比较",
  clarify: "反问",
  source: "出处",
  repeat: "重复",
  not_mentioned: "计划未提及",
  not_understood: "没听懂",
  chat: "寒暄",
};
export const SLOTS = {
  memory: "记住的上文",
  aspect: "问什么",
  item: "事项",
  owner: "单位",
  period: "期间",
  ordinal: "第几",
  today: "假定的今天",
  year: "年份",
};
export const ROWS = { unanswered: "没答上", up: "有帮助", down: "没帮助" };

let known = { intents: [], aspects: {}, entities: {}, values: {} };
let names = new Map();

export function learn(bench) {
  known = bench;
  names = new Map(bench.intents.map((one) => [one.intent, one.name]));
}

export const bench = () => known;
export const intents = () => known.intents;
export const intentName = (intent) => names.get(intent) ?? intent ?? "没有意图";
export const aspectName = (aspect) => known.aspects[aspect] ?? aspect;
/** The aspect of this name, or what was written. */
export const aspectOf = (name) =>
  Object.entries(known.aspects).find(([, called]) => called === name)?.[0] ?? name;
export const entityName = (entity) => known.entities[entity] ?? entity;
export const valueName = (entity, value) => (entity === "aspect" ? aspectName(value) : value);
export const entityTypes = () => Object.entries(known.entities);
export const valuesOf = (entity) => known.values[entity] ?? [];

const list = (value) => (Array.isArray(value) ? value : [value]);
const quoted = (value) => list(value).map((one) => `“${one}”`).join("、");
const of = (value) =>
  typeof value !== "object" ? value : value.of ? `${value.value}（${value.of}）` : value.value;
const pairs = (value) =>
  list(value)
    .map((one) =>
      typeof one === "object"
        ? Object.entries(one)
            .map(([name, part]) => `${entityName(name)} ${valueName(name, part)}`)
            .join("，")
        : one,
    )
    .join("；");

const SENTENCES = {
  intent: (value) => `听成 ${list(value).map(intentName).join(" 或 ")}`,
  entities: (value) => `认出 ${pairs(value)}`,
  action: (value) => `运行 ${list(value).join("、")}`,
  action_executed: (value) => `运行 ${value}`,
  slot_was_set: (value) => `槽位有值 ${pairs(value)}`,
  slot_was_not_set: (value) => `槽位没有值 ${pairs(value)}`,
  bot_uttered: (value) => `说了 ${value.utter_name ?? value.text_matches ?? pairs(value.buttons)}`,
  bot_did_not_utter: (value) => `没有说 ${value.utter_name ?? value.text_matches ?? "这个按钮"}`,
  bot: (value) => `整段话是${quoted(value)}`,
  utter: (value) => `用回复 ${value}`,
  state: (value) => `状态是“${STATES[value] ?? value}”`,
  kind: (value) => `答案是${list(value).map((one) => KINDS[one] ?? one).join("或")}`,
  figure: (value) => `数字 ${of(value)}`,
  date: (value) => `日子 ${of(value)}`,
  fact: (value) =>
    `事实 ${Object.entries(value)
      .map(([name, part]) => (name === "aspect" ? aspectName(part) : name === "state" ? STATES[part] : part))
      .join(" · ")}`,
  source: (value) => `引用原文${quoted(value)}`,
  section: (value) => `出自${quoted(value)}`,
  follow_ups: (value) => `建议接着问${quoted(value)}`,
  says: (value) => `说到${quoted(value)}`,
  says_nothing_of: (value) => `不提${quoted(value)}`,
  longest: (value) => `最多 ${value} 个字`,
  rows: (value) =>
    Array.isArray(value) && value.length
      ? `数据库记下 ${value.map((row) => ROWS[row.kind] ?? row.kind).join("、")}`
      : `数据库新增 ${Array.isArray(value) ? 0 : value} 条记录`,
  answered: () => "有回答",
  faultless: () => "运行中不出错",
};

/** An assertion in words. */
export function asserted(kind, value) {
  if (value === null && !["answered", "faultless"].includes(kind)) return kind;
  return SENTENCES[kind] ? SENTENCES[kind](value) : `${kind} ${JSON.stringify(value)}`;
}

export const percent = (share) =>
  share < 0.001 ? "<0.1%" : `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}%`;
export const millis = (spent) => `${spent < 10 ? spent.toFixed(1) : Math.round(spent)} 毫秒`;

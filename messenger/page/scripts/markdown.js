// Markdown as the platform shows it: a small part of it for applications, most of it for robots.

import { h, link } from "./dom.js";
import { person } from "./state.js";

const COLORS = "info|comment|warning";
const BASE =
  String.raw`\*\*(.+?)\*\*|` +
  "`([^`\\n]+)`" +
  String.raw`|\[([^\]\n]+)\]\(([^)\s]+)\)|<font color=["']?(${COLORS})["']?>([\s\S]*?)<\/font>|<@([\w.@-]+)>`;
const RICH = String.raw`${BASE}|(?<![*\w])\*([^*\s][^*\n]*)\*(?!\w)|(https?:\/\/[^\s<>"，。；）)]+)`;

/** The inline parts of a line, as nodes. */
function inline(text, rich) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(new RegExp(rich ? RICH : BASE, "g"))) {
    nodes.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [, bold, code, label, address, color, colored, user, italic, url] = found;
    if (bold) nodes.push(h("strong", {}, inline(bold, rich)));
    else if (code) nodes.push(h("code", {}, code));
    else if (label) nodes.push(link(address, inline(label, rich)));
    else if (color) nodes.push(h("span", { class: `font-${color}` }, inline(colored, rich)));
    else if (user) nodes.push(h("span", { class: "mention" }, `@${person(user).name}`));
    else if (italic) nodes.push(h("em", {}, italic));
    else nodes.push(link(url, url));
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
const isRule = (line) => /^\s*\|?[\s:|-]*-{2,}[\s:|-]*$/.test(line) && line.includes("|");

function table(lines) {
  const [head, , ...rows] = lines.map(cells);
  const row = (values, tag) =>
    h(
      "tr",
      {},
      values.map((value) => h(tag, {}, inline(value, true))),
    );
  return h(
    "div",
    { class: "md-table" },
    h(
      "table",
      {},
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        rows.map((values) => row(values, "td")),
      ),
    ),
  );
}

const ITEM = /^(\s*)([-*+]|\d+[.、)])\s+(.*)$/;

/** Take the lines from `start` that the test accepts. */
function take(lines, start, test) {
  let end = start;
  while (end < lines.length && test(lines[end], end)) end += 1;
  return lines.slice(start, end);
}

/** A text in markdown as an element. `rich`: with lists, tables and code, as robots have them. */
export function markdown(text, rich = false) {
  const lines = text.replace(/\r/g, "").split("\n");
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    const heading = line.match(/^(#{1,6})\s+(.*)$/);
    let used = [line];
    if (heading) {
      blocks.push(h("p", { class: `heading heading-${heading[1].length}` }, inline(heading[2], rich)));
    } else if (/^>\s?/.test(line)) {
      used = take(lines, at, (next) => /^>\s?/.test(next));
      blocks.push(
        h(
          "blockquote",
          {},
          used.map((quoted) => h("p", {}, inline(quoted.replace(/^>\s?/, ""), rich))),
        ),
      );
    } else if (rich && /^\s*```/.test(line)) {
      used = [line, ...take(lines, at + 1, (next) => !/^\s*```/.test(next))];
      blocks.push(h("pre", {}, h("code", {}, used.slice(1).join("\n"))));
      used = [...used, ""]; // the closing fence
    } else if (rich && /^\s*([-*_])\1{2,}\s*$/.test(line)) {
      blocks.push(h("hr"));
    } else if (rich && line.includes("|") && isRule(lines[at + 1] ?? "")) {
      used = take(lines, at, (next) => next.includes("|"));
      blocks.push(table(used));
    } else if (rich && ITEM.test(line)) {
      used = take(lines, at, (next) => ITEM.test(next));
      const items = used.map((item) => item.match(ITEM));
      const ordered = /\d/.test(items[0][2]);
      const start = ordered ? parseInt(items[0][2], 10) : null;
      blocks.push(
        h(
          ordered ? "ol" : "ul",
          { start },
          items.map((item) => h("li", { class: item[1].length > 1 ? "deep" : null }, inline(item[3], rich))),
        ),
      );
    } else if (line.trim()) {
      blocks.push(h("p", {}, inline(line, rich)));
    } else if (!rich) {
      blocks.push(h("p", { class: "empty" }, " "));
    }
    at += used.length;
  }
  return h("div", { class: "markdown" }, blocks);
}

/** A text message: links and mentions stand out, everything else stays as it is. */
export function plain(text, names) {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = new RegExp(
    String.raw`<a\s+href="([^"]+)"[^>]*>([\s\S]*?)<\/a>|(https?:\/\/[^\s<>"，。；）]+)|(@(?:${escaped}))`,
    "g",
  );
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [, address, label, url, mention] = found;
    nodes.push(mention ? h("span", { class: "mention" }, mention) : link(address ?? url, label ?? url));
  }
  return h("div", { class: "plain" }, nodes, text.slice(end));
}

// A flow in columns: nodes as high as they are frequent, and bands between them.

import { s } from "./dom.js";

const WIDTH = 1120;
const NODE = 12; // width of a node
const GAP = 10;
const LEAST = 16; // of a node's row, so that names do not touch
const UNIT = 14; // height of one occurrence, at most
const HIGHEST = 620;
const NAMES = 230; // room for names at either side

/** `links`: column, from, to (id, name, state), count. `tell` is called with the link that is pointed at. */
export function flow(links, titles, tell) {
  const columns = [new Map(), new Map(), new Map()];
  for (const link of links) {
    node(columns[link.column], link.from).out.push(link);
    node(columns[link.column + 1], link.to).into.push(link);
  }
  const total = links.filter((link) => link.column === 0).reduce((sum, link) => sum + link.count, 0);
  const unit = Math.min(UNIT, HIGHEST / total);
  const order = columns.map((column) => [...column.values()]);
  order[0].sort((a, b) => size(b) - size(a));
  sortBy(order[1], order[0], "into", "from");
  sortBy(order[2], order[1], "into", "from");
  order[2].sort((a, b) => (a.id === "end") - (b.id === "end"));
  const heights = order.map((list) => place(list, unit));
  const height = Math.max(...heights) + 40;
  const svg = s("svg", {
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    class: "flow",
    role: "group",
    "aria-label": "走向图",
  });
  const at = (column) => NAMES + (column * (WIDTH - 2 * NAMES - NODE)) / 2;
  titles.forEach((title, column) =>
    svg.append(text(column === 0 ? at(0) + NODE : column === 1 ? at(1) + NODE / 2 : at(2), 16, title, ["end", "middle", "start"][column], "column")),
  );
  for (const link of [...links].sort((a, b) => b.count - a.count)) svg.append(band(link, columns, at, unit, tell));
  order.forEach((list, column) => list.forEach((one) => svg.append(drawn(one, column, at, unit))));
  return svg;
}

function node(column, { id, name, state }) {
  if (!column.has(id)) column.set(id, { id, name, state, out: [], into: [], y: 0, left: 0, right: 0 });
  return column.get(id);
}

const count = (links) => links.reduce((sum, link) => sum + link.count, 0);
const size = (one) => Math.max(count(one.out), count(one.into));

/** Put each node near those that it is linked with. */
function sortBy(list, before, side, end) {
  const rank = new Map(before.map((one, index) => [one.id, index]));
  const middle = (one) =>
    one[side].reduce((sum, link) => sum + rank.get(link[end].id) * link.count, 0) / (count(one[side]) || 1);
  const middles = new Map(list.map((one) => [one, middle(one)]));
  list.sort((a, b) => middles.get(a) - middles.get(b));
}

function place(list, unit) {
  let y = 32;
  for (const one of list) {
    one.height = Math.max(size(one) * unit, 3);
    one.row = Math.max(one.height, LEAST);
    one.y = y + (one.row - one.height) / 2;
    y += one.row + GAP;
  }
  return y;
}

function band(link, columns, at, unit, tell) {
  const a = columns[link.column].get(link.from.id);
  const b = columns[link.column + 1].get(link.to.id);
  const thick = Math.max(link.count * unit, 1);
  const y1 = a.y + a.right + thick / 2;
  const y2 = b.y + b.left + thick / 2;
  a.right += thick;
  b.left += thick;
  const x1 = at(link.column) + NODE;
  const x2 = at(link.column + 1);
  const middle = (x1 + x2) / 2;
  const label = `${link.from.name} → ${link.to.name}：${link.count} 次`;
  return s(
    "path",
    {
      d: `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`,
      "stroke-width": thick.toFixed(1),
      class: `band ${link.column === 0 ? link.to.state : link.from.state}`,
      tabindex: "0",
      role: "button",
      "aria-label": label,
      onclick: () => tell(link),
      onfocus: () => tell(link),
      onmouseenter: () => tell(link),
    },
    s("title", {}, label),
  );
}

function drawn(one, column, at, unit) {
  const x = at(column);
  const y = one.y + one.height / 2 + 4;
  const name = short(one.name, column === 1 ? 14 : 15);
  const label =
    column === 0
      ? text(x - 6, y, name, "end", "name")
      : text(x + NODE + 6, y, name, "start", column === 1 ? "name inner" : "name");
  return s(
    "g",
    { class: `node ${one.state}` },
    s("rect", { x, y: one.y, width: NODE, height: one.height, rx: 2 }),
    label,
    s("title", {}, `${one.name}：${size(one)} 次`),
  );
}

function text(x, y, words, anchor, kind) {
  return s("text", { x, y, "text-anchor": anchor, class: kind }, words);
}

function short(name, most) {
  const letters = Array.from(name);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : name;
}

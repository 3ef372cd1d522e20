// The other two lists: the bureau's people by department, and the workbench with its applications.

import { avatar } from "./avatar.js";
import { matches, search } from "./chats.js";
import { h } from "./dom.js";
import { on, open, person, state } from "./state.js";

const chatWith = (user) =>
  user === state.me ? `app:${user}` : `direct:${[user, state.me].sort().join("|")}`;

function memberRow(member) {
  return h(
    "button",
    {
      type: "button",
      class: "person-row",
      disabled: member.id === state.me,
      onclick: () => open(chatWith(member.id)),
    },
    avatar(person(member.id), 36),
    h(
      "span",
      {},
      h("b", {}, member.name),
      h("small", {}, member.id === state.me ? `${member.position} · 我` : member.position),
    ),
  );
}

function people() {
  return state.bureau.departments
    .map((department) => [
      department,
      state.bureau.members.filter(
        (member) => member.department === department.id && matches(member.name, department.name, member.id),
      ),
    ])
    .filter(([, members]) => members.length)
    .map(([department, members]) =>
      h("section", { class: "department" }, h("h3", {}, department.name), members.map(memberRow)),
    );
}

function apps() {
  const tile = (kind) => {
    const service = state.bureau[kind];
    return h(
      "button",
      { type: "button", class: "tile", onclick: () => open(`${kind}:${state.me}`) },
      avatar(person(kind), 48),
      h("b", {}, service.name),
      h("small", {}, service.description),
    );
  };
  return [
    h("section", { class: "tiles" }, h("h3", {}, "自建应用"), tile("app")),
    h("section", { class: "tiles" }, h("h3", {}, "智能机器人"), tile("robot")),
  ];
}

const LISTS = { people: ["通讯录", people], apps: ["工作台", apps] };

function render() {
  const [name, content] = LISTS[state.tab] ?? [];
  if (!name) return;
  const list = document.getElementById("list");
  const fill = () => list.querySelector(".rows").replaceChildren(...content());
  if (list.dataset.tab !== state.tab) {
    list.dataset.tab = state.tab;
    const subtitle = state.tab === "people" ? search("搜索同事", fill) : null;
    list.replaceChildren(
      h("header", {}, h("h2", {}, name), h("p", {}, state.bureau.corporation), subtitle),
      h("div", { class: "rows" }),
    );
  }
  fill();
}

export function start() {
  on("me tab", render);
}

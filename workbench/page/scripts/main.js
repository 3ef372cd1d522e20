// The frame: which view is shown, and what the bench is.

import { chatView } from "./chat.js";
import { h, saying } from "./dom.js";
import { graphView } from "./graph.js";
import { get } from "./server.js";
import { watchFiles } from "./renewal.js";
import { testsView } from "./tests.js";
import { learn } from "./words.js";

const VIEWS = { chat: "聊天", tests: "测试", graph: "走向图" };

function frame(bench) {
  const made = { chat: chatView(), tests: testsView(), graph: graphView() };
  const tabs = document.getElementById("tabs");
  for (const [name, label] of Object.entries(VIEWS)) {
    const { element } = made[name];
    element.id = name;
    element.setAttribute("role", "tabpanel");
    element.setAttribute("aria-labelledby", `tab-${name}`);
    tabs.append(
      h("a", { id: `tab-${name}`, href: `#${name}`, role: "tab", "aria-controls": name }, label),
    );
    document.getElementById("views").append(element);
  }
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...tabs.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    next.click();
  });
  const show = () => {
    const [name, ...rest] = location.hash.slice(1).split("/");
    const chosen = VIEWS[name] ? name : "chat";
    for (const tab of tabs.children) {
      const selected = tab.id === `tab-${chosen}`;
      tab.setAttribute("aria-selected", selected);
      tab.tabIndex = selected ? 0 : -1;
      made[tab.id.slice(4)].element.hidden = !selected;
    }
    made[chosen].shown?.(decodeURIComponent(rest.join("/")));
  };
  addEventListener("hashchange", show);
  describe(bench);
  show();
}

function describe(bench) {
  const about = document.getElementById("about");
  about.append(
    h("span", { class: "plan", title: bench.plan }, bench.plan),
    bench.edit
      ? h("span", { class: "badge" }, "可存测试、可改正")
      : h("span", { class: "badge looking", title: "用 make workbench 启动才能存" }, "只能看"),
  );
}

saying(async () => {
  const bench = await get("bench");
  learn(bench);
  frame(bench);
  watchFiles();
})();

// "Keep as a test": the conversation with the assertions that are ticked, written as YAML by the server.

import { openDialog } from "./dialog.js";
import { h, saying, toast } from "./dom.js";
import { get, post } from "./server.js";
import { asserted, bench } from "./words.js";

const SPLIT = /[、，,；;\n]+/;
const NEW = "聊天存下.yml";

export const openKeep = saying(async (talk) => {
  const { cases } = await get("tests");
  const files = [...new Set(cases.map((one) => one.file))];
  const name = h("input", { type: "text", required: true, maxlength: 80, value: (talk.turns.find((one) => one.answer) ?? talk.turns[0]).said });
  const tags = h("input", { type: "text", placeholder: "用顿号隔开，可以不写" });
  const file = h("input", { type: "text", required: true, list: "test-files", value: NEW });
  const turns = talk.turns.map(turnChoice);
  const preview = h("pre", { class: "preview" });
  const body = () => ({
    name: name.value,
    file: file.value.trim(),
    tags: words(tags.value),
    today: talk.today === bench().today ? null : talk.today,
    steps: turns.map((one) => one.value()),
  });
  openDialog({
    title: "存为测试",
    action: "存下",
    note: bench().edit ? "" : "只能看：用 make workbench 启动才能存。",
    body: [
      h(
        "div",
        { class: "fields" },
        h("label", { class: "field wide" }, "名称", name),
        h("label", { class: "field" }, "文件", file, h("datalist", { id: "test-files" }, files.map((one) => h("option", { value: one })))),
        h("label", { class: "field" }, "标签", tags),
      ),
      h("p", { class: "quietly" }, "勾上的，以后每次运行都必须成立。勾得越少，测试越不容易被无关的改动弄坏。"),
      turns.map((one) => one.element),
      h(
        "details",
        { class: "yaml", ontoggle: saying(async (event) => event.target.open && (preview.textContent = (await post("tests/preview", body())).yaml)) },
        h("summary", {}, "看写出来的 YAML"),
        preview,
      ),
    ],
    save: async () => {
      const kept = await post("tests", body());
      toast(`已存到 ${kept.file}。在“测试”里可以一步步走。`);
    },
  });
});

const words = (text) => text.split(SPLIT).map((one) => one.trim()).filter(Boolean);

function turnChoice(turn, number) {
  const boxes = turn.suggested.map((one) => [h("input", { type: "checkbox", checked: one.ticked }), one]);
  const says = h("input", { type: "text", placeholder: "几个字，可用顿号隔开", "aria-label": "还要说到" });
  const silent = h("input", { type: "text", placeholder: "几个字，可用顿号隔开", "aria-label": "不能提到" });
  const line = ([box, one]) => h("label", { class: "choice", data: { kind: one.kind } }, box, h("span", {}, asserted(one.kind, one.value)));
  const few = boxes.filter(([, one]) => one.ticked);
  const more = boxes.filter(([, one]) => !one.ticked);
  const element = h(
    "fieldset",
    { class: "turn-choice" },
    h("legend", {}, `${number + 1}. ${turn.said}`),
    few.map(line),
    more.length > 0 && h("details", { open: !few.length }, h("summary", {}, `还可以勾 ${more.length} 样`), more.map(line)),
    h("div", { class: "fields" }, h("label", { class: "field" }, "还要说到", says), h("label", { class: "field" }, "不能提到", silent)),
  );
  const value = () => {
    const assertions = boxes.filter(([box]) => box.checked).map(([, one]) => ({ kind: one.kind, value: one.value }));
    if (words(says.value).length) assertions.push({ kind: "says", value: words(says.value) });
    if (words(silent.value).length) assertions.push({ kind: "says_nothing_of", value: words(silent.value) });
    return { user: turn.said, later: turn.later || null, assertions };
  };
  return { element, value };
}

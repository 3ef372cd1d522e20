// "Correct this": the right intent or entities of one message, to be reviewed by a person.

import { openDialog } from "./dialog.js";
import { button, h, slice, toast } from "./dom.js";
import { post } from "./server.js";
import { aspectOf, bench, entityName, entityTypes, intentName, intents, percent, valueName, valuesOf } from "./words.js";

const CANDIDATES = 4;

export function openCorrect(turn) {
  const right = intentChoice(turn);
  const entities = entityChoice(turn);
  const note = h("input", { type: "text", maxlength: 200, placeholder: "给核对的人看，可以不写" });
  openDialog({
    title: "改正这一句",
    action: "记下来等核对",
    body: [
      h("p", { class: "quietly" }, `只记到 ${bench().review}，由人核对后才移进训练数据；机器人不会马上变。`),
      right.element,
      entities.element,
      h("label", { class: "field" }, "说明", note),
    ],
    save: async () => {
      const kept = await post("corrections", {
        text: turn.said,
        heard: turn.intent,
        intent: right.value(),
        entities: entities.value(),
        found: turn.entities,
        note: note.value,
      });
      toast(`已记到 ${kept.file}，那里现在有 ${kept.waiting} 句等人核对。`);
    },
  });
}

function intentChoice(turn) {
  const heard = [{ intent: turn.intent, confidence: turn.confidence ?? 0 }, ...turn.ranking].slice(0, CANDIDATES + 1);
  const others = h(
    "select",
    { "aria-label": "其他意图", onchange: () => (other.checked = true) },
    h("option", { value: "" }, "从全部意图里选…"),
    intents().map((one) => h("option", { value: one.intent }, one.name)),
  );
  const radio = (value, checked) => h("input", { type: "radio", name: "intent", value, checked });
  const other = radio("", false);
  const element = h(
    "fieldset",
    {},
    h("legend", {}, "这句话是要"),
    heard.map((one, number) =>
      h(
        "label",
        { class: "choice" },
        radio(one.intent, number === 0),
        h("span", {}, intentName(one.intent)),
        h("span", { class: "quietly" }, number === 0 ? `听成这个，${percent(one.confidence)}` : percent(one.confidence)),
      ),
    ),
    h("div", { class: "choice" }, h("label", {}, other, h("span", {}, "其他")), others),
  );
  return {
    element,
    value: () => element.querySelector("input:checked").value || others.value,
  };
}

/** Entities are marked by selecting words of the sentence, with the mouse or with Shift and the arrows. */
function entityChoice(turn) {
  let chosen = turn.entities.filter((one) => one.end > one.start);
  const sentence = h("input", { type: "text", readonly: true, value: turn.said, "aria-label": "句子，选中要标的字" });
  const type = h(
    "select",
    { "aria-label": "是什么", onchange: offer },
    entityTypes().map(([entity, name]) => h("option", { value: entity }, name)),
  );
  const values = h("datalist", { id: "entity-values" });
  const value = h("input", { type: "text", list: "entity-values", placeholder: "值", "aria-label": "值" });
  const marked = h("ul", { class: "entities" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });

  function offer() {
    value.value = "";
    values.replaceChildren(
      ...valuesOf(type.value).map((one) => h("option", { value: one, label: valueName(type.value, one) })),
    );
  }

  function mark() {
    const count = (end) => Array.from(sentence.value.slice(0, end)).length;
    const [start, end] = [count(sentence.selectionStart), count(sentence.selectionEnd)];
    problem.hidden = start < end;
    problem.textContent = "请先在句子里选中几个字。";
    if (start >= end) return;
    const written = value.value.trim() || slice(turn.said, start, end);
    const text = type.value === "aspect" ? aspectOf(written) : written;
    chosen = [...chosen, { entity: type.value, value: text, start, end }];
    value.value = "";
    show();
  }

  function show() {
    marked.replaceChildren(
      ...chosen.map((one) =>
        h(
          "li",
          { class: "chip", data: { entity: one.entity } },
          `${slice(turn.said, one.start, one.end)} → ${entityName(one.entity)} `,
          h("b", {}, valueName(one.entity, one.value)),
          button("×", () => ((chosen = chosen.filter((other) => other !== one)), show()), {
            class: "remove",
            "aria-label": `去掉 ${slice(turn.said, one.start, one.end)}`,
          }),
        ),
      ),
    );
  }

  offer();
  show();
  return {
    element: h(
      "fieldset",
      {},
      h("legend", {}, "句子里的实体"),
      marked,
      h("p", { class: "quietly" }, "少标了？在下面选中几个字，选它是什么，再按“标上”；多标了就按 ×。"),
      sentence,
      h("div", { class: "marking" }, type, value, values, button("标上", mark)),
      problem,
    ),
    value: () => chosen,
  };
}

// Template cards of all kinds, and what happens when their buttons are pressed.

import { h, icon, link } from "./dom.js";
import * as icons from "./icons.js";
import { popover, toast } from "./layer.js";
import { picture } from "./picture.js";
import { post } from "./server.js";
import { member, state } from "./state.js";

const WAIT = 1500; // milliseconds in which a pressed card does not take another press

/** The card as the current account sees it. */
const seen = (message) => message.body.seen_by?.[state.me] ?? message.body;

function press(message, root, key, menu = false) {
  const choices = {};
  for (const field of root.querySelectorAll("[data-question]")) {
    const chosen = field.matches("select")
      ? [field.value]
      : [...field.querySelectorAll("input:checked")].map((input) => input.value);
    choices[field.dataset.question] = chosen;
  }
  const card = root.closest(".card");
  card.classList.add("pressed");
  setTimeout(() => card.classList.remove("pressed"), WAIT);
  post("press", { user: state.me, message: message.id, key, choices, menu }).catch((error) =>
    toast(error.message),
  );
}

function head(message, card, root) {
  const source = card.source ?? {};
  const menu = card.action_menu;
  if (!source.desc && !menu) return null;
  const more =
    menu &&
    h(
      "button",
      {
        type: "button",
        class: "icon-button card-more",
        title: menu.desc ?? "更多",
        onclick: (event) =>
          popover(
            event.currentTarget,
            menu.action_list.map((row) => ({
              text: row.text,
              do: () => press(message, root(), row.key, true),
            })),
          ),
      },
      icon(icons.MORE, 18),
    );
  return h(
    "div",
    { class: "card-head" },
    source.icon_url ? picture(source.icon_url, "card-icon") : null,
    h("span", { class: `tone-${source.desc_color ?? 0}` }, source.desc ?? ""),
    more,
  );
}

/** A part of a card that leads somewhere when pressed, if it does. */
const leading = (area, element) => (area?.type === 1 && area.url ? link(area.url, element) : element);

function horizontal(row) {
  const person = row.type === 3 ? member(row.userid) : null;
  const value = person ? person.name : (row.value ?? "");
  return h(
    "div",
    { class: "card-row" },
    h("dt", {}, row.keyname),
    h("dd", {}, row.type === 1 ? link(row.url, value || "查看") : value),
  );
}

function jump(row) {
  return leading(
    row,
    h(
      "div",
      { class: `card-jump ${row.type === 1 ? "leads" : ""}` },
      h("span", {}, row.title),
      row.type === 1 ? icon(icons.NEXT, 14) : null,
    ),
  );
}

function select(row, disabled) {
  const options = row.option_list.map((option) =>
    h("option", { value: option.id, selected: option.id === row.selected_id }, option.text),
  );
  return h(
    "label",
    { class: "card-select" },
    h("span", {}, row.title ?? ""),
    h("select", { data: { question: row.question_key }, disabled: disabled || row.disable }, options),
  );
}

function checkbox(row, name, disabled) {
  const type = row.mode === 1 ? "checkbox" : "radio";
  const option = (choice) =>
    h(
      "label",
      { class: "card-choice" },
      h("input", {
        type,
        name,
        value: choice.id,
        checked: Boolean(choice.is_checked),
        disabled: disabled || row.disable,
      }),
      h("span", {}, choice.text),
    );
  return h(
    "div",
    { class: "card-choices", data: { question: row.question_key } },
    row.option_list.map(option),
  );
}

function interaction(message, card, root) {
  const done = card.replaced ?? card.replace_text;
  const button = (row) => {
    const style = `card-button style-${row.style ?? 1}`;
    if (row.type === 1) return link(row.url, h("span", { class: style }, row.text));
    return h(
      "button",
      { type: "button", class: style, onclick: () => press(message, root(), row.key) },
      row.text,
    );
  };
  const buttons = card.button_list ?? (card.submit_button ? [card.submit_button] : []);
  const longest = Math.max(0, ...buttons.map((row) => row.text.length));
  const layout = longest > 7 ? "wide" : buttons.length > 2 ? "pairs" : "";
  return [
    card.button_selection && !done ? select(card.button_selection, false) : null,
    card.checkbox ? checkbox(card.checkbox, message.id, done) : null,
    (card.select_list ?? []).map((row) => select(row, done)),
    done
      ? h(
          "div",
          { class: "card-buttons" },
          h("button", { type: "button", class: "card-button done", disabled: true }, done),
        )
      : buttons.length
        ? h("div", { class: `card-buttons ${layout}` }, buttons.map(button))
        : null,
  ];
}

/** A template card as an element. */
export function card(message) {
  const shown = seen(message);
  const {
    main_title: title = {},
    emphasis_content: emphasis,
    quote_area: quote,
    image_text_area: aside,
  } = shown;
  const element = h("div", { class: `card template ${shown.card_type}` });
  const root = () => element;
  const body = [
    shown.card_image ? picture(shown.card_image.url, "cover") : null,
    title.title ? h("h3", {}, title.title) : null,
    title.desc ? h("p", { class: "card-desc" }, title.desc) : null,
    emphasis
      ? h(
          "div",
          { class: "emphasis" },
          h("strong", {}, emphasis.title ?? ""),
          h("small", {}, emphasis.desc ?? ""),
        )
      : null,
    aside
      ? leading(
          aside,
          h(
            "div",
            { class: "card-aside" },
            picture(aside.image_url, "thumb"),
            h("div", {}, h("b", {}, aside.title ?? ""), h("p", {}, aside.desc ?? "")),
          ),
        )
      : null,
    quote
      ? leading(
          quote,
          h(
            "div",
            { class: "card-quote" },
            quote.title ? h("b", {}, quote.title) : null,
            h("p", {}, quote.quote_text ?? ""),
          ),
        )
      : null,
    shown.sub_title_text ? h("p", { class: "card-sub" }, shown.sub_title_text) : null,
    (shown.vertical_content_list ?? []).map((row) =>
      h("div", { class: "card-vertical" }, h("b", {}, row.title), h("p", {}, row.desc ?? "")),
    ),
    shown.horizontal_content_list?.length
      ? h("dl", { class: "card-rows" }, shown.horizontal_content_list.map(horizontal))
      : null,
  ];
  const parts = [
    head(message, shown, root),
    leading(shown.card_action, h("div", { class: "card-body" }, body)),
    interaction(message, shown, root),
    shown.jump_list?.length ? h("div", { class: "card-jumps" }, shown.jump_list.map(jump)) : null,
  ];
  element.append(...parts.flat(3).filter(Boolean));
  return element;
}

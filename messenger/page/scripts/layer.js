// What floats above the page: menus, small dialogs and passing remarks.

import { h } from "./dom.js";

const layer = () => document.getElementById("layer");
let opener = null;

export function closeLayer() {
  layer().replaceChildren();
  opener?.focus?.();
  opener = null;
}

function show(element, anchor) {
  closeLayer();
  opener = anchor;
  layer().append(h("div", { class: "veil", onclick: closeLayer }), element);
  element.addEventListener("keydown", (event) => event.key === "Escape" && closeLayer());
  const place = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const left = Math.min(Math.max(8, place.left), innerWidth - width - 8);
  const below = place.bottom + 6;
  element.style.left = `${left}px`;
  element.style.top = `${below + height < innerHeight - 8 ? below : Math.max(8, place.top - height - 6)}px`;
  element.querySelector("button, input")?.focus();
}

/** A menu at an element. Rows: {text, do, node}. */
export function popover(anchor, rows, className = "") {
  const row = (item) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: `menu-row ${item.class ?? ""}`,
        onclick: () => (closeLayer(), item.do()),
      },
      item.node ?? item.text,
    );
  show(h("div", { class: `popover ${className}`, role: "menu" }, rows.map(row)), anchor);
}

/** Ask for one line of text at an element. */
export function ask(anchor, title, value, action) {
  const input = h("input", { value, "aria-label": title, maxlength: "200" });
  const form = h(
    "form",
    {
      class: "popover asking",
      onsubmit: (event) => (
        event.preventDefault(),
        closeLayer(),
        input.value.trim() && action(input.value.trim())
      ),
    },
    h("p", {}, title),
    input,
    h("button", { class: "primary" }, "发送"),
  );
  show(form, anchor);
  input.focus();
}

let vanishing;

/** A remark that passes. */
export function toast(text) {
  document.querySelector(".toast")?.remove();
  clearTimeout(vanishing);
  const element = h("p", { class: "toast", role: "status" }, text);
  document.body.append(element);
  vanishing = setTimeout(() => element.remove(), 3500);
}

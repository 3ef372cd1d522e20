// A dialog of the page: a title, a form, and a line for what went wrong.

import { button, h } from "./dom.js";

/**
 * Opens it. `save` is called when the form is sent; when it throws, the dialog stays and says why.
 * `note` is shown when saving is not possible.
 */
export function openDialog({ title, body, action, save, note }) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "primary", disabled: Boolean(note) }, action);
  const form = h(
    "form",
    { method: "dialog", onsubmit: submit },
    h("header", {}, h("h2", {}, title), button("关闭", close, { class: "quiet", "aria-label": "关闭" })),
    h("div", { class: "body" }, body),
    h("footer", {}, note && h("p", { class: "quietly" }, note), problem, send),
  );
  const dialog = h("dialog", { onclose: () => dialog.remove(), "aria-label": title }, form);

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    problem.hidden = true;
    try {
      await save();
      close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
    send.disabled = false;
  }

  function close() {
    dialog.close();
  }

  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

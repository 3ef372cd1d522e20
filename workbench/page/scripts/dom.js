// Making elements. Text always goes in as text, never as markup.

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "vars")
      for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/**
 * An element. Properties that begin with "on" are listeners; `data` and `vars` are objects; null and false
 * leave an attribute out. Children may be nodes, text, null or lists of them.
 */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** An element of a drawing. */
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

export function button(label, onclick, properties = {}) {
  return h("button", { type: "button", class: "quiet", onclick, ...properties }, label);
}

let hiding = 0;

/** Say something for a while at the bottom of the page. */
export function toast(text, bad = false) {
  const place = document.getElementById("toast");
  place.textContent = text;
  place.classList.toggle("bad", bad);
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (place.hidden = true), bad ? 9000 : 5000);
}

/** A function that says what went wrong when `work` fails. */
export function saying(work) {
  return async (...values) => {
    try {
      return await work(...values);
    } catch (error) {
      toast(error.message, true);
      return undefined;
    }
  };
}

/** A piece of a text by code points, as the server counts. */
export function slice(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}

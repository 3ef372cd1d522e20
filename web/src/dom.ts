// Making elements. Text goes in as text nodes only: nothing that anybody wrote is ever read as markup.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  done: "M5 13l4 4L19 7",
  up: "M7 11v9H4v-9zm0 0l4-8c2 0 2.5 1.500 2.200 3L12.600 9H19l-1.600 9c-.2 1.200-1 2-2.200 2H7",
  down: "M17 13V4h3v9zm0 0l-4 8c-2 0-2.500-1.500-2.200-3l.6-3H5l1.600-9c.2-1.200 1-2 2.200-2H17",
  sheet: "M5 3h14v18H5zM5 9h14M5 15h14M11 9v12",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  fresh: "M4 5h16v11H10l-5 4v-4H4zM12 8v5M9.500 10.500h5",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  send: "M4 12l16-8-6 16-3-6.500z",
  line: "M4 18h16M7 18v-4M12 18V8M17 18v-7",
};

export type Icon = keyof typeof ICONS;

export function icon(name: Icon): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", width: 18, height: 18, class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linejoin": "round", "stroke-linecap": "round" }),
  );
}

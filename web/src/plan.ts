// The page of the whole plan: its outline shows where the reader is.

const side = document.getElementById("side") as HTMLDetailsElement | null;
const narrow = matchMedia("(max-width: 860px)");
if (side) {
  const fit = () => {
    side.open = !narrow.matches;
  };
  fit();
  narrow.addEventListener("change", fit);
  side.addEventListener("click", (event) => {
    if (narrow.matches && (event.target as HTMLElement).closest("a")) side.open = false;
  });
}

const places = [...document.querySelectorAll<HTMLElement>("a.place")];
const links = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>("#side a")].map((link) => [link.hash.slice(1), link]),
);
let current: HTMLAnchorElement | undefined;
let waiting = false;

function follow(): void {
  waiting = false;
  const line = innerHeight * 0.4;
  let passed: HTMLElement | undefined;
  for (const place of places) if (place.getBoundingClientRect().top <= line) passed = place;
  const link = passed && links.get(passed.id);
  if (link === current) return;
  if (current) current.removeAttribute("aria-current");
  current = link;
  if (!link) return;
  link.setAttribute("aria-current", "true");
  if (!narrow.matches) link.scrollIntoView({ block: "nearest" });
}

addEventListener(
  "scroll",
  () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  },
  { passive: true },
);
follow();

export {};

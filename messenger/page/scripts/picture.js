// Pictures of this machine; the page's security policy lets no others in.

import { h, icon } from "./dom.js";
import * as icons from "./icons.js";

/** A picture from this machine; a grey field when it cannot be shown. */
export function picture(address, className) {
  const image = h("img", { src: address, alt: "图片", class: className, loading: "lazy" });
  image.addEventListener("error", () =>
    image.replaceWith(h("span", { class: `${className} no-picture` }, icon(icons.PICTURE, 28))),
  );
  return image;
}

// The square picture of a person, a group, the application or the robot.

import { h, icon } from "./dom.js";
import * as icons from "./icons.js";
import { person } from "./state.js";

const SIGNS = { app: icons.CLIPBOARD, robot: icons.ROBOT, group: icons.PEOPLE };

const TILES = 9; // members that the picture of a group shows

/** A group's picture is made of its members'. */
function mosaic(members, size, name) {
  const shown = members.slice(0, TILES);
  const across = shown.length > 4 ? 3 : 2;
  const tile = (user) => h("i", { vars: { "--color": person(user).color } }, person(user).name.slice(-1));
  const vars = { "--size": `${size}px`, "--across": across };
  return h("span", { class: "avatar mosaic", vars, title: name, "aria-hidden": "true" }, shown.map(tile));
}

export function avatar({ sign, color, name, members }, size = 40) {
  if (members?.length) return mosaic(members, size, name);
  const shape = SIGNS[sign];
  const content = shape ? icon(shape, Math.round(size * 0.6)) : sign;
  const vars = { "--size": `${size}px`, ...(color ? { "--color": color } : {}) };
  return h(
    "span",
    { class: `avatar ${shape ? `avatar-${sign}` : ""}`, vars, title: name, "aria-hidden": "true" },
    content,
  );
}

// The shapes of all icons: paths in a square of 24.

export const CHAT = "M4 5h16v11h-8l-4.5 3.5V16H4z M8 9h8 M8 12h5";
export const PEOPLE =
  "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11z M3.5 19c.3-3.4 2.4-5 5.5-5s5.2 1.6 5.5 5z M16 11.2a2.7 2.7 0 1 0-1-5.2 M17 14.2c2 .4 3.2 1.9 3.5 4.3";
export const GRID = "M4.5 4.5h6v6h-6z M13.5 4.5h6v6h-6z M4.5 13.5h6v6h-6z M13.5 13.5h6v6h-6z";
export const LOG = "M5 5.5h14 M5 10h14 M5 14.5h9 M5 19h6";
export const BOLT = "M13 3 5.5 13.5H11L10 21l8-11h-5.5z";
export const PLUG = "M9 4v5 M15 4v5 M6.5 9h11v2.5a5.5 5.5 0 0 1-11 0z M12 17v4";
export const SEARCH = "M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z M16 16l4 4";
export const BACK = "M14.5 5.5 8 12l6.5 6.5";
export const NEXT = "M9.5 5.5 16 12l-6.5 6.5";
export const MORE = "M6 12h.01 M12 12h.01 M18 12h.01";
export const CLOSE = "M6 6l12 12 M18 6 6 18";
export const FILE = "M6.5 3.5h7l4 4v13h-11z M13.5 3.5v4h4";
export const PICTURE = "M4 5h16v14H4z M4 16l4.5-4.5 4 4 2.5-2.5 5 5 M15.5 9.5h.01";
export const VOICE =
  "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z M6.5 11a5.5 5.5 0 0 0 11 0 M12 16.5V20 M9 20h6";
export const PLACE =
  "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z M12 12a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z";
export const AT =
  "M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z M15.5 9v4.5a2.3 2.3 0 0 0 4.5-.5v-1a8 8 0 1 0-3 6.2";
export const QUOTE =
  "M9.5 7C7 8 6 9.8 6 13v4h4.500v-4.500H8 M18 7c-2.500 1-3.500 2.800-3.500 6v4H19v-4.500h-2.500";
export const WECHAT =
  "M9.5 5C6 5 3.500 7.200 3.500 10c0 1.600.8 3 2.200 3.900L5.200 16l2.300-1.200c.6.2 1.300.2 2 .2 3.500 0 6-2.200 6-5S13 5 9.500 5z M15.500 10.500c2.900.2 5 2 5 4.300 0 1.300-.7 2.500-1.800 3.300l.4 1.700-1.900-1c-.5.2-1.100.2-1.700.2-2.100 0-3.900-1-4.700-2.600";
export const CLIPBOARD = "M7 5h10v15H7z M9.500 3.500h5V6.500h-5z M9.500 11h5 M9.500 14.500h5";
export const ROBOT =
  "M6 9h12v9H6z M12 5v4 M12 4.500h.01 M9.500 13h.01 M14.500 13h.01 M4 12.500v2 M20 12.500v2";
export const GOOD =
  "M8 11l3-6.500c1.200 0 2 .8 2 2V9.500h4.500c1 0 1.700 1 1.400 2l-1.700 6c-.2.9-1 1.500-1.900 1.500H8z M4.500 11H8v8H4.500z";
export const CHECK = "M5 12.500l4.500 4.500L19 7.500";
export const MENU = "M5 7h14 M5 12h14 M5 17h14";

// Times as a messenger shows them.

const two = (number) => String(number).padStart(2, "0");
const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
const DAYS = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
const DAY = 24 * 3600 * 1000;

function daysAgo(date) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((midnight(new Date()) - midnight(date)) / DAY);
}

/** 09:05, 昨天, 星期三 or 3/1, for the list of chats. Seconds since 1970. */
export function short(seconds) {
  const date = new Date(seconds * 1000);
  const ago = daysAgo(date);
  if (ago <= 0) return clock(date);
  if (ago === 1) return "昨天";
  return ago < 7 ? DAYS[date.getDay()] : `${date.getMonth() + 1}/${date.getDate()}`;
}

/** 昨天 09:05, for the lines between messages. */
export function long(seconds) {
  const date = new Date(seconds * 1000);
  const ago = daysAgo(date);
  return ago <= 0
    ? clock(date)
    : `${ago < 7 ? short(seconds) : `${date.getMonth() + 1}月${date.getDate()}日`} ${clock(date)}`;
}

/** 09:05:07.123, for the log. */
export function exact(seconds) {
  const date = new Date(seconds * 1000);
  return `${clock(date)}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** 820 ms or 5.0 s. */
export function duration(milliseconds) {
  if (milliseconds < 1) return "<1 ms";
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

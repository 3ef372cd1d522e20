// Days as the server counts them, in China's time; "today" is the server's.

export type Urgency = "overdue" | "soon" | "later";

const DAY = 86_400_000;
const YEAR = 365; // days
const SOON = 30; // days

export function daysLeft(due: string, today: string): number {
  return Math.round((Date.parse(due) - Date.parse(today)) / DAY);
}

export function urgency(days: number): Urgency {
  return days < 0 ? "overdue" : days <= SOON ? "soon" : "later";
}

// A season's words (秋季开学前) fix no day: the one that is counted to is assumed.
export function isAssumed(precision: string | null | undefined): boolean {
  return precision === "season";
}

export function inWords(days: number, assumed = false): string {
  const about = assumed ? "约" : "";
  if (days < 0) return `已过${about} ${-days} 天`;
  if (days > 2 * YEAR) return `还有约 ${Math.round(days / YEAR)} 年`;
  return days === 0 ? (assumed ? "大约今天到期" : "今天到期") : `还有${about} ${days} 天`;
}

export function longDate(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

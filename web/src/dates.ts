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

export function inWords(days: number): string {
  if (days < 0) return `已过 ${-days} 天`;
  if (days > 2 * YEAR) return `还有约 ${Math.round(days / YEAR)} 年`;
  return days === 0 ? "今天到期" : `还有 ${days} 天`;
}

export function longDate(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

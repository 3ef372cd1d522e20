"""How long a plan takes to parse, and how that grows: `python -m benchmarks.parse`.

Parses the default plan, and plans of 10 and of 100 times its size; then texts of one word only, small and
large, which make careless expressions slow. The status is 1 when time grows faster than the text.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from bot.plan import parse, read_text
from bot.settings import ROOT

PLAN = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"
SIZES = (1, 10, 100)
ODD_SIZES = (12_000, 96_000)
MOST_GROWTH = 2.0  # of the time for a character, between the smallest and the largest text of a kind
ODD = [
    "1",
    "X",
    "一",
    "十",
    "（",
    "“",
    "，",
    "、",
    "加强",
    "的",
    "\t",
    "。",
    "年",
    "1、",
    "一是",
    "增长",
    "各",
    "\n一、",
]
ODD += ["“三个中心”", "即", "不少于", "2022年", "7天内", "联合", "由", "是", "\n——是。", "\n（一）"]


def seconds(text: str) -> float:
    """How long it takes to parse the text, the best of two."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        parse(text)
        best = min(best, time.process_time() - start)
    return best


def kinds(plan: str) -> Iterator[tuple[str, list[str]]]:
    """Each kind of text with its name, from small to large."""
    yield "工作计划", [plan * size for size in SIZES]
    for odd in ODD:
        yield "只有 " + repr(odd).strip("'"), [odd * (size // len(odd)) for size in ODD_SIZES]


def main() -> int:
    """Print the table."""
    plan = read_text(PLAN)
    parse(plan)  # reads and compiles the lexicon
    worst = 0.0
    print("字数        秒        微秒/字    文本")
    for name, texts in kinds(plan):
        each = []
        for text in texts:
            taken = seconds(text)
            each.append(1e6 * taken / len(text))
            print(f"{len(text):<10}  {taken:<8.3f}  {each[-1]:<9.2f}  {name}")
        worst = max(worst, each[-1] / each[0])
    print(f"每字用时最多增长到 {worst:.2f} 倍（上限 {MOST_GROWTH}）")
    return 1 if worst > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())

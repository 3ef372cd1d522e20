"""The report: one HTML page that needs nothing else, a Markdown summary, and JUnit's XML for CI."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from benchmarks import charts, page
from benchmarks.understanding import matrix
from workbench.causes import CAUSES, cause
from workbench.names import intent_names
from workbench.report_parts import dialogue, over_time, tree
from workbench.results import Results, names_of
from workbench.transcript import timings, transcript
from workbench.understood import guesses

STYLE = Path(__file__).with_name("report.css")
CONFUSED, SHOWN_BROKEN, MISSING = 14, 8, 60


def html(results: Results) -> str:
    """The page. All text is escaped; nothing is loaded from anywhere."""
    parts = [
        f"<h1>对话测试</h1><p class='about'>{escape(_about(results))}</p>",
        _cards(results),
        _part("没过的对话", _failures(results)),
        _part("与上次认可的结果相比", _compared(results)),
        _part("历次通过率", over_time(results.rates)),
        _part("覆盖", _coverage(results), "只算答对的那些轮。"),
        _part("计划的覆盖图", _plan(results), "点开一节，看问过它的哪些方面；悬停可看建议的问法。"),
        _part("接下来写什么", _next(results), "建议的问法用的是原文的词，请换成大家平时的说法。"),
        _part("换个说法还过不过", _stability(results), "意图、实体等只由措辞决定的，不要求一样。"),
        _part("意图混淆", _confusion(results), "每一行是该听成的，每一列是听成的；只算写了意图的轮。"),
        _part("最慢的几轮", _slowest(results)),
    ]
    style = page.STYLE.read_text(encoding="utf-8") + STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>对话测试</title><style>{style}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _about(results: Results) -> str:
    at = results.at[:16].replace("T", " ")
    return f"{at}，《{results.project.plan.title}》；{len(results.outcomes)} 段对话，{results.turns} 轮。"


def _part(title: str, body: str, note: str = "") -> str:
    explained = f"<p class='note'>{escape(note)}</p>" if note else ""
    return f"<section><h2>{escape(title)}</h2>{explained}{body}</section>"


def _cards(results: Results) -> str:
    broken = len(results.comparison.broken)
    cards = [
        (f"{results.right}/{len(results.outcomes)}", "段对话通过", results.right == len(results.outcomes)),
        (str(broken), "段比上次坏了", broken == 0),
        *(
            (f"{one.share:.0%}", f"{one.title}（{one.seen}/{len(one.entries)}）", one.share >= floor)
            for one in results.dimensions
            for floor in [(results.floors or {}).get(one.name, 0.0)]
        ),
        (f"{results.median():.0f} 毫秒", "每轮用时（中位数）", True),
    ]
    return (
        "<div class='cards'>"
        + "".join(
            f"<div class='card {'met' if good else 'missed'}'><b>{escape(figure)}</b>"
            f"<span>{escape(what)}</span><small>{'✓' if good else '✗ 要看一看'}</small></div>"
            for figure, what, good in cards
        )
        + "</div>"
    )


def _failures(results: Results) -> str:
    if not results.wrong:
        return "<p class='good'>全部通过。</p>"
    causes = "，".join(f"{CAUSES[key]} {count}" for key, count in results.causes.items())
    return f"<p>原因：{escape(causes)}。</p>" + "".join(map(dialogue, results.wrong))


def _compared(results: Results) -> str:
    one = results.comparison
    groups = [
        ("坏了", one.broken, "bad-text"),
        ("修好了", one.fixed, "good"),
        ("还是不过", one.still, ""),
        ("新写的没过", one.new_wrong, ""),
        ("不见了", one.gone, ""),
    ]
    shown = [
        f"<h3 class='{colour}'>{name} {len(ids)}</h3><ul class='ids'>"
        + "".join(f"<li>{escape(text)}</li>" for text in names_of(ids))
        + "</ul>"
        for name, ids, colour in groups
        if ids
    ]
    return "".join(shown) or "<p>没有变化。</p>"


def _coverage(results: Results) -> str:
    groups = [
        (one.title, [charts.Bar(one.share, f"{one.share:.0%}  {one.seen}/{len(one.entries)}")])
        for one in results.dimensions
    ]
    below = "".join(f"<p class='bad-text'>✗ {escape(line)}</p>" for line in results.below)
    lists = "".join(
        f"<details><summary>{escape(one.title)}：还有 {len(one.missing)} 个没有用到</summary>"
        + "<ul class='ids'>"
        + "".join(f"<li>{escape(entry.title)}</li>" for entry in one.missing[:MISSING])
        + (f"<li>……共 {len(one.missing)} 个</li>" if len(one.missing) > MISSING else "")
        + "</ul></details>"
        for one in results.dimensions
        if one.missing
    )
    return below + charts.bars(groups, "覆盖率") + lists


def _plan(results: Results) -> str:
    plan = next((one for one in results.dimensions if one.name == "plan"), None)
    return tree(results.project, plan) if plan else ""


def _next(results: Results) -> str:
    if not results.missing:
        return "<p class='good'>都写到了。</p>"
    rows = "".join(
        f"<tr><td>{escape(kind)}</td><td>{escape(entry.title)}</td><td>{escape(entry.suggestion)}</td></tr>"
        for kind, entry in results.missing
    )
    head = "<tr><th>哪一类</th><th>缺什么</th><th>可以这样问</th></tr>"
    return f"<div class='wide'><table class='text'>{head}{rows}</table></div>"


def _stability(results: Results) -> str:
    if not results.stability:
        return "<p class='note'>这次没有量。加上 --variations 就会量。</p>"
    groups = [
        (one.name, [charts.Bar(one.share, f"{one.share:.0%}  {one.held}/{one.tried}")])
        for one in results.stability
    ]
    lists = "".join(
        f"<details><summary>{escape(one.name)}：{len(one.broken)} 段没过</summary>"
        + "".join(map(dialogue, one.broken[:SHOWN_BROKEN]))
        + "</details>"
        for one in results.stability
        if one.broken
    )
    return charts.bars(groups, "换个说法后仍通过的比例") + lists


def _confusion(results: Results) -> str:
    found = guesses(results)
    if not found:
        return "<p class='note'>没有写意图的轮。</p>"
    names = intent_names(results.project)
    intents, counts = matrix(found, CONFUSED)
    if not intents:
        return f"<p class='good'>{len(found)} 轮全部听对。</p>"
    picture = charts.heat([_short(names.get(one, one)) for one in intents], counts, "意图混淆矩阵")
    return f"<div class='wide'>{picture}</div>"


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15] + "…"


def _slowest(results: Results) -> str:
    rows = "".join(
        f"<tr><td>{escape(played.turn.said)}</td><td>{escape(outcome.case.name)}</td>"
        f"<td>{escape(timings(played.turn.milliseconds))}</td></tr>"
        for outcome, played in results.slowest()
    )
    head = "<tr><th>说的话</th><th>对话</th><th>用时</th></tr>"
    return f"<div class='wide'><table class='text'>{head}{rows}</table></div>"


def markdown(results: Results) -> str:
    """The summary for CI."""
    one = results.comparison
    lines = [
        "## 对话测试",
        "",
        f"{results.right}/{len(results.outcomes)} 段通过；坏了 {len(one.broken)}，修好 {len(one.fixed)}，"
        f"还是不过 {len(one.still)}。每轮 {results.median():.0f} 毫秒（中位数）。",
        "",
        "| 覆盖 | 比例 | 用到 | 共有 |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {d.title} | {d.share:.0%} | {d.seen} | {len(d.entries)} |" for d in results.dimensions),
    ]
    if results.stability:
        lines += ["", "| 换个说法 | 仍通过 | 试过 |", "| --- | ---: | ---: |"]
        lines += [f"| {s.name} | {s.share:.0%} | {s.tried} |" for s in results.stability]
    if results.below:
        lines += ["", *(f"- ✗ {line}" for line in results.below)]
    if results.wrong:
        lines += ["", "### 没过的", ""]
        lines += [
            f"- {text}：{cause(o)}" for o, text in zip(results.wrong, _names(results.wrong), strict=True)
        ]
    return "\n".join(lines) + "\n"


def _names(outcomes: Sequence[object]) -> list[str]:
    return names_of([outcome.case.id for outcome in outcomes])  # type: ignore[attr-defined]


def junit(results: Results) -> str:
    """The run in the form that CI systems read."""
    suite = ElementTree.Element(
        "testsuite",
        name="conversations",
        tests=str(len(results.outcomes)),
        failures=str(len(results.wrong)),
        errors="0",
        time=f"{sum(outcome.seconds for outcome in results.outcomes):.3f}",
    )
    for outcome in results.outcomes:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=outcome.case.file.stem if outcome.case.file else "",
            name=outcome.case.name,
            time=f"{outcome.seconds:.3f}",
        )
        if not outcome.right:
            failure = ElementTree.SubElement(case, "failure", message=str(cause(outcome)))
            failure.text = transcript(outcome)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)

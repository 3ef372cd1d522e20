"""The report as one HTML page that needs nothing else: tables, pictures, the mistakes themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks import charts
from benchmarks.exam import Outcome, share_right
from benchmarks.names import ASPECTS, category_name
from benchmarks.results import CLEAN, Row, Sheet, by_category, by_section, percent
from benchmarks.understanding import accuracy, aspect_pairs, confusions, f1, matrix

STYLE = Path(__file__).with_name("page.css")
WORST_INTENTS, WORST_PAIRS, EXAMPLES = 14, 15, 4
LONGEST_ANSWER = 280  # characters of a wrong answer that are shown


@dataclass(frozen=True)
class Report:
    """All that the page shows. The first sheet is the bot's."""

    sheets: Sequence[Sheet]
    rows: Sequence[Row]
    names: Mapping[str, str]  # intent → its name
    sections: Mapping[str, str]  # intents of sections → their names
    about: str  # when and on what this was measured


def render(report: Report) -> str:
    """The page. All text of questions and answers is escaped; nothing is loaded from anywhere."""
    own = report.sheets[0]
    parts = [
        f"<h1>问答质量评测</h1><p class='about'>{escape(report.about)}</p>",
        _cards(report.rows),
        _part("总表", _table(report), _COMPARED),
        _part("有错字时", _slips(report.sheets), _SLIPS),
        _part("各类问题的回答正确率", _categories(report.sheets)),
        _part("最常弄混的意图", _confused(own, report.names), _CONFUSED),
        _part("问项识别", _aspects(own), _ASPECTS),
        _part("各章节的覆盖", _coverage(own, report.sections), "留出题里问到各章节的题数，以及其中答对的。"),
        _part("答错的题", _mistakes(own), "标“肯定”的，是错误答案而没有反问或承认没有。"),
    ]
    if own.unsupported:
        parts.insert(2, _part("没有出处的数字", _list(own.unsupported)))
    if own.failures:
        parts.insert(2, _part("出错或被拦下的回答", _list(sorted(set(own.failures)))))
    style = STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>问答质量评测</title><style>{style}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


_COMPARED = (
    "Rasa 自带：rasa init 的流水线，分词换成 jieba，DIET 训练 100 轮，学的是同样的人写的例句，只比意图。"
    "BM25 检索：引用计划里最像的一句。意图都取最可能的一个，不计兜底阈值。"
)
_SLIPS = (
    "每条消息有十分之一的汉字换成同音字，或漏掉；随机种子固定，每次都是同样的错字。"
    "意图在单句上衡量，回答在全部题目上衡量。"
)
_ASPECTS = (
    "问的是时限、指标还是责任单位等；每条消息只取机器人采用的那一个。矩阵的行是人标的，列是读出的。"
    "问去年数量的消息，人标作成效；机器人只看字面，读作指标，答案由章节决定。"
)
_CONFUSED = "每一行是消息的本意，每一列是被当成的意图；绿色是理解对的。只列弄混次数最多的几个。"


def _part(title: str, body: str, note: str = "") -> str:
    explained = f"<p class='note'>{escape(note)}</p>" if note else ""
    return f"<section><h2>{escape(title)}</h2>{explained}{body}</section>"


def _cards(rows: Sequence[Row]) -> str:
    """The figures that have an aim."""
    cards = []
    for row in rows:
        if row.met is not None:
            state, sign = ("met", "✓ 达标") if row.met else ("missed", "✗ 未达标")
            cards.append(
                f"<div class='card {state}'><b>{escape(row.values[0])}</b><span>{escape(row.what)}</span>"
                f"<small>{sign}，目标 {escape(row.aim)}</small></div>"
            )
    return f"<div class='cards'>{''.join(cards)}</div>"


def _table(report: Report) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in ("", *(s.name for s in report.sheets), "目标"))
    lines = []
    for row in report.rows:
        state = {True: "met", False: "missed", None: ""}[row.met]
        values = "".join(
            f"<td class='{state if number == 0 else ''}'>{escape(value) or '—'}</td>"
            for number, value in enumerate(row.values)
        )
        lines.append(f"<tr><th>{escape(row.what)}</th>{values}<td>{escape(row.aim)}</td></tr>")
    return f"<div class='wide'><table><tr>{head}</tr>{''.join(lines)}</table></div>"


def _slips(sheets: Sequence[Sheet]) -> str:
    groups, colours = [], _colours(sheets)
    for variant in sheets[0].outcomes:
        intents = [
            charts.Bar(share := accuracy(s.guesses[variant]), percent(share), colours[s.name])
            for s in sheets
            if variant in s.guesses
        ]
        answers = [
            charts.Bar(share := share_right(s.all_outcomes(variant)), percent(share), colours[s.name])
            for s in sheets
            if variant in s.outcomes
        ]
        groups += [(f"意图 · {variant}", intents), (f"回答 · {variant}", answers)]
    groups.sort(key=lambda group: group[0][:2] != "意图")
    return _legend(sheets) + charts.bars(groups, "有错字时的准确率", aim=0.95)


def _categories(sheets: Sequence[Sheet]) -> str:
    answering = [sheet for sheet in sheets if sheet.outcomes]
    colours = _colours(sheets)
    shares = {sheet.name: by_category(sheet.all_outcomes()) for sheet in answering}
    groups = []
    for category, (_, total) in sorted(shares[sheets[0].name].items(), key=lambda item: -item[1][1]):
        group = []
        for sheet in answering:
            right, of = shares[sheet.name][category]
            group.append(charts.Bar(right / of, f"{percent(right / of)}  {right}/{of}", colours[sheet.name]))
        groups.append((f"{category_name(category)}（{total}）", group))
    return _legend(answering, colours) + charts.bars(groups, "各类问题的回答正确率", aim=0.95)


def _confused(own: Sheet, names: Mapping[str, str]) -> str:
    guesses = own.guesses[CLEAN]
    intents, counts = matrix(guesses, WORST_INTENTS)
    if not intents:
        return "<p>没有弄混的。</p>"
    picture = charts.heat([names.get(intent, intent) for intent in intents], counts, "意图混淆矩阵")
    lines = "".join(
        f"<tr><td>{escape(names.get(c.intent, c.intent))}</td>"
        f"<td>{escape(names.get(c.taken_for, c.taken_for))}</td>"
        f"<td>{len(c.messages)}</td><td>{'<br>'.join(map(escape, c.messages[:EXAMPLES]))}</td></tr>"
        for c in confusions(guesses)[:WORST_PAIRS]
    )
    head = "<tr><th>本意</th><th>被当成</th><th>次数</th><th>例句</th></tr>"
    return (
        f"<div class='wide'>{picture}</div><div class='wide'><table class='text'>{head}{lines}</table></div>"
    )


def _aspects(own: Sheet) -> str:
    pairs = aspect_pairs(own.guesses[CLEAN])
    known = {label: sum(right == label for right, _ in pairs) for label in f1(pairs)}
    groups = [
        (f"{ASPECTS.get(label, label)}（{known[label]}）", [charts.Bar(score, f"F1 {score:.2f}")])
        for label, score in sorted(f1(pairs).items(), key=lambda item: -known[item[0]])
    ]
    labels: list[str | None] = [*sorted(known, key=lambda label: -known[label]), None]
    counts = [[sum(pair == (row, column) for pair in pairs) for column in labels] for row in labels]
    names = [ASPECTS.get(label, label) if label else "没有" for label in labels]
    return charts.bars(groups, "各问项的 F1") + charts.heat(names, counts, "问项混淆矩阵")


def _coverage(own: Sheet, sections: Mapping[str, str]) -> str:
    counts = by_section(own.all_outcomes(), sections)
    return charts.legend([("own", "答对"), ("wrong", "答错")]) + charts.stacked(
        [(sections[intent], right, total) for intent, (right, total) in counts.items()], "各章节的题数"
    )


def _mistakes(own: Sheet) -> str:
    groups: dict[str, list[Outcome]] = {}
    for outcome in own.all_outcomes():
        if not outcome.right:
            groups.setdefault(outcome.case.category, []).append(outcome)
    return "".join(
        f"<details><summary>{escape(category_name(category))}：{len(outcomes)} 题</summary>"
        + "".join(map(_mistake, outcomes))
        + "</details>"
        for category, outcomes in sorted(groups.items(), key=lambda item: -len(item[1]))
    )


def _mistake(outcome: Outcome) -> str:
    turns = []
    for said in outcome.said:
        answer = said.reply.text
        shown = answer if len(answer) <= LONGEST_ANSWER else answer[:LONGEST_ANSWER] + "…"
        faults = "".join(f"<li>{escape(fault)}</li>" for fault in said.faults)
        turns.append(
            f"<p class='ask'>{escape(said.question)}</p><p class='answer'>{escape(shown)}</p>"
            + (f"<ul class='faults'>{faults}</ul>" if faults else "")
        )
    mark = "<em>肯定</em>" if outcome.false_and_certain else ""
    return f"<article><h3>{escape(outcome.case.id)} {mark}</h3>{''.join(turns)}</article>"


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _colours(sheets: Sequence[Sheet]) -> dict[str, str]:
    return dict(zip((sheet.name for sheet in sheets), ("own", "second", "third"), strict=False))


def _legend(sheets: Sequence[Sheet], colours: Mapping[str, str] | None = None) -> str:
    colours = colours or _colours(sheets)
    return charts.legend([(colours[sheet.name], sheet.name) for sheet in sheets])

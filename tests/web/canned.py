"""What the fake bot says: one answer of every kind, as the real bot's actions would send it."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.records import Answer, Fact, FollowUp, Item, Part, Precision, Source, State
from bot.settings import ROOT

PLAN = (ROOT / "data" / "plans" / "2022-education-sports-speech.txt").read_text(encoding="utf-8")
MARKUP = "<img src=x onerror=\"document.title='坏了'\">"

CRASH, SILENCE, SLOW = "请崩溃", "请沉默", "请慢慢来"  # what makes the fake bot fail

PART_2 = "二、乘势而上，续写全市教育体育高质量发展更加出彩篇章"
SYSTEM_1 = "（一）构建以立德树人为根本任务的教育评价体系"
SYSTEM_2 = "（二）构建优质均衡的基本公共教育服务体系"
COMPULSORY = (PART_2, SYSTEM_2, "二是实施义务教育优质均衡县区创建行动")
DESKS = "2022年底前全市中小学课桌椅全部更换为符合标准的可调节课桌椅和照明设备。"
REBUILDING = "各县区要加快正在推进的XX个项目的建设进度，确保秋季开学前恢复重建项目全部竣工。"
LIGHTS = "更换可调节课桌椅和照明设备"
COURSES = "建设思政精品课程10—20个"
HEAD_TEACHERS = "“十四五”期间每个乡镇设立1—2名乡村首席教师"
KINDERGARTENS = "新建公办幼儿园X所、改扩建公办幼儿园XX所"


def said(answer: Answer) -> dict[str, Any]:
    """The answer in the shape in which Rasa hands it to an output channel."""
    return {
        "text": answer.text,
        "buttons": [{"title": f.title, "payload": f.message} for f in answer.follow_ups],
        "custom": {"answer": answer.as_dict()},
    }


def source(path: tuple[str, ...], quote: str) -> Source:
    start = PLAN.index(quote)
    return Source(path, quote, start, start + len(quote))


DEADLINE = Answer(
    text=f"2022年底前。\n原文：“{DESKS}”\n出处：义务教育",
    state=State.STATED,
    kind="fact",
    facts=(Fact(LIGHTS, "deadline", State.STATED, "2022年底前", "T021", date(2022, 12, 31)),),
    sources=(source(COMPULSORY, DESKS),),
    follow_ups=(FollowUp("谁负责", "课桌椅更换谁负责"), FollowUp("所有时限", "有哪些时限")),
)
TARGET = Answer(
    text="计划建设思政精品课程10—20个。",
    state=State.STATED,
    kind="fact",
    facts=(Fact("思政精品课程", "target", State.STATED, "10—20个", "T008"),),
    sources=(source((PART_2, SYSTEM_1, "二是实施新时代铸魂育人行动"), COURSES),),
    follow_ups=(FollowUp("什么时候建成", "思政精品课程什么时候建成"),),
)
REDACTED = Answer(
    text=f"公办幼儿园：原文写作“X所”，具体数字未公布。\n原文：“{KINDERGARTENS}”\n出处：学前教育",
    state=State.REDACTED,
    kind="fact",
    facts=(Fact("公办幼儿园", "target", State.REDACTED, "X所", "T015"),),
    sources=(source((PART_2, SYSTEM_2, "一是实施学前教育优质普惠行动"), KINDERGARTENS),),
    follow_ups=(FollowUp("学前教育还做什么", "学前教育行动有哪些任务"),),
)
SILENT = Answer(
    text="原文未明确责任单位；按上下文推断为市教育体育局（非原文点名）。",
    state=State.SILENT,
    kind="fact",
    facts=(
        Fact(LIGHTS, "owner", State.SILENT, None, "T021"),
        Fact(LIGHTS, "owner", State.STATED, "市教育体育局", "T021", inferred=True),
    ),
    sources=(source(COMPULSORY, DESKS),),
    follow_ups=(FollowUp("什么时候换完", "课桌椅什么时候换完"),),
)
LIST = Answer(
    text="写明时间的任务共3项：\n1. 秋季开学前：恢复重建项目全部竣工\n2. 2022年底前：更换课桌椅\n"
    "3. “十四五”期间：设立乡村首席教师\n还有1项，回复“更多”继续看。",
    state=State.STATED,
    kind="list",
    facts=(
        Fact("恢复重建项目全部竣工", "item", State.STATED, None, "T027"),
        Fact(LIGHTS, "item", State.STATED, None, "T021"),
        Fact("设立乡村首席教师", "item", State.STATED, None, "T105"),
        Fact(
            "恢复重建项目全部竣工",
            "deadline",
            State.STATED,
            "秋季开学前",
            "T027",
            date(2022, 8, 31),
            precision=Precision.SEASON,
        ),
        Fact("项目的建设进度", "target", State.REDACTED, "XX个", "T027"),
        Fact(LIGHTS, "deadline", State.STATED, "2022年底前", "T021", date(2022, 12, 31)),
        Fact("设立乡村首席教师", "deadline", State.STATED, "“十四五”期间", "T105", date(2025, 12, 31)),
    ),
    sources=(source(COMPULSORY, REBUILDING), source(COMPULSORY, DESKS)),
    follow_ups=(FollowUp("第二条展开说说", "第二条展开说说"), FollowUp("更多", "更多")),
    items=(
        Item("恢复重建项目全部竣工", "T027"),
        Item(LIGHTS, "T021"),
        Item("设立乡村首席教师", "T105"),
        Item("新建改扩建公办幼儿园", "T015"),
    ),
)
SEASON = Answer(
    text=f"秋季开学前。\n原文：“{REBUILDING}”\n出处：义务教育",
    state=State.STATED,
    kind="fact",
    facts=(
        Fact(
            "恢复重建项目",
            "deadline",
            State.STATED,
            "秋季开学前",
            "T027",
            date(2022, 8, 31),
            precision=Precision.SEASON,
        ),
    ),
    sources=(source(COMPULSORY, REBUILDING),),
)
BOTH = (
    Part("课桌椅", f"护眼：\n1. {LIGHTS}\n2. 照明设备\n出处：义务教育", (source(COMPULSORY, DESKS),)),
    Part("重建", f"“{REBUILDING}”（义务教育）", (source(COMPULSORY, REBUILDING),)),
)
COMPARISON = Answer(
    text="\n".join(f"{part.title}：{part.text}" for part in BOTH),
    state=State.STATED,
    kind="compare",
    facts=tuple(Fact(part.title, "measure", State.STATED) for part in BOTH),
    sources=tuple(source for part in BOTH for source in part.sources),
    parts=BOTH,
)
CLOCKS = Answer(
    text="从9月20日算起，最迟：\n1. 9月21日：1天内必须研究安排\n2. 9月27日：一般性问题原则上7天内落实解决\n"
    "说明：按自然日推算；原文没有说明是否扣除节假日。",
    state=State.STATED,
    kind="regime",
    facts=(
        Fact("1天内必须研究安排", "deadline", State.STATED, "9月21日", None, date(2022, 9, 21)),
        Fact("一般性问题原则上7天内落实解决", "deadline", State.STATED, "9月27日", None, date(2022, 9, 27)),
    ),
    sources=(source((PART_2,), "1天内必须研究安排"),),
)
CHOICE = Answer(
    text="您问的是哪一项？\n1. 健身活动\n2. 重点赛事",
    state=State.SILENT,
    kind="clarify",
    follow_ups=(FollowUp("健身活动", "健身活动有多少项"), FollowUp("重点赛事", "重点赛事有多少项")),
)
PARTS = Answer(
    text="计划里是3个部分：\n1. 高质高效\n2. 乘势而上\n3. 强化措施",
    state=State.STATED,
    kind="outline",
)
HOSTILE = Answer(
    text=f"计划里写着{MARKUP}，**不是**标记 [链接](javascript:alert(1))",
    state=State.STATED,
    kind="fact",
    facts=(Fact(MARKUP, "target", State.STATED, f"3{MARKUP}", "T001"),),
    sources=(Source((MARKUP,), MARKUP, 0, 4),),
    follow_ups=(FollowUp(MARKUP, MARKUP),),
)

ANSWERS: dict[str, dict[str, Any]] = {
    "课桌椅什么时候换完": said(DEADLINE),
    "思政精品课程建多少": said(TARGET),
    "新建几所公办幼儿园": said(REDACTED),
    "课桌椅更换谁负责": said(SILENT),
    "有哪些时限": said(LIST),
    "恢复重建什么时候完成": said(SEASON),
    "课桌椅和重建比一比": said(COMPARISON),
    "13710今天交办的最迟哪天": said(CLOCKS),
    "有多少项": said(CHOICE),
    "计划分几个部分？": said(PARTS),
    "恶意": said(HOSTILE),
    "你好": {"text": "您好！我可以回答2022年全市教育体育工作计划里的问题。\n\n请直接提问。"},
}


def unknown(text: str) -> dict[str, Any]:
    return {"text": f"计划里没有提到“{text}”。", "custom": {"answer": None}}

"""A question that opens with what was not meant: “不是审计，我问的是巡察”."""

from __future__ import annotations

import re

from bot.answer.question.lexicon import Lexicon

LONGEST_DENIED = 6  # characters of what was not meant, where no word says what is meant
MEANT = re.compile(
    r"我(?:就|只)?(?:是)?(?:想|要|想要)?(?:问|说|指)的?(?:就)?是?|我要的是|(?:而|应该|应当)?是(?:问|说|指|想问)?(?:的)?"
)
SAYS = r"我(?:就|只)?(?:是)?(?:想|要|想要)?(?:问|说|指)"  # begins what is meant, even without a comma
BREAK = re.compile(rf"[,。;!?! ]+|(?={SAYS})")
ASKS_BACK = re.compile(r"吗|嘛|(?<![什怎这那多])么")
PARTICLES = re.compile(r"[吧啊呀哈哦噢呢哎呃的了]*")
CLAIM = ("说", "要", "有", "已", "都", "会", "规定", "明确", "打算", "计划")
# “不是小学是初中”, not “不是都是”, “还是”, nor “是谁”
NOT_BUT = re.compile(
    r"(?P<denied>[^,]{2,8}?)(?<![还也都凡就只要但可于总正真算])而?是(?=.)(?!不是|什么|啥|谁|哪|几|多少)"
)


def without_denial(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """`text` (folded) from what is meant on, and whether something was named that is not meant.

    “不是说6月底前换水表吗” puts nothing right: it asks whether what it says is so.
    """
    named = False
    while (cut := _cut(text, lexicon)) is not None:
        text, denied = cut
        named = named or bool(denied)
    return text, named


def _cut(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """What stands behind one denial, and what it denies; None without a denial."""
    denial = lexicon.phrases["not_meant"].match(text)
    opener = denial or lexicon.phrases["mistaken"].match(text)
    if opener is None:
        return None
    body = text[opener.end() :]
    stop = BREAK.search(body)
    if stop is None and denial and not ASKS_BACK.search(body) and not body.startswith(CLAIM):
        either = NOT_BUT.match(body)
        return (body[either.end() :], either.group("denied")) if either else None
    denied = body[: stop.start()] if stop else ""
    behind = body[stop.end() :] if stop else body
    meant = MEANT.match(behind)
    rest = behind[meant.end() :] if meant else behind
    if PARTICLES.fullmatch(denied) or lexicon.phrases["mistaken"].fullmatch(denied):
        denied = ""  # 不对吧, 错了错了
    if not rest or (stop is None and not meant) or ASKS_BACK.search(denied):
        return None
    if denied and not denial:
        return None  # 不对口帮扶的学校，是哪些
    if denied and not meant and (len(denied) > LONGEST_DENIED or denied.startswith(CLAIM)):
        return None  # 不是说6月底换完水表，怎么还没换
    return rest, denied

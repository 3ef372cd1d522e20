"""Whether a day that the user seeks to have confirmed is the plan's: 水表年底前换完对吧."""

from __future__ import annotations

from datetime import date, timedelta

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.saying import phrases
from bot.answer.search.periods import asked_spans
from bot.records import Deadline
from bot.text.spans import AskedSpan

YES, NO = "是的，", "不是，"
WRITTEN = {True: "是", False: "原文写的是"}  # whether the day itself was asked for
OVER, NOT_YET = "到{day}已到期：", "到{day}还没到期："
DAY = timedelta(days=1)


def verdict(inquiry: Inquiry, knowledge: Knowledge, deadline: Deadline | None) -> str:
    """The words before the plan's own; empty where no day is to be confirmed, or the plan has none."""
    if deadline is None or deadline.due is None:
        return ""
    due = deadline.due
    if inquiry.asks("overdue") or (inquiry.supposed and inquiry.asks("confirm")):
        return (OVER if due <= inquiry.today else NOT_YET).format(day=phrases.dated(inquiry.today))
    if not inquiry.asks("confirm"):
        return ""
    spans = [span for span in asked_spans(inquiry, knowledge) if _claims(inquiry, span, deadline)]
    if not spans:
        return ""
    if any(_holds(span, due) for span in spans):
        return YES
    return f"{NO}{WRITTEN[inquiry.aspect == 'deadline']}" if deadline.firm else NO


def _claims(inquiry: Inquiry, span: AskedSpan, deadline: Deadline) -> bool:
    """Whether the time is what the user claims: 今年 is, where he says that it is finished in it."""
    return not span.is_frame or (deadline.firm and inquiry.asks("finished"))


def _holds(span: AskedSpan, due: date) -> bool:
    """Whether the plan says the time that is claimed. What is due sooner is not due 年底前."""
    named = any(day.first <= due <= day.last for day in span.days)
    if span.last is None:  # 9月起: right where it is due in September; 9月以后 is no more than that
        return named and span.first is not None and span.first <= due
    if span.first is None:
        return due <= span.last and (named or span.last - due <= DAY)
    return span.first <= due <= span.last

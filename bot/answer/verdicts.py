"""Whether a day that the user seeks to have confirmed is the plan's: 水表年底前换完对吧."""

from __future__ import annotations

from datetime import date, timedelta

from bot.answer import wording
from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.periods import asked_spans
from bot.records import Deadline
from bot.text.spans import AskedSpan

# Sooner than claimed is neither: done by the end of the year it is, due then it is not.
YES, NO, SOONER = "是的，", "不是，", "比这更早："
OVER, NOT_YET = "到{day}已到期：", "到{day}还没到期："
WRITTEN = "原文写的是"
DAY = timedelta(days=1)


def verdict(inquiry: Inquiry, knowledge: Knowledge, deadline: Deadline | None) -> str:
    """The words before the plan's own; empty where no day is to be confirmed, or the plan has none."""
    if deadline is None or deadline.due is None:
        return ""
    due = deadline.due
    if inquiry.asks("overdue") or (inquiry.supposed and inquiry.asks("confirm")):
        return (OVER if due <= inquiry.today else NOT_YET).format(day=wording.dated(inquiry.today))
    if not inquiry.asks("confirm"):
        return ""
    spans = [span for span in asked_spans(inquiry, knowledge) if _claims(inquiry, span, deadline)]
    span = next((span for span in spans if _judged(inquiry, span, due) == YES), next(iter(spans), None))
    said = _judged(inquiry, span, due) if span else ""
    return f"{said}{WRITTEN}" if said == NO and deadline.firm else said


def _claims(inquiry: Inquiry, span: AskedSpan, deadline: Deadline) -> bool:
    """Whether the time is what the user claims: 今年 is, where he says that it is finished in it."""
    return not span.is_frame or (deadline.firm and inquiry.asks("finished"))


def _judged(inquiry: Inquiry, span: AskedSpan, due: date) -> str:
    if span.last is None:  # 9月起: right where it is due in September; 9月以后 is no more than that
        begun = span.first is not None and span.first <= due
        return YES if begun and any(day.first <= due <= day.last for day in span.days) else NO
    if due > span.last:
        return NO
    if span.first is not None and span.first <= due:
        return YES
    if span.last - due <= DAY or any(day.first <= due <= day.last for day in span.days):
        return YES
    return NO if inquiry.asks("put_off") else SOONER

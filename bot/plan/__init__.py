"""A plan's file → text → outline → tasks, targets, deadlines, owners, results, regimes and terms."""

from bot.plan.as_json import plan_as_json
from bot.plan.parser import parse
from bot.plan.reading import check_plan, read_text

__all__ = ["check_plan", "parse", "plan_as_json", "read_text"]

"""Tables of tasks, as they come out of a Word document."""

from __future__ import annotations

from bot.plan import parse

TABLE = """2022年重点任务分工表
我代表市教育局党组，发布任务。
一、任务分工
序号\t重点任务\t责任单位\t完成时限
1\t新建公办幼儿园12所\t基建科、各县区\t6月底前
2\t开展教师培训\t市教育局牵头，市财政局、市人社局配合\t12月底
3\t\t空行科\t12月底
4\t规范校外培训\t\t尽快
加强督导检查。
二、其他表格
科目\t学分
语文\t10
"""


def test_each_row_is_a_task() -> None:
    plan = parse(TABLE)
    rows = [task for task in plan.tasks if "\t" in task.quote]
    assert [task.title for task in rows] == ["新建公办幼儿园12所", "开展教师培训", "规范校外培训"]
    assert [[o.name + "?" * o.inferred for o in task.owners] for task in rows] == [
        ["基建科", "各县区"],
        ["市教育局"],
        ["市教育局?"],
    ]
    assert rows[1].supporters == ("市财政局", "市人社局")
    assert [
        task.deadline.due.isoformat() if task.deadline and task.deadline.due else None for task in rows
    ] == [
        "2022-06-30",
        "2022-12-31",
        None,
    ]
    assert [target.raw for target in rows[0].targets] == ["12所"]
    assert all(plan.text[task.start : task.end] == task.quote for task in rows)


def test_tasks_around_a_table_keep_their_order() -> None:
    tasks = parse(TABLE).tasks
    assert [task.id for task in tasks] == ["T001", "T002", "T003", "T004"]
    assert tasks[3].quote == "加强督导检查"


def test_a_table_of_something_else_has_no_tasks() -> None:
    assert not [task for task in parse(TABLE).tasks if task.section == "2"]


def test_a_table_may_name_its_targets() -> None:
    text = "一、任务\n任务\t年度目标\t牵头单位\n改造操场\t完成20个\t后勤科\n二、保障\n加强领导。\n"
    (task, _) = parse(text).tasks
    assert [(target.raw, target.min) for target in task.targets] == [("20个", 20)]
    assert [owner.name for owner in task.owners] == ["后勤科"]

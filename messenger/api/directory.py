"""Members, departments, the application and its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from messenger.api.call import Call
from messenger.errors import ApiError
from messenger.records import Json

if TYPE_CHECKING:
    from messenger.platform import Platform

MENU_TYPES = {
    "click": ("key", 128, 40019),
    "view": ("url", 1024, 40020),
    "scancode_push": ("key", 128, 40019),
    "scancode_waitmsg": ("key", 128, 40019),
    "pic_sysphoto": ("key", 128, 40019),
    "pic_photo_or_album": ("key", 128, 40019),
    "pic_weixin": ("key", 128, 40019),
    "location_select": ("key", 128, 40019),
}
TOP_NAME_BYTES, SUB_NAME_BYTES = 16, 40


def user_get(platform: Platform, call: Call) -> Json:
    """user/get, with what an application of after June 2022 is told (document 96255)."""
    member = platform.bureau.member(call.query.get("userid", ""))
    if member is None:
        raise ApiError(60111)
    return {
        "userid": member.id,
        "name": member.name,
        "department": [member.department],
        "order": [0],
        "position": member.position,
        "is_leader_in_dept": [int("局长" in member.position or "科长" in member.position)],
        "main_department": member.department,
        "status": 1,
        "enable": 1,
        "isleader": 0,
        "extattr": {"attrs": []},
    }


def _department(platform: Platform, number: int) -> Json:
    department = platform.bureau.department(number)
    if department is None:
        raise ApiError(60003)
    return {
        "id": department.id,
        "name": department.name,
        "parentid": department.parent,
        "order": department.id,
    }


def _number(call: Call) -> int | None:
    text = call.query.get("id", "")
    return int(text) if text.isdigit() else None


def department_get(platform: Platform, call: Call) -> Json:
    return {"department": _department(platform, _number(call) or 0)}


def department_list(platform: Platform, call: Call) -> Json:
    root = _number(call) or 1
    below = {root}
    for department in platform.bureau.departments:
        if department.parent in below:
            below.add(department.id)
    return {"department": [_department(platform, number) for number in sorted(below)]}


def agent_get(platform: Platform, call: Call) -> Json:
    if call.query.get("agentid") != str(platform.credentials.agent_id):
        raise ApiError(301002)
    users = [{"userid": member.id} for member in platform.bureau.members]
    return {
        "agentid": platform.credentials.agent_id,
        "name": platform.bureau.app.name,
        "description": platform.bureau.app.description,
        "allow_userinfos": {"user": users},
        "allow_partys": {"partyid": [1]},
        "close": 0,
        "redirect_domain": "",
        "report_location_flag": 0,
        "isreportenter": 1,
        "home_url": "",
    }


def callback_addresses(platform: Platform, call: Call) -> Json:
    return {"ip_list": ["127.0.0.1"]}


def _check_agent(platform: Platform, call: Call) -> None:
    if "agentid" not in call.query:
        raise ApiError(41011)
    if call.query["agentid"] != str(platform.credentials.agent_id):
        raise ApiError(40056)


def _check_button(button: object, name_bytes: int) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("name"), str) or not button["name"]:
        raise ApiError(40018)
    if len(button["name"].encode()) > name_bytes:
        raise ApiError(40018)
    below = button.get("sub_button")
    if below:
        if name_bytes == SUB_NAME_BYTES:
            raise ApiError(40022)
        if not isinstance(below, list) or len(below) > 5:
            raise ApiError(40023)
        for row in below:
            _check_button(row, SUB_NAME_BYTES)
        return
    if button.get("type") not in MENU_TYPES:
        raise ApiError(40017)
    field, most, code = MENU_TYPES[button["type"]]
    value = button.get(field)
    if not isinstance(value, str) or not 0 < len(value.encode()) <= most:
        raise ApiError(code)


def menu_create(platform: Platform, call: Call) -> Json:
    """menu/create: one to three buttons, each with up to five below it (document 90231)."""
    _check_agent(platform, call)
    buttons = call.body.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise ApiError(40016)
    for button in buttons:
        _check_button(button, TOP_NAME_BYTES)
    platform.set_menu(buttons)
    return {}


def menu_get(platform: Platform, call: Call) -> Json:
    _check_agent(platform, call)
    if not platform.menu:
        raise ApiError(46003)
    return {"button": platform.menu}


def menu_delete(platform: Platform, call: Call) -> Json:
    _check_agent(platform, call)
    platform.set_menu([])
    return {}

"""The platform's error codes in words that help an operator (developer.work.weixin.qq.com 90313)."""

from __future__ import annotations

import re

from bot.errors import PlatformError

BUSY = -1
TOKEN_ENDED = frozenset({40014, 42001, 41001})  # wrong, expired, missing
TOO_MANY = frozenset({45009, 45033, 429})  # calls in a time, calls at once, HTTP's word for both
IP_REFUSED = 60020

_KNOWN: dict[int, tuple[str, str]] = {
    40001: ("应用的 Secret 不对", "请从应用详情页重新复制 Secret，设为 WECOM_SECRET，然后重启。"),
    40013: ("企业 ID 不对", "请从“我的企业”页面最下方复制企业 ID，设为 WECOM_CORP_ID，然后重启。"),
    40014: ("access_token 无效，更换后仍被拒绝", "请检查是否另有程序用同一个 Secret 频繁更换 access_token。"),
    42001: ("access_token 已过期，更换后仍被拒绝", "请检查这台服务器的时钟和平台的状态。"),
    40056: ("应用的 AgentId 不对", "请从应用详情页复制 AgentId，设为 WECOM_AGENT_ID，然后重启。"),
    301002: ("这个 Secret 无权使用该 AgentId", "WECOM_SECRET 和 WECOM_AGENT_ID 应取自同一个应用。"),
    40003: ("成员的账号不对", "该成员可能已离职或改了账号。"),
    60111: ("没有这个成员", "该成员可能已离职或改了账号。"),
    60011: ("应用无权读取该成员", "请在应用的可见范围里加上该成员所在的部门。"),
    81013: ("收件人都不在应用的可见范围内", "请在应用详情页的“可见范围”里加上收件人。"),
    45009: ("调用太频繁，超过了平台的限额", "稍后用 python -m bot wecom resend 补发；若常见，请减少推送。"),
    45033: ("同时调用太多", "稍后用 python -m bot wecom resend 补发。"),
    48002: ("应用没有这个接口的权限", "请在应用详情页检查接口权限。"),
    40058: ("平台认为请求的参数不对", "请升级本程序；若已是最新，请反馈日志中的这一行。"),
    44004: ("消息内容为空", "请反馈日志中的这一行。"),
    40007: ("文件已过期", "上传的文件在平台只保留三天，请让成员重新提问。"),
    BUSY: ("平台繁忙", "稍后用 python -m bot wecom resend 补发。"),
}


def platform_error(code: int, said: str) -> PlatformError:
    """The error for an errcode; `said` is the platform's errmsg."""
    if code == IP_REFUSED:
        found = re.search(r"from ip: *([0-9a-fA-F.:]+)", said)
        address = found.group(1).rstrip(".:") if found else ""
        return PlatformError(
            f"这台服务器的出口 IP {address or '（未知）'} 不在应用的可信 IP 里（60020）",
            "请在应用详情页最下方的“企业可信IP”里加上它；该项要先设置好接收消息的网址或可信域名才能填写。",
            code,
        )
    unknown = (f"平台拒绝了请求：{_plain(said)}", "错误码的含义见企业微信的“全局错误码”。")
    problem, advice = _KNOWN.get(code, unknown)
    return PlatformError(f"{problem}（{code}）", advice, code)


def unreachable(what: str) -> PlatformError:
    """The error when there was no answer, or none that can be read. `what` tells how it failed."""
    return PlatformError(
        f"连不上企业微信的接口：{what}",
        "请检查网络、代理和 WECOM_API_BASE；恢复后用 python -m bot wecom resend 补发没有送到的消息。",
    )


def _plain(said: str) -> str:
    """The platform's words without the hint and link that it appends for its own support."""
    return said.split(", hint:")[0].split(", more info")[0][:120]

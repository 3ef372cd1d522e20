"""Switches that make the platform misbehave, as it does now and then."""

from __future__ import annotations

from dataclasses import dataclass

from messenger.hub import Hub
from messenger.records import Json

ALWAYS = -1


@dataclass(frozen=True)
class Fault:
    name: str
    side: str  # api: the bot calls; callback: the platform calls; robot: the long connection
    title: str  # what the page calls it
    about: str  # what happens


FAULTS = (
    Fault("token_expired", "api", "令牌过期", "带令牌的下一次调用得到 42001，旧令牌作废"),
    Fault("token_invalid", "api", "令牌提前失效", "带令牌的下一次调用得到 40014，旧令牌作废"),
    Fault("secret", "api", "Secret 错误", "gettoken 得到 40001"),
    Fault("untrusted_ip", "api", "不可信的 IP", "发送得到 60020"),
    Fault("frequency", "api", "调用太频繁", "发送得到 45009"),
    Fault("concurrency", "api", "并发太多", "发送得到 45033"),
    Fault("busy", "api", "系统繁忙", "发送得到 -1"),
    Fault("server_error", "api", "服务器出错", "发送得到 HTTP 500"),
    Fault("hang", "api", "不应答", "发送 30 秒没有应答，消息没有送达"),
    Fault("lost_answer", "api", "应答丢失", "消息已送达，但应答没有送到"),
    Fault("repeat", "callback", "重复投递", "同一条回调送三次：两次同时，一秒后再一次"),
    Fault("wrong_signature", "callback", "签名错误", "回调的签名不对，5 秒后重新投递"),
    Fault("wrong_receiver", "callback", "收件企业不符", "密文是给另一家企业的，5 秒后重新投递"),
    Fault("garbage", "callback", "密文损坏", "密文不是合法的 base64，5 秒后重新投递"),
    Fault("no_ack", "robot", "没有回执", "长连接收到回复后不给回执"),
)
BY_NAME = {fault.name: fault for fault in FAULTS}


class Faults:
    """Which faults are on, and for how many more times."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._left: dict[str, int] = {}

    def set(self, name: str, times: int) -> None:
        """Switch a fault on for a number of times, ALWAYS, or off (0). Raises KeyError."""
        self._left[BY_NAME[name].name] = times
        self._hub.tell("faults", {"faults": self.as_json()})

    def take(self, name: str) -> bool:
        """Whether the fault strikes now; counts it down."""
        left = self._left.get(name, 0)
        if left > 0:
            self.set(name, left - 1)
        return left != 0

    def first(self, *names: str) -> str | None:
        """The first of the faults that strikes now."""
        return next((name for name in names if self.take(name)), None)

    def as_json(self) -> list[Json]:
        return [{**fault.__dict__, "left": self._left.get(fault.name, 0)} for fault in FAULTS]

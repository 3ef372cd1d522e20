"""The platform's error codes (document 90313) that the messenger answers with."""

from __future__ import annotations

from messenger.records import Json

MESSAGES = {
    -1: "system busy",
    40001: "invalid credential",
    40003: "invalid userid",
    40004: "invalid media type",
    40006: "invalid file size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40022: "invalid sub button level",
    40023: "invalid sub button size",
    40056: "invalid agentid",
    40058: "invalid Request Parameter",
    41001: "access_token missing",
    41002: "corpid missing",
    41004: "corpsecret missing",
    41005: "media data missing",
    41006: "media_id missing",
    41010: "url missing",
    41011: "agentid missing",
    41016: "title missing",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    44001: "empty media data",
    44004: "text content is empty",
    45001: "media size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45033: "api concurrent out of limit",
    46003: "no menu data",
    60003: "department not found",
    60020: "not allow to access from your ip",
    60111: "userid not found",
    81013: "user & party & tag all invalid",
    82001: "All touser & toparty & totag invalid",
    301002: "not allow operate agent with this accesstoken",
    # of the robot's long connection; seen in practice, not in the documents
    846605: "invalid req_id",
    846608: "stream message update expired",
    853000: "invalid bot_id or secret",
}


class ApiError(Exception):
    """An answer that says no: `code` is the errcode, `more` goes into the answer beside it."""

    def __init__(self, code: int, detail: str = "", more: Json | None = None) -> None:
        self.code = code
        self.message = f"{detail}. {MESSAGES[code]}" if detail else MESSAGES[code]
        self.more = more or {}
        super().__init__(self.message)

    def as_json(self) -> Json:
        return {"errcode": self.code, "errmsg": self.message, **self.more}

"""The small bureau whose staff chat: an invented place with invented people (bureau.json)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from messenger.records import APP, ROBOT, Json

FILE = Path(__file__).parent / "bureau.json"


@dataclass(frozen=True)
class Department:
    id: int
    name: str
    parent: int  # 0 for the root


@dataclass(frozen=True)
class Member:
    id: str  # the userid, in lower case
    name: str
    department: int
    position: str
    color: str  # of the picture with the name in it


@dataclass(frozen=True)
class Group:
    """A group chat, in which the robot sits too."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Service:
    """What the application or the robot calls itself."""

    name: str
    description: str


@dataclass(frozen=True)
class Bureau:
    corporation: str
    app: Service
    robot: Service
    departments: tuple[Department, ...]
    members: tuple[Member, ...]
    groups: tuple[Group, ...]

    def member(self, user: str) -> Member | None:
        """The member with this userid; capital letters do not matter."""
        return next((member for member in self.members if member.id == user.lower()), None)

    def name(self, user: str) -> str:
        """The name of a member; the userid where there is none."""
        member = self.member(user)
        return member.name if member else user

    def department(self, number: int) -> Department | None:
        return next((department for department in self.departments if department.id == number), None)

    def within(self, number: int) -> set[str]:
        """The userids of a department and all below it."""
        numbers = {number}
        for department in self.departments:  # parents stand before their children
            if department.parent in numbers:
                numbers.add(department.id)
        return {member.id for member in self.members if member.department in numbers}

    def group(self, chat_id: str) -> Group | None:
        return next((group for group in self.groups if group.id == chat_id), None)

    def readers(self, chat: str) -> tuple[str, ...]:
        """The userids of those who can read a chat; nobody when there is no such chat."""
        kind, _, rest = chat.partition(":")
        if kind in (APP, ROBOT):
            return (rest,) if self.member(rest) else ()
        if kind == "group":
            group = self.group(rest)
            return group.members if group else ()
        pair = tuple(rest.split("|"))
        known = all(self.member(user) for user in pair)
        return pair if kind == "direct" and len(pair) == 2 and known and pair == tuple(sorted(pair)) else ()

    def as_json(self) -> Json:
        return {
            "corporation": self.corporation,
            "app": self.app.__dict__,
            "robot": self.robot.__dict__,
            "departments": [department.__dict__ for department in self.departments],
            "members": [member.__dict__ for member in self.members],
            "groups": [{**group.__dict__, "members": list(group.members)} for group in self.groups],
        }


def read_bureau(path: Path = FILE) -> Bureau:
    """The bureau of a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Bureau(
        corporation=data["corporation"],
        app=Service(**data["app"]),
        robot=Service(**data["robot"]),
        departments=tuple(Department(**row) for row in data["departments"]),
        members=tuple(Member(**row) for row in data["members"]),
        groups=tuple(Group(row["id"], row["name"], tuple(row["members"])) for row in data["groups"]),
    )

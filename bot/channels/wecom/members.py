"""Who writes: name and department from the platform, the unit from the member, a greeting once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from bot.channels.wecom.aside import aside
from bot.channels.wecom.platform import Platform
from bot.errors import PlatformError, StoreError
from bot.store import wecom
from bot.store.session import Store
from bot.store.wecom import Member

log = logging.getLogger(__name__)
CHINA = timezone(timedelta(hours=8))  # the day of the greeting is the members' day
IDENTITIES = "identities"  # the line in which names are asked for: one at a time, answers go first
_ASK_AGAIN = timedelta(days=30)  # people change their department


class Members:
    """Reads and keeps members. What the database refuses is logged and taken for unknown."""

    def __init__(self, store: Store, platform: Platform | None, today: date | None = None) -> None:
        """`today` is a fixed clock."""
        self._store = store
        self._platform = platform
        self._today = today
        self._asked: dict[str, datetime] = {}  # member → when his name was asked for

    def is_known(self, member_id: str) -> bool:
        """Whether the name was asked for of late, as far as this process knows; then nothing is to do."""
        asked = self._asked.get(member_id)
        fresh = asked is not None and datetime.now(timezone.utc) - asked < _ASK_AGAIN
        return fresh or self._platform is None

    async def get(self, member_id: str) -> Member:
        def read() -> Member:
            with self._store.session() as session:
                return wecom.get_member(session, member_id)

        try:
            return await aside(read)
        except StoreError as error:
            log.warning("WeCom: a member could not be read: %s", error)
            return Member(member_id)

    async def identify(self, user: str) -> None:
        """Ask the platform for name and department, unless that was done of late; never without one."""
        if self._platform is None:
            return
        member = await self.get(user.lower())
        now = datetime.now(timezone.utc)
        if member.read_at is not None and now - member.read_at < _ASK_AGAIN:
            self._asked[member.id] = member.read_at
            return
        try:
            name, department = await self._ask(self._platform, user)
        except PlatformError as error:
            log.warning("WeCom: the name of a member cannot be read: %s %s", error, error.advice)
            if error.code is None:  # no answer: ask again next time
                return
            name, department = member.name, member.department
        self._asked[member.id] = now

        def keep() -> None:
            with self._store.begin() as session:
                wecom.note_identity(session, user.lower(), name, department, now)

        await self._keep(keep)

    async def _ask(self, platform: Platform, user: str) -> tuple[str | None, str | None]:
        answer = await platform.call("user/get", params={"userid": user})
        department_ids = answer.get("department") or []
        main = answer.get("main_department") or (department_ids[0] if department_ids else None)
        department = None
        if main is not None:
            try:
                found = await platform.call("department/get", params={"id": str(main)})
                department = (found.get("department") or {}).get("name") or None
            except PlatformError as error:
                log.info("WeCom: a department's name cannot be read: %s", error)
        return answer.get("name") or None, department

    async def set_unit(self, member_id: str, unit: str) -> None:
        """Keep the unit."""

        def keep() -> None:
            with self._store.begin() as session:
                wecom.note_unit(session, member_id, unit)

        await self._keep(keep)

    async def is_first_today(self, member_id: str) -> bool:
        """Whether the member is to be greeted: true once a day, in whichever process."""
        today = self._today or datetime.now(CHINA).date()

        def first() -> bool:
            with self._store.begin() as session:
                return wecom.first_greeting(session, member_id, today)

        try:
            return await aside(first)
        except StoreError as error:
            log.warning("WeCom: a greeting could not be noted, so there is none: %s", error)
            return False

    async def _keep(self, work: Callable[[], None]) -> None:
        try:
            await aside(work)
        except StoreError as error:
            log.warning("WeCom: a member could not be kept: %s", error)

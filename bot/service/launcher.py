"""`run` as a whole: the ports, the database, the model, the servers, and the wait until all is stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from bot.channels.wecom.config import read_config
from bot.errors import ModelMissing, PortTaken, ServerUnfit, ServiceError
from bot.service import loading, model, programs
from bot.service.conversation import Conversation
from bot.service.network import check_port, own_address
from bot.service.servers import Servers
from bot.settings import ROOT, Settings
from bot.store import log, queries
from bot.store.session import Store, open_store

Step = Callable[[str], AbstractContextManager[None]]  # shows that something is going on

LEAST_FREE_BYTES = 100 * 2**20  # a model, the database and the logs of a day need less


def check_disk(folder: Path) -> None:
    """Make `folder` and be sure that there is room in it. Raises ServiceError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise ServiceError(
            f"磁盘快满了：{folder} 只剩 {free // 2**20} MB",
            f"至少需要 {LEAST_FREE_BYTES // 2**20} MB。请腾出空间（df -h .），或用 VAR= 换一个位置。",
        )


def prepare_database(settings: Settings, step: Step, now: datetime) -> None:
    """Bring the tables up to date; load the plan if one is asked for or there is none.

    Raises PlanNotReadable, StoreBusy, StoreError.
    """
    store = open_store(settings.database_url)
    try:
        with step("准备数据库"):
            store.upgrade()
            with store.begin() as session:
                log.purge(session, now - log.KEEP)
            empty = _is_empty(store)
        if not empty and loading.is_outdated(settings):
            with step("按新的规则重读已载入的计划"):
                loading.read_again(store, settings, now)
        if empty or settings.plan_given:
            with step(f"读入工作计划 {settings.plan.name}"):
                loading.load_file(store, settings.plan, settings, now)
        loading.remember_reading(settings)
    finally:
        store.close()


def _is_empty(store: Store) -> bool:
    with store.session() as session:
        return not queries.plans(session)


def training_mark(settings: Settings) -> str:
    """The fingerprint of everything that a model for the default plan depends on. Raises StoreMissing."""
    store = open_store(settings.database_url)
    try:
        with store.session() as session:
            slug = queries.default_plan(session).slug
            return model.fingerprint([slug, repr(queries.load(session, slug))])
    finally:
        store.close()


def prepare_model(settings: Settings, step: Step, *, anew: bool = False) -> Path:
    """The model that fits the database, trained now if there is none or if `anew`. Raises ServiceError."""
    mark = training_mark(settings)
    try:
        if not anew:
            return model.trained_model(settings, mark)
    except ModelMissing:
        pass
    with step("训练模型"):
        return model.train(settings, mark)


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the chat page."""
    host = own_address(settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/"


@contextmanager
def running(settings: Settings, step: Step, now: datetime) -> Iterator[Servers]:
    """Prepare everything and start both servers; they are ready in the block and ended after it.

    Raises PortTaken, ServiceError, PlanNotReadable, StoreError, SettingsError.
    """
    read_config()  # a half-configured WeCom is said now, not after a minute of training
    check_disk(settings.var)
    if Conversation(settings.host, settings.port).is_possible():
        raise PortTaken(
            f"机器人已经在运行：{address(settings)}",
            f"直接打开这个地址即可；要另外再启动一个，请换一个端口：make run PORT={settings.port + 1}",
        )
    check_port(settings.host, settings.port, "PORT")
    check_port(programs.LOOPBACK, settings.action_port, "ACTION_PORT")
    prepare_database(settings, step, now)
    trained = prepare_model(settings, step)
    both = (programs.rasa_server(settings, trained), programs.action_server(settings))
    with Servers(both, programs.environment(settings), ROOT) as servers:
        with step("启动服务"):
            _wait(servers, trained)
        yield servers


def _wait(servers: Servers, trained: Path) -> None:
    try:
        servers.wait_until_ready()
    except ServerUnfit as error:  # the actions serve without a plan, so it is the model that is damaged
        trained.unlink(missing_ok=True)
        raise ServerUnfit(str(error), f"模型文件已删除，重新运行会重新训练。{error.advice}") from error


def run(settings: Settings, step: Step, announce: Callable[[str], None], now: datetime) -> None:
    """Run the bot and `announce` its address; stay until a server ends, or we are stopped.

    Raises what `running` raises; KeyboardInterrupt when stopped.
    """
    with running(settings, step, now) as servers:
        announce(address(settings))
        servers.watch()

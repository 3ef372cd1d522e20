"""`run` from the first start to the second, with programs that stand for Rasa's."""

from __future__ import annotations

import socket
import sqlite3
import sys
from collections import namedtuple
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import partial

import pytest

from bot.errors import PlanNotReadable, PortTaken, ServerUnfit, ServiceError, StoreBusy
from bot.service import launcher, loading, programs
from bot.settings import read_settings
from bot.store import queries
from bot.store.session import open_store
from tests.service.conftest import free_port

NOW = datetime(2022, 3, 1, tzinfo=timezone.utc)
WRITE_MODEL = "import sys; open(sys.argv[1], 'w').close(); print('trained')"


@pytest.fixture
def place(tmp_path, monkeypatch, fake):
    """Settings from the given environment, in a folder of their own; Rasa's programs are stand-ins."""
    monkeypatch.setattr(programs, "rasa_server", lambda settings, model: fake("对话服务"))
    monkeypatch.setattr(programs, "action_server", lambda settings: fake("动作服务"))
    train_with(monkeypatch, WRITE_MODEL)
    ports = {"PORT": str(free_port()), "ACTION_PORT": str(free_port())}
    return lambda **environ: read_settings({"VAR": str(tmp_path / "var"), **ports, **environ})


def train_with(monkeypatch, code: str) -> None:
    def trainer(settings, model):
        return programs.Program("训练", [sys.executable, "-c", code, str(model)], settings.var / "train.log")

    monkeypatch.setattr(programs, "trainer", trainer)


class Steps(list):
    """The steps that were shown, in order."""

    @contextmanager
    def __call__(self, what: str):
        self.append(what)
        yield


def run(settings) -> tuple[list[str], str]:
    """Run until the address is announced, then stop as Ctrl-C does. Returns the steps and the address."""
    steps, announced = Steps(), []

    def announce(address: str) -> None:
        announced.append(address)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        launcher.run(settings, steps, announce, NOW)
    return steps, announced[0]


def loaded(settings) -> list[str]:
    with open_store(settings.database_url).session() as session:
        return [info.slug for info in queries.plans(session)]


def test_the_first_run_does_everything_and_the_second_only_starts(place):
    settings = place()
    steps, address = run(settings)
    assert steps == ["准备数据库", f"读入工作计划 {settings.plan.name}", "训练模型", "启动服务"]
    assert address == f"http://127.0.0.1:{settings.port}/"
    assert loaded(settings) == [loading.slug_of(settings.plan)]
    steps, _ = run(settings)
    assert steps == ["准备数据库", "启动服务"]


def test_a_given_plan_is_loaded_and_trained_for(place, tmp_path):
    run(place())
    other = tmp_path / "另一份 计划.txt"
    text = place().plan.read_text(encoding="utf-8")
    other.write_text(text.replace("2022", "2023"), encoding="utf-8")
    settings = place(PLAN=str(other))
    steps, _ = run(settings)
    assert "训练模型" in steps
    assert loaded(settings)[0] == "另一份-计划"
    assert len(list(settings.models.iterdir())) == 1
    steps, _ = run(settings)
    assert "训练模型" not in steps


def test_a_plan_that_is_no_plan_leaves_all_as_it_was(place, tmp_path):
    run(place())
    novel = tmp_path / "novel.txt"
    novel.write_text("他走了很久，天黑了。\n" * 50, encoding="utf-8")
    with pytest.raises(PlanNotReadable):
        launcher.run(place(PLAN=str(novel)), Steps(), print, NOW)
    assert loaded(place()) == [loading.slug_of(place().plan)]


def test_a_new_way_of_reading_reads_the_loaded_plans_again(place, monkeypatch):
    run(place())
    monkeypatch.setattr(loading, "_reading", lambda: "another")
    steps, _ = run(place())
    assert steps == ["准备数据库", "按新的规则重读已载入的计划", "启动服务"]
    steps, _ = run(place())
    assert steps == ["准备数据库", "启动服务"]


def test_training_that_fails_says_why_and_is_tried_again(place, monkeypatch):
    train_with(monkeypatch, "raise ValueError('no examples')")
    with pytest.raises(ServiceError, match="训练停了：ValueError: no examples") as told:
        launcher.run(place(), Steps(), print, NOW)
    assert "train.log" in told.value.advice
    train_with(monkeypatch, WRITE_MODEL)
    steps, _ = run(place())
    assert "训练模型" in steps


def test_a_damaged_model_is_made_again_by_the_next_run(place, monkeypatch, fake):
    run(place())
    monkeypatch.setattr(programs, "rasa_server", lambda settings, model: fake("对话服务", "--unfit"))
    with pytest.raises(ServerUnfit) as told:
        launcher.run(place(), Steps(), print, NOW)
    assert "重新训练" in told.value.advice
    monkeypatch.setattr(programs, "rasa_server", lambda settings, model: fake("对话服务"))
    steps, _ = run(place())
    assert "训练模型" in steps


@pytest.mark.parametrize("variable", ["PORT", "ACTION_PORT"])
def test_a_taken_port_is_noticed_before_any_work(place, variable):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        steps = Steps()
        with pytest.raises(PortTaken) as told:
            launcher.run(place(**{variable: str(taken.getsockname()[1])}), steps, print, NOW)
    assert variable in told.value.advice
    assert steps == []


def test_a_full_disk_is_noticed_before_any_work(place, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(launcher.shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 5 * 2**20))
    with pytest.raises(ServiceError, match="只剩 5 MB"):
        launcher.run(place(), Steps(), print, NOW)


def test_a_locked_database_is_told(place, monkeypatch):
    settings = place()
    run(settings)
    monkeypatch.setattr(launcher, "open_store", partial(open_store, busy_seconds=0.1))
    other = sqlite3.connect(settings.var / "plans.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreBusy) as told:
            launcher.run(settings, Steps(), print, NOW)
    finally:
        other.close()
    assert told.value.advice


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2022-education-sports-speech.txt", "2022-education-sports-speech"),
        ("市 教体局（2023）计划.docx", "市-教体局-2023-计划"),
        ("A/B.pdf", "b"),
        ("....txt", "plan"),
    ],
)
def test_a_plan_is_named_after_its_file(tmp_path, name, slug):
    assert loading.slug_of(tmp_path / name) == slug


def test_settings_reach_the_children(place):
    settings = place(HOST="0.0.0.0", DATABASE_URL="sqlite:///x.db")
    environment = programs.environment(settings, {"TODAY": "2022-03-01", "PATH": "/bin"})
    assert read_settings(environment).database_url == "sqlite:///x.db"
    assert read_settings(environment).port == settings.port
    assert (environment["TODAY"], environment["RASA_TELEMETRY_ENABLED"]) == ("2022-03-01", "false")

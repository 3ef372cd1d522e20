# Two commands: make run, make test. Every target is a thin line over python -m bot.
# PORT=, PLAN=, HOST= and the other settings given to make reach the program as environment variables.

PYTHON := .venv/bin/python
UV = $(shell for uv in uv .tools/bin/uv $(HOME)/.local/bin/uv; do $$uv --version >/dev/null 2>&1 && echo $$uv && break; done)
LOCK = $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.10

.DEFAULT_GOAL := help
.PHONY: help run chat messenger workbench train test conversations lint score eval bench webbench clean lock environment test-environment browser

help: ## 显示这份说明
	@echo "用法：make <目标> [PORT=5005] [PLAN=文件] [HOST=127.0.0.1]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do printf '  %-9s %s\n' "$$name" "$$what"; done

run: environment ## 启动机器人和聊天网页（首次会安装依赖、读入计划并训练）
	@exec $(PYTHON) -m bot run

chat: environment ## 在终端里聊天（机器人没有运行时会先启动它）
	@exec $(PYTHON) -m bot chat

messenger: environment ## 启动机器人和一个企业微信样式的信使（本机试用，不需要企业微信账号）
	@exec $(PYTHON) -m messenger $(if $(MESSENGER_PORT),--port $(MESSENGER_PORT)) $(if $(ROBOT),--robot $(ROBOT)) --bot http://127.0.0.1:$(or $(PORT),5005) --ready "$(PYTHON) -m bot wecom menu" -- $(PYTHON) -m bot run

workbench: environment ## 打开对话测试台：看清每一步，存为测试，运行测试（只供本机）
	@exec $(PYTHON) -m workbench serve --edit $(if $(WORKBENCH_PORT),--port $(WORKBENCH_PORT))

train: environment ## 读入计划并训练模型
	@exec $(PYTHON) -m bot train

test: test-environment browser ## 安装测试环境并运行全部测试
	@exec $(PYTHON) -m pytest

conversations: test-environment ## 跑对话测试，写出报告（var/bench/report.html）
	@exec $(PYTHON) -m workbench run $(if $(VARIATIONS),--variations)

lint: test-environment ## 检查代码风格（ruff）和类型（mypy）
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

score: test-environment ## 用手工标注衡量计划解析的准确率
	@exec $(PYTHON) -m bot score

eval: test-environment ## 评测理解和回答的质量，并与基线比较（EXAM=试题文件 可另加试题）
	@exec $(PYTHON) -m benchmarks.quality $(if $(EXAM),--exam $(EXAM))

bench: test-environment ## 与 Rasa 自带的机器人并排测速
	@exec $(PYTHON) -m benchmarks.speed

webbench: test-environment browser ## 在浏览器里测量网页的速度和大小
	@exec $(PYTHON) -m benchmarks.web

clean: ## 删除数据库、模型、日志和缓存（环境保留）
	@if [ -x $(PYTHON) ]; then exec $(PYTHON) -m bot clean --yes; else rm -rf var models; fi

lock: environment ## 按 requirements*.in 重新锁定依赖的版本
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-dev.in -o requirements-dev.lock

environment:
	@scripts/environment.sh run

test-environment:
	@scripts/environment.sh test

browser: test-environment
	@scripts/browser.sh

#!/usr/bin/env bash
# Makes .venv from a locked, hashed requirements file; does nothing when that is already done.
#
#   scripts/environment.sh run    what the bot needs (requirements.lock)
#   scripts/environment.sh test   and what the tests and checks need (requirements-dev.lock)
#
# The lock that was installed is kept as .venv/installed-{run,test}.lock, so the common case is one comparison.
# A machine without uv gets one under .tools/, away from the user's own Python.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-run}
# An environment that has the tests' packages keeps them.
[ ! -e .venv/installed-test.lock ] || purpose=test
case $purpose in
  run) lock=requirements.lock ;;
  test) lock=requirements-dev.lock ;;
  *) echo "用法：scripts/environment.sh run|test" >&2; exit 2 ;;
esac
log=${VAR:-var}/log/setup.log

fail() { # what is wrong, what to do
  printf '✗ %s\n  %s\n' "$1" "$2" >&2
  exit 1
}

python_works() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

# The tests' environment holds all that the bot needs, in the same versions.
is_current() {
  python_works .venv/bin/python || return 1
  cmp -s requirements-dev.lock .venv/installed-test.lock && return 0
  [ "$purpose" = run ] && cmp -s requirements.lock .venv/installed-run.lock
}

is_current && exit 0

{ mkdir -p "$(dirname "$log")" && : >"$log"; } 2>/dev/null ||
  fail "无法写入日志 $log" "请检查磁盘是否已满（df -h .）、目录是否可写。"

# Runs a command with its output in the log, and shows how long it has been at work.
step() {
  local what=$1 began=$SECONDS pid status=0
  shift
  "$@" >>"$log" 2>&1 </dev/null &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; printf "\n" >&2; exit 130' INT TERM
  if [ -t 2 ]; then
    while kill -0 "$pid" 2>/dev/null; do
      printf '\r\033[K· %s… %d 秒' "$what" $((SECONDS - began)) >&2
      sleep 0.5
    done
    printf '\r\033[K' >&2
  else
    printf '· %s…\n' "$what" >&2
  fi
  wait "$pid" || status=$?
  trap - INT TERM
  [ "$status" -ne 0 ] || printf '✓ %s（%d 秒）\n' "$what" $((SECONDS - began)) >&2
  return "$status"
}

# Says in Chinese why the last step failed, as far as its log tells.
explain() {
  local what=$1
  if grep -qiE 'no space left|os error 28|disk quota' "$log"; then
    fail "$what：磁盘已满" "首次安装约需 3 GB。请腾出空间（df -h .）后重新运行同一条命令。"
  elif grep -qiE 'hash mismatch|mismatched hash' "$log"; then
    fail "$what：下载到的文件与锁定的校验值不符" "请检查所用的软件源；确需更换版本时运行 make lock。详情见 $log。"
  elif grep -qiE 'certificate' "$log"; then
    fail "$what：软件源的证书不被信任（网络可能经过代理）" \
      "请用 SSL_CERT_FILE=证书文件 指明本单位的根证书后重新运行；详情见 $log。"
  elif grep -qiE 'no interpreter found|no download found|python-build-standalone|failed to (download|install).*(python|cpython)' "$log"; then
    fail "没有找到 Python 3.10，也无法自动下载" \
      "请安装 Python 3.10（如 pyenv install 3.10，或 apt-get install python3.10），然后重新运行。"
  elif grep -qiE 'dns|connect|network|timed out|timeout|unreachable|name resolution|resolve host|failed to fetch|error sending request|no matching distribution' "$log"; then
    fail "$what：连不上软件源" "首次安装需要联网（PyPI 或其镜像）。请检查网络和代理设置后重新运行；详情见 $log。"
  fi
  fail "$what：$(grep -v '^[[:space:]]*$' "$log" | tail -n 1 || true)" "详情见 $log。"
}

# A uv on the PATH may be a stand-in that does not run, so it is tried and not only looked for.
find_uv() {
  local candidate
  for candidate in uv .tools/bin/uv "$HOME/.local/bin/uv"; do
    if "$candidate" --version >/dev/null 2>&1; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

# pip's --target works with a Python that its distribution manages, and leaves it alone.
install_uv() {
  local python
  for python in python3.10 python3 python /usr/bin/python3 python3.13 python3.12 python3.11; do
    if "$python" -m pip --version >/dev/null 2>&1; then
      step "安装 uv" "$python" -m pip install --quiet --disable-pip-version-check --no-input \
        --upgrade --target .tools uv || explain "安装 uv"
      return
    fi
  done
  for python in python3 /usr/bin/python3 python3.10; do
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      step "安装 uv" sh -c "'$python' -m venv .tools/venv && .tools/venv/bin/pip install --quiet \
        --disable-pip-version-check --no-input --upgrade --target .tools uv" || explain "安装 uv"
      return
    fi
  done
  fail "没有 uv，也没有可用的 pip 来安装它" \
    "请安装其中之一：apt-get install python3-pip，或 https://docs.astral.sh/uv/ 上的 uv；然后重新运行。"
}

find_uv >/dev/null || install_uv
uv=$(find_uv) || explain "安装 uv"

what="更新依赖"
if ! python_works .venv/bin/python; then
  what="安装依赖，首次约下载 600 MB"
  step "创建 Python 3.10 环境" "$uv" venv --clear --python 3.10 .venv || explain "创建 Python 3.10 环境"
fi
rm -f .venv/installed-*.lock
# Compiled once here and not at each start: some machines forbid Python to keep what it compiles.
step "$what" "$uv" pip sync --require-hashes --compile-bytecode --python .venv/bin/python "$lock" || explain "安装依赖"
cp "$lock" ".venv/installed-$purpose.lock" 2>>"$log" || explain "记录已安装的版本"

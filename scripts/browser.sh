#!/usr/bin/env bash
# Makes sure that there is a Chromium for the tests of the web pages; does nothing when there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

log=${VAR:-var}/log/browser.log
for browser in chromium chromium-browser google-chrome; do
  ! command -v "$browser" >/dev/null || exit 0
done
mkdir -p "$(dirname "$log")"
printf '· 安装测试网页用的 Chromium…\n' >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk; } >"$log" 2>&1 </dev/null &&
    exit 0
fi
.venv/bin/python -m playwright install chromium >>"$log" 2>&1 </dev/null && exit 0
printf '✗ 没有 Chromium，网页的测试运行不了\n  请安装它（如 sudo apt-get install chromium fonts-noto-cjk），然后重新运行。详情见 %s。\n' "$log" >&2
exit 1

// A line that appears when the files that the bot was made from have changed, and what it offers.

import { button, h, toast } from "./dom.js";
import { get, post } from "./server.js";
import { bench } from "./words.js";

const BEAT = 20000; // milliseconds between two looks
const PATIENCE = 600; // seconds until the new bot should be there

export function watchFiles() {
  const place = document.getElementById("renewal");
  let started = "";
  let busy = false;
  const again = button("重新训练并载入", renew, { class: "primary", id: "renew", disabled: !bench().edit });
  const words = h("span");

  async function look() {
    if (busy || document.hidden) return;
    try {
      const found = await get("fresh");
      started ||= found.started;
      place.hidden = !found.changed;
      words.textContent = "例句、词表、计划或程序改过了；这里的机器人还是改之前的。";
    } catch {
      // whoever does something next is told that nobody answers
    }
  }

  async function renew() {
    busy = again.disabled = true;
    words.textContent = "正在按改过的文件训练，要一两分钟；之后对话从头开始…";
    try {
      await post("renew");
      await back();
    } catch (error) {
      toast(error.message, true);
      busy = again.disabled = false;
    }
  }

  /** Wait until another run of the server answers, then begin afresh. */
  async function back() {
    words.textContent = "训练好了，正在载入…";
    for (let second = 0; second < PATIENCE; second++) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const found = await get("fresh").catch(() => null);
      if (found && found.started !== started) location.reload();
    }
    throw new Error("新的机器人没有起来。请看启动测试台的终端。");
  }

  place.append(words, again);
  addEventListener("focus", look);
  setInterval(look, BEAT);
  look();
}

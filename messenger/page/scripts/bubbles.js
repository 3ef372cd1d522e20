// One message as an element: its bubble, by kind.

import { card } from "./cards.js";
import { h, icon, isWebLink, link } from "./dom.js";
import * as icons from "./icons.js";
import { markdown, plain } from "./markdown.js";
import { picture } from "./picture.js";
import { post } from "./server.js";
import { state } from "./state.js";

const size = (bytes) =>
  bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
const names = () => [state.bureau.robot.name, ...state.bureau.members.map((member) => member.name), "所有人"];

/** The text of a card's description, with the few marks that text cards know. */
function described(text) {
  const pattern = /<div class=["'](gray|normal|highlight)["']>([\s\S]*?)<\/div>|<br\s*\/?>/g;
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(
      text.slice(end, found.index),
      found[1] ? h("div", { class: `described-${found[1]}` }, found[2]) : h("br"),
    );
    end = found.index + found[0].length;
  }
  return [nodes, text.slice(end)];
}

const EXTENSIONS = {
  xlsx: "table",
  xls: "table",
  csv: "table",
  docx: "text",
  doc: "text",
  txt: "text",
  pdf: "pdf",
  pptx: "slides",
  zip: "pack",
};

function file(body) {
  const extension = body.name.split(".").pop().toLowerCase();
  return h(
    "a",
    { class: "bubble file", href: `/media/${body.media_id}`, download: body.name },
    h("span", { class: "file-name" }, h("span", {}, body.name), h("small", {}, size(body.size ?? 0))),
    h("span", { class: `file-sign file-${EXTENSIONS[extension] ?? "other"}` }, extension.slice(0, 4)),
  );
}

function image(body) {
  const address = `/media/${body.media_id}`;
  return h(
    "a",
    { class: "bubble image", href: address, target: "_blank", rel: "noopener" },
    picture(address, "photo"),
  );
}

function textcard(body) {
  return h(
    "div",
    { class: "card textcard" },
    h("h3", {}, body.title),
    h("div", { class: "described" }, described(body.description)),
    h("div", { class: "card-foot" }, link(body.url, h("span", {}, body.btntxt), icon(icons.NEXT, 14))),
  );
}

function news(body) {
  const [first, ...rest] = body.articles;
  const open = (article, ...content) =>
    isWebLink(article.url) ? link(article.url, ...content) : h("span", {}, ...content);
  const cover = first.picurl ? picture(first.picurl, "cover") : null;
  return h(
    "div",
    { class: "card news" },
    open(first, cover, h("h3", {}, first.title), rest.length ? null : h("p", {}, first.description ?? "")),
    rest.map((article) =>
      open(
        article,
        h(
          "span",
          { class: "news-row" },
          h("span", {}, article.title),
          article.picurl ? picture(article.picurl, "thumb") : null,
        ),
      ),
    ),
  );
}

function place(body) {
  return h(
    "div",
    { class: "card place" },
    h("h3", {}, body.label),
    h("p", {}, `${body.latitude}, ${body.longitude}`),
    h("div", { class: "map" }, icon(icons.PLACE, 30)),
  );
}

function voice(message) {
  const heard = message.chat.startsWith("app:") ? null : h("div", { class: "heard" }, message.body.content);
  const seconds = Math.max(1, Math.ceil((message.body.content ?? "").length / 4));
  return h("div", {}, h("div", { class: "bubble voice" }, icon(icons.VOICE, 17), `${seconds}″`), heard);
}

function rating(message) {
  if (!message.body.feedback || message.state === "open") return null;
  const button = (good, name) =>
    h(
      "button",
      {
        type: "button",
        class: "rate",
        title: name,
        "aria-pressed": String(message.body.rated === good),
        data: { good: String(good) },
        onclick: () => post("rate", { user: state.me, message: message.id, good }).catch(() => {}),
      },
      icon(icons.GOOD, 16),
    );
  return h("div", { class: "rating" }, button(true, "有帮助"), button(false, "没有帮助"));
}

function rich(message) {
  const waiting = message.state === "open";
  const content = message.body.content || (waiting ? "正在思考" : "");
  return h(
    "div",
    {},
    h(
      "div",
      { class: `bubble text ${waiting ? "growing" : ""}` },
      markdown(content, Boolean(message.body.rich)),
    ),
    (message.body.pictures ?? []).map((id) => image({ media_id: id })),
    rating(message),
  );
}

/** What WeChat's plug-in shows instead of the kinds that it does not know. */
const UNSUPPORTED = "暂不支持此消息类型，请在企业微信中查看";
const KNOWN_IN_WECHAT = ["text", "image", "voice", "video", "file", "textcard", "news", "location", "note"];

export function bubble(message) {
  const { kind, body } = message;
  if (state.wechat && message.sender === "app" && !KNOWN_IN_WECHAT.includes(kind)) {
    return h("div", { class: "bubble text unsupported" }, UNSUPPORTED);
  }
  if (kind === "text") {
    const quote = body.quote ? h("div", { class: "quoted" }, body.quote) : null;
    return body.rich
      ? rich(message)
      : h("div", { class: "bubble text" }, plain(body.content, names()), quote);
  }
  if (kind === "markdown") return rich(message);
  if (kind === "template_card") return card(message);
  if (kind === "textcard") return textcard(body);
  if (kind === "news") return news(body);
  if (kind === "image") return image(body);
  if (kind === "voice") return voice(message);
  if (kind === "location") return place(body);
  return file(body);
}

const KINDS = {
  template_card: "卡片",
  image: "图片",
  file: "文件",
  voice: "语音",
  video: "视频",
  location: "位置",
  news: "图文",
};

/** A message in one line, for the list of chats and for quotations. */
export function summary(message) {
  const { kind, body } = message;
  if (kind === "note") return body.text;
  if (kind === "text") return body.content;
  if (kind === "markdown") return body.content.replace(/<[^>]+>|[*#>`]/g, "").trim();
  if (kind === "textcard") return body.title;
  const detail =
    body.main_title?.title ??
    body.sub_title_text ??
    body.name ??
    body.label ??
    body.articles?.[0]?.title ??
    "";
  return `[${KINDS[kind] ?? kind}] ${kind === "image" ? "" : detail}`.trim();
}

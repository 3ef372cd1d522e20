"use strict";(()=>{var p="工作计划助手",l=document.currentScript;l&&(document.body?f(l):addEventListener("DOMContentLoaded",()=>f(l)));function f(o){let e=new URL(o.src).origin,{title:d=p,color:a="",position:m="right",user:b="",token:x=""}=o.dataset,h=/^#[0-9a-f]{6}$/i.test(a)?a:"#1f5a94",g=m==="left"?"left":"right",s=document.createElement("plan-chat-widget"),w=s.attachShadow({mode:"open"}),u=document.createElement("style");u.textContent=$(h,g);let i=document.createElement("button");i.type="button",i.textContent=d,i.setAttribute("aria-expanded","false");let r=document.createElement("div");r.hidden=!0,w.append(u,r,i),document.body.append(s);let n=null;i.addEventListener("click",()=>c(r.hidden)),addEventListener("message",t=>{n&&t.source===n.contentWindow&&t.origin===e&&t.data==="plan-chat:close"&&(c(!1),i.focus())}),E(e).then(t=>{t?o.dataset.open!==void 0&&c(!0):s.remove()});function c(t){if(t&&!n){n=document.createElement("iframe"),n.title=d,n.allow="clipboard-write";let v=new URLSearchParams({embed:"1",title:d,color:a,user:b,token:x});n.src=`${e}/#${v}`,r.append(n)}r.hidden=!t,i.setAttribute("aria-expanded",String(t)),i.classList.toggle("open",t),t&&n&&n.focus()}}async function E(o){try{if((await(await fetch(`${o}/chat/embedding`,{credentials:"omit"})).json()).allowed)return!0;console.error(`[${p}] 本页的来源 ${location.origin} 不在允许嵌入的名单里。请管理员在 ${o} 的 EMBED_ORIGINS 设置中加上它。`)}catch(e){console.error(`[${p}] 连不上 ${o}：${e instanceof Error?e.message:e}`)}return!1}function $(o,e){return`
    :host { all: initial; }
    button {
      position: fixed; z-index: 2147483000; ${e}: 20px; bottom: 20px; max-width: calc(100vw - 40px);
      padding: 12px 20px; border: 0; border-radius: 999px; background: ${o}; color: #fff;
      font: 600 16px/1.4 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
      box-shadow: 0 4px 16px rgb(0 0 0 / 24%); cursor: pointer;
    }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -5px; }
    div {
      position: fixed; z-index: 2147483001; ${e}: 20px; bottom: 84px; box-sizing: border-box;
      width: min(420px, calc(100vw - 40px)); height: min(680px, calc(100vh - 110px));
      overflow: hidden; border: 1px solid rgb(128 128 128 / 35%); border-radius: 14px; background: Canvas;
      box-shadow: 0 10px 40px rgb(0 0 0 / 24%);
    }
    div[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    @media (max-width: 480px) {
      div { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
      button.open { display: none; }
    }
    @media print { button, div { display: none; } }`}})();

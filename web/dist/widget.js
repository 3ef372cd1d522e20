"use strict";(()=>{var f="工作计划助手",u=document.currentScript;u&&(document.body?b(u):addEventListener("DOMContentLoaded",()=>b(u)));function b(t){let e=new URL(t.src).origin,{title:i=f,color:a="",position:x="right",user:w="",token:v=""}=t.dataset,E=/^#[0-9a-f]{6}$/i.test(a)?a:"#1f5a94",y=x==="left"?"left":"right",l=document.createElement("plan-chat-widget"),$=l.attachShadow({mode:"open"}),h=document.createElement("style");h.textContent=k(E,y);let s=document.createElement("button");s.type="button",s.textContent=i,s.setAttribute("aria-expanded","false");let c=document.createElement("div");c.hidden=!0,$.append(h,c,s),document.body.append(l);let n=null;s.addEventListener("click",()=>{p(c.hidden),n&&!c.hidden&&n.focus()});let g=o=>{n&&n.contentWindow&&n.contentWindow.postMessage(o,e)};addEventListener("message",({source:o,origin:d,data:r})=>{!n||o!==n.contentWindow||d!==e||!r||(r.planChat==="hello"?g({planChat:"kept",items:S(e)}):r.planChat==="keep"?L(e,r.key,r.value):r.planChat==="close"&&(p(!1),s.focus()))}),addEventListener("storage",({key:o,newValue:d})=>{let r=m(e,o);r&&g({planChat:"changed",key:r,value:d})}),C(e).then(o=>{o?t.dataset.open!==void 0&&p(!0):l.remove()});function p(o){if(o&&!n){n=document.createElement("iframe"),n.title=i,n.allow="clipboard-write";let d=new URLSearchParams({embed:"1",title:i,color:a,user:w,token:v});n.src=`${e}/#${d}`,c.append(n)}c.hidden=!o,s.setAttribute("aria-expanded",String(o)),s.classList.toggle("open",o)}}function m(t,e){let i=`plan-chat@${t}/`;return e&&e.startsWith(i)?e.slice(i.length):""}function S(t){try{return Object.keys(localStorage).filter(e=>m(t,e)).map(e=>[m(t,e),localStorage.getItem(e)||""])}catch{return[]}}function L(t,e,i){let a=`plan-chat@${t}/${e}`;try{i===null?localStorage.removeItem(a):localStorage.setItem(a,i)}catch{}}async function C(t){try{if((await(await fetch(`${t}/chat/embedding`,{credentials:"omit"})).json()).allowed)return!0;console.error(`[${f}] 本页的来源 ${location.origin} 不在允许嵌入的名单里。请管理员在 ${t} 的 EMBED_ORIGINS 设置中加上它。`)}catch(e){console.error(`[${f}] 连不上 ${t}：${e instanceof Error?e.message:e}`)}return!1}function k(t,e){return`
    :host { all: initial; }
    button {
      position: fixed; z-index: 2147483000; ${e}: 20px; bottom: 20px; max-width: calc(100vw - 40px);
      padding: 12px 20px; border: 0; border-radius: 999px; background: ${t}; color: #fff;
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

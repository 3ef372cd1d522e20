"use strict";(()=>{function w(t){if(!/^#[0-9a-f]{6}$/i.test(t))return!1;let[e=1,n=1,s=1]=[1,3,5].map(p=>{let l=parseInt(t.slice(p,p+2),16)/255;return l<=.04045?l/12.92:((l+.055)/1.055)**2.4});return 1.05/(.2126*e+.7152*n+.0722*s+.05)>=4.5}var m="工作计划助手",f=document.currentScript;f&&(document.body?v(f):addEventListener("DOMContentLoaded",()=>v(f)));function v(t){let e=new URL(t.src).origin,{title:n=m,color:s="",position:p="right",user:l="",token:y=""}=t.dataset,S=/^#[0-9a-f]{6}$/i.test(s)?s:"#1f5a94",k=p==="left"?"left":"right",u=document.createElement("plan-chat-widget"),$=u.attachShadow({mode:"open"}),b=document.createElement("style");b.textContent=H(S,k);let a=document.createElement("button");a.type="button",a.textContent=n,a.setAttribute("aria-expanded","false");let c=document.createElement("div");c.hidden=!0,$.append(b,c,a),document.body.append(u);let o=null;a.addEventListener("click",()=>{g(c.hidden),o&&!c.hidden&&o.focus()});let x=r=>{o&&o.contentWindow&&o.contentWindow.postMessage(r,e)};addEventListener("message",({source:r,origin:d,data:i})=>{!o||r!==o.contentWindow||d!==e||!i||(i.planChat==="hello"?x({planChat:"kept",items:E(e)}):i.planChat==="keep"?L(e,i.key,i.value):i.planChat==="close"&&(g(!1),a.focus()))}),addEventListener("storage",({key:r,newValue:d})=>{let i=h(e,r);i&&x({planChat:"changed",key:i,value:d})}),C(e).then(r=>{r?t.dataset.open!==void 0&&g(!0):u.remove()});function g(r){if(r&&!o){o=document.createElement("iframe"),o.title=n,o.allow="clipboard-write";let d=new URLSearchParams({embed:"1",title:n,color:s,user:l,token:y});o.src=`${e}/#${d}`,c.append(o)}c.hidden=!r,a.setAttribute("aria-expanded",String(r)),a.classList.toggle("open",r)}}function h(t,e){let n=`plan-chat@${t}/`;return e&&e.startsWith(n)?e.slice(n.length):""}function E(t){try{return Object.keys(localStorage).filter(e=>h(t,e)).map(e=>[h(t,e),localStorage.getItem(e)||""])}catch{return[]}}function L(t,e,n){let s=`plan-chat@${t}/${e}`;try{n===null?localStorage.removeItem(s):localStorage.setItem(s,n)}catch{}}async function C(t){if(location.origin===t)return!0;try{if((await(await fetch(`${t}/chat/embedding`,{credentials:"omit"})).json()).allowed)return!0;console.error(`[${m}] 本页的来源 ${location.origin} 不在允许嵌入的名单里。请管理员在 ${t} 的 EMBED_ORIGINS 设置中加上它。`)}catch(e){console.error(`[${m}] 连不上 ${t}：${e instanceof Error?e.message:e}`)}return!1}function H(t,e){let n=w(t)?"#fff":"#111";return`
    :host { all: initial; }
    button {
      position: fixed; z-index: 2147483000; ${e}: 20px; bottom: 20px; max-width: calc(100vw - 40px);
      padding: 12px 20px; border: 0; border-radius: 999px; background: ${t}; color: ${n};
      font: 600 16px/1.4 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
      box-shadow: 0 4px 16px rgb(0 0 0 / 24%); cursor: pointer;
    }
    button:focus-visible { outline: 3px solid ${n}; outline-offset: -5px; }
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

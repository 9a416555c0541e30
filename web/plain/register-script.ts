// The one script of the register page: one question per screen, a draft that lives in this tab, the phone's place on a
// tap, people added and taken out, and sending that waits for the network. Without it the same document is one long form.
// Nothing here says "saved" or "sent": only the server's own page does (R35). Words come by data-*.

import { idleScript } from "./kiosk.tsx";
import { placeScript } from "./place.tsx";
import { calendarScript, peopleScript } from "./register-people.tsx";
import { listenScript } from "./screen.tsx";

/** Screens: which ones there are, the one in sight, and going from one to the next. */
const screens = `
let at=0,back=$("#back"),next=$("#next"),call=$("#call"),send=$("#send"),choose=$("#choose"),
now=()=>$("[value=now]:checked"),
list=()=>all(".q").filter(s=>!now()||!s.dataset.later),
show=(i,quiet)=>{
let l=list(),n=l.length;
at=Math.max(0,Math.min(i,n-1));
all(".q").forEach(s=>s.classList.toggle("now",s==l[at]));
back.hidden=!at;next.hidden=at>n-2;send.hidden=!next.hidden;
if(call)call.hidden=at>1&&!now();
send.textContent=now()?w.now:w.send;
$("#step").textContent=w.step.replace("{n}",at+1).replace("{all}",n);
D.dispatchEvent(new Event("screen"));
if(!quiet){scrollTo(0,0);l[at].querySelector("h2").focus()}
},
to=x=>list().forEach((s,i)=>s.contains(x)&&show(i,1));
back.onclick=()=>show(at-1);
next.onclick=()=>{
if(at==1&&!(now()&&w.desk)&&!$("[name^=recip]:checked")){show(0);choose.hidden=false}
else show(at+1)
};
f.onkeydown=e=>{if(e.key=="Enter"&&e.target.type=="text"){e.preventDefault();next.hidden||next.click()}};
`;

/**
 * The draft: pairs of name and value, so that a page that has changed fills nothing into a field of another name. The key
 * of the act is in it: what was sent once, and whose reply was lost, is the same request when it is sent again.
 */
const draft = `
let K="form"+(el["asked.for"]?1:"")+el.crisisId.value,
keep=()=>{try{sessionStorage[K]=JSON.stringify([["taken",taken],...new FormData(f)])}catch(e){}},
restore=()=>{
for(let[k,v]of JSON.parse(sessionStorage[K]||"[]")){
while(k.split(".")[1]>latest()&&add());
if(k=="taken")taken=v;
else if(k!="lang")all('[name="'+k+'"]').forEach(e=>{if(!/radio|box/.test(e.type))e.value=v;else if(e.value==v)e.checked=true})
}
tell()
};
`;

/** Sending: asks whether it arrived, and then posts the form itself, so that the receipt is a page that can be refreshed. */
export const sending = `
let tries=0,busy,timer,state=$("#state"),
post=()=>{
let c=new AbortController(),t=setTimeout(()=>c.abort(),6e4);
clearTimeout(timer);busy=1;aged();keep();state.textContent=w.sending;
fetch(f.action,{method:"POST",body:new URLSearchParams(new FormData(f)),headers:{"X-Probe":1},signal:c.signal}).then(r=>{
if(r.status>499)throw 0;
f.submit()
}).catch(()=>{state.textContent=w.off;timer=setTimeout(post,Math.min(6e4,4e3*++tries))}).then(()=>{busy=0;clearTimeout(t)})
};
f.onsubmit=e=>{
if(self.AbortController&&(tries<3||!navigator.onLine||busy)){e.preventDefault();busy||post()}
};
self.ononline=()=>tries&&!busy&&post();
`;

/** On a device that many use nothing is kept: no draft, and after a minute and a half without a touch all is cleared. */
const noDraft = "let keep=()=>{},restore=keep;";

/** Where somebody answers for others no device is asked for its place. */
const noPlace = "let taken=0,tell=()=>{},aged=tell;";

/** Whatever an old browser lacks ends in the long form again: a copy of it, to which no script is bound. */
export const registerScript = ({ lang, kiosk, other }: { lang: string; kiosk?: string; other?: boolean }) =>
  `${listenScript}
let f=D.forms.r,w=f.dataset,el=f.elements,all=s=>[...f.querySelectorAll(s)];
try{
${kiosk === undefined ? draft : noDraft}${other === true ? noPlace : placeScript}${calendarScript(lang)}${peopleScript}${screens}${sending}${kiosk === undefined ? "" : idleScript}
f.oninput=()=>{keep();born()};
f.onchange=e=>{
let t=e.target;
if(t.type=="checkbox")all("[name='"+t.name+"'][value="+t.value+"]").forEach(x=>{x.checked=t.checked});
choose.hidden=true;keep();show(at,1)
};
w.given?keep():restore();
born();
D.body.className="js";
show(0,1);
to($(".bad"));
let p=$("#problem");
if(p){p.focus();p.onclick=e=>to($(e.target.hash||"#x"))}
}catch(e){D.body.className="";f.outerHTML=f.outerHTML;$("#send").hidden=false}`
    .replace(/\n+/g, "\n")
    .replace(/([;{},()`>:])\n/g, "$1")
    .replace(/\n([})])/g, "$1")
    .trim();

// The script of a leader's sheet: lines come as they are needed, a draft lives in this tab, and sending waits for the network.
import { sending } from "./register-script.ts";

const lines = `
let box=$(".lines"),more=$("#more"),
count=()=>box.children.length-1,
add=()=>{
let n=count(),x=box.lastChild.cloneNode(true);
if(n>=w.most)return;
x.querySelectorAll(".why").forEach(y=>y.remove());
x.firstChild.textContent=n+1;
x.querySelectorAll("input").forEach(y=>{
y.value="";y.name=y.name.replace(/\\d+/,n);y.id=y.id.replace(/\\d+/,n);y.removeAttribute("aria-invalid");
y.setAttribute("aria-label",y.getAttribute("aria-label").replace(/\\d+/,n+1))
});
box.append(x);
if(more)more.hidden=n+1>=w.most;
return x
};
if(more)more.onclick=e=>{e.preventDefault();let x=add();x&&x.querySelector("input").focus()};
`;

const draft = `
let K="sheet"+el.crisisId.value,aged=()=>{},
keep=()=>{try{sessionStorage[K]=JSON.stringify([...new FormData(f)])}catch(e){}},
restore=()=>{
for(let[k,v]of JSON.parse(sessionStorage[K]||"[]")){
while(k.split(".")[1]>=count()&&add());
if(k!="lang")all('[name="'+k+'"]').forEach(e=>{if(!/radio|box/.test(e.type))e.value=v;else if(e.value==v)e.checked=true})
}
};
`;

export const leaderScript = `
let f=D.forms.r,w=f.dataset,el=f.elements,all=s=>[...f.querySelectorAll(s)];
${lines}${draft}${sending}
f.oninput=e=>{
if(e.target.closest(".lines>:last-child"))add();
keep()
};
f.onchange=keep;
f.onkeydown=e=>{if(e.key=="Enter"&&e.target.type=="text"){
e.preventDefault();
let i=all("input[type=text]"),x=i[i.indexOf(e.target)+1];x&&x.focus()
}};
w.given?keep():restore();
let p=$("#problem");
p&&p.focus()`
  .replace(/\n+/g, "\n")
  .replace(/([;{},()`>:])\n/g, "$1")
  .replace(/\n([})])/g, "$1")
  .trim();

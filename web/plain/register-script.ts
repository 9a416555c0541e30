// The one script of the register page: one question per screen, a draft that lives in this tab, the phone's place on a
// tap, and sending that waits for the network. Without it the same document is one long form. Words come by data-*.

/** Nothing here says "saved" or "sent": only the server's own page does. */
export const registerScript = `(function(){
var D=document,f=D.forms.r,q=[].slice.call(f.querySelectorAll("section.q")),n=0,K="d"+f.elements.crisisId.value,say=f.dataset,st=D.getElementById("st"),tm=0;
D.documentElement.className="js";
function get(s){return f.querySelector(s)}
function list(){var x=get("[name=danger]:checked"),now=x&&x.value=="now";return q.filter(function(s){return!now||!s.hasAttribute("data-later")})}
function show(i,quiet){var l=list();n=Math.max(0,Math.min(i,l.length-1));q.forEach(function(s){s.classList.toggle("now",s===l[n])});
var last=n==l.length-1,x=get("[name=danger]:checked");get("#back").hidden=n==0;get("#next").hidden=last;get("#send").hidden=!last;get("#call").hidden=!(x&&x.value=="now");
get("#sendWords").textContent=x&&x.value=="now"?say.now:say.send;
get("#step").textContent=say.step.replace("{n}",n+1).replace("{all}",l.length);
if(!quiet){scrollTo(0,0);var h=l[n].querySelector("h2");if(h)h.focus()}}
function keep(){try{sessionStorage.setItem(K,JSON.stringify([].slice.call(new FormData(f)).length?[].slice.call(f.elements).filter(function(e){return e.name&&e.type!="hidden"}).map(function(e){return/radio|checkbox/.test(e.type)?e.checked:e.value}):[]))}catch(e){}}
if(!f.hasAttribute("data-given"))try{var d=JSON.parse(sessionStorage.getItem(K)||"[]");[].slice.call(f.elements).filter(function(e){return e.name&&e.type!="hidden"}).forEach(function(e,i){if(d[i]===undefined)return;if(/radio|checkbox/.test(e.type))e.checked=d[i];else e.value=d[i]})}catch(e){}
f.addEventListener("input",keep);
f.addEventListener("change",function(){keep();show(n,1)});
get("#back").onclick=function(){show(n-1)};get("#next").onclick=function(){show(n+1)};
f.addEventListener("keydown",function(e){if(e.key=="Enter"&&e.target.type=="text"&&!get("#next").hidden){e.preventDefault();show(n+1)}});
var p=[].slice.call(f.querySelectorAll("[data-person]")),more=get("#more");
function people(){var open=0;p.forEach(function(x,i){var used=i==0||x.dataset.open||[].some.call(x.querySelectorAll("input[type=text]"),function(e){return e.value});x.hidden=!used;if(used){open++;x.dataset.open=1;x.open=true}});more.hidden=open>=p.length}
more.onclick=function(){for(var i=0;i<p.length;i++)if(p[i].hidden){p[i].dataset.open=1;people();var e=p[i].querySelector("input");e&&e.focus();return}};
people();
var g=get("#here");if(g&&navigator.geolocation)g.onclick=function(){navigator.geolocation.getCurrentPosition(function(o){var r=function(v){return Math.round(v*1000)/1000};f.elements["place.lng"].value=r(o.coords.longitude);f.elements["place.lat"].value=r(o.coords.latitude);f.elements["place.accuracy"].value=Math.min(100000,Math.max(110,Math.round(o.coords.accuracy)));get("#hereSaid").textContent=say.done;get("#gone").hidden=false},function(){get("#hereSaid").textContent=say.no},{enableHighAccuracy:true,timeout:20000})};
get("#gone").onclick=function(){["lng","lat","accuracy"].forEach(function(k){f.elements["place."+k].value=""});get("#hereSaid").textContent="";get("#gone").hidden=true};
function send(){st.textContent=say.sending;var b=new URLSearchParams(new FormData(f));
fetch(f.action,{method:"POST",body:b,headers:{"X-Probe":"1"}}).then(function(r){if(r.status>=500)throw 0;try{if(r.ok)sessionStorage.removeItem(K)}catch(e){}st.textContent="";HTMLFormElement.prototype.submit.call(f)}).catch(function(){st.textContent=say.off;clearTimeout(tm);tm=setTimeout(send,6000)})}
f.addEventListener("submit",function(e){e.preventDefault();clearTimeout(tm);send()});
addEventListener("online",function(){if(st.textContent==say.off){clearTimeout(tm);send()}});
var bad=f.querySelector(".bad"),pr=D.getElementById("problem");show(0,1);
if(bad){var l=list();for(var i=0;i<l.length;i++)if(l[i].contains(bad)){show(i,1);break}}
if(pr){pr.focus();pr.addEventListener("click",function(e){var t=e.target.hash&&D.getElementById(e.target.hash.slice(1));if(t)list().forEach(function(s,i){if(s.contains(t))show(i,1)})})}
})()`
  .replace(/\n/g, "")
  .trim();

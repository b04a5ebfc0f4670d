"""A map of an organization's members with a time slider, in one HTML file of its own."""

from __future__ import annotations

import json

from orgdb.parameters import On
from orgdb.plot.history import MONTHS, History, Step, day_in_words, incomplete, steps
from orgdb.plot.map import MEMBERS, WORDS, land, land_picture
from orgdb.plot.map_part import WORLD, part_around
from orgdb.plot.map_standings import Atlas, all_steps, standings
from orgdb.plot.page import html_page
from orgdb.plot.svg import escape, write

BODY = """<h1>{title}</h1>
<form class="controls" onsubmit="return false">
<button type="button" id="back">← earlier change</button>
<label for="year">Year</label>
<input type="range" id="year" min="{first}" max="{last}" value="{last}" step="1"
 aria-describedby="now">
<button type="button" id="next">later change →</button>
<button type="button" id="play">Play</button>
</form>
<p><output id="now" for="year" aria-live="polite">{now}</output></p>
{map}
<ul class="legend og">{legend}</ul>
<p id="undrawn"></p>
<footer>{foot}</footer>
<script>{script}</script>
"""
SWATCH = (
    '<li><svg class="og-chart" width="16" height="14" aria-hidden="true">'
    '<rect class="og-{kind} og-strong" width="16" height="14"/></svg> {words}</li>'
)
STYLE = """body{font-family:Arial,'Liberation Sans',Helvetica,sans-serif;padding:0 1rem 1rem}
h1{font-size:clamp(1.3rem,3.5vw,1.8rem);margin:1rem 0 .6rem}
.controls{display:flex;flex-wrap:wrap;gap:.5rem .6rem;align-items:center}
.controls input{flex:1 1 14rem;min-width:8rem;accent-color:#1d5a96}
.controls button{font:inherit;padding:.4rem .7rem;cursor:pointer}
output{font-weight:700;font-size:1.15rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1.3rem;padding:0;margin:.8rem 0}
.legend svg{vertical-align:-2px}
footer{font-size:.8rem;opacity:.8}footer p{margin:.2rem 0}
#undrawn{font-size:.9rem;min-height:1.2em;margin:.4rem 0}"""
# Colours each outline as on the last of its days that is not after the day shown.
SCRIPT = """
(function(){
var data=DATA,svg=document.querySelector('svg.og'),year=document.getElementById('year'),
now=document.getElementById('now'),play=document.getElementById('play'),timer=null,day=data.last,
shapes=[].slice.call(svg.querySelectorAll('[data-key]')).map(function(e){
return [e,data.steps[e.getAttribute('data-key')]||[],e.querySelector('title')]}),
reduced=window.matchMedia&&matchMedia('(prefers-reduced-motion: reduce)').matches;
function at(steps){var s=steps.length?steps[0][1]:'absent';
for(var i=0;i<steps.length&&steps[i][0]<=day;i++)s=steps[i][1];return s}
function words(d){var p=d.split('-');return +p[2]+' '+data.months[p[1]-1]+' '+p[0]}
function show(d,keep){day=d<data.first?data.first:d>data.last?data.last:d;
var n={};shapes.forEach(function(s){var c=at(s[1]),k=s[0].getAttribute('data-key');
s[0].setAttribute('class','og-land og-'+c);
if(s[0].tagName==='circle')s[0].style.display=
data.territories.indexOf(k)>=0&&(c==='absent'||c==='no')?'none':'';
if(s[2])s[2].textContent=data.names[k]+': '+data.words[c]});
data.members.forEach(function(m){var c=at(m);n[c]=(n[c]||0)+1});
var t=words(day)+': '+((n.member||0)+(n.suspended||0))+' members';
if(n.suspended)t+=', '+n.suspended+' of them suspended';
if(n.unknown)t+='; not known of '+n.unknown;
now.textContent=t;
var u=Object.keys(data.undrawn).map(function(k){return [k,at(data.members[data.undrawn[k]])]})
.filter(function(p){return ['member','suspended','other','unknown'].indexOf(p[1])>=0})
.map(function(p){return p[0]+' ('+data.words[p[1]]+')'});
document.getElementById('undrawn').textContent=
u.length?'On the list without an outline of today: '+u.join(', ')+'.':'';
if(!keep)year.value=day.slice(0,4)}
function step(by){var c=data.changes,i;if(by>0){for(i=0;i<c.length&&c[i]<=day;i++);}
else{for(i=c.length-1;i>=0&&c[i]>=day;i--);}if(c[i])show(c[i])}
function stop(){clearInterval(timer);timer=null;play.textContent='Play'}
year.addEventListener('input',function(){show(year.value+'-12-31',true)});
document.getElementById('back').addEventListener('click',function(){stop();step(-1)});
document.getElementById('next').addEventListener('click',function(){stop();step(1)});
play.addEventListener('click',function(){if(timer){stop();return}
if(day>=data.last)show(data.first);play.textContent='Stop';
timer=setInterval(function(){if(day>=data.last){stop();return}
show((+day.slice(0,4)+1)+'-12-31')},reduced?1500:350)});
show(data.last);
})();
"""


def map_with_slider(known: History, atlas: Atlas, zoom: bool = False) -> str:
    """One HTML page: the map as of the last check, and a slider through the organization's life.

    The slider moves by years (to the last day of each), the buttons from change to change. Nothing
    is loaded from anywhere. The legend names every tone that occurs on some day.
    """
    places = all_steps(atlas, known)
    members = [_days(steps(m.spells, known.first, known.last)) for m in known.members]
    changes = sorted({day for own in members for day, _ in own if day > known.first})
    ever = [key for key, own in places.items() if any(standing in MEMBERS for _, standing in own)]
    part = part_around(ever) if zoom else WORLD
    last = standings(atlas, known, On.day(known.last))
    tips = {place.key: f"{place.name}: {WORDS[last[place.key]]}" for place in atlas.drawn()}
    picture = land_picture(known, land(atlas, last, tips, part=part), part)
    data = {
        "first": known.first,
        "last": known.last,
        "months": MONTHS,
        "names": {place.key: place.name for place in atlas.drawn()},
        "territories": [p.key for p in atlas.drawn() if p.kind == "territory"],
        "words": {standing.value: words for standing, words in WORDS.items()},
        "steps": {key: _days(own) for key, own in places.items()},
        "members": members,
        "undrawn": {
            member.name: place
            for place, member in enumerate(known.members)
            if member.key not in last
        },
        "changes": [known.first, *changes],
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    shown = {standing for own in places.values() for _, standing in own}
    body = BODY.format(
        title=escape(picture.title),
        first=known.first[:4],
        last=known.last[:4],
        now=escape(day_in_words(known.last)),
        map=write(picture, standalone=False),
        legend="".join(SWATCH.format(kind=s, words=escape(WORDS[s])) for s in WORDS if s in shown),
        foot="".join(
            f"<p>{escape(line)}</p>" for line in (incomplete(known), *picture.foot) if line
        ),
        script=SCRIPT.replace("DATA", written),
    )
    return html_page(picture.title, body, STYLE)


def _days(steps: list[Step]) -> list[tuple[str, str]]:
    return [(day, standing.value) for day, standing in steps]

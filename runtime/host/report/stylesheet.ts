import { DAY, NIGHT, type Palette } from './palette.ts'

/** The page's only stylesheet. No font, image or script comes from anywhere else. */
export function stylesheet(): string {
  return `:root{color-scheme:light dark;${variables(DAY)}--serif:"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L","Book Antiqua",Georgia,serif;--sans:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
@media screen and (prefers-color-scheme:dark){:root{${variables(NIGHT)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 var(--sans)}
main{max-width:1080px;margin:0 auto;padding:40px 28px 64px}
h1,h2,.headline,.answers b,.tiles b,.disc .big{font-family:var(--serif);font-weight:600;letter-spacing:-.01em}
h1{margin:0;font-size:1.05rem;font-weight:600;color:var(--soft);letter-spacing:0;overflow-wrap:anywhere}
h1 span{font-weight:400}
.badge{display:inline-block;margin:0 0 10px;padding:2px 12px;border-radius:99px;background:var(--accent);color:var(--card);font-size:.8rem;font-weight:600}
.hero{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:44px;align-items:center;margin-bottom:36px}
.headline{margin:14px 0 16px;font-size:clamp(1.75rem,1.1rem + 2.6vw,2.9rem);line-height:1.14;text-wrap:balance}
.lede{margin:0;max-width:38em;font-size:1.08rem;color:var(--soft)}
.tiles{display:flex;flex-wrap:wrap;gap:1px;margin:0 0 28px;padding:0;list-style:none;background:var(--line);border:1px solid var(--line);border-radius:14px;overflow:hidden}
.tiles li{flex:1 1 150px;padding:16px 18px;background:var(--card)}
.tiles b{display:block;font-size:1.65rem;line-height:1.15;white-space:nowrap}
.tiles span{display:block;margin-top:3px;font-size:.86rem;line-height:1.35;color:var(--soft)}
section{margin:0 0 24px;padding:26px 28px 22px;background:var(--card);border:1px solid var(--line);border-radius:14px}
h2{margin:0 0 4px;font-size:1.42rem;line-height:1.25}
h3{margin:22px 0 2px;font-size:.95rem}
section>p{margin:0 0 16px;color:var(--soft);max-width:52em}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:24px}
.try{background:none;border:0;border-left:4px solid var(--accent);border-radius:0;padding:6px 0 6px 22px}
.try p{margin:0;color:var(--ink);font-size:1.08rem}
code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.88em;background:color-mix(in srgb,var(--accent) 12%,transparent);padding:1px 6px;border-radius:5px;white-space:nowrap}
.plot,.system{display:flex}
.axis{flex:none}
.field{flex:1;min-width:0;overflow:visible}
.area{flex:1;min-width:0;position:relative}
.area .field{display:block}
.said{min-height:1.5em;font-size:.78rem;line-height:1.5;font-variant-numeric:tabular-nums}
.said p{margin:0;overflow-wrap:anywhere}
.hint{color:var(--soft)}
.readout,.said:has(i:hover) .hint{display:none}
.hit i{position:absolute;-webkit-tap-highlight-color:transparent}
.hit i:hover{background:color-mix(in srgb,var(--ink) 8%,transparent)}
.hit i:hover+.readout{display:block}
svg text{font:12px var(--sans);fill:var(--soft);font-variant-numeric:tabular-nums}
svg .section{font-weight:600;fill:var(--ink)}
svg .corner{font-style:italic;font-size:13px}
svg .zone{font-style:italic}
svg .corner,svg .zone,svg .lifted{paint-order:stroke;stroke:var(--card);stroke-opacity:.55;stroke-width:3}
svg .strong{fill:var(--ink);font-weight:600;font-size:13px}
path{fill:none;vector-effect:non-scaling-stroke}
.grid{stroke:var(--line)}
.floor{stroke:var(--soft);stroke-opacity:.5}
.divider{stroke:var(--soft);stroke-opacity:.45;stroke-dasharray:2 4}
.zero{stroke:var(--ink);stroke-opacity:.55}
.edge{stroke:var(--limit);stroke-dasharray:5 4}
.mean{stroke:var(--ink);stroke-width:2}
.whisker{stroke:var(--ink);stroke-width:2}
.centre{fill:var(--ink);stroke:var(--card);stroke-width:1.5}
.band{stroke:none}
.band.snap{fill:var(--snap);fill-opacity:.17}
.band.follow{fill:var(--follow);fill-opacity:.13}
.band.limit{fill:var(--limit);fill-opacity:.09}
.band.clear{fill:var(--card)}
.fill.snap{fill:var(--snap)}
.fill.follow{fill:var(--follow)}
.fill.limit{fill:var(--limit)}
.fill.silent{fill:var(--soft);fill-opacity:.35}
.share .fill{stroke:var(--card);stroke-width:2}
.share{display:block;border-radius:9px;overflow:hidden}
.dot{stroke-linecap:round;stroke-width:5.5}
.dot.snap{stroke:var(--snap)}
.dot.follow{stroke:var(--follow);stroke-linecap:square;stroke-width:5}
.dot.limit{stroke:var(--limit);stroke-width:7.5}
.dot.hole{stroke:var(--card);stroke-width:3}
.dot.extra{stroke:var(--soft);stroke-width:3;stroke-opacity:.55}
.trend{stroke:var(--ink);stroke-width:2.2;stroke-linejoin:round}
.trend.halo{stroke:var(--card);stroke-width:6;stroke-opacity:.75}
.theband{stroke:var(--ink);stroke-width:2.8;stroke-linejoin:round}
.written{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:5 4}
.you{stroke:var(--accent);stroke-width:1.8;stroke-linejoin:round}
.column{fill:var(--soft);fill-opacity:.38}
.column.steady{fill:var(--snap);fill-opacity:1}
.column.loose{fill:var(--limit);fill-opacity:1}
svg .beyond{font-size:11px}
svg .beyond.snap{fill:var(--snap)}
svg .beyond.follow{fill:var(--follow)}
svg .beyond.limit{fill:var(--limit)}
svg .flag{font-size:11px}
svg .flag.steady{fill:var(--snap)}
svg .flag.loose{fill:var(--limit)}
.gap{fill:var(--soft);fill-opacity:.5}
.legend{display:flex;flex-wrap:wrap;gap:4px 22px;margin:10px 0 0;padding:0;list-style:none;font-size:.86rem;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:7px}
.fine{margin:10px 0 0;font-size:.86rem;color:var(--soft)}
.answers{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:18px 24px;margin:18px 0 0;padding:0;list-style:none}
.answers li{padding-left:14px;border-left:5px solid var(--soft)}
.answers .snap{border-color:var(--snap)}
.answers .follow{border-color:var(--follow);border-left-style:dashed}
.answers .limit{border-color:var(--limit);border-left-style:double}
.answers .silent{border-color:color-mix(in srgb,var(--soft) 45%,transparent)}
.answers b{display:block;font-size:1.6rem;line-height:1.15}
.answers span{display:block;font-weight:600}
.answers small{display:block;font-size:.86rem;color:var(--soft)}
.disc{display:block;width:100%;max-width:300px;margin:0 auto}
.hero figure{margin:0}
figcaption{max-width:300px;margin:4px auto 0;font-size:.8rem;line-height:1.4;color:var(--soft);text-align:center}
.vinyl{fill:var(--card);stroke:var(--line);stroke-width:2}
.groove{fill:none;stroke:var(--line)}
.spoke{stroke:var(--soft);stroke-opacity:.4}
.spoke.first{stroke:var(--accent);stroke-opacity:.9;stroke-width:2}
.disc .dot{stroke-width:3.6}
.disc .dot.follow{stroke-width:3.2}
.disc .dot.limit{stroke-width:4.8}
.disc .dot.hole{stroke-width:2}
.disc .dot.extra{stroke-width:2.2}
.disc .label{fill:var(--accent)}
.disc text{fill:var(--card)}
.disc .big{font-size:21px}
.disc .rim{fill:var(--soft);font-size:11px}
.disc .small{font-size:12px}
.systems{overflow-x:auto;overflow-y:hidden}
.systems:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.system{margin:0 0 18px}
.system .axis{position:sticky;left:0;background:var(--card);z-index:1}
svg .lane.own{fill:var(--ink);font-weight:600}
.laneback{fill:var(--ink);fill-opacity:.04}
.laneback.own{fill:var(--accent);fill-opacity:.1}
.beatline{stroke:var(--soft);stroke-opacity:.16}
.barline{stroke:var(--soft);stroke-opacity:.5}
.hair{stroke:var(--accent);stroke-opacity:.3}
.struck{stroke:var(--ink);stroke-linecap:round}
.struck.ghost{stroke-width:3.5;stroke-opacity:.55}
.struck.plain{stroke-width:6}
.struck.accent{stroke-width:9}
.body{stroke:var(--ink);stroke-width:4}
.body.ghost{stroke-opacity:.4}
.body.plain{stroke-opacity:.75}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:7px 12px 7px 0;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
thead th{font-size:.82rem;font-weight:500;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:600}
.n{text-align:right}
.pic{min-width:150px;text-align:center}
.mini{display:block}
.dense{font-size:.84rem}
.dense th,.dense td{padding:4px 12px 4px 0}
.pairs td{white-space:normal;overflow-wrap:anywhere}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
details{margin-top:10px}
summary{cursor:pointer;padding:6px 0;color:var(--accent);font-weight:600}
summary:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
.notes ul{margin:6px 0 0;padding-left:1.2em}
.notes li{margin:6px 0;max-width:56em}
footer{margin-top:30px;font-size:.86rem;color:var(--soft)}
footer p{margin:6px 0;max-width:60em}
@media (max-width:960px){.tiles li{flex-basis:30%}}
@media (max-width:760px){main{padding:24px 14px 40px}.hero{grid-template-columns:minmax(0,1fr);gap:24px;margin-bottom:26px}.hero .disc{max-width:260px}section{padding:20px 16px 18px;border-radius:12px}.pair{grid-template-columns:minmax(0,1fr);gap:0}svg .wide{display:none}.system{min-width:680px}.tiles li{flex-basis:40%;padding:14px}.answers{grid-template-columns:repeat(2,minmax(0,1fr))}.tiles b{font-size:1.4rem}.try{padding:6px 0 6px 16px}.said{min-height:4.5em}}
@media (hover:none){.hit i{cursor:pointer}}
@media (forced-colors:active){svg{forced-color-adjust:none}}
@media print{@page{margin:14mm}:root{color-scheme:light}body{background:#fff;font-size:11pt}main{max-width:none;padding:0}section,.tiles,.plot,.system,tr{break-inside:avoid}section.long{break-inside:auto}section{border-color:#ddd}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.systems,.scroll{overflow:visible}details::details-content{content-visibility:visible;display:block;height:auto}summary{display:none}}
`
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('')
}

/** What the pages of training need beside the report's own rules. */
export const STYLE = `.top{margin-bottom:30px}.verdict.accept{color:var(--snap)}.verdict.refuse{color:var(--limit)}.verdict.not-enough-data{color:var(--follow)}
.sure{fill:var(--accent);fill-opacity:.16;stroke:none}
.estimate{stroke:var(--accent);stroke-width:2.4;stroke-linejoin:round}
.least{stroke:var(--ink);stroke-width:2;stroke-linejoin:round}
.most{stroke:var(--soft);stroke-width:1.4;stroke-dasharray:5 4;stroke-linejoin:round}
.goal{stroke:var(--snap);stroke-width:1.6;stroke-dasharray:6 4}
.bar{fill:var(--accent);fill-opacity:.75}
.bar.quiet{fill:var(--soft);fill-opacity:.4}
.range{stroke:var(--line);stroke-width:6;stroke-linecap:round}
.before{fill:var(--soft);fill-opacity:.32;stroke:none}
.after{fill:var(--accent);fill-opacity:.36;stroke:none}
.mark{stroke-width:2.6}
.mark.was{stroke:var(--soft)}
.mark.is{stroke:var(--accent)}
.expected{stroke:var(--ink);stroke-opacity:.55;stroke-dasharray:3 3}
.few{color:var(--soft)}
.wide-pic{min-width:260px;width:46%}
.dot.of{stroke:var(--accent);stroke-width:8}
.dot.ran{stroke:var(--soft);stroke-width:8}
.forest{overflow:visible;display:block}
.multiples{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:6px 30px}
.multiples h3{margin:14px 0 0}
td.words{white-space:normal;min-width:11em;color:var(--soft);font-size:.86rem}
.zones{display:block;border-radius:6px;overflow:hidden}
.guards b{font-family:var(--serif)}
@media (max-width:760px){.wide-pic{min-width:150px}td.words{min-width:8em}}
@media (max-width:480px){.wide-pic{min-width:84px;width:84px}td.words{min-width:18em}tbody th{white-space:normal}}
`

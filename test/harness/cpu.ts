/** Milliseconds of the processor's since `process.cpuUsage()` gave `from`: who shares the machine is not in them. */
export function cpuMs(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}

/** What `chores` take on the machine that bounds are told for. */
const ORDINARY_MS = 4
const ROWS = Array.from({ length: 4000 }, (_, i) => ({ name: `n${(i * 7919) % 4000}`, at: i / 7, list: [i] }))

/**
 * The same in milliseconds of an ordinary machine: on one that is half as fast, or whose cores are shared with others, chores take
 * twice as long as well, and no bound falls for that.
 */
export function ordinaryMs(from: NodeJS.CpuUsage): number {
  const took = cpuMs(from)
  const chores = Math.min(...Array.from({ length: 15 }, choresMs))
  return took * Math.min(1, ORDINARY_MS / chores)
}

/** Texts written, read, compared and searched, and small objects made: what most of this project does. */
function choresMs(): number {
  const from = process.cpuUsage()
  const rows: typeof ROWS = JSON.parse(JSON.stringify(ROWS))
  rows.sort((a, b) => (a.name < b.name ? -1 : 1))
  const found = rows.filter(({ name }) => /^n\d*7$/.test(name)).length
  if (found !== 400) throw new Error(`${found} of 4000 names end in 7`)
  return cpuMs(from)
}

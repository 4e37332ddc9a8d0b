/** `sessions-scan.ts FOLDER FILE…`: what `sil sessions stats` does with these facts, and how much memory that took. */

import { join } from 'node:path'
import { check } from '../compiler/compile.ts'
import { openDatabase } from '../training/sessions/database.ts'
import { storeStats } from '../training/sessions/stats.ts'

const PIECE = `metronome click { beat |X x x x| }
reward practice =
    0.2 * (improvement(within session) else 0)
  + 0.2 * (improvement(across 5 sessions) else 0)
  + 0.2 * min(session.duration / 10 min, 1)
  + 0.4 * return_rate(3 days)
`

const [folder = '', ...names] = process.argv.slice(2)
const files = names.map((name) => join(folder, name))
const { ir } = check({ path: 'bench.sil', text: PIECE, host: { read: () => ({ kind: 'missing' }) } })
if (ir === null) throw new Error('the piece has errors')
const database = await openDatabase({ files })
try {
  const facts = { files, rows: 0, rejected: {} }
  const began = performance.now()
  const { good } = await storeStats(database, facts, ir.rewards)
  const ended = performance.now()
  console.log(
    JSON.stringify({
      sessions: good,
      seconds: (ended - began) / 1000,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  )
} finally {
  database.close()
}

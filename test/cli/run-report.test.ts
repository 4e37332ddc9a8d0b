import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { checkedOrFail } from '../../cli/checked.ts'
import { createContext } from '../../cli/context.ts'
import { loadPolicy } from '../../cli/policy.ts'
import { writeRunReport } from '../../cli/run-report.ts'
import { parseStrictly } from '../runtime/report/well-formed.ts'

it('draws a run from its folder: curves, slots on their way, the zones that came of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sil-run-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const piece = join(folder, 'piece.sil')
  writeFileSync(
    piece,
    'zones pocket { snap learn 20 ms in 5 ms..60 ms\nfollow 100 ms strength 0.5\nlimit 200 ms }\nplayer { zones pocket }\nmetronome click { beat |X x x x| }\n',
  )
  const { ir, opened } = await checkedOrFail(createContext({ json: false, seed: null }), piece)
  const measured = (mean: number) => ({ mean, error: 0.01 })
  const lines = [1, 2, 3].map((generation) => ({
    generation,
    restart: 0,
    lambda: 6,
    people: 24,
    sessions: 100 * generation,
    sigma: 1 / generation,
    axis_ratio: 1,
    slots: { 'pocket.snap': 20 + 4 * generation },
    reward: measured(0.5),
    written: measured(0.4),
    gain: measured(0.1),
    noise: null,
  }))
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  write(
    'config.json',
    JSON.stringify({
      reward: { name: 'practice' },
      options: { generations: 3 },
      assumptions: { stops_anyway: 0.01 },
      slots: [{ name: 'pocket.snap', unit: 'ms', min: 5, max: 60, written: 20 }],
    }),
  )
  write('metrics.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  write(
    'result.json',
    JSON.stringify({
      held_out: { people: 50, sessions: 100, unmeasured: 0 },
      trained: measured(0.5),
      written: measured(0.4),
      gain: { ...measured(0.1), interval: [0.08, 0.12] },
      parts: [],
      timing: { trained: null, written: null },
      slots: { 'pocket.snap': { from: 20, to: 33 } },
    }),
  )
  const page = parseStrictly(
    readFileSync(writeRunReport(await loadPolicy(ir, opened), 'piece.sil', folder), 'utf8'),
  )
  expect(page.text).toContain('+0.1000 practice for people it has not seen.')
  expect(page.text).toContain('20 → 33 ms')
  // Before and after, in the row of the zones: snap, follow, limit.
  expect(page.text.replace(/\s+/g, ' ')).toMatch(/before ?20 ?100 ?200/)
  expect(page.text.replace(/\s+/g, ' ')).toMatch(/after ?33 ?100 ?200/)
})

/**
 * `node test/sessions/make-golden.ts`: one session log of each kind, as this version of the runtime writes them, into
 * test/golden/sessions/VERSION. What is there is never written again: later versions must still read it.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSource } from '../../cli/io/workspace.ts'
import { loadPolicy } from '../../cli/policy.ts'
import { check } from '../../compiler/compile.ts'
import { emit } from '../../compiler/emit/emit.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Performer, StartOptions } from '../../runtime/performer.ts'
import { playScript } from '../../runtime/player/scripted.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import { sampleSlotsFile } from '../../runtime/testing/samples.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'

const top = join(import.meta.dirname, '..', '..')
const folder = join(top, 'test', 'golden', 'sessions', RUNTIME_VERSION)
const PIECE = join(top, 'examples', 'pocket-trio', 'pocket-trio.sil')
const BEATS = { beatsPerBar: 4, seed: 20261123 }

const opened = openSource(PIECE)
const { ir } = check({ path: opened.path, text: opened.text, host: opened.host })
if (ir === null) throw new Error(`${PIECE} has errors`)
const policy = await loadPolicy(ir, opened)

const APP: StartOptions = {
  seed: 7,
  source: 'app',
  userId: '5f0c2a',
  startedAt: '2026-11-23T18:30:00.000Z',
  sessionId: '0e7f9a4c',
  latency: { input: 0.011, output: 0.018, calibrated: true },
  clock: { offset: 1_795_458_600.125, drift: 0.000012 },
  context: { 'player.level': 0.4, 'session.index': 12, tempo: 96 },
}

const logs: Readonly<Record<string, SessionLog>> = {
  'app-completed': app({ sessionId: 'a1' }, (set) => set.end({ reason: 'completed', rating: 4 })),
  'app-explored': app({ sessionId: 'a2', explore: true }, (set) => set.end({ rating: 5 })),
  'app-stopped-with-pauses': paused(),
  'app-killed-checkpoint': app({ sessionId: 'a4' }, (set) => set.checkpoint()),
  'app-start-record': policy.start({ ...APP, sessionId: 'a5', explore: true }).checkpoint(),
  'app-error': app({ sessionId: 'a6', tempo: 110 }, (set) => set.end({ reason: 'error' })),
  'app-click': app({ sessionId: 'a7', mode: 'click' }, (set) => set.end()),
  'app-two-players': app({ sessionId: 'a8', players: 2, explore: true }, (set) => set.end()),
  'recorded-completed': recorded(),
  'simulated-explored-frozen': simulated(),
}

mkdirSync(folder, { recursive: true })
keep('pocket-trio.policy.json', manifest())
for (const [name, log] of Object.entries(logs)) keep(`${name}.session.json`, sessionText(log))

function app(more: StartOptions, finish: (set: Performer) => SessionLog, of: Policy = policy): SessionLog {
  const set = of.start({ ...APP, ...more })
  playScript(set, [{ k: 'simulated', who: 'musician' }], { ...BEATS, bars: 6 })
  return finish(set)
}

/** A phone call in bar 3, headphones plugged in in bar 5. */
function paused(): SessionLog {
  const set = policy.start({ ...APP, sessionId: 'a3' })
  for (let beat = 0; beat < 28; beat++) {
    const time = beat * 0.625
    if (beat === 14) set.pause(time)
    if (beat === 15) set.resume(time + 30)
    if (beat === 22) set.pause(time + 29.9)
    if (beat === 22) set.resume(time + 30.4)
    const late = beat < 15 ? 0 : beat < 22 ? 30 : 30.5
    set.advance(time + late + 0.1)
    if (beat >= 4 && beat !== 14) set.onset(time + late + 0.011 - 0.02, { velocity: 0.6 + 0.01 * beat })
  }
  return set.end({ reason: 'stopped' })
}

/** The band with a take, as `sil perform` plays it. */
function recorded(): SessionLog {
  const { onsets } = JSON.parse(
    readFileSync(join(top, 'examples', 'pocket-trio', 'take.onsets.json'), 'utf8'),
  )
  const set = policy.start({ seed: 0, source: 'recorded', sessionId: 'r1', userId: 'anonymous' })
  for (const { time, velocity } of onsets.slice(0, 24)) {
    set.advance(time)
    set.onset(time, { velocity })
  }
  set.advance(20)
  return set.end({ reason: 'completed' })
}

/** Drawn as a slots file says: one slot scatters, the others are frozen; the voicing is drawn. */
function simulated(): SessionLog {
  const other = policy.loadSlots(
    sampleSlotsFile(
      policy,
      { 'pocket.snap': 14.2 },
      {
        sigma: { 'pocket.snap': 0.35 },
        choice_probs: { 'keys.voicing': { rootless: 0.5, shell: 0.3, spread: 0.2 } },
      },
    ),
  )
  if (!other.ok) throw new Error(other.errors.join('\n'))
  return app(
    {
      sessionId: 's1',
      source: 'simulated',
      userId: 'simulated-3',
      explore: { unitId: 'simulated-3/week-0' },
    },
    (set) => set.end({ reason: 'completed' }),
  )
}

/** The slots as they were then: what a later version needs to check the draws. */
function manifest(): string {
  if (ir === null) throw new Error('there is no piece')
  return emit(ir, {
    target: 'esm',
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: 'pocket-trio.sil',
    sourceText: opened.text,
  }).manifest
}

function keep(name: string, text: string): void {
  const path = join(folder, name)
  if (existsSync(path)) {
    console.log(`${name} is there already, and stays`)
    return
  }
  writeFileSync(path, text)
  console.log(`${name}: ${text.length} bytes`)
}

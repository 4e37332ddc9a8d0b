/**
 * What timbres sound like in the page: recordings, mixes and neighbourhoods, in the trained space, as Node makes them of the same text. One
 * page plays all of them, a beat each; what is heard is what it recorded.
 */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { checkFile } from '../../cli/checked.ts'
import { studioFile } from '../../cli/studio-file.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { AudioEngine } from '../../runtime/audio/engine.ts'
import { EVENT_FIELDS } from '../../runtime/audio/event-queue.ts'
import { lexiconEar } from '../../runtime/audio/listen/lexicon-ear.ts'
import { MEASURES, type Measures, measure } from '../../runtime/audio/listen/measures.ts'
import { patchOf } from '../../runtime/audio/palette/patches.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { browserMissing } from '../harness/browser.ts'
import { importFresh } from '../harness/fresh-module.ts'
import { slowly } from '../harness/slow.ts'
import { HARDLY_SEEN, launchBrowser, withStudio } from '../harness/studio.ts'
import { knock, wavBytes } from '../timbre/wav.ts'
import {
  type Arrived,
  apart,
  arrivedOf,
  endRecording,
  INAUDIBLE,
  OVERHEARD,
  parting,
  type Recorded,
  renderedHere,
} from './sound-talk.ts'
import { bars, heardNotes, play, until } from './talk.ts'

/**
 * One a beat, in the order of the bar: the first beat is played louder, and so brighter, than those that are compared; behind the longest
 * sound is a rest. "Hubcap" is in no book: the page's encoder reads it.
 */
const NAMES = ['around', 'low', 'high', 'blend', 'moved', 'wood', 'hiss'] as const
type Name = (typeof NAMES)[number]

const piece = (moved: number, around: number): string => `tempo 240 bpm
meter 8/4
timbre moved = mix(low, high, learn ${moved}% in 0%..100%)
timbre around = near "clanky hubcap woodblock" within learn ${around}% in 0%..40%
timbre blend = mix("dull muffled hubcap click", "bright piercing hubcap click", 50%)
timbre low = "dull muffled hubcap click"
timbre high = "bright piercing hubcap click"
timbre wood = sample "wood.wav"
timbre hiss = sample "hiss.wav"
metronome click {
  beat |x x x x x x x .|
  timbre wood
${NAMES.map((name, i) => `  timbre ${name} on ${i + 1}\n`).join('')}}
`
const PIECE = piece(20, 3)

/** White noise that rises for 20 ms and falls: nothing like a knock. */
const hiss = (): ((t: number) => number) => {
  let state = 1
  return (t) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return 0.7 * (state / 2 ** 31) * Math.min(1, t / 0.02) * Math.exp(-18 * t)
  }
}
/** Of the long recording, where its one knock is. */
const KNOCK_AT = 2.5
const RATE = 48_000
const sounds = {
  wood: (t: number) => (t < KNOCK_AT ? 0 : knock(t - KNOCK_AT)),
  hiss: hiss(),
}

/** What Node makes of a text: the patch of each timbre, as the engine is told it. */
async function patchesInNode(path: string): Promise<ReadonlyMap<string, Name>> {
  const { result, notice, opened } = await checkFile(path)
  expect(notice).toBeNull()
  if (result.ir === null) throw new Error(JSON.stringify(result.diagnostics))
  const { js } = emit(result.ir, {
    target: 'esm',
    runtimeModule: new URL('../../runtime/index.ts', import.meta.url).href,
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: opened.path,
    sourceText: opened.text,
  })
  const policy = (await importFresh<{ readonly default: Policy }>(js)).default
  const { beats } = policy.score({ bars: 1 })
  return new Map(
    NAMES.map((name, i) => {
      const beat = beats[i]
      if (beat === undefined) throw new Error(`no beat of ${name}`)
      return [written(patchOf('metronome', beat.voice, beat.timbre, 'normal')), name]
    }),
  )
}

/** To twelve digits: two versions of V8 differ in the last bit of `Math.exp`. */
const written = ({
  instrument,
  values,
}: {
  readonly instrument: string
  readonly values: readonly number[]
}): string => `${instrument} ${values.map((x) => Number(x.toPrecision(12))).join(' ')}`

interface Note {
  /** What was to be played, written out. */
  readonly patch: string
  /** Of the context. */
  readonly frame: number
}

function notesOf(arrived: readonly Arrived[]): readonly Note[] {
  const patches = new Map<number, string>()
  return arrived.flatMap(({ message }): Note[] => {
    const index: unknown = Reflect.get(message, 'index')
    const instrument: unknown = Reflect.get(message, 'instrument')
    const values: unknown = Reflect.get(message, 'values')
    if (typeof index === 'number' && typeof instrument === 'string' && Array.isArray(values))
      patches.set(index, written({ instrument, values }))
    if (message.kind !== 'events') return []
    const { events } = message
    return Array.from({ length: events.length / EVENT_FIELDS }, (_, i) => ({
      frame: events[i * EVENT_FIELDS] ?? 0,
      patch: patches.get(events[i * EVENT_FIELDS + 1] ?? -1) ?? '',
    }))
  })
}

/** A beat lasts a quarter of a second. */
const HEARD_SECONDS = 0.24

/** The notes of a patch in a recording, without those that begin before it or end behind it. */
function heardIn(wav: Recorded, notes: readonly Note[], patch: string): readonly Float32Array[] {
  const { latency } = new AudioEngine({ sampleRate: wav.sampleRate })
  const length = Math.round(HEARD_SECONDS * wav.sampleRate)
  return notes
    .filter((note) => note.patch === patch)
    .map(({ frame }) => frame + latency - wav.firstFrame)
    .filter((from) => from >= 0 && from + length <= wav.left.length)
    .map((from) => wav.left.slice(from, from + length))
}

/** The last but `back`: before the piece it is counted in, each beat as loud. */
const last = <T>(list: readonly T[], what: string, back = 0): T => {
  const found = list.at(-1 - back)
  if (found === undefined) throw new Error(`${what} was not heard`)
  return found
}

/** Octaves, Bark and shares: what one sound measures off another. */
const offBy = (a: Measures, b: Measures): number => Math.hypot(...MEASURES.map((name) => a[name] - b[name]))

/** An ear that no space was trained with: how alike two sounds are, −1 to 1. */
const alike = (a: Float32Array, b: Float32Array, rate: number): number =>
  dot(lexiconEar(a, rate).vector, lexiconEar(b, rate).vector)

describe.skipIf(browserMissing !== undefined)('timbres in Chromium', () => {
  let browser: Browser
  let folder = ''
  const path = (name: string): string => join(folder, name)
  beforeAll(async () => {
    browser = await launchBrowser()
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'silencio-timbre-sounds-')))
    writeFileSync(path('set.sil'), PIECE)
    writeFileSync(path('wood.wav'), wavBytes({ rate: RATE, sound: sounds.wood, seconds: 4 }))
    writeFileSync(path('hiss.wav'), wavBytes({ rate: RATE, sound: sounds.hiss }))
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Pulls a slider in the text; gives the number that stands there then. */
  async function pull(page: Page, slot: string, share: number): Promise<number> {
    const slider = page.getByRole('slider', { name: new RegExp(`^slot ${slot}`) })
    await slider.waitFor()
    const most = Number(await slider.getAttribute('max'))
    await slider.fill(String(Math.round(share * most)))
    const dial = `globalThis.heard.findLast((one) => one.kind === 'checked')?.checked.dials.find((dial) => dial.slot?.startsWith('${slot}'))?.value`
    const value = Math.round(share * (slot === 'moved' ? 100 : 40))
    await until(page, `${dial} === ${value}`, `${slot} is at ${value} %`)
    return value
  }

  const barsMore = async (page: Page, more: number): Promise<void> =>
    bars(page, ((await heardNotes(page)).at(-1)?.measure ?? 0) + more, 15)

  slowly(
    'are what Node makes of the text: recordings, a mix between its ends, neighbours; and move with their slots',
    async () => {
      const file = studioFile(path('set.sil'))
      const options = { ...HARDLY_SEEN, file, encoder: true, ...OVERHEARD }
      await withStudio(browser, options, async ({ page, requests, complaints }) => {
        await until(page, `globalThis.heard.some((one) => one.kind === 'checked')`, 'it is compiled', 20)
        await page.keyboard.press('Alt+KeyR')
        await until(page, `globalThis.heard.some((one) => one.kind === 'running')`, 'it records')
        await play(page)
        await barsMore(page, 2)
        const moved = await pull(page, 'moved', 0.8)
        const around = await pull(page, 'around', 0.95)
        await barsMore(page, 3)
        await page.click('button.play')
        const wav = await endRecording(page)
        const arrived = await arrivedOf(page)

        // What the page was told of: the encoder was fetched, and nothing is read by the lexicon.
        const checked = await page.evaluate(
          `globalThis.heard.findLast((one) => one.kind === 'checked').checked.notice`,
        )
        expect(checked).toBeNull()
        expect(requests.filter((url) => url.endsWith('/timbre/minilm.onnx'))).toHaveLength(1)

        // Every sample is what the engine makes of it here,
        const [left] = renderedHere(arrived, wav)
        expect(parting(wav, left, arrived)).toBe('')
        expect(apart(wav.left, left)).toBeLessThan(INAUDIBLE)
        // and what the engine was told is what Node compiles of the same text, before and after the slots moved.
        const before = await patchesInNode(path('set.sil'))
        writeFileSync(path('moved.sil'), piece(moved, around))
        const after = await patchesInNode(path('moved.sil'))
        expect([before.size, after.size]).toEqual([NAMES.length, NAMES.length])
        const notes = notesOf(arrived)
        const named = notes.map(({ patch }) => before.get(patch) ?? after.get(patch) ?? 'nobody')
        expect(named.slice(0, NAMES.length)).toEqual(NAMES)
        expect(named).not.toContain('nobody')

        const heard = (name: Name, of: ReadonlyMap<string, Name>, back = 0): Float32Array => {
          const patch = [...of].find(([, its]) => its === name)?.[0] ?? ''
          return last(heardIn(wav, notes, patch), name, back)
        }
        const measured = (name: Name, of = before): Measures => measure(heard(name, of), wav.sampleRate)

        // A mix lies between its ends, and goes to the other one.
        const centroids = [
          measured('low'),
          measured('moved'),
          measured('blend'),
          measured('moved', after),
          measured('high'),
        ].map(({ centroid }) => centroid)
        expect(centroids).toEqual(centroids.toSorted((a, b) => a - b))
        const [low = 0, at20 = 0, , at80 = 0, high = 0] = centroids
        const way = high - low
        expect(way).toBeGreaterThan(3)
        expect((at20 - low) / way).toBeGreaterThan(0.05)
        expect((at20 - low) / way).toBeLessThan(0.4)
        expect((at80 - low) / way).toBeGreaterThan(0.6)
        expect((at80 - low) / way).toBeLessThan(0.95)

        // A neighbour elsewhere is another sound: further off than one stroke of it is from the next.
        const stays = offBy(measured('around', after), measure(heard('around', after, 1), wav.sampleRate))
        const moves = offBy(measured('around'), measured('around', after))
        expect(moves).toBeGreaterThan(0.8)
        expect(moves).toBeGreaterThan(3 * stays)

        // Each recording's voice is more like it than like the other.
        // One stroke is not the next, and how many there are depends on the machine: all of them.
        const ear = (name: 'wood' | 'hiss', recording: 'wood' | 'hiss'): number => {
          const strokes = heardIn(wav, notes, [...before].find(([, its]) => its === name)?.[0] ?? '')
          expect(strokes.length).toBeGreaterThan(2)
          const likenesses = strokes.map((stroke) => alike(stroke, samplesOf(recording), RATE))
          return likenesses.reduce((sum, one) => sum + one, 0) / strokes.length
        }
        expect(ear('wood', 'wood')).toBeGreaterThan(ear('wood', 'hiss') + 0.3)
        expect(ear('hiss', 'hiss')).toBeGreaterThan(ear('hiss', 'wood') + 0.3)

        // And of the long one it is said what was not heard: by the compiler, and to the editor.
        const said = await page.evaluate(
          `[
          globalThis.heard.findLast((one) => one.kind === 'checked').checked.problems.find(({ code }) => code === 'SIL0716')?.message,
          globalThis.heard.findLast((one) => one.kind === 'sources').sounds['wood.wav'].note,
        ]`,
        )
        const note = 'is 4.0 s long: I read 1.5 s from its loudest onset, at 2.5 s'
        expect(said).toEqual([`Recording heard in part: wood.wav ${note}.`, note])
        expect(complaints).toEqual([])
      })
    },
  )

  const samplesOf = (name: 'wood' | 'hiss'): Float32Array => {
    const sound = name === 'wood' ? knock : hiss()
    return Float32Array.from({ length: Math.round(0.3 * RATE) }, (_, i) => sound(i / RATE))
  }
})

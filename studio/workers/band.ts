/**
 * The band's own thread: nothing that the page does can delay it. The page hands over two ports, one to itself and one
 * to the audio thread, and speaks the language of `protocol.ts` from then on.
 */

import { scoreToJsonText } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { BandCommand, BandReport } from '../protocol.ts'
import { bandOutput } from '../sound/output.ts'
import { createEngine, LOOK_AHEAD } from './engine.ts'
import { playedScore } from './played-score.ts'

/** The first message to the worker; its ports are the page's and the audio thread's. */
export interface BandSetup {
  readonly clock: SharedArrayBuffer | null
  readonly sampleRate: number
  readonly latency: Seconds
  readonly inputLatency: Seconds
}

/** Beside the band's commands: what it has played, as files. */
export type BandRequest = BandCommand | { readonly kind: 'export'; readonly what: 'score' | 'midi' }

export type BandAnswer =
  | BandReport
  | { readonly kind: 'exported'; readonly name: string; readonly data: BlobPart }

/** Four looks in each look-ahead: one or two may come late and nothing is missed. */
const TICK_MS = (LOOK_AHEAD * 1000) / 4

globalThis.addEventListener('message', ({ data, ports }: MessageEvent<BandSetup>) => {
  const [page, audio] = ports
  if (page !== undefined && audio !== undefined) run(data, page, audio)
})

function run(setup: BandSetup, page: MessagePort, audio: MessagePort): void {
  const output = bandOutput({ port: audio, clock: setup.clock, sampleRate: setup.sampleRate })
  const answer = (message: BandAnswer): void => page.postMessage(message)
  const engine = createEngine({
    output,
    report: answer,
    load,
    latency: setup.latency,
    inputLatency: setup.inputLatency,
    today: () => new Date().toISOString(),
  })
  page.onmessage = ({ data }: MessageEvent<BandRequest>) => {
    if (data.kind === 'export') exportPlayed(data.what)
    else void engine.take(data)
  }
  setInterval(() => engine.tick(), TICK_MS)

  function exportPlayed(what: 'score' | 'midi'): void {
    const score = playedScore(engine)
    if (score === null) answer({ kind: 'problem', message: 'nothing has been played yet' })
    else if (what === 'midi')
      answer({ kind: 'exported', name: 'mid', data: new Uint8Array(scoreToMidi(score)) })
    else answer({ kind: 'exported', name: 'score.json', data: scoreToJsonText(score) })
  }
}

/** The text is a module of its own; the address that names it is of use for this one import. */
async function load(code: string): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  try {
    const module: unknown = await import(url)
    return typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : null
  } finally {
    URL.revokeObjectURL(url)
  }
}

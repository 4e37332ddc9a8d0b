/**
 * The band's own thread: nothing that the page does can delay it. The page hands over two ports, one to itself and one
 * to the audio thread, and speaks the language of `protocol.ts` from then on.
 */

import { bandOutput } from '../../runtime/host/browser/band-output.ts'
import { scoreToJsonText } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import type { BandAnswer, BandRequest, BandSetup } from '../band-protocol.ts'
import { levelOfBand } from './band-level.ts'
import { createEngine, LOOK_AHEAD } from './engine.ts'
import { playedScore } from './played-score.ts'

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
    gainOf: levelOfBand,
    today: () => new Date().toISOString(),
  })
  page.onmessage = ({ data }: MessageEvent<BandRequest>) => {
    if (data.kind === 'export') exportPlayed(data.what)
    else if (data.kind === 'board') output.hearBoard(data.board)
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

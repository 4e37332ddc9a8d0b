/**
 * The band's own thread: nothing that the page does can delay it. The page hands over two ports, one to itself and one
 * to the audio thread, and speaks the language of `protocol.ts` from then on. With one port alone it tries pieces
 * (`trial.ts`), and nothing sounds.
 */

import { bandOutput } from '../../runtime/host/browser/band-output.ts'
import type { BandMessage, BandRequest, BandSetup, TrialRequest, TrialSetup } from '../band-protocol.ts'
import { levelOfBand } from './band-level.ts'
import { changingOutput } from './changing-output.ts'
import { createEngine, LOOK_AHEAD } from './engine.ts'
import { takenFrom } from './taken.ts'
import { tried } from './trial.ts'

/** Four looks in each look-ahead: one or two may come late and nothing is missed. */
const TICK_MS = (LOOK_AHEAD * 1000) / 4

globalThis.addEventListener('message', ({ data, ports }: MessageEvent<BandSetup | TrialSetup>) => {
  const [page, audio] = ports
  if (page === undefined) return
  if ('trial' in data) {
    page.onmessage = (message: MessageEvent<TrialRequest>) =>
      void tried(message.data.code, load).then((answer) => page.postMessage(answer))
  } else if (audio !== undefined) run(data, page, audio)
})

function run(setup: BandSetup, page: MessagePort, audio: MessagePort): void {
  const { sampleRate } = setup
  const answer = (message: BandMessage): void => page.postMessage(message)
  const wantSamples = (): void => answer({ kind: 'samples-wanted' })
  const throughPort = (port: MessagePort, clock: SharedArrayBuffer | null) =>
    bandOutput({ port, clock, sampleRate, onSampled: wantSamples })
  const output = changingOutput(throughPort(audio, setup.clock))
  const engine = createEngine({
    output,
    report: answer,
    load,
    latency: setup.latency,
    gainOf: (policy) => levelOfBand(policy, wantSamples),
    today: () => new Date().toISOString(),
    sessionId: () => crypto.randomUUID(),
  })
  page.onmessage = ({ data, ports: [port] }: MessageEvent<BandRequest>) => {
    switch (data.kind) {
      case 'export':
        return void exportPlayed(data.what)
      case 'board':
        return output.hearBoard(data.board)
      case 'sound':
        if (port !== undefined) output.change(throughPort(port, data.clock))
        return
      default:
        void engine.take(data)
    }
  }
  setInterval(() => {
    if (output.changed()) engine.renewed()
    engine.tick()
  }, TICK_MS)
  // Every policy imports it: it is there before the first one asks.
  void import(setup.runtime)

  async function exportPlayed(what: 'score' | 'midi'): Promise<void> {
    // As it is now: the band plays on while that part loads.
    const taken = takenFrom(engine)
    const files = await import('./exported.ts').catch(() => null)
    if (files === null)
      answer({ kind: 'problem', message: 'a part of the studio could not be loaded: try again' })
    else answer(files.exported(taken, what))
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

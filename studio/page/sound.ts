/** The page's sound: one context, and a worklet in it that is replaced when it dies. What leaves it goes through one node. */

import { type BandAudio, openBandAudio } from '../../runtime/host/browser/band-audio.ts'
import type { Milliseconds } from '../../runtime/units.ts'
import { soundIs } from './audio-session.ts'

export interface Sound {
  readonly context: AudioContext
  /** Everything that sounds leaves through here, whatever happens behind it. */
  readonly output: AudioNode
  readonly audio: BandAudio
}

export interface SoundOptions {
  /** Address of the audio thread's program. */
  readonly processorUrl: string
  /** The context stopped, or runs again: another app took the sound, the lid was closed. */
  readonly onRunning: (running: boolean) => void
  /** The worklet died, and another one is there: the band must be told. */
  readonly onRenewed: (audio: BandAudio) => void
  readonly onFailed: (message: string) => void
  /** Where no memory is shared: time and levels. */
  readonly onBoard: (board: Float64Array) => void
}

/** A worklet that dies so often will not live. */
const MOST_RENEWALS = 3
const RENEWALS_WITHIN: Milliseconds = 10_000

/** @throws the browser's own error where there is no sound to be had */
export async function openSound({
  processorUrl,
  onRunning,
  onRenewed,
  onFailed,
  onBoard,
}: SoundOptions): Promise<Sound> {
  soundIs('playback')
  const context = new AudioContext({ latencyHint: 'interactive' })
  context.onstatechange = () => onRunning(context.state === 'running')
  const output = new GainNode(context)
  output.connect(context.destination)
  let renewals: readonly Milliseconds[] = []
  let audio = await open()
  return {
    context,
    output,
    get audio() {
      return audio
    },
  }

  async function open(): Promise<BandAudio> {
    const opened = await openBandAudio(context, { processorUrl, onFailure: () => void renew() })
    opened.node.connect(output)
    if (opened.clock === null) {
      opened.node.port.onmessage = ({ data }: MessageEvent<{ readonly board?: unknown }>) => {
        if (data.board instanceof Float64Array) onBoard(data.board)
      }
    }
    return opened
  }

  async function renew(): Promise<void> {
    const now = performance.now()
    renewals = [...renewals.filter((at) => now - at < RENEWALS_WITHIN), now]
    if (renewals.length > MOST_RENEWALS) {
      onFailed('the audio thread dies again and again; save your text and load the page again')
      return
    }
    audio.close()
    try {
      audio = await open()
      onRenewed(audio)
    } catch (error) {
      onFailed(error instanceof Error ? error.message : String(error))
    }
  }
}

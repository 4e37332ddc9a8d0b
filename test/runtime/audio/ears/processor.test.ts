import { describe, expect, it } from 'vitest'
import {
  EARS_PROCESSOR,
  type ExpectMessage,
  type OnsetMessage,
  registerEars,
  type StopMessage,
  type WorkletScope,
} from '../../../../runtime/audio/ears/processor.ts'
import { knocks } from './hearing.ts'

const RATE = 48_000
const BLOCK = 128

interface Port {
  onmessage: ((event: { readonly data: ExpectMessage | StopMessage }) => void) | null
  postMessage(message: OnsetMessage): void
}

interface Running {
  /** Renders these seconds of sound, on so many channels; none where the sound is null. */
  render(sound: readonly Float32Array[] | null, seconds: number): boolean
  /** The clock goes on while nothing is rendered. */
  skip(frames: number): void
  tell(message: ExpectMessage | StopMessage): void
  readonly onsets: readonly OnsetMessage[]
}

/** A worklet's scope in which the processor has been made, its clock at `startFrame`. */
function running(startFrame = 0): Running {
  let currentFrame = startFrame
  const onsets: OnsetMessage[] = []
  class Base {
    readonly port: Port = { onmessage: null, postMessage: (message) => void onsets.push(message) }
  }
  const registered: Record<string, new () => unknown> = {}
  const scope: WorkletScope = {
    sampleRate: RATE,
    get currentFrame() {
      return currentFrame
    },
    AudioWorkletProcessor: Base,
    registerProcessor(name, processor) {
      registered[name] = processor
    },
  }
  registerEars(scope)
  const made = registered[EARS_PROCESSOR]
  if (made === undefined) throw new Error('nothing was registered')
  const processor = new made()
  if (!(processor instanceof Base) || !('process' in processor) || typeof processor.process !== 'function') {
    throw new Error('this is no processor')
  }
  const process: (inputs: Float32Array[][], outputs: Float32Array[][]) => unknown =
    processor.process.bind(processor)
  return {
    onsets,
    render(sound, seconds) {
      let goesOn = true
      for (let at = 0; at < seconds * RATE; at += BLOCK, currentFrame += BLOCK) {
        const input = (sound ?? []).map((channel) => channel.slice(at, at + BLOCK))
        goesOn = process([input], [[new Float32Array(BLOCK)]]) === true
      }
      return goesOn
    },
    skip(frames) {
      currentFrame += frames
    },
    tell(message) {
      processor.port.onmessage?.({ data: message })
    },
  }
}

const seconds = (n: number): number => Math.ceil((n * RATE) / BLOCK) * (BLOCK / RATE)
const sound = (length: number, ...times: readonly number[]): Float32Array =>
  knocks(
    RATE,
    seconds(length),
    times.map((time) => ({ time })),
  )
const millis = (onsets: readonly OnsetMessage[]): readonly number[] =>
  onsets.map(({ time }) => Math.round(time * 1000))
/** Where a channel is turned round, a sound that only one side has makes a small step. */
const expectNear = (found: readonly number[], expected: readonly number[]): void => {
  expect(found).toHaveLength(expected.length)
  found.forEach((time, i) => {
    expect(Math.abs(time - (expected[i] ?? 0))).toBeLessThanOrEqual(2)
  })
}

describe('the worklet’s processor', () => {
  it('tells onsets on the clock of its context', () => {
    const worklet = running(10 * RATE)
    worklet.render([sound(2, 0.5, 1.5)], seconds(2))
    expect(millis(worklet.onsets)).toEqual([10_500, 11_500])
    for (const { type, time, decided } of worklet.onsets) {
      expect(type).toBe('onset')
      expect(decided - time).toBeLessThan(0.02)
    }
  })

  it('goes with the clock when that jumps', () => {
    const worklet = running()
    worklet.render([sound(1, 0.5)], seconds(1))
    worklet.skip(RATE)
    worklet.render([sound(1, 0.5)], seconds(1))
    expect(millis(worklet.onsets)).toEqual([500, Math.round(1000 * (seconds(1) + 1.5))])
  })

  it('hears both channels, and time goes on while nothing is connected', () => {
    const silent = new Float32Array(RATE)
    const worklet = running()
    worklet.render(null, seconds(1))
    worklet.render([sound(1, 0.5), silent], seconds(1))
    worklet.render([silent, sound(1, 0.5)], seconds(1))
    const first = Math.round(1000 * (seconds(1) + 0.5))
    expect(millis(worklet.onsets)).toEqual([first, Math.round(1000 * (2 * seconds(1) + 0.5))])
  })

  it('hears two channels that are turned against one another, as some laptops have them', () => {
    const worklet = running()
    const one = sound(2, 0.5, 1.2)
    const other = one.map((x, i) => 1e-4 * Math.sin(i) - x)
    worklet.render([one, other], seconds(2))
    expectNear(millis(worklet.onsets), [500, 1200])
  })

  it('hears two channels that turn round while somebody plays', () => {
    const worklet = running()
    const one = sound(4, 0.5, 1.2, 2.5, 3.2)
    const other = one.map((x, i) => (i < 2 * RATE ? x : -x))
    worklet.render([one, other], seconds(4))
    expectNear(millis(worklet.onsets), [500, 1200, 2500, 3200])
  })

  it('is told what the band plays, on the same clock', () => {
    const clicks = Array.from({ length: 30 }, (_, i) => 0.5 + 0.5 * i)
    const worklet = running(7 * RATE)
    worklet.render(null, seconds(1))
    const from = 7 + seconds(1)
    worklet.tell({ type: 'expect', events: clicks.map((time) => [from + time, 1]) })
    worklet.render([sound(16, ...clicks.map((time) => time + 0.01))], seconds(16))
    expect(worklet.onsets.filter(({ time }) => time > from + 6)).toEqual([])
  })

  it('stops when it is told to', () => {
    const worklet = running()
    expect(worklet.render(null, seconds(0.1))).toBe(true)
    worklet.tell({ type: 'stop' })
    expect(worklet.render(null, seconds(0.1))).toBe(false)
  })
})

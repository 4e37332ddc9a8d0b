/** A recording on its way from the audio thread to a file. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeChannel, readWavHeader } from '../../runtime/audio/wav-reader.ts'
import {
  RING_SECONDS,
  RingWriter,
  ringMemory,
  ringReader,
} from '../../runtime/host/browser/recording/ring.ts'
import { clockTime, endedInWords, sizeInWords, warningAt } from '../../studio/page/recording/words.ts'
import type { TakeAnswer } from '../../studio/take-protocol.ts'
import { createTakeRecorder, MOST_TAKES } from '../../studio/workers/take/recorder.ts'
import { memoryStore, type TakeStore } from '../../studio/workers/take/store.ts'
import { createTakeWriter, framesIn, mended } from '../../studio/workers/take/writer.ts'

const RATE = 8000
const SIZE = RING_SECONDS * RATE

/** Frame `n` sounds as n / 2^23 on the left, and the other way round on the right: 24 bits hold it exactly. */
function block(from: number, frames: number): readonly [Float32Array, Float32Array] {
  const left = Float32Array.from({ length: frames }, (_, i) => (from + i + 1) / 8388608)
  return [left, left.map((x) => -x)]
}

function collector() {
  const left: number[] = []
  return {
    left,
    take: ([one]: readonly Float32Array[], from: number, to: number): void => {
      for (let n = from; n < to; n++) left.push(Math.round((one?.[n] ?? 0) * 8388608))
    },
  }
}

describe('the ring between audio thread and worker', () => {
  test('hands out every frame once and in order, however writer and reader take turns', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 80, size: 'max' }),
        fc.nat(1000),
        (turns, at) => {
          const memory = ringMemory(20)
          const [writer, reader] = [new RingWriter(memory), ringReader(memory)]
          const { left, take } = collector()
          let written = 0
          for (const turn of turns) {
            if (turn % 3 === 0) reader.read(take)
            else {
              // Never more than there is room for.
              if (written - left.length + turn > 200) reader.read(take)
              expect(writer.write(block(written, turn), turn, at + written)).toBe(true)
              written += turn
            }
          }
          reader.read(take)
          expect(left).toEqual(Array.from({ length: written }, (_, i) => i + 1))
          expect(reader.missing).toBe(0)
          if (written > 0) expect(reader.firstFrame).toBe(at)
        },
      ),
    )
  })

  test('puts silence where a reader was too slow, so that all else stands where it sounded', () => {
    const memory = ringMemory(RATE)
    const [writer, reader] = [new RingWriter(memory), ringReader(memory)]
    const { left, take } = collector()
    let at = 0
    const write = (frames: number): void => {
      for (const end = at + frames; at < end; at += 128) writer.write(block(at, 128), 128, at)
    }
    for (const lost of [1280, 128]) {
      const before = at
      write(Math.floor(SIZE / 128) * 128)
      write(lost)
      reader.read(take)
      write(256)
      reader.read(take)
      expect(left.length).toBe(at)
      const gap = left.slice(at - 256 - lost, at - 256)
      expect(gap).toEqual(new Array(lost).fill(0))
      expect(left[before]).toBe(before + 1)
      expect(left[at - 1]).toBe(at)
    }
    expect(reader.missing).toBe(1408)
  })

  test('keeps its place also where it overflows while it is read', () => {
    const memory = ringMemory(RATE)
    const [writer, reader] = [new RingWriter(memory), ringReader(memory)]
    const { left, take } = collector()
    let at = 0
    const write = (frames: number): void => {
      for (const end = at + frames; at < end; at += 100) writer.write(block(at, 100), 100, at)
    }
    write(SIZE / 2)
    let first = true
    reader.read((...piece) => {
      take(...piece)
      if (first) write(SIZE)
      first = false
    })
    // There is room again, and not yet a place where the gap could stand.
    write(300)
    reader.read(take)
    write(300)
    reader.read(take)
    expect(left).toHaveLength(at)
    expect(left[at - 1]).toBe(at)
    expect(reader.missing).toBe(SIZE / 2 + 300)
  })

  test('knows its first frame on a clock that has run for days', () => {
    const memory = ringMemory(RATE)
    const frame = 2 ** 33 + 2 ** 31 + 5
    new RingWriter(memory).write(block(0, 128), 128, frame)
    expect(ringReader(memory).firstFrame).toBe(frame)
  })

  test('takes one channel for both sides, and none for silence', () => {
    const memory = ringMemory(RATE)
    const writer = new RingWriter(memory)
    const [left] = block(0, 4)
    writer.write([left], 4, 0)
    writer.write([], 4, 4)
    ringReader(memory).read((channels, from, to) => {
      expect([from, to]).toEqual([0, 8])
      expect([...(channels[1] ?? [])].slice(0, 8)).toEqual([...left, 0, 0, 0, 0])
    })
  })

  test('ends when it was asked to, and not before', () => {
    const memory = ringMemory(RATE)
    const [writer, reader] = [new RingWriter(memory), ringReader(memory)]
    expect(writer.write(block(0, 128), 128, 0)).toBe(true)
    reader.askEnd()
    expect(reader.ended).toBe(false)
    expect(writer.write(block(128, 128), 128, 128)).toBe(false)
    expect(reader.ended).toBe(true)
    const { left, take } = collector()
    reader.read(take)
    expect(left).toHaveLength(128)
  })
})

async function decoded(
  file: Blob,
): Promise<{ readonly left: readonly number[]; readonly truncated: boolean }> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const reading = readWavHeader(bytes.length, (at, length) => bytes.subarray(at, at + length))
  if (!reading.ok) throw new Error(reading.problem)
  const { info } = reading
  expect(info).toMatchObject({ sampleRate: RATE, channels: 2, format: 'pcm24' })
  const left = new Float32Array(info.frames)
  decodeChannel(info, 0, bytes.subarray(info.dataOffset), left)
  return { left: [...left].map((x) => Math.round(x * 8388608)), truncated: info.truncated }
}

describe('the file of a recording', () => {
  test('is written in pieces, and holds what came through the ring to the bit', async () => {
    const memory = ringMemory(RATE)
    const [writer, ring] = [new RingWriter(memory), ringReader(memory)]
    const file = await memoryStore().create('a.wav')
    let longest = 0
    const counted = {
      append: (bytes: Uint8Array<ArrayBuffer>) => {
        longest = Math.max(longest, bytes.length)
        file.append(bytes)
      },
      begin: file.begin,
    }
    const take = createTakeWriter({ ring, file: counted, sampleRate: RATE, most: Infinity })
    const total = 40 * SIZE
    for (let at = 0; at < total; at += 128) {
      writer.write(block(at, 128), 128, at)
      if (at % (SIZE / 10) === 0) take.pull()
    }
    take.finish()
    const { left, truncated } = await decoded(await file.finish())
    expect(truncated).toBe(false)
    expect(left).toHaveLength(total)
    expect(left.every((x, i) => x === i + 1)).toBe(true)
    // However long it becomes, no more than a piece is held.
    expect(longest).toBeLessThan(100_000)
  })

  test('that was cut off is mended: its header says what there is', async () => {
    const memory = ringMemory(RATE)
    const [writer, ring] = [new RingWriter(memory), ringReader(memory)]
    const file = await memoryStore().create('a.wav')
    const take = createTakeWriter({ ring, file, sampleRate: RATE, most: Infinity })
    for (let at = 0; at < 5 * 16_384; at += 128) {
      writer.write(block(at, 128), 128, at)
      take.pull()
    }
    const cut = (await file.finish()).slice(0, 44 + 6 * 20_000 + 3)
    const { left } = await decoded(await mended(cut))
    expect(left).toHaveLength(20_000)
    expect((await mended(cut)).size).toBe(44 + 6 * 20_000)
    // One that is whole stays as it is.
    const whole = await mended(cut)
    expect(await mended(whole)).toBe(whole)
  })

  test('is no larger than a WAV file may be', () => {
    expect(framesIn(Infinity)).toBe(Math.floor((0xffffffff - 44) / 6))
    expect(framesIn(0)).toBe(0)
  })
})

describe('a recorder', () => {
  const recorderOn = (store: TakeStore) => {
    const answers: TakeAnswer[] = []
    const recorder = createTakeRecorder(store, (answer) => answers.push(answer))
    const of = <K extends TakeAnswer['kind']>(kind: K) =>
      answers.filter((one): one is TakeAnswer & { kind: K } => one.kind === kind)
    return { recorder, answers, of }
  }
  const sound = (seconds: number) => {
    const ring = ringMemory(RATE)
    const writer = new RingWriter(ring)
    for (let at = 0; at < seconds * RATE; at += 128) writer.write(block(at, 128), 128, at)
    return { ring, writer }
  }

  test('goes on when something else that it was asked for could not be done', async () => {
    const { recorder, of } = recorderOn(memoryStore())
    const { ring, writer } = sound(1)
    await recorder.take({ kind: 'begin', name: 'one', ring, sampleRate: RATE })
    await recorder.take({ kind: 'read', name: 'gone.wav' })
    expect(of('failed')).toMatchObject([{ of: 'read' }])
    await recorder.take({ kind: 'begin', name: 'two', ring, sampleRate: RATE })
    expect(of('failed').at(-1)).toMatchObject({ of: 'begin' })
    for (let at = RATE; at < 2 * RATE; at += 128) writer.write(block(at, 128), 128, at)
    await recorder.tick()
    await recorder.take({ kind: 'end' })
    for (let i = 0; i < 5; i++) await recorder.tick()
    expect(of('recorded')).toMatchObject([{ take: { name: 'one.wav' }, because: null }])
  })

  test('ends what was asked to end before its file was there', async () => {
    const { recorder, of } = recorderOn(memoryStore())
    const { ring } = sound(1)
    const begun = recorder.take({ kind: 'begin', name: 'short', ring, sampleRate: RATE })
    await recorder.take({ kind: 'end' })
    await begun
    for (let i = 0; i < 5; i++) await recorder.tick()
    expect(of('recorded')).toHaveLength(1)
  })

  test('ends by itself where there is no more room, after it has said how long it may go on', async () => {
    const store: TakeStore = { ...memoryStore(), room: async () => 44 + 6 * 2 * RATE, limit: 'disk' }
    const { recorder, of } = recorderOn(store)
    const { ring, writer } = sound(1)
    await recorder.take({ kind: 'begin', name: 'full', ring, sampleRate: RATE })
    await recorder.tick()
    expect(of('running').at(-1)).toMatchObject({ left: expect.closeTo(1, 1), limit: 'disk' })
    for (let at = RATE; at < 3 * RATE; at += 128) writer.write(block(at, 128), 128, at)
    await recorder.tick()
    writer.write(block(0, 128), 128, 0)
    await recorder.tick()
    expect(of('recorded')[0]).toMatchObject({ because: 'disk', take: { seconds: 2 } })
  })

  test('keeps what it has where the disk is full before it was expected', async () => {
    const memory = memoryStore()
    let left = 3
    const store: TakeStore = {
      ...memory,
      limit: 'disk',
      async create(name) {
        const file = await memory.create(name)
        return {
          ...file,
          append(bytes) {
            if (left-- <= 0) throw new Error('the disk is full')
            file.append(bytes)
          },
        }
      },
    }
    const { recorder, of } = recorderOn(store)
    const { ring } = sound(9)
    await recorder.take({ kind: 'begin', name: 'full', ring, sampleRate: RATE })
    for (let i = 0; i < 6; i++) await recorder.tick()
    const [ended] = of('recorded')
    expect(ended?.because).toBe('disk')
    const { left: kept } = await decoded(ended?.file ?? new Blob([]))
    expect(kept).toEqual(Array.from({ length: 2 * 16_384 }, (_, i) => i + 1))
  })

  test('ends also where the context stands still and no last block comes', async () => {
    const { recorder, of } = recorderOn(memoryStore())
    const { ring } = sound(1)
    await recorder.take({ kind: 'begin', name: 'still', ring, sampleRate: RATE })
    await recorder.take({ kind: 'end' })
    for (let i = 0; i < 5; i++) await recorder.tick()
    expect(of('recorded')[0]?.take.seconds).toBeCloseTo(1, 1)
  })

  test('keeps the newest recordings, and forgets them when it is told to', async () => {
    const { recorder, of } = recorderOn(memoryStore())
    for (let i = 0; i <= MOST_TAKES; i++) {
      const { ring } = sound(1)
      await recorder.take({ kind: 'begin', name: `take-${i}`, ring, sampleRate: RATE })
      await recorder.take({ kind: 'end' })
      for (let n = 0; n < 5; n++) await recorder.tick()
    }
    await recorder.take({ kind: 'list' })
    expect(
      of('takes')
        .at(-1)
        ?.takes.map(({ name }) => name),
    ).toEqual(['take-3.wav', 'take-2.wav', 'take-1.wav'])
    await recorder.take({ kind: 'read', name: 'take-2.wav' })
    expect(of('file')[0]?.take).toMatchObject({ name: 'take-2.wav', seconds: expect.closeTo(1, 1) })
    await recorder.take({ kind: 'read', name: 'take-0.wav' })
    expect(of('failed')).toHaveLength(1)
    await recorder.take({ kind: 'forget' })
    expect(of('takes').at(-1)?.takes).toEqual([])
  })
})

describe('what is said of a recording', () => {
  test('times and sizes are said as people say them', () => {
    expect([0, 5.9, 65, 3729].map(clockTime)).toEqual(['0:00', '0:05', '1:05', '1:02:09'])
    expect([12, 12_340_000, 1_240_000_000].map(sizeInWords)).toEqual(['0.1 MB', '12.3 MB', '1.2 GB'])
  })

  test('its end is announced twice, and no more often', () => {
    const said: string[] = []
    let before = Infinity
    for (let left = 400; left > 0; left -= 0.2) {
      const words = warningAt({ kind: 'running', seconds: 0, left, limit: 'disk', missing: 0 }, before)
      if (words !== null) said.push(words)
      before = left
    }
    expect(said).toHaveLength(2)
    expect(said[0]).toMatch(
      /^The recording can go on for (?:4:59|5:00) more: there is no more room on this disk\.$/,
    )
  })

  test('what is missing in it is said', () => {
    const take = { name: 'a.wav', seconds: 65, bytes: 1 }
    expect(endedInWords({ take, missing: 0, because: null })).toBe('1:05 recorded.')
    expect(endedInWords({ take, missing: 1.5, because: 'file' })).toBe(
      '1:05 recorded; it ended there, since no WAV file is larger than 4 GB. The machine was too busy for 1.5 s of it: silence stands there.',
    )
  })
})

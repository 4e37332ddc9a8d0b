/** One recording at a time, and those that are kept. Knows no worker: whoever runs it calls `tick` a few times a second. */

import { type RingReader, ringReader } from '../../../runtime/host/browser/recording/ring.ts'
import { messageOf } from '../../../runtime/problems.ts'
import type { Hertz } from '../../../runtime/units.ts'
import type { Take, TakeAnswer, TakeLimit, TakeRequest } from '../../take-protocol.ts'
import type { TakeFile, TakeStore } from './store.ts'
import { createTakeWriter, framesIn, HEADER_BYTES, mended, secondsOf, type TakeWriter } from './writer.ts'

/** The newest recordings stay on this machine until the next ones come. */
export const MOST_TAKES = 3
/** Looks at the ring after it was asked to end; a context that is suspended writes no last block. */
const PATIENCE_TICKS = 3

interface Running {
  readonly name: string
  readonly ring: RingReader
  readonly writer: TakeWriter
  readonly file: TakeFile
  readonly sampleRate: Hertz
  readonly most: number
  readonly limit: TakeLimit
  /** Looks left until it is over, once it was asked to end. */
  ending: number | null
  because: TakeLimit | 'failed' | null
}

export interface TakeRecorder {
  take(request: TakeRequest): Promise<void>
  tick(): Promise<void>
}

export function createTakeRecorder(store: TakeStore, answer: (answer: TakeAnswer) => void): TakeRecorder {
  let now: Running | null = null
  let finishing = false
  let beginning = false
  let endsEarly = false

  return { take, tick }

  async function take(request: TakeRequest): Promise<void> {
    try {
      switch (request.kind) {
        case 'begin':
          return await begin(request)
        case 'end':
          return end(null)
        case 'list':
          return answer({ kind: 'takes', takes: await list() })
        case 'read':
          return await read(request.name)
        case 'forget':
          for (const { name } of await store.list()) if (name !== now?.name) await store.remove(name)
          return answer({ kind: 'takes', takes: await list() })
      }
    } catch (error) {
      answer({ kind: 'failed', message: messageOf(error), of: request.kind })
    } finally {
      if (request.kind === 'begin') beginning = false
    }
  }

  async function begin({ name, ring: memory, sampleRate }: TakeRequest & { kind: 'begin' }): Promise<void> {
    if (now !== null || beginning) throw new Error('another recording is under way')
    beginning = true
    endsEarly = false
    const kept = await store.list()
    for (const old of kept.slice(MOST_TAKES - 1)) await store.remove(old.name)
    const [room, file] = [await store.room(), await store.create(`${name}.wav`)]
    const most = framesIn(room)
    const ring = ringReader(memory)
    const writer = createTakeWriter({ ring, file, sampleRate, most })
    const limit = most < framesIn(Number.POSITIVE_INFINITY) ? store.limit : 'file'
    now = {
      name: `${name}.wav`,
      ring,
      writer,
      file,
      sampleRate,
      most,
      limit,
      ending: null,
      because: null,
    }
    if (endsEarly) end(null)
  }

  function end(because: Running['because']): void {
    if (now === null) {
      // Asked while the file is still being made: it ends as soon as it has begun.
      endsEarly = beginning
      return
    }
    if (now.ending !== null) return
    now.ring.askEnd()
    now.ending = PATIENCE_TICKS
    now.because = because
  }

  async function tick(): Promise<void> {
    if (now === null || finishing) return
    const { ring, writer, sampleRate, most, limit } = now
    try {
      writer.pull()
    } catch {
      // What has been written stays; more there is no room for.
      end(limit === 'file' ? 'failed' : limit)
    }
    if (writer.full) end(limit)
    if (now.ending !== null && (ring.ended || now.ending-- === 0)) return finish(now)
    answer({
      kind: 'running',
      seconds: writer.frames / sampleRate,
      left: (most - writer.frames) / sampleRate,
      limit,
      missing: ring.missing / sampleRate,
    })
  }

  async function finish(running: Running): Promise<void> {
    const { name, ring, writer, file, sampleRate, because } = running
    finishing = true
    try {
      try {
        writer.finish()
      } catch {
        // The header says no length: `mended` says the true one.
      }
      const sound = await mended(await file.finish())
      const take = { name, seconds: writer.frames / sampleRate, bytes: sound.size }
      const missing = ring.missing / sampleRate
      answer({ kind: 'recorded', take, file: sound, missing, firstFrame: ring.firstFrame, because })
    } catch (error) {
      answer({ kind: 'failed', message: messageOf(error), of: null })
    } finally {
      now = null
      finishing = false
    }
  }

  async function list(): Promise<readonly Take[]> {
    const takes: Take[] = []
    for (const { name, file } of await store.list()) {
      if (name === now?.name || file.size <= HEADER_BYTES) continue
      takes.push({ name, seconds: await secondsOf(file), bytes: file.size })
    }
    return takes
  }

  async function read(name: string): Promise<void> {
    const found = (await store.list()).find((one) => one.name === name)
    if (found === undefined) throw new Error('this recording is no longer there')
    const file = await mended(found.file)
    answer({ kind: 'file', take: { name, seconds: await secondsOf(file), bytes: file.size }, file })
  }
}

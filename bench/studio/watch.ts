/** What a studio's page lets on about its threads, for benches that play it. */

import type { Page } from 'playwright-core'
import { BOARD, BOARD_SIZE } from '../../runtime/audio/board.ts'

/** To run in the page before anything of ours: keeps each audio thread's board, and when the page told or heard what. */
export const WATCH = `
  globalThis.told = []
  globalThis.boards = []
  globalThis.beats = new Set()
  const Node = AudioWorkletNode
  globalThis.AudioWorkletNode = class extends Node {
    constructor(context, name, options) {
      super(context, name, options)
      if (options?.processorOptions?.board) globalThis.boards.push(options.processorOptions.board)
    }
  }
  const post = MessagePort.prototype.postMessage
  const note = (data) => {
    const at = performance.now()
    if (data?.kind === 'text') told.push({ what: 'text', version: data.version, at })
    if (data?.kind === 'checked') told.push({ what: 'checked', version: data.checked.version, at, ms: data.checked.milliseconds })
    if (data?.kind === 'load') told.push({ what: 'load', version: data.revision, at })
    if (data?.kind === 'loaded') told.push({ what: 'loaded', version: data.revision, at })
    if (data?.kind === 'beats') for (const beat of data.beats) beats.add(beat.n)
  }
  MessagePort.prototype.postMessage = function (data, ...rest) { note(data); return post.call(this, data, ...rest) }
  const Channel = MessageChannel
  globalThis.MessageChannel = function () {
    const channel = new Channel()
    channel.port1.addEventListener('message', ({ data }) => note(data))
    return channel
  }
`

/** A second audio thread that plays nothing. */
export const SILENT = `(async () => {
  const context = new AudioContext()
  await context.audioWorklet.addModule('/sound.js')
  const board = new SharedArrayBuffer(8 * ${BOARD_SIZE})
  const node = new AudioWorkletNode(context, 'silencio-band', { numberOfInputs: 0, outputChannelCount: [2], processorOptions: { board } })
  node.connect(context.destination)
  await context.resume()
})()`

/** Of each audio thread, in their order: what stands before the peaks. */
export async function readBoards(page: Page): Promise<readonly (readonly number[])[]> {
  const boards: unknown = await page.evaluate(
    `boards.map((board) => [...new Float64Array(board, 0, ${BOARD.peaks})])`,
  )
  return Array.isArray(boards) ? boards.map((board: unknown) => numbers(board)) : []
}

/** The numbers of all beats that the band has told of. */
export async function readBeats(page: Page): Promise<readonly number[]> {
  return numbers(await page.evaluate('[...beats].sort((a, b) => a - b)'))
}

/** Of beats that should follow each other: how many do not stand where they should. */
export function outOfPlace(beats: readonly number[]): number {
  return beats.filter((n, i) => n !== (beats[0] ?? 0) + i).length
}

function numbers(list: unknown): readonly number[] {
  return Array.isArray(list) ? list.map(Number) : []
}

/** Tells the editor which cells of its text sound, when they are others than before. */

import type { Span } from '../../language/ast.ts'
import type { Taken } from '../page/edits.ts'
import { createLitCells } from '../page/lit-cells.ts'
import type { FromPlayer } from '../player-protocol.ts'
import type { BandReport, BandView } from '../protocol.ts'

export interface Lights {
  /** A program sounds from a moment of the session on; null: with the next beginning. */
  taken(taken: Pick<Taken<unknown>, 'program' | 'version'>, from: number | null): void
  hear(report: BandReport): void
}

/** Texts whose places are remembered: an edit sounds later than it was written. */
const MOST_TEXTS = 8

export function createLights(tellEditor: (message: FromPlayer) => void): Lights {
  const lit = createLitCells()
  const places = new Map<number, readonly Span[]>()
  let told = ''
  return {
    taken({ program, version }, from) {
      places.set(version, program.cells)
      for (const old of places.keys()) {
        if (places.size <= MOST_TEXTS) break
        places.delete(old)
      }
      lit.program(program, version, from ?? Number.NEGATIVE_INFINITY)
    },
    hear(report) {
      if (report.kind === 'view') show(report.view)
      else if (report.kind === 'beats') lit.beats(report.beats)
      else if (report.kind === 'notes') lit.notes(report.notes)
      else if (report.kind === 'began') lit.clear()
    },
  }

  /** Some thirty times a second, as the band says where it is; a pane that is not looked at draws no pictures, and this goes on. */
  function show({ playing, now }: BandView): void {
    const { version, cells } = playing ? lit.at(now) : { version: -1, cells: [] }
    const spans = cells.flatMap((cell) => {
      const place = places.get(version)?.[cell]
      return place === undefined ? [] : [[place.start, place.end] as const]
    })
    const saying = `${version}:${spans.join(';')}`
    if (saying === told || (spans.length === 0 && told.endsWith(':'))) return
    told = saying
    tellEditor({ kind: 'lit', version, cells: spans })
  }
}

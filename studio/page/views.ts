/** What is drawn of the band, in one place: each view hears what it needs. */

import type { BandReport, BandView } from '../protocol.ts'
import { createMeters } from '../views/meters.ts'
import { createScrollingScore } from '../views/scrolling-score.ts'
import { createTransportReadout, type TransportReadout } from '../views/transport-readout.ts'
import { createZoneDial } from '../views/zone-dial.ts'
import { part } from './dom.ts'

export interface BandViews {
  hear(report: BandReport): void
  /** Figures for a desk, or for the far end of a hall. */
  setStage(stage: boolean): void
  /** Somebody said `cue`: it holds until the vamp ends. */
  cue(): void
  /** Another session begins. */
  clear(): void
}

export function createBandViews(onMute: (member: string, muted: boolean) => void): BandViews {
  const dial = createZoneDial(part('dial'))
  const score = createScrollingScore(part('score'))
  const meters = createMeters(part('meters'), { onMute })
  let readout: TransportReadout = createTransportReadout(part('readout'), { size: 'desk' })
  let last: BandView | null = null
  /** The section that a vamp goes round in, and that was cued: it is played to its end first. */
  let cuedIn: string | null = null

  return { hear, setStage, cue, clear }

  function hear(report: BandReport): void {
    switch (report.kind) {
      case 'view':
        last = report.view
        if (!isCued()) cuedIn = null
        dial.update(last)
        score.update(last)
        meters.update(last)
        readout.update(last, isCued())
        return
      case 'beats':
        score.beats(report.beats)
        return
      case 'notes':
        score.notes(report.notes)
        return
      case 'tap':
      case 'displaced':
        dial.tap(report.tap)
        score.tap(report.tap)
        return
      default:
        return
    }
  }

  function setStage(stage: boolean): void {
    readout.destroy()
    part('readout').replaceChildren()
    readout = createTransportReadout(part('readout'), { size: stage ? 'stage' : 'desk' })
    if (last !== null) readout.update(last, isCued())
  }

  function cue(): void {
    if (last?.vamping) cuedIn = last.section
  }

  function isCued(): boolean {
    return last?.playing === true && last.section === cuedIn
  }

  function clear(): void {
    dial.clear()
    score.clear()
  }
}

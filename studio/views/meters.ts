/** A level meter for each member, with its peak held for a while, and a button that mutes it. */

import type { Decibels, Milliseconds } from '../../runtime/units.ts'
import type { BandView, MemberView } from '../protocol.ts'
import { kindGlyph } from './glyphs.ts'
import type { Clock } from './playhead.ts'

export interface Meters {
  update(view: BandView): void
  destroy(): void
}

export interface MetersOptions {
  readonly clock?: Clock
  readonly onMute?: (member: string, muted: boolean) => void
}

/** The meter's foot; silence lies below. */
export const FLOOR: Decibels = -48
/** From here on it is loud: the limiter is near. */
export const LOUD: Decibels = -6
/** What the bar falls in a second, as programme meters do. */
const FALL: Decibels = 26
/** No frame counts for more. */
const LONGEST_STEP: Milliseconds = 100
/** How long a peak is held before it falls, too. */
const HOLD: Milliseconds = 1400
/** So long what comes from the band may have been said before it heard of a press. */
const HEARD_AFTER: Milliseconds = 300

/** Where a level stands on the meter, 0..1. */
export function shareOf(level: Decibels): number {
  if (!(level > FLOOR)) return 0
  return level >= 0 ? 1 : 1 - level / FLOOR
}

interface Strip {
  readonly name: string
  readonly row: HTMLElement
  readonly meter: HTMLElement
  readonly bar: HTMLElement
  readonly mark: HTMLElement
  readonly button: HTMLButtonElement
  muted: boolean
  pressedAt: Milliseconds
  /** Shown now, and held. */
  level: Decibels
  peak: Decibels
  peakAt: Milliseconds
  shownLevel: number
  shownPeak: number
}

export function createMeters(host: HTMLElement, options: MetersOptions = {}): Meters {
  const clock = options.clock ?? (() => performance.now())
  host.classList.add('meters')
  const list = document.createElement('ul')
  list.className = 'meters-list'
  list.setAttribute('aria-label', 'Members')
  host.append(list)
  let strips: Strip[] = []
  let frame = 0
  let drawnAt = clock()

  return { update, destroy }

  function update(view: BandView): void {
    if (!sameMembers(view.members)) rebuild(view.members)
    const now = clock()
    for (let i = 0; i < strips.length; i++) {
      const strip = strips[i]
      const member = view.members[i]
      if (strip === undefined || member === undefined) continue
      const peak = view.playing && !member.muted ? member.peak : Number.NEGATIVE_INFINITY
      if (peak > strip.level) strip.level = peak
      if (peak >= strip.peak) {
        strip.peak = peak
        strip.peakAt = now
      }
      if (now - strip.pressedAt > HEARD_AFTER) showMute(strip, member.muted)
    }
    if (frame !== 0) return
    // Nothing has been falling since the last drawing.
    drawnAt = now
    frame = requestAnimationFrame(draw)
  }

  function sameMembers(members: readonly MemberView[]): boolean {
    return members.length === strips.length && members.every(({ name }, i) => strips[i]?.name === name)
  }

  function rebuild(members: readonly MemberView[]): void {
    strips = members.map(stripOf)
    list.replaceChildren(...strips.map(({ row }) => row))
  }

  function stripOf({ name, kind }: MemberView): Strip {
    const row = document.createElement('li')
    row.className = 'meter-strip'
    const title = document.createElement('span')
    title.className = 'meter-name'
    const who = document.createElement('span')
    who.className = 'meter-who'
    who.textContent = name
    who.title = name
    const kindName = document.createElement('span')
    kindName.className = 'meter-kind'
    kindName.textContent = kind
    title.append(kindGlyph(kind), who, kindName)
    const meter = document.createElement('div')
    meter.className = 'meter'
    meter.setAttribute('role', 'meter')
    meter.setAttribute('aria-label', `level of ${name}`)
    meter.setAttribute('aria-valuemin', String(FLOOR))
    meter.setAttribute('aria-valuemax', '0')
    const bar = document.createElement('div')
    bar.className = 'meter-bar'
    const mark = document.createElement('div')
    mark.className = 'meter-peak'
    meter.append(bar, mark)
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'meter-mute'
    button.textContent = 'mute'
    button.setAttribute('aria-label', `mute ${name}`)
    button.setAttribute('aria-pressed', 'false')
    const strip: Strip = {
      name,
      row,
      meter,
      bar,
      mark,
      button,
      muted: false,
      pressedAt: Number.NEGATIVE_INFINITY,
      level: Number.NEGATIVE_INFINITY,
      peak: Number.NEGATIVE_INFINITY,
      peakAt: 0,
      shownLevel: -1,
      shownPeak: -1,
    }
    button.addEventListener('click', () => {
      showMute(strip, !strip.muted)
      strip.pressedAt = clock()
      options.onMute?.(name, strip.muted)
    })
    row.append(title, meter, button)
    return strip
  }

  function showMute(strip: Strip, muted: boolean): void {
    if (strip.muted === muted) return
    strip.muted = muted
    strip.button.setAttribute('aria-pressed', String(muted))
    strip.row.classList.toggle('is-muted', muted)
  }

  function draw(): void {
    frame = 0
    const now = clock()
    // After a pause of the page the meters go on from where they were.
    const passed = Math.min(LONGEST_STEP, Math.max(0, now - drawnAt)) / 1000
    drawnAt = now
    let moves = false
    for (const strip of strips) {
      moves = show(strip) || moves
      strip.level = fallen(strip.level, passed)
      if (now - strip.peakAt > HOLD) strip.peak = fallen(strip.peak, passed)
    }
    if (moves) frame = requestAnimationFrame(draw)
  }

  /** True while there is something left that falls. */
  function show(strip: Strip): boolean {
    const level = Math.round(shareOf(strip.level) * 1000) / 1000
    const peak = Math.round(shareOf(strip.peak) * 1000) / 1000
    if (level !== strip.shownLevel) {
      strip.shownLevel = level
      strip.bar.style.setProperty('--level', String(level))
    }
    if (peak !== strip.shownPeak) {
      strip.shownPeak = peak
      strip.mark.style.setProperty('--peak', String(peak))
      strip.mark.classList.toggle('is-loud', strip.peak > LOUD)
      const told = Math.round(Math.max(FLOOR, strip.peak))
      strip.meter.setAttribute('aria-valuenow', String(told))
      strip.meter.setAttribute('aria-valuetext', strip.peak > FLOOR ? `${told} dB` : 'silent')
    }
    return level > 0 || peak > 0
  }

  function destroy(): void {
    cancelAnimationFrame(frame)
    list.remove()
    host.classList.remove('meters')
  }
}

function fallen(level: Decibels, seconds: number): Decibels {
  const lower = level - FALL * seconds
  return lower > FLOOR ? lower : Number.NEGATIVE_INFINITY
}

/** Tempo, place, section, mode and confidence in figures, as large as wanted; and what the band is waiting for. */

import type { ResponseMode } from '../../runtime/score/beat.ts'
import type { BandView } from '../protocol.ts'
import { meaningOf, type State, stateOf, tempo } from './words.ts'

export interface TransportReadout {
  /**
   * @param cued somebody said `cue`, and the vamp has not yet ended
   */
  update(view: BandView, cued?: boolean): void
  destroy(): void
}

export interface TransportOptions {
  /** `stage`: readable at three metres. */
  readonly size?: 'desk' | 'stage'
}

/** Tempi that differ by less are the same to a player. */
const SAME_TEMPO = 0.7
/** Beats without an onset until the band's answer is no longer shown. */
const AWAY_AFTER = 4
/** Letters of a section's name that a stage has room for at full size. */
const SHORT_NAME = 6

export function createTransportReadout(host: HTMLElement, options: TransportOptions = {}): TransportReadout {
  host.classList.add('transport')
  host.dataset.size = options.size ?? 'desk'
  const row = element('div', 'transport-row')
  const place = item('bar · beat', 'place')
  const bar = element('span', 'transport-bar')
  const colon = element('span', 'transport-colon')
  const beat = element('span', 'transport-beat')
  place.value.classList.add('transport-place')
  place.value.append(bar, colon, beat)
  const pips = element('div', 'transport-pips')
  place.item.append(pips)
  const band = item('band, bpm', 'tempo')
  const section = item('section', 'section')
  section.value.classList.add('transport-section')
  const mode = item('', 'mode')
  mode.value.classList.add('transport-mode')
  const sure = element('div', 'transport-sure')
  const sureFill = element('div', 'transport-sure-fill')
  sure.append(sureFill)
  mode.item.append(sure)
  const you = item('you', 'you')
  you.value.classList.add('transport-you')
  const state = element('div', 'transport-state')
  state.setAttribute('role', 'status')
  const badge = element('span', 'transport-badge')
  state.append(badge)
  row.append(place.item, section.item, band.item, you.item, mode.item, state)
  host.append(row)
  setText(colon, '.')

  let shownBeats = 0
  let shownPip = -1
  let answer: ResponseMode | null = null
  let answeredOn = Number.NEGATIVE_INFINITY

  return { update, destroy }

  function update(view: BandView, cued = false): void {
    const now = view.beat
    if (now === null) answeredOn = Number.NEGATIVE_INFINITY
    else if (now.onset !== null) {
      answer = now.mode
      answeredOn = now.n
    }
    const away = now === null || now.n < answeredOn || now.n - answeredOn >= AWAY_AFTER
    const word = stateOf(view, away ? null : answer)
    // A dot that never turns into a figure keeps the place from jumping when the first beat comes.
    setText(bar, now === null || !view.playing || now.measure < 1 ? '–' : String(now.measure))
    setText(beat, now === null || !view.playing ? '–' : String(now.beatNumber))
    showPips(view.beatsInBar, view.playing && now !== null ? now.beatNumber : 0)
    setText(band.value, view.bpm > 0 ? tempo(view.bpm) : '–')
    setText(you.value, view.playerBpm === null ? '–' : tempo(view.playerBpm))
    setData(you.value, 'side', sideOf(view))
    setText(section.value, view.section === '' ? '–' : view.section)
    setData(section.value, 'long', view.section.length > SHORT_NAME ? '' : undefined)
    setText(mode.value, word)
    setText(mode.label, meaningOf(word))
    setData(mode.value, 'mode', word)
    const confidence = (view.playing ? (now?.confidence ?? 0) : 0).toFixed(2)
    if (sureFill.style.getPropertyValue('--sure') !== confidence) {
      sureFill.style.setProperty('--sure', confidence)
      sure.setAttribute('aria-label', `the band is ${Math.round(Number(confidence) * 100)} % sure`)
      sure.setAttribute('role', 'img')
    }
    setText(badge, announcement(view, word, cued))
    setData(state, 'calm', view.vamping && !cued ? undefined : '')
  }

  /** The pips are made when the metre changes, and only switched while it stays. */
  function showPips(beats: number, on: number): void {
    const wanted = beats > 0 && beats <= 16 ? beats : 0
    if (wanted !== shownBeats) {
      shownBeats = wanted
      shownPip = -1
      pips.replaceChildren(...Array.from({ length: wanted }, () => element('span', 'transport-pip')))
    }
    if (on === shownPip) return
    for (let i = 0; i < wanted; i++) {
      const pip = pips.children.item(i)
      if (pip instanceof HTMLElement) setData(pip, 'on', i + 1 === on ? '' : undefined)
    }
    shownPip = on
  }

  function destroy(): void {
    row.remove()
    host.classList.remove('transport')
    delete host.dataset.size
  }
}

function sideOf({ playerBpm, bpm }: BandView): string | undefined {
  if (playerBpm === null || Math.abs(playerBpm - bpm) < SAME_TEMPO) return undefined
  return playerBpm > bpm ? 'faster' : 'slower'
}

function announcement(view: BandView, word: State, cued: boolean): string {
  if (!view.playing) return ''
  if (view.waiting) return countIn(view)
  if (word === 'paused') return 'paused'
  if (cued) return 'cued: on at the end of the section'
  if (view.vamping) return 'vamp: goes round until you cue'
  if (view.beat === null || view.beat.measure >= 1) return ''
  return view.beat.pickup ? 'pickup' : 'count-in'
}

/** How many beats the band waits for, and how many it has heard. */
function countIn({ count }: BandView): string {
  if (count === null || count.heard === 0) {
    return `waiting for you: count in${count === null ? '' : `, ${count.wanted} beats`}`
  }
  return `count in: ${count.heard} of ${count.wanted}`
}

function item(name: string, kind: string): { item: HTMLElement; value: HTMLElement; label: HTMLElement } {
  const box = element('div', `transport-item transport-item-${kind}`)
  const label = element('span', 'transport-label')
  const value = element('span', 'transport-value')
  setText(label, name)
  box.append(label, value)
  return { item: box, value, label }
}

function element(tag: 'div' | 'span', className: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  return made
}

/** Writes only what changed, into the one text node: the page is laid out again only where it must be. */
function setText(of: HTMLElement, text: string): void {
  const { firstChild } = of
  if (firstChild instanceof Text) {
    if (firstChild.data !== text) firstChild.data = text
  } else of.textContent = text
}

function setData(of: HTMLElement, key: string, value: string | undefined): void {
  if (of.dataset[key] === value) return
  if (value === undefined) delete of.dataset[key]
  else of.dataset[key] = value
}

/** How loud the microphone is: a bar from −60 dB to full scale, with the loudest of the last second. */

import { type Decibels, decibelsOfGain } from '../../../runtime/units.ts'
import { h } from '../dom.ts'

export interface LevelMeter {
  readonly element: HTMLElement
  /** Null: nothing comes in. */
  listen(source: AudioNode | null): void
  stop(): void
}

/** What a quiet room is on a microphone: the bar's left end. */
const FLOOR: Decibels = -60
/** Above, the next loud stroke is cut. */
const HOT: Decibels = -3
/** Decibels that the mark of the loudest falls in a second. */
const FALL = 20

export function createLevelMeter(): LevelMeter {
  const bar = h('i', { class: 'level-bar' })
  const top = h('i', { class: 'level-top' })
  const element = h(
    'div',
    {
      class: 'level',
      role: 'meter',
      'aria-label': 'Level of the microphone',
      'aria-valuemin': FLOOR,
      'aria-valuemax': 0,
    },
    bar,
    top,
  )
  /** One a channel: an analyser of both adds them up, and of a microphone whose channels cancel each other shows nothing. */
  let analysers: readonly AnalyserNode[] = []
  let splitter: AudioNode | null = null
  let source: AudioNode | null = null
  const samples = new Float32Array(2048)
  let held: Decibels = FLOOR
  let before = performance.now()
  let frame = requestAnimationFrame(draw)

  return {
    element,
    listen(next) {
      if (next === source) return
      leave()
      source = next
      if (next === null) return
      const parts = new ChannelSplitterNode(next.context, { numberOfOutputs: 2 })
      next.connect(parts)
      analysers = [0, 1].map((channel) => {
        const analyser = new AnalyserNode(next.context, { fftSize: samples.length })
        parts.connect(analyser, channel)
        return analyser
      })
      splitter = parts
    },
    stop() {
      cancelAnimationFrame(frame)
      leave()
    },
  }

  function leave(): void {
    if (source !== null && splitter !== null) source.disconnect(splitter)
    source = null
    splitter = null
    analysers = []
  }

  function draw(now: number): void {
    frame = requestAnimationFrame(draw)
    const level = Math.max(FLOOR, peak())
    held = Math.max(level, held - (FALL * Math.max(0, now - before)) / 1000, FLOOR)
    before = now
    bar.style.setProperty('--level', share(level))
    top.style.setProperty('--level', share(held))
    element.classList.toggle('is-hot', held > HOT)
    const value = Math.round(held)
    if (element.getAttribute('aria-valuenow') !== String(value)) {
      element.setAttribute('aria-valuenow', String(value))
      element.setAttribute('aria-valuetext', value <= FLOOR ? 'nothing' : `${value} decibels`)
    }
  }

  function peak(): Decibels {
    let most = 0
    for (const analyser of analysers) {
      analyser.getFloatTimeDomainData(samples)
      for (const sample of samples) if (Math.abs(sample) > most) most = Math.abs(sample)
    }
    return decibelsOfGain(most)
  }
}

const share = (level: Decibels): string => (1 - level / FLOOR).toFixed(3)

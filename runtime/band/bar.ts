/**
 * Makes the notes of one bar: every member's patterns, and what each adds of its own.
 *
 * HOT PATH: once per bar; allocates nothing once the pool is filled.
 */

import type { Features } from '../features.ts'
import type { BarPlace } from '../form.ts'
import type { MemberKind, PolicyDefinition, SectionDef, Slots, SwingSettings } from '../policy.ts'
import type { Midi, Quarters, Seconds } from '../units.ts'
import { Harmony } from './harmony.ts'
import { type Note, NoteList, NotePool } from './note.ts'
import type { BandRun, MemberRun, PartRun, VoiceRun } from './parts.ts'
import { BarSink } from './sink.ts'
import { swingRatio } from './swing.ts'

/** What the band says when a pattern fails: compiled code never should. */
export type OnPatternError = (member: string, error: unknown) => void

export class BarMaker {
  readonly pool = new NotePool()

  readonly #band: BandRun
  readonly #lane: 'player' | 'grid'
  readonly #slots: Slots
  readonly #seed: number
  readonly #features: Features
  readonly #sections: readonly SectionDef[]
  readonly #swings: readonly SwingSettings[]
  readonly #harmony: Harmony
  readonly #sink: BarSink | null
  readonly #onError: OnPatternError
  /** Whether anybody here needs the chords. */
  readonly #hasPitches: boolean
  readonly #drop = (note: Note): void => this.pool.give(note)

  constructor(
    definition: PolicyDefinition,
    band: BandRun,
    lane: 'player' | 'grid',
    slots: Slots,
    seed: number,
    features: Features,
    onError: OnPatternError,
  ) {
    this.#band = band
    this.#lane = lane
    this.#slots = slots
    this.#seed = seed
    this.#features = features
    this.#sections = definition.sections
    this.#swings = definition.sections.map((section) => section.swing(slots))
    this.#harmony = new Harmony(definition.sections, definition.chords)
    this.#onError = onError
    this.#hasPitches = band.members.some(
      (member, i) => band.lanes[i] === lane && PITCHED.includes(member.kind),
    )
    const voice = anyVoice(band)
    this.#sink = voice === null ? null : new BarSink(seed, this.pool, this.#harmony, voice)
  }

  partOf(section: number, member: MemberRun): PartRun | undefined {
    return this.#band.sections[section]?.find((part) => part.member === member)
  }

  /**
   * The notes of a bar in order of their positions. The list is reused for the next bar.
   * @param bar −1 for the pickup, in which the patterns end as though they had gone round before
   * @param measure keys the draws, so that a section's second time differs from its first
   * @param sectionMeasure the measure in which this pass of the section began
   * @param next the bar to come, null at the end
   * @param period seconds per quarter at the moment
   */
  make(
    section: number,
    bar: number,
    measure: number,
    sectionMeasure: number,
    next: BarPlace | null,
    period: Seconds,
  ): NoteList {
    const sink = this.#sink
    const def = this.#sections[section]
    const parts = this.#band.sections[section]
    const swing = this.#swings[section]
    if (sink === null || def === undefined || parts === undefined || swing === undefined) return NOTHING
    sink.notes.length = 0
    sink.enterBar(def.meter, swing.unit, swingRatio(swing, period))
    if (this.#hasPitches) this.#harmony.enter(def, bar < 0 ? (def.bars ?? 0) - 1 : bar, next)
    for (const part of parts) {
      if (part.lane !== this.#lane) continue
      try {
        this.#playPart(sink, part, def, bar, measure, sectionMeasure, next)
      } catch (error) {
        this.#onError(part.member.name, error)
      }
    }
    sink.notes.sort()
    return sink.notes
  }

  #playPart(
    sink: BarSink,
    part: PartRun,
    def: SectionDef,
    bar: number,
    measure: number,
    sectionMeasure: number,
    next: BarPlace | null,
  ): void {
    const { settings, member } = part
    const { barStart } = member
    if (barStart.measure === measure) {
      member.lastPitch = barStart.lastPitch
      member.behindEight = barStart.behindEight
      member.crashDue = barStart.crashDue
      member.voicing?.goBack(barStart.hands)
    } else {
      barStart.measure = measure
      barStart.ruledMute = member.ruledMute
      barStart.lastPitch = member.lastPitch
      barStart.behindEight = member.behindEight
      barStart.crashDue = member.crashDue
      barStart.hands = member.voicing?.pitches ?? NO_HANDS
      Object.assign(barStart.held, member.held)
    }
    const crash = member.crashDue
    member.crashDue = false
    member.held.chord = null
    member.voicing?.join(part.rootElsewhere)
    // What a rule unmutes is heard from the next bar on.
    if (part.muted && barStart.ruledMute !== false) return
    const isPickup = bar < 0
    // There the count clicks.
    if (isPickup && member.kind === 'metronome') return
    if (!isPickup && settings.restEvery > 0 && (bar + 1) % settings.restEvery === 0) return
    const { drumming, approaching, strumming, closingHats } = this.#features
    if (drumming?.leavesToPlayer(part, bar) === true) return
    if (settings.walk) {
      this.#features.walking?.play(sink, this.#harmony, part, def.meter, measure)
      return
    }
    const from = sink.notes.length
    const before = member.lastPitch
    for (const voice of part.voices) {
      this.#playVoice(sink, voice, def, bar, measure, sectionMeasure, next)
      sink.carryOn(Number.POSITIVE_INFINITY)
    }
    const { meter } = def
    const seed = this.#seed
    switch (member.kind) {
      case 'drummer':
        // The piece's last bar leads nowhere.
        if (next !== null && !isPickup) {
          member.crashDue = drumming?.fill(sink, part, meter, bar, measure, seed, from, this.#drop) === true
        }
        if (crash) drumming?.crash(sink, part, measure, from, this.#drop)
        closingHats?.close(sink, meter, from)
        break
      case 'bassist':
        approaching?.leadOver(sink, this.#harmony, part, meter, measure, seed, from, before)
        break
      case 'guitarist':
        strumming?.strum(sink, part, meter, from)
        break
    }
  }

  #playVoice(
    sink: BarSink,
    voice: VoiceRun,
    def: SectionDef,
    bar: number,
    measure: number,
    sectionMeasure: number,
    next: BarPlace | null,
  ): void {
    const { bars, loopQuarters, play } = voice.def
    // Drums ring by themselves.
    const isHeld = PITCHED.includes(voice.member.kind)
    const until = isHeld ? this.#heldUntil(voice, def, bar, next) : Number.POSITIVE_INFINITY
    sink.enterVoice(voice, measure, 0, until)
    if (loopQuarters === null || !(loopQuarters > 0)) {
      play(sink, this.#slots, bars > 1 ? (bar + bars) % bars : 0)
      return
    }
    const barStart = bar * def.meter.quarters
    const barEnd = barStart + def.meter.quarters
    for (let cycle = Math.floor(barStart / loopQuarters); cycle * loopQuarters < barEnd; cycle++) {
      sink.enterVoice(voice, sectionMeasure + cycle, cycle * loopQuarters - barStart, until)
      play(sink, this.#slots, 0)
    }
  }

  /** Held notes end where their player rests, and with their section, unless the same pattern goes round there. */
  #heldUntil(voice: VoiceRun, def: SectionDef, bar: number, next: BarPlace | null): Quarters {
    const toEnd = (def.bars ?? Number.POSITIVE_INFINITY) - bar
    const toRest = barsToRest(voice.part, bar)
    const crosses = toEnd <= 1 && toRest >= toEnd && next !== null
    const bars = crosses ? toEnd + this.#barsRound(voice, def, next) : Math.min(toRest, toEnd)
    return bars * def.meter.quarters
  }

  /**
   * How many bars of the next section a note may be held for: none, unless its pattern is through with its section and
   * comes again there. That section has rests and an end of its own.
   */
  #barsRound({ def: voice, name, member }: VoiceRun, section: SectionDef, next: BarPlace): number {
    const bars = section.bars ?? 0
    const through =
      voice.loopQuarters === null
        ? bars % voice.bars === 0
        : Number.isInteger((bars * section.meter.quarters) / voice.loopQuarters)
    const part = this.#band.sections[next.section]?.find((other) => other.member === member)
    if (!through || part === undefined || part.muted) return 0
    if (part.voices.find((other) => other.name === name)?.def.play !== voice.play) return 0
    const toEnd = (this.#sections[next.section]?.bars ?? Number.POSITIVE_INFINITY) - next.bar
    return Math.min(barsToRest(part, next.bar - 1) - 1, toEnd)
  }
}

/** How many bars after this one its player rests. */
function barsToRest({ settings: { restEvery } }: PartRun, bar: number): number {
  return restEvery > 0 ? restEvery - ((bar + 1) % restEvery) : Number.POSITIVE_INFINITY
}

const PITCHED: readonly MemberKind[] = ['bassist', 'pianist', 'guitarist']
const NOTHING = new NoteList()
const NO_HANDS: readonly Midi[] = []

function anyVoice(band: BandRun): VoiceRun | null {
  for (const parts of band.sections) {
    for (const part of parts) {
      if (part.voices[0] !== undefined) return part.voices[0]
    }
  }
  return null
}

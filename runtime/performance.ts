/**
 * A band put together for one performance: slots read, members, lanes and rules connected.
 */

import { BarMaker } from './band/bar.ts'
import { clickVoice } from './band/click.ts'
import type { PlayerLoudness } from './band/loudness.ts'
import { NotePool } from './band/note.ts'
import { type BandRun, buildBand } from './band/parts.ts'
import { pieceUnit } from './beat-unit.ts'
import type { Features } from './features.ts'
import { FormCursor } from './form.ts'
import { Lane } from './lane.ts'
import type { LaneSetup } from './lane-setup.ts'
import { openingIndex } from './opening.ts'
import type { PolicyDefinition, Slots, TempoSettings } from './policy.ts'
import { messageOf, type OnProblem } from './problems.ts'
import { SessionBook } from './session/book.ts'
import { TempoPlan } from './tempo.ts'
import { type Bpm, msToSeconds, type Quarters, type Seconds } from './units.ts'

export interface PerformanceSetup {
  readonly definition: PolicyDefinition
  readonly slots: Slots
  readonly seed: number
  readonly features: Features
  /** Asked for by the host in place of the written tempo. */
  readonly tempo: Bpm | null
  /** The kill switch: nothing but a click that does not listen. */
  readonly clickOnly: boolean
  /** Nobody listens to the band: vamps play once and rules rest. */
  readonly alone: boolean
  readonly onProblem: OnProblem
  /** What it is to take over from. */
  readonly before?: Performance
}

export interface Performance {
  readonly definition: PolicyDefinition
  readonly slots: Slots
  readonly band: BandRun
  /** Keeps the followed clock; the form and the log count by it. */
  readonly main: Lane
  /** What the main lane is to play. */
  readonly mainSetup: LaneSetup
  /** For members that follow the grid, if any. */
  readonly grid: Lane | null
  readonly gridSetup: LaneSetup | null
  readonly lanes: Lane[]
  readonly book: SessionBook
  /** The book's sections by name, those of performances before this one first. */
  readonly sectionNames: readonly string[]
  readonly loudness: PlayerLoudness | null
  /** Name of the member whose beats are logged. */
  readonly reference: string
  readonly referenceOffset: Seconds
  /** Quarters that the piece's bpm counts. */
  readonly unit: Quarters
}

export function buildPerformance(setup: PerformanceSetup): Performance {
  const { slots, seed, features, clickOnly, alone, onProblem, before } = setup
  const definition =
    before === undefined ? setup.definition : withChordsOf(before.definition, setup.definition)
  const band = buildBand(definition, slots, seed, features, before?.band.members ?? [])
  const piece = withTempo(soundTempo(definition.tempo(slots)), setup.tempo, features)
  const sectionTempos = definition.sections.map(({ tempo }) =>
    tempo === null ? null : soundTempo(tempo(slots)),
  )
  const zones = definition.zones.map((read) => read(slots))
  const swings = definition.sections.map(({ swing }) => swing(slots))
  const unit = pieceUnit(definition)
  const book = before?.book ?? new SessionBook()
  const known = before?.sectionNames ?? []
  const loudness = before?.loudness ?? features.dynamics?.() ?? null
  const click = clickVoice(band, openingIndex(definition))
  const hasGrid = !clickOnly && band.lanes.includes('grid')
  const hasPlayer = clickOnly || band.lanes.includes('player')
  const referenceOffset = feelOfReference(definition, band)
  const lanes = before?.lanes ?? []

  // Where nobody follows the player the written tempo is the one clock.
  const mainSetup = laneSetup(hasPlayer ? 'player' : 'grid', true, before?.mainSetup ?? null)
  const main = before?.main ?? new Lane(mainSetup)
  const gridSetup = hasGrid && hasPlayer ? laneSetup('grid', false, before?.gridSetup ?? null) : null
  gridSetup?.form.goWith(mainSetup.form)
  const grid = before?.grid ?? (gridSetup === null ? null : new Lane(gridSetup))
  if (before === undefined) lanes.push(main, ...(grid === null ? [] : [grid]))
  return {
    definition,
    slots,
    band,
    main,
    mainSetup,
    grid,
    gridSetup,
    lanes,
    book,
    sectionNames: [...known, ...definition.sections.map(({ name }) => name)],
    loudness,
    reference: definition.reference ?? click.memberName,
    referenceOffset,
    unit,
  }

  function laneSetup(keeps: 'player' | 'grid', isMain: boolean, from: LaneSetup | null): LaneSetup {
    const plan = from?.plan ?? new TempoPlan(piece, unit, features)
    const maker = clickOnly
      ? null
      : new BarMaker(definition, band, keeps, slots, seed, features, (member, error) =>
          onProblem({ code: 'pattern-failed', message: `${member}: ${messageOf(error)}` }),
        )
    const rules =
      isMain && !alone && !clickOnly && definition.rules.length > 0
        ? (features.ruling?.rules(definition.rules, slots, band, lanes, plan, (rule, error) =>
            onProblem({ code: 'rule-failed', message: `${rule}: ${messageOf(error)}` }),
          ) ?? null)
        : null
    return {
      definition,
      features,
      slots,
      band,
      firstSection: known.length,
      piece,
      unit,
      sectionTempos,
      zones,
      swings,
      form: new FormCursor(definition.sections, definition.form, definition.repeat, { vampOnce: alone }),
      plan,
      maker,
      pool: maker?.pool ?? new NotePool(),
      click: isMain && !alone ? click : null,
      earliest: band.earliest,
      referenceOffset,
      adapts: isMain && hasPlayer && !clickOnly,
      loudness,
      tracker: from?.tracker ?? (rules === null ? null : (features.ruling?.tracker() ?? null)),
      rules: from?.rules ?? rules,
      book: isMain ? book : null,
    }
  }
}

/** The definition with the other's chords where they are the same: who plays on them knows them again. */
function withChordsOf(before: PolicyDefinition, definition: PolicyDefinition): PolicyDefinition {
  const known = new Map(before.chords.map((chord) => [JSON.stringify(chord), chord]))
  return {
    ...definition,
    chords: definition.chords.map((chord) => known.get(JSON.stringify(chord)) ?? chord),
  }
}

/** Slowest and fastest that anything plays, whatever a policy asks for: every beat has a length. */
const LOWEST_BPM: Bpm = 1
const HIGHEST_BPM: Bpm = 2000

/** Tempo settings that can be played: finite, positive and in order. */
function soundTempo(settings: TempoSettings): TempoSettings {
  const low = sound(settings.lowBpm, LOWEST_BPM)
  const high = Math.max(low, sound(settings.highBpm, HIGHEST_BPM))
  return { program: settings.program, lowBpm: low, highBpm: high }
}

function sound(bpm: Bpm, otherwise: Bpm): Bpm {
  return Number.isFinite(bpm) ? Math.min(HIGHEST_BPM, Math.max(LOWEST_BPM, bpm)) : otherwise
}

/** The piece at another tempo. */
function withTempo(settings: TempoSettings, bpm: Bpm | null, { changingTempo }: Features): TempoSettings {
  if (bpm === null) return settings
  const { program } = settings
  return {
    ...settings,
    program:
      program.kind === 'steady' ? { kind: 'steady', bpm } : (changingTempo?.at(program, bpm) ?? program),
  }
}

/** Where the player hears the beat: at the reference member's feel. */
function feelOfReference(definition: PolicyDefinition, band: BandRun): Seconds {
  const section = openingIndex(definition)
  const part = band.sections[section]?.find(({ member }) => member.name === definition.reference)
  const voice = part?.voices[0]
  if (voice === undefined) return 0
  // The member's feel and its leaders', not that of a single voice.
  return voice.offset - msToSeconds(part?.settings.voices[0]?.feelMs ?? 0)
}

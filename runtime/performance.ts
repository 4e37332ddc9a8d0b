/**
 * A band put together for one performance: slots read, members, lanes and rules connected.
 */

import { BarMaker } from './band/bar.ts'
import { clickVoice } from './band/click.ts'
import type { PlayerLoudness } from './band/loudness.ts'
import { NotePool } from './band/note.ts'
import { type BandRun, buildBand } from './band/parts.ts'
import type { Features } from './features.ts'
import { FormCursor } from './form.ts'
import { Lane } from './lane.ts'
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
}

export interface Performance {
  readonly band: BandRun
  /** Keeps the followed clock; the form and the log count by it. */
  readonly main: Lane
  /** Members that follow the grid, if any. */
  readonly grid: Lane | null
  readonly book: SessionBook
  readonly form: readonly FormCursor[]
  readonly loudness: PlayerLoudness | null
  /** Name of the member whose beats are logged. */
  readonly reference: string
  readonly referenceOffset: Seconds
  /** Length of a beat at the lowest tempo. */
  readonly slowestBeat: Seconds
  /** Quarters that the piece's bpm counts. */
  readonly unit: Quarters
}

export function buildPerformance(setup: PerformanceSetup): Performance {
  const { definition, slots, seed, features, clickOnly, alone, onProblem } = setup
  const band = buildBand(definition, slots, seed, features)
  const piece = withTempo(soundTempo(definition.tempo(slots)), setup.tempo, features)
  const sectionTempos = definition.sections.map(({ tempo }) =>
    tempo === null ? null : soundTempo(tempo(slots)),
  )
  const zones = definition.zones.map((read) => read(slots))
  const swings = definition.sections.map(({ swing }) => swing(slots))
  const unit = pieceUnit(definition)
  const book = new SessionBook()
  const loudness = features.dynamics?.() ?? null
  const click = clickVoice(band, definition.form[0]?.section ?? 0)
  const hasGrid = !clickOnly && band.members.some(({ lane }) => lane === 'grid')
  const hasPlayer = clickOnly || band.members.some(({ lane }) => lane === 'player')
  const referenceOffset = feelOfReference(definition, band)
  const forms: FormCursor[] = []

  // Where nobody follows the player the written tempo is the one clock.
  const main = lane(hasPlayer ? 'player' : 'grid', hasPlayer && !clickOnly, true)
  const grid = hasGrid && hasPlayer ? lane('grid', false, false) : null
  return {
    band,
    main,
    grid,
    book,
    form: forms,
    loudness,
    reference: definition.reference ?? click.memberName,
    referenceOffset,
    slowestBeat: 60 / piece.lowBpm,
    unit,
  }

  function lane(keeps: 'player' | 'grid', adapts: boolean, isMain: boolean): Lane {
    const form = new FormCursor(definition.sections, definition.form, definition.repeat, { vampOnce: alone })
    forms.push(form)
    const plan = new TempoPlan(piece, unit, features)
    const maker = clickOnly
      ? null
      : new BarMaker(definition, band, keeps, slots, seed, features, (member, error) =>
          onProblem({ code: 'pattern-failed', message: `${member}: ${messageOf(error)}` }),
        )
    const rules =
      isMain && !alone && !clickOnly && definition.rules.length > 0
        ? (features.ruling?.rules(definition.rules, slots, band, forms, plan, (rule, error) =>
            onProblem({ code: 'rule-failed', message: `${rule}: ${messageOf(error)}` }),
          ) ?? null)
        : null
    return new Lane({
      definition,
      features,
      sectionTempos,
      zones,
      swings,
      form,
      plan,
      maker,
      pool: maker?.pool ?? new NotePool(),
      click: isMain ? click : null,
      earliest: band.earliest,
      referenceOffset,
      adapts,
      loudness,
      tracker: rules === null ? null : (features.ruling?.tracker() ?? null),
      rules,
      book: isMain ? book : null,
    })
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

/**
 * What the piece's bpm counts: the unit of the first section in the form that keeps the piece's tempo. Sections in
 * another metre keep it too, so that the 8th keeps its length.
 */
function pieceUnit(definition: PolicyDefinition): number {
  const { sections, form } = definition
  const inForm = form.map((step) => sections[step.section]).filter((section) => section !== undefined)
  return (inForm.find(({ tempo }) => tempo === null) ?? sections[0])?.tempoUnit ?? 1
}

/** Where the player hears the beat: at the reference member's feel. */
function feelOfReference(definition: PolicyDefinition, band: BandRun): Seconds {
  const section = definition.form[0]?.section ?? 0
  const part = band.sections[section]?.find(({ member }) => member.name === definition.reference)
  const voice = part?.voices[0]
  if (voice === undefined) return 0
  // The member's feel and its leaders', not that of a single voice.
  return voice.offset - msToSeconds(part?.settings.voices[0]?.feelMs ?? 0)
}

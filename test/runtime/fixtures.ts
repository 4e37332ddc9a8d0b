/** Hand-made policies, as the compiler would write them, so that the runtime is tested without it. */

import type {
  ChordDef,
  MemberDef,
  MemberSettings,
  MeterDef,
  PartDef,
  PatternFn,
  PolicyDefinition,
  SectionDef,
  SlotSpec,
  TempoSettings,
  VoiceDef,
  VoiceSettings,
  ZoneSettings,
} from '../../runtime/policy.ts'

export const FOUR_FOUR: MeterDef = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
export const SIX_EIGHT: MeterDef = { upper: 6, lower: 8, quarters: 3, beats: [0, 1.5] }
export const SEVEN_EIGHT: MeterDef = { upper: 7, lower: 8, quarters: 3.5, beats: [0, 1, 2] }

export const ZONES: ZoneSettings = {
  snap: { ms: 20, beats: 0 },
  follow: { ms: 100, beats: 0 },
  limit: { ms: 200, beats: 0 },
  strength: 0.5,
  adapt: 0.2,
  curve: 'smooth',
  expect: 'grid',
  track: 'one',
}

export const SETTINGS: MemberSettings = {
  level: { db: 0 },
  pan: 0,
  feelMs: 0,
  humanMs: 0,
  mute: false,
  restEvery: 0,
  dynamics: null,
  voices: [],
  fill: null,
  tradeBars: 0,
  range: { low: 0, high: 127 },
  length: 1,
  voicing: 'close',
  strumMs: 0,
  walk: false,
  approach: null,
}

export const VOICE: VoiceSettings = { timbre: 0, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 }

export function steady(bpm: number, lowBpm = bpm * 0.75, highBpm = bpm * 1.25): TempoSettings {
  return { program: { kind: 'steady', bpm }, lowBpm, highBpm }
}

/** A drum pattern as compiled code: one character a cell, `xXgo.` and `~` for the chance in a slot. */
export function drums(cells: string, meter: MeterDef = FOUR_FOUR, slot = -1): VoiceDef {
  const bars = cells.split('|')
  const play: PatternFn = (e, s, bar) => {
    const row = bars[bar] ?? ''
    const cell = meter.quarters / row.length
    for (let i = 0; i < row.length; i++) {
      const sign = row[i]
      if (sign === '.') continue
      if (sign === '~' && !e.chance(i + 1, s[slot] ?? 0)) continue
      const at = e.swing(i * cell)
      e.hit(i + 1, at, sign === 'X' ? 1 : sign === 'g' ? 0.25 : 0.7, sign === 'o' ? 'open' : 'normal')
    }
  }
  return { name: '', bars: bars.length, loopQuarters: null, play }
}

/** Degrees 1…8, `.` rests, `-` holds. */
export function degrees(cells: string, meter: MeterDef = FOUR_FOUR): VoiceDef {
  const cell = meter.quarters / cells.length
  const play: PatternFn = (e) => {
    for (let i = 0; i < cells.length; i++) {
      const sign = cells[i] ?? '.'
      if (sign === '.' || sign === '-') continue
      let end = i + 1
      while (cells[end] === '-') end++
      e.degree(i + 1, e.swing(i * cell), e.swing(end * cell), 0.7, Number(sign), 0, 'normal')
    }
  }
  return { name: 'line', bars: 1, loopQuarters: null, play }
}

export function comp(cells: string, meter: MeterDef = FOUR_FOUR): VoiceDef {
  const cell = meter.quarters / cells.length
  const play: PatternFn = (e) => {
    for (let i = 0; i < cells.length; i++) {
      if (cells[i] === 'x') e.chord(i + 1, e.swing(i * cell), e.swing((i + 1) * cell), 0.7, 'normal')
    }
  }
  return { name: 'comp', bars: 1, loopQuarters: null, play }
}

export function part(
  voices: Readonly<Record<string, VoiceDef>>,
  settings: Partial<MemberSettings> = {},
  voiceSettings: Readonly<Record<string, Partial<VoiceSettings>>> = {},
): PartDef {
  const names = Object.keys(voices)
  const resolved: MemberSettings = {
    ...SETTINGS,
    voices: names.map((name) => ({ ...VOICE, ...voiceSettings[name] })),
    ...settings,
  }
  return {
    settings: () => resolved,
    voices: Object.entries(voices).map(([name, voice]) => ({ ...voice, name })),
  }
}

const C_MAJOR = [0, 2, 4, 5, 7, 9, 11]

export function chord(
  symbol: string,
  root: number,
  tones: readonly number[],
  degreesOf: readonly number[],
  bass = root,
): ChordDef {
  return { symbol, root, bass, tones, degrees: degreesOf, scale: C_MAJOR }
}

export const CHORDS: readonly ChordDef[] = [
  chord('C', 0, [0, 4, 7], [0, 2, 4, 5, 7, 9, 11]),
  chord('Dm7', 2, [0, 3, 7, 10], [0, 2, 3, 5, 7, 9, 10]),
  chord('G7', 7, [0, 4, 7, 10], [0, 2, 4, 5, 7, 9, 10]),
  chord('Cmaj7', 0, [0, 4, 7, 11], [0, 2, 4, 5, 7, 9, 11]),
  chord('A7', 9, [0, 4, 7, 10], [0, 2, 4, 5, 7, 8, 10]),
  chord('N.C.', -1, [], []),
  chord('C/E', 0, [0, 4, 7], [0, 2, 4, 5, 7, 9, 11], 4),
]

/** `| Dm7 | G7 | Cmaj7 | A7 |` */
export const TURNAROUND = [1, 2, 3, 4].map((index, bar) => ({ bar, at: 0, chord: index }))

export interface Piece {
  readonly members: readonly (readonly [MemberDef, PartDef])[]
  readonly sections?: readonly Partial<SectionDef>[]
  readonly definition?: Partial<PolicyDefinition>
}

/** A policy from members and, if need be, sections (each with the members' parts unless it says otherwise). */
export function policy({ members, sections = [{}], definition = {} }: Piece): PolicyDefinition {
  const parts = members.map(([, own]) => own)
  return {
    abi: 1,
    name: 'piece',
    title: 'Piece',
    language: '1',
    behaviour: 'b'.repeat(64),
    slotSchema: '5'.repeat(64),
    slots: [],
    seed: null,
    timbres: () => [
      Float64Array.of(1, ...new Array<number>(31).fill(0)),
      Float64Array.of(0, 1, ...new Array<number>(30).fill(0)),
    ],
    timbreNames: ['plain', 'other'],
    chords: CHORDS,
    zones: [() => ZONES],
    zoneNames: ['pocket'],
    tempo: () => steady(120),
    player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
    reference: members[0]?.[0].name ?? null,
    members: members.map(([member]) => member),
    sections: sections.map(
      (section): SectionDef => ({
        name: '',
        bars: null,
        meter: FOUR_FOUR,
        tempoUnit: 1,
        tempo: null,
        swing: () => ({ ratio: 0.5, unit: 0.5, shortMs: null }),
        chords: [],
        tonic: 0,
        zones: 0,
        mute: [],
        parts,
        ...section,
      }),
    ),
    form: sections.map((_, section) => ({ kind: 'play', section, times: 1 })),
    repeat: false,
    rules: [],
    rewards: [],
    train: [],
    ...definition,
  }
}

export function metronome(name = 'click'): MemberDef {
  return { name, kind: 'metronome', follows: 'player' }
}

export const CLICK: readonly [MemberDef, PartDef] = [metronome(), part({ beat: drums('Xxxx') })]

/** `metronome click { beat |X x x x| }` */
export function clickPolicy(definition: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return policy({ members: [CLICK], definition })
}

/** A slot from 0 to 1 without anything special. */
export const slotSpec = (name: string, index: number, more: Partial<SlotSpec> = {}): SlotSpec => ({
  name,
  kind: 'continuous',
  unit: null,
  default: 0.5,
  min: 0,
  max: 1,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index,
  size: 1,
  ...more,
})

export const CHANCE_SLOT: SlotSpec = slotSpec('kit.kick[1:15]', 0, { kind: 'chance' })

const KIT: readonly [MemberDef, PartDef] = [
  { name: 'kit', kind: 'drummer', follows: 'player' },
  part(
    {
      kick: drums('x.....x.x.....~.', FOUR_FOUR, 0),
      snare: drums('....X..g....X..g'),
      hat: drums('x.x.x.x.x.x.x.o.'),
    },
    { fill: { everyBars: 8, density: 0.3 } },
    { hat: { levelDb: -6, timbre: 1 } },
  ),
]

/** A swung groove with a click. */
export function groovePolicy(definition: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return policy({
    members: [CLICK, KIT],
    sections: [{ swing: () => ({ ratio: 0.58, unit: 0.5, shortMs: null }) }],
    definition: { slots: [CHANCE_SLOT], ...definition },
  })
}

export const BASS: readonly [MemberDef, PartDef] = [
  { name: 'bass', kind: 'bassist', follows: { member: 'kit' } },
  part(
    { line: degrees('1-5.1-35') },
    { range: { low: 28, high: 43 }, feelMs: 8, walk: true, approach: { kind: 'chromatic', chance: 0.4 } },
  ),
]

export const KEYS: readonly [MemberDef, PartDef] = [
  { name: 'keys', kind: 'pianist', follows: { member: 'kit' } },
  part({ comp: comp('.x.x') }, { range: { low: 48, high: 72 }, voicing: 'rootless', humanMs: 4 }),
]

export const GUITAR: readonly [MemberDef, PartDef] = [
  { name: 'guitar', kind: 'guitarist', follows: { member: 'bass' } },
  part({ comp: comp('xxxx') }, { range: { low: 40, high: 64 }, voicing: 'drop2', strumMs: 12, length: 0.4 }),
]

/** Click, drums, walking bass, keys and guitar over a turnaround, swung. */
export function bandPolicy(definition: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return policy({
    members: [CLICK, KIT, BASS, KEYS, GUITAR],
    sections: [
      {
        name: 'head',
        bars: 4,
        chords: TURNAROUND,
        swing: () => ({ ratio: 0.62, unit: 0.5, shortMs: null }),
      },
    ],
    definition: { slots: [CHANCE_SLOT], repeat: true, ...definition },
  })
}

/**
 * What each block knows: its properties, how many values they take, and their modifiers. Parser (where does a value
 * list end?), checker (unknown names), completion, hover and the reference's tables all read this one table.
 */

import type { BlockKind } from './ast.ts'

/** Where a property stands. `file`: the top level; `actions`: a rule's braces. */
export type PropertyContext = BlockKind | 'file' | 'actions'

export interface PropertySpec {
  /** Fewest and most values side by side. A comma list counts as one. */
  readonly min: number
  readonly max: number
  /** Modifier → most values; 0 for a bare word such as `keep`. */
  readonly modifiers: Readonly<Record<string, number>>
  /** What the first value is, for messages: "a time, as in 20 ms". */
  readonly expects: string
  /** One sentence for hover and completion. */
  readonly doc: string
}

function spec(
  min: number,
  max: number,
  expects: string,
  doc: string,
  modifiers: Readonly<Record<string, number>> = {},
): PropertySpec {
  return { min, max, modifiers, expects, doc }
}

/** What may follow a pattern on its line; `pan` is told of there with all that it has. */
const VOICE_MODIFIERS = { timbre: 1, on: 1, level: 1, over: 1, pan: 2, feel: 2, human: 1, loop: 1, chance: 1 }

/** Of those, what no voice has by itself: read, so that one answer can say where it stands. */
export const NOT_OF_VOICES: ReadonlySet<string> = new Set(['over', 'pan', 'chance'])

const voice = (doc: string) => spec(1, 1, 'bars, as in |x.x. x.x.|', doc, VOICE_MODIFIERS)

const TEMPO = spec(
  1,
  2,
  'a tempo, as in 96 bpm',
  'The tempo, perhaps with a range, a ramp `a -> b over n bars`, or a ladder.',
  { in: 1, on: 1, by: 1, every: 1, over: 1, of: 1 },
)
const METER = spec(1, 1, 'a metre, as in 4/4', 'The metre; additive ones name their groups: 7/8 (2+2+3).')
const KEY = spec(1, 1, 'a key, as in C major', 'The key: degrees 2, 4 and 6 come from its scale.')
const SWING = spec(1, 2, 'a share, as in 58%', 'Where the second of two 8ths falls; 50 % is straight.', {
  on: 1,
})

const PLAYS = spec(1, 1, 'bars, as in |x x x x|', 'What the player is expected to play.')

const PICKUP = spec(
  1,
  1,
  'beats, as in 2 beats',
  'How many beats of it sound before bar 1, when the piece begins.',
)

const MEMBER: Readonly<Record<string, PropertySpec>> = {
  timbre: spec(
    1,
    1,
    'a timbre, as in "warm woody click"',
    'How the member sounds; `on 1, 3` only on those beats.',
    {
      on: 1,
    },
  ),
  level: spec(1, 1, 'a level, as in -6 dB', 'Loudness; `a -> b over n bars` fades.', { over: 1 }),
  // Two, so that one answer can be given to `left 30%`.
  pan: spec(1, 2, 'a ratio, as in -30%', 'Place from left (-100 %) to right (100 %).'),
  feel: spec(1, 2, '`behind 8 ms` or `ahead 8 ms`', 'Behind or ahead of the beat, always by the same time.'),
  human: spec(1, 1, 'a time, as in 4 ms', 'Slow natural wandering around the beat (standard deviation).'),
  dynamics: spec(1, 3, '`follow player 50%`', 'How far loudness follows the player.', { within: 1 }),
  mute: spec(0, 0, 'nothing', 'The member is silent until a rule or section lets it play.'),
  rest: spec(0, 0, 'nothing before `every`', 'The member rests every n-th bar.', { every: 2 }),
}

const PITCHED: Readonly<Record<string, PropertySpec>> = {
  range: spec(1, 1, 'two pitches, as in E1..G2', 'The pitches it may play.'),
  length: spec(1, 1, 'a ratio, as in 60%', 'Sounding share of each written length.'),
}

const CHORDAL: Readonly<Record<string, PropertySpec>> = {
  ...MEMBER,
  ...PITCHED,
  comp: voice('When the chords are struck.'),
  voicing: spec(
    1,
    1,
    'a voicing, as in shell',
    'How chords are spread: rootless, shell, spread, drop2 or close.',
  ),
}

const DRUM_VOICES = [
  'kick',
  'snare',
  'rim',
  'hat',
  'pedal',
  'ride',
  'bell',
  'crash',
  'tom1',
  'tom2',
  'tom3',
] as const

const DRUMMER: Readonly<Record<string, PropertySpec>> = {
  ...MEMBER,
  ...Object.fromEntries(DRUM_VOICES.map((name) => [name, voice(`The pattern of the ${name}.`)])),
  fill: spec(0, 0, 'nothing before `every`', 'A fill in the last of every n bars, then a crash.', {
    every: 2,
    density: 1,
  }),
  trade: spec(1, 1, 'bars, as in 4 bars', 'Plays n bars, then leaves n bars to the player.'),
}

export const PROPERTIES: Readonly<Record<PropertyContext, Readonly<Record<string, PropertySpec>>>> = {
  file: {
    band: spec(1, 1, 'a title in quotes', 'The title of the piece.'),
    tempo: TEMPO,
    meter: METER,
    key: KEY,
    swing: SWING,
    pickup: PICKUP,
    seed: spec(1, 1, 'a whole number', 'What randomness starts from, unless --seed says otherwise.'),
  },
  zones: {
    snap: spec(1, 1, 'a time, as in 20 ms', 'This close to the beat, the band holds it.'),
    follow: spec(1, 1, 'a time, as in 100 ms', 'This far from the beat, the band leans towards the player.', {
      strength: 1,
    }),
    limit: spec(1, 1, 'a time, as in 200 ms', 'The band never stretches further than this.'),
    strength: spec(1, 1, 'a ratio, as in 0.5', 'How far the follow zone leans: 0 not at all, 1 fully.'),
    adapt: spec(1, 1, 'a ratio, as in 0.2', 'The share of each correction that the tempo keeps.'),
    curve: spec(1, 1, '`smooth` or `classic`', 'How corrections grow beyond the follow zone.'),
    expect: spec(
      1,
      1,
      '`player` or `grid`',
      "Whether the player's habitual earliness counts as on the beat.",
    ),
    track: spec(1, 1, '`one` or `many`', 'One tempo hypothesis, or several that compete.'),
  },
  player: {
    zones: spec(1, 1, 'the name of zones', 'How the band answers the player.'),
    plays: PLAYS,
    count: spec(1, 2, 'a length, as in 1 bar', 'Who counts in, and for how long.'),
  },
  metronome: { ...MEMBER, beat: voice('The clicks of a bar.') },
  drummer: DRUMMER,
  bassist: {
    ...MEMBER,
    ...PITCHED,
    line: {
      ...voice('Degrees of the sounding chord, or `walk`.'),
      expects: 'bars, as in |1 - 5 .|, or `walk`',
    },
    approach: spec(1, 1, '`chromatic`, `scale` or `dominant`', 'How the last beat leads to the next root.', {
      chance: 1,
    }),
  },
  pianist: CHORDAL,
  guitarist: {
    ...CHORDAL,
    strum: spec(1, 1, 'a time, as in 12 ms', 'Time from the first string to the last.'),
  },
  section: {
    bars: spec(1, 1, 'a whole number', 'How many bars the section has.'),
    pickup: PICKUP,
    chords: spec(1, 1, 'chords between bars, as in | Dm7 | G7 |', 'The chords, bar by bar.'),
    mute: spec(1, 1, 'members, as in kit, keys', 'Members that are silent in this section.'),
    tempo: TEMPO,
    meter: METER,
    key: KEY,
    swing: SWING,
    zones: spec(1, 1, 'the name of zones', 'How the band answers in this section.'),
    plays: PLAYS,
  },
  train: {
    explore: spec(1, 1, 'a share, as in 10%', "How far slots may vary, as a share of each slot's range."),
    unit: spec(1, 1, '`session` or `user-week`', 'Who shares a draw of the slots.'),
    gate: spec(1, 1, 'a share, as in 95%', 'How sure to be before a policy is deployed.'),
    guard: spec(1, 1, 'a comparison, as in completed >= -1%', 'What falls no further than that.'),
  },
  scenario: {
    bars: spec(1, 1, 'a whole number', 'How long the scenario plays; 16 bars where it does not say.'),
    player: spec(1, 3, 'what the player does, as in steady', 'A scripted player.', { over: 1, for: 1 }),
    expect: spec(1, 2, 'what must hold, as in mode follow on 80% of beats', 'What must hold at the end.', {
      on: 1,
      of: 1,
      within: 1,
    }),
  },
  actions: {
    mute: spec(1, 1, 'members', 'Silences members.', { keep: 0 }),
    unmute: spec(1, 1, 'members', 'Lets members play again.', { keep: 0 }),
    level: spec(1, 1, 'a member', "Changes a member's level.", { to: 1, by: 1, over: 1, keep: 0 }),
    tempo: spec(0, 0, 'nothing before `by` or `to`', 'Changes the tempo.', {
      to: 1,
      by: 1,
      over: 1,
      keep: 0,
    }),
    section: spec(1, 1, 'the name of a section', 'Jumps to a section at the next bar.'),
    cue: spec(0, 0, 'nothing', 'Ends the vamp at its next end.'),
  },
}

/** Properties of any member: what `kit.hat` in a section may name. */
export const MEMBER_PROPERTIES: Readonly<Record<string, PropertySpec>> = {
  ...PROPERTIES.metronome,
  ...PROPERTIES.drummer,
  ...PROPERTIES.bassist,
  ...PROPERTIES.guitarist,
}

export const MEMBER_KINDS = ['metronome', 'drummer', 'bassist', 'pianist', 'guitarist'] as const

export const BLOCK_KINDS = ['zones', 'player', ...MEMBER_KINDS, 'section', 'train', 'scenario'] as const

/** Words that open a declaration; reserved as declared names only. */
export const HEADS = [
  'band',
  'tempo',
  'meter',
  'key',
  'swing',
  'seed',
  'let',
  'import',
  'zones',
  'player',
  'timbre',
  ...MEMBER_KINDS,
  'section',
  'form',
  'rule',
  'reward',
  'train',
  'scenario',
] as const

/** Words that are never names. */
export const RESERVED = [
  'learn',
  'in',
  'by',
  'or',
  'and',
  'not',
  'else',
  'for',
  'over',
  'every',
  'across',
  'until',
  'let',
  'import',
  'from',
  'as',
  'follows',
  'when',
  'keep',
] as const

/** Unit spellings → canonical unit. Percent is apart: it needs no word boundary. */
export const UNITS = {
  ms: 'ms',
  s: 's',
  min: 'min',
  h: 'h',
  day: 'days',
  days: 'days',
  week: 'weeks',
  weeks: 'weeks',
  beat: 'beats',
  beats: 'beats',
  bar: 'bars',
  bars: 'bars',
  step: 'steps',
  steps: 'steps',
  bpm: 'bpm',
  Hz: 'Hz',
  kHz: 'kHz',
  dB: 'dB',
  semitone: 'semitones',
  semitones: 'semitones',
  cent: 'cents',
  cents: 'cents',
} as const

/** Names of the drummer's voices. */
export { DRUM_VOICES }

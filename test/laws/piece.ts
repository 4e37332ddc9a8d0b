/**
 * Whole pieces that are right: what the laws are tried on. A piece is built from a list of numbers, so that fast-check
 * can shrink it: smaller numbers give plainer pieces, and none at all gives a click.
 */

import fc from 'fast-check'

export interface PieceMember {
  readonly name: string
  readonly kind: 'metronome' | 'drummer' | 'bassist' | 'pianist' | 'guitarist'
  readonly follows: string
  /** Voices in the order they are written: `hat` → `|x. x.|  level -6 dB`. */
  readonly voices: ReadonlyMap<string, string>
  /** Lines that are no patterns. */
  readonly settings: readonly string[]
}

export interface PieceSection {
  readonly name: string
  readonly bars: number
  readonly meter: Meter
  readonly lines: readonly string[]
}

export interface Piece {
  /** `tempo`, `meter` …, lets, zones, player, timbres, rules, rewards: one declaration each. */
  readonly others: readonly string[]
  readonly meter: Meter
  readonly members: readonly PieceMember[]
  readonly sections: readonly PieceSection[]
  readonly form: readonly { readonly section: string; readonly times: number; readonly vamp: boolean }[]
  readonly repeat: boolean
}

export interface Meter {
  readonly text: string
  /** Beats, or groups where they are not equal. */
  readonly beats: number
  /** Counts of cells that fit a bar. */
  readonly counts: readonly number[]
}

const METERS: readonly Meter[] = [
  { text: '4/4', beats: 4, counts: [4, 8, 12, 16, 2, 1] },
  { text: '3/4', beats: 3, counts: [3, 6, 9, 12, 1] },
  { text: '6/8', beats: 2, counts: [6, 2, 4, 12, 8] },
  { text: '5/4', beats: 5, counts: [5, 10, 15] },
  { text: '7/8 (2+2+3)', beats: 3, counts: [7, 3, 14] },
  { text: '2/2', beats: 2, counts: [4, 8, 16, 2] },
  { text: '12/8', beats: 4, counts: [12, 4, 8] },
]

/** The next choice among `n`: 0 once the numbers are used up. */
type Draw = (n: number) => number

function pick(draw: Draw, list: readonly string[]): string {
  return list[draw(list.length)] ?? ''
}

export const piece: fc.Arbitrary<Piece> = fc
  .array(fc.nat(0xffff), { minLength: 300, maxLength: 300 })
  .map((numbers) => {
    let i = 0
    let last = numbers.length
    // From the other end of the list: large pieces use it up.
    return withPickup((n) => (numbers[--last] ?? 0) % n, withPlays(pieceFrom((n) => (numbers[i++] ?? 0) % n)))
  })

function pieceFrom(draw: Draw): Piece {
  const meter = METERS[draw(METERS.length)] ?? COMMON
  const members = membersFrom(draw, meter)
  const zones = draw(3) > 0
  const sections = sectionsFrom(draw, meter, members, zones)
  return {
    meter,
    members,
    sections,
    others: [
      ...settingsFrom(draw, meter),
      ...(zones ? zonesFrom(draw) : []),
      ...playerFrom(draw, meter, zones),
      'timbre woody = "warm woody click"',
      'timbre accent = mix(woody, dull, learn 30% in 0%..100%)',
      'timbre dull = "dark muffled knock"',
      ...rulesFrom(draw, members, sections),
      ...rewardsFrom(draw),
    ],
    form: sections.map(({ name }) => ({ section: name, times: 1 + draw(2), vamp: draw(5) === 1 })),
    repeat: sections.length > 0 && draw(4) === 1,
  }
}

/** What the player is expected to play fits the piece's metre alone: a section in another one says its own. */
function withPlays(written: Piece): Piece {
  if (!written.others.some((line) => line.startsWith('player') && line.includes('plays'))) return written
  const sections = written.sections.map((section) =>
    section.meter === written.meter
      ? section
      : { ...section, lines: [...section.lines, `plays |${beatByBeat(section.meter)}|`] },
  )
  return { ...written, sections }
}

const beatByBeat = (meter: Meter): string => Array.from({ length: meter.beats }, () => 'x').join(' ')

/** Now and then the band comes in early, where it counts as long: said by the section that opens the form, or at the top. */
function withPickup(draw: Draw, written: Piece): Piece {
  const [opening, ...others] = written.sections
  const beats = (opening?.meter ?? written.meter).beats
  const player = written.others.find((line) => line.startsWith('player')) ?? ''
  const counted = player.includes('count player') ? 0 : player.includes('count 2 beats') ? 2 : beats
  const most = Math.min(beats, counted)
  if (draw(3) !== 1 || most < 1) return written
  const touched = 1 + draw(most)
  // A whole bar is none.
  const within = draw(4) === 1 || touched === beats
  const line = `pickup ${touched - (within ? 0.5 : 0)} beats`
  return opening === undefined || draw(2) === 1
    ? { ...written, others: [...written.others, line] }
    : { ...written, sections: [{ ...opening, lines: [...opening.lines, line] }, ...others] }
}

function rewardsFrom(draw: Draw): readonly string[] {
  if (draw(2) === 0) return []
  const reward = 'reward practice = min(session.duration / 10 min, 1)'
  return draw(3) === 0 ? [reward] : [reward, 'train practice { explore 15%  unit session }']
}

const COMMON: Meter = { text: '4/4', beats: 4, counts: [4] }

// ---- the piece --------------------------------------------------------------------------------------------------

function settingsFrom(draw: Draw, meter: Meter): readonly string[] {
  const tempo = pick(draw, [
    'tempo 100 bpm',
    'tempo 96 bpm in 72 bpm..126 bpm',
    'tempo learn 104 bpm in 90 bpm..120 bpm',
    'tempo 120 bpm -> 96 bpm over 4 bars',
    'tempo ladder 80 bpm..110 bpm by 5 bpm every 2 bars',
    'tempo 180 bpm on 8ths',
    'tempo 70% of 120 bpm',
  ])
  const swing = pick(draw, [
    '',
    'swing 58%',
    'swing learn 60% in 50%..72% on 8ths',
    'swing 66% on 16ths',
    'swing short 120 ms',
  ])
  const key = pick(draw, ['', 'key F major', 'key D dorian', 'key F# minor'])
  const seed = pick(draw, ['', 'seed 7'])
  return ['band "Law"', tempo, `meter ${meter.text}`, swing, key, seed].filter((line) => line !== '')
}

function zonesFrom(draw: Draw): readonly string[] {
  const snap = pick(draw, ['20 ms', 'learn 20 ms in 5 ms..60 ms', 'learn 20 ms in shy..60 ms'])
  const follow = pick(draw, ['100 ms', 'learn 100 ms in 40 ms..150 ms', 'learn 100 ms in 61 ms..150 ms log'])
  const limit = pick(draw, ['200 ms', 'learn 200 ms in 120 ms..300 ms'])
  const strength = pick(draw, ['', '  strength learn 0.5 in 0..1', '  strength 0.8', '  strength lean'])
  const adapt = pick(draw, [
    '',
    '  adapt learn 0.2 in 0..0.6',
    '  adapt 0.35',
    '  adapt learn 0.2 in 0..0.6 by player.level, tempo',
  ])
  const more = pick(draw, [
    '',
    '  curve classic',
    '  curve learn smooth or classic',
    '  expect grid',
    '  track many',
  ])
  const lets = [
    ...(snap.includes('shy') ? ['let shy = 5 ms'] : []),
    ...(strength.includes('lean') ? ['let lean = learn 0.4 in 0.1..0.9'] : []),
  ]
  const lines = [`  snap ${snap}`, `  follow ${follow}${strength}`, `  limit ${limit}`, adapt, more]
  return [...lets, `zones pocket {\n${lines.filter((line) => line !== '').join('\n')}\n}`]
}

function playerFrom(draw: Draw, meter: Meter, zones: boolean): readonly string[] {
  const count = pick(draw, [
    '',
    '  count 1 bar',
    '  count 2 beats',
    '  count 2 bars',
    '  count player 3 beats',
  ])
  const plays = draw(4) === 1 ? `  plays |${beatByBeat(meter)}|` : ''
  const lines = [zones ? '  zones pocket' : '', count, plays].filter((line) => line !== '')
  return lines.length === 0 ? [] : [`player {\n${lines.join('\n')}\n}`]
}

function rulesFrom(
  draw: Draw,
  members: readonly PieceMember[],
  sections: readonly PieceSection[],
): readonly string[] {
  const name = members[draw(members.length)]?.name ?? ''
  const home = sections[0] === undefined ? 'cue' : `section ${sections[0].name}`
  return [
    `rule quiet when player.silent for 2 bars { level ${name} to learn -12 dB in -20 dB..-6 dB over 1 bar }`,
    'rule push when player.late and player.spread < 60 ms for 3 beats { tempo by +6 bpm over 2 beats keep }',
    `rule thin when player.early for 2 beats { mute ${name} }`,
    `rule away when player.silent for 3 bars { ${home} }`,
  ].filter(() => draw(4) === 1)
}

// ---- members ----------------------------------------------------------------------------------------------------

function membersFrom(draw: Draw, meter: Meter): readonly PieceMember[] {
  const members: PieceMember[] = []
  const wanted: PieceMember['kind'][] = ['metronome']
  for (const kind of ['drummer', 'bassist', 'pianist', 'guitarist'] as const) {
    if (draw(3) > 0) wanted.push(kind)
  }
  for (const kind of wanted) {
    const leader = members[draw(members.length + 1)]
    members.push({
      name: pick(draw, NAMES[kind]),
      kind,
      follows: leader?.name ?? pick(draw, ['', 'player', 'grid']),
      voices: new Map(voicesOf(draw, kind).map((voice) => [voice, voiceLine(draw, voice, meter)])),
      settings: memberLines(draw, kind),
    })
  }
  return members
}

const NAMES: Readonly<Record<PieceMember['kind'], readonly string[]>> = {
  metronome: ['click', 'pulse'],
  drummer: ['kit', 'drums', 'Agogo'],
  bassist: ['bass', 'low'],
  pianist: ['keys', 'piano'],
  guitarist: ['gtr', 'zither'],
}

function voicesOf(draw: Draw, kind: PieceMember['kind']): readonly string[] {
  if (kind === 'metronome') return ['beat']
  if (kind === 'bassist') return ['line']
  if (kind !== 'drummer') return ['comp']
  return ['kick', 'hat', 'snare', 'ride', 'crash', 'tom1'].filter((_, i) => i === 0 || draw(2) > 0)
}

function voiceLine(draw: Draw, voice: string, meter: Meter): string {
  if (voice === 'line' && draw(4) === 1) return 'walk'
  const more = pick(draw, ['', '', '  level -6 dB', '  feel behind 7 ms', '  human 3 ms', '  timbre accent'])
  if (draw(10) === 1 && voice !== 'line') return `|${cells(draw, voice, 3)}|  loop 3 beats${more}`
  return bars(draw, voice, meter) + more
}

export function bars(draw: Draw, voice: string, meter: Meter): string {
  const list = Array.from({ length: 1 + draw(3) }, () => {
    if (draw(12) === 1) return `5: ${cells(draw, voice, 5)}`
    const count = meter.counts[draw(meter.counts.length)] ?? meter.beats
    return cells(draw, voice, count)
  })
  return `|${list.join('|')}|`
}

function cells(draw: Draw, voice: string, count: number): string {
  const palette = PALETTES[voice] ?? DRUM_CELLS
  let held = false
  return Array.from({ length: count }, () => {
    const drawn = pick(draw, palette)
    // Only a note can go on.
    const cell = drawn === '-' && !held ? '.' : drawn
    held = cell !== '.' && !cell.startsWith('[')
    return cell
  }).join(' ')
}

const DRUM_CELLS = 'x . X . g ~ x? x?30 x~ . [xx] [x.g] [x~x] f d r x! x_ [x[xx]]'.split(' ')
const PALETTES: Readonly<Record<string, readonly string[]>> = {
  hat: [...DRUM_CELLS, 'o', 'p'],
  crash: 'x . # .'.split(' '),
  ride: 'x . # g'.split(' '),
  beat: 'x X . g x?70 ~ [xxx]'.split(' '),
  line: "1 . - 5 3 b3 1/5 1/5~ 1/3/5 5' 1, [15] 6~ #4 2?40 7_".split(' '),
  comp: 'x . - X ~ g x?40 [xx]'.split(' '),
}

function memberLines(draw: Draw, kind: PieceMember['kind']): readonly string[] {
  const sometimes = (...lines: readonly string[]): readonly string[] =>
    draw(3) === 1 ? [lines[draw(lines.length)] ?? ''] : []
  return [
    ...sometimes('level -6 dB', 'level learn -6 dB in -12 dB..0 dB', 'level -12 dB -> 0 dB over 2 bars'),
    ...sometimes('pan -30%', 'pan learn 10% in -50%..50%'),
    ...sometimes('feel behind 8 ms', 'feel ahead 12 ms', 'feel behind learn 5 ms in 0 ms..20 ms'),
    ...sometimes('human 4 ms', 'human 15 ms'),
    ...sometimes('dynamics follow player 50% within 6 dB'),
    ...sometimes('rest every 4th bar', 'rest every 3 bars'),
    ...sometimes('timbre "dry finger snap"', 'timbre accent'),
    ...(draw(4) === 1 ? [`timbre woody on ${1 + draw(2)}`] : []),
    ...(kind === 'drummer'
      ? sometimes(
          'fill every 2 bars density learn 30% in 0%..80%',
          'fill every 1 bars density 100%',
          'trade 2 bars',
        )
      : []),
    ...(kind === 'bassist'
      ? sometimes('approach chromatic chance learn 40% in 0%..100%', 'approach dominant')
      : []),
    ...(kind === 'pianist' || kind === 'guitarist'
      ? [
          ...sometimes('voicing learn rootless or shell or spread', 'voicing close'),
          ...sometimes('length 60%'),
        ]
      : []),
    ...(kind === 'guitarist' ? sometimes('strum 12 ms', 'strum learn 10 ms in 0 ms..30 ms') : []),
  ]
}

// ---- sections ---------------------------------------------------------------------------------------------------

const CHORDS = ['Dm7', 'G7', 'Cmaj7', 'Am', 'F/A', 'E7b9', 'N.C.', 'Bm7b5', 'C13'] as const

function sectionsFrom(
  draw: Draw,
  meter: Meter,
  members: readonly PieceMember[],
  zones: boolean,
): readonly PieceSection[] {
  return Array.from({ length: draw(4) }, (_, i) => {
    const own = draw(3) === 1 ? (METERS[draw(METERS.length)] ?? meter) : meter
    const length = 1 + draw(4)
    const lines: string[] = [`bars ${length}`]
    if (own !== meter) lines.push(`meter ${own.text}`)
    if (draw(4) > 0) lines.push(`chords ${chordBars(draw, own, length)}`)
    if (draw(5) === 1) lines.push(pick(draw, ['tempo 110 bpm', 'tempo 90 bpm -> 110 bpm over 2 bars']))
    if (draw(5) === 1) lines.push(pick(draw, ['swing 64%', 'swing learn 55% in 50%..60%']))
    if (draw(5) === 1) lines.push('key A minor')
    if (zones && draw(5) === 1) lines.push('zones pocket')
    if (draw(5) === 1) lines.push(`mute ${members[draw(members.length)]?.name ?? ''}`)
    for (const { name, voices } of members) {
      for (const voice of voices.keys()) {
        // A pattern is written for a metre: another metre needs another pattern.
        if (own !== meter || draw(6) === 1) lines.push(`${name}.${voice} ${bars(draw, voice, own)}`)
      }
      if (own === meter && draw(8) === 1) lines.push(`${name}.level -3 dB`)
    }
    return { name: ['intro', 'A1', 'verse', 'B'][i] ?? '', bars: length, meter: own, lines }
  })
}

function chordBars(draw: Draw, meter: Meter, length: number): string {
  const list = Array.from({ length: 1 + draw(length) }, (_, i) => {
    if (i > 0 && draw(5) === 1) return '%'
    const count = draw(3) === 1 ? meter.beats : 1
    return Array.from({ length: count }, () => pick(draw, CHORDS)).join(' ')
  })
  return `| ${list.join(' | ')} |`
}

// ---- text -------------------------------------------------------------------------------------------------------

/** The piece's declarations in its own order: each can stand anywhere. */
export function declarations({ others, members, sections, form, repeat }: Piece): readonly string[] {
  const steps = form.map(({ section, times, vamp }) =>
    vamp ? `vamp ${section} until cue` : `${section} * ${times}`,
  )
  return [
    ...others,
    ...members.map(memberText),
    ...sections.map(({ name, lines }) => `section ${name} {\n  ${lines.join('\n  ')}\n}`),
    ...(steps.length === 0 ? [] : [`form ${steps.join(', ')}${repeat ? ' repeat' : ''}`]),
  ]
}

function memberText({ kind, name, follows, voices, settings }: PieceMember): string {
  const lines = [...[...voices].map(([voice, line]) => `${voice} ${line}`), ...settings]
  return `${kind} ${name}${follows === '' ? '' : ` follows ${follows}`} {\n  ${lines.join('\n  ')}\n}`
}

/** The members alone, in the piece's own metre: without a pickup, which may be as long as the metre of a section allows. */
export function withoutForm(written: Piece): Piece {
  const others = written.others.filter((line) => !line.startsWith('pickup'))
  return { ...written, others, sections: [], form: [], repeat: false }
}

export function textOf(written: Piece): string {
  return `${declarations(written).join('\n\n')}\n`
}

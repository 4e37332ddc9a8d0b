/**
 * A very long `.sil` file, the same on every machine: bands that share a book of songs, with zones, sounds, rules,
 * rewards and scenarios of their own. Made like the pieces in `examples/` (about as many tokens and comments to the
 * kilobyte), with no block twice, no errors, and inside the language's limits.
 */

/** mulberry32: 32 bits of state are plenty for choosing notes. */
function createDice(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    between: (low: number, high: number): number => low + below(high - low + 1),
    chance: (p: number): boolean => next() < p,
    of<T>(list: readonly T[]): T {
      const chosen = list[below(list.length)]
      if (chosen === undefined) throw new RangeError('nothing to choose from')
      return chosen
    },
  }
}

type Dice = ReturnType<typeof createDice>

// ---- what bands are made of -------------------------------------------------------------------------------------

const QUALITIES = [
  'warm',
  'bright',
  'dark',
  'soft',
  'dry',
  'tight',
  'round',
  'hollow',
  'crisp',
  'mellow',
  'sharp',
  'deep',
]
const MATERIALS = ['woody', 'metallic', 'wooden', 'glassy', 'brushed']
const SOUNDS = [
  'click',
  'snare',
  'kick drum',
  'hi-hat',
  'ride cymbal',
  'tick',
  'knock',
  'piano',
  'upright bass',
  'guitar',
]

const PROGRESSIONS: readonly (readonly string[])[] = [
  ['Dm7', 'G7', 'Cmaj7', 'A7'],
  ['Am', 'F', 'C', 'G'],
  ['Gm7', 'C7', 'Fmaj7', 'D7'],
  ['Cm7', 'F7', 'Bbmaj7', 'Ebmaj7'],
  ['F7', 'Bb7', 'F7', 'Cm7 F7'],
  ['Em7b5', 'A7', 'Dm7', '%'],
  ['C/E', 'Am7', 'Dm7 G7', 'C'],
  ['Bm7', 'E7', 'Amaj7', 'F#m7'],
  ['Am', 'E7', 'Dm', 'N.C.'],
  ['Csus4', 'C', 'Bbmaj7', 'Am7 D7'],
]

const KICKS = [
  'x... ..x.',
  'x... x...',
  'x.x. ..x.',
  'x..x ..x.',
  'x... x.x.',
  '.... x..x',
  'x... ..~.',
  'x.[xx]. x...',
]
const SNARES = [
  '.... X...',
  '..X. ..X.',
  '.... X..g',
  '..g. X..~',
  '...g X.g.',
  '.... X.x?.',
  '.... X.d.',
  '..X. .gX.',
]
const HATS = [
  'x.x. x.x.',
  'xxxx xxxx',
  'x.xx x.xo',
  'xx[xx]x x.x.',
  'x.x. x?.x.',
  'gxgx gxgx',
  'x.x. x~.x.',
  'xoxo xpxx',
]
const RIDES = ['x . x x x . x x', 'x x x x', 'x . x . x . x x', 'x x?30 x x', 'x . x [xx] x . x x']
const LINES = [
  '1 - 5 1/5~',
  '1 3 5 b7',
  '1 - - 5',
  "1 5 1' 5",
  '1 . 5 3/5',
  '1 2 3 5',
  '1 - #4 5',
  '1, - 5 -',
  '1 1 5 5 6 6 5 -',
]
const COMPS = [
  '. x . x',
  'x . . x . . x .',
  'x - . x',
  '. x . [xx]',
  'x . x .',
  '. . x~ . . . x .',
  'x x x x',
  'x! . x_ x',
]
const BEATS = ['X x x x', 'X . x .', 'X g x g', '. x . x', 'X x x x?']

const REMARKS = [
  'felt, not heard',
  'leave room for the player here',
  'straight at first, lazier each time round',
  'the drums wait for the bass',
  'two and four, always',
  'learned over the summer; see what it says now',
  'a bar of air before the last chorus',
  'not louder, only closer together',
  'as on the old record',
  'they rush this one in every rehearsal',
  'down, down-up, up-down',
  'nobody plays the root here but the bass',
]

const TITLES = [
  'Blue',
  'Long',
  'Late',
  'Slow',
  'Paper',
  'River',
  'Harbour',
  'Second',
  'Winter',
  'Copper',
  'Silver',
  'Empty',
]
const NOUNS = [
  'train',
  'street',
  'window',
  'garden',
  'letter',
  'corner',
  'lantern',
  'bridge',
  'summer',
  'station',
]
const PLACES = ['intro', 'verse', 'chorus', 'bridge', 'solo', 'tag', 'turn', 'ending']

// ---- the book -----------------------------------------------------------------------------------------------------

/** What a file holds before its songs. */
export interface Shape {
  readonly bands: readonly string[]
  readonly zones: number
  readonly timbres: number
}

export const STAGE: Shape = { bands: ['north', 'south', 'east', 'west'], zones: 40, timbres: 96 }
export const CLUB: Shape = { bands: ['house', 'guest'], zones: 1, timbres: 4 }

/** A file of at least `size` characters; the last song makes it a little longer. */
export function songbook(size: number, shape: Shape = STAGE, seed = 1): string {
  const dice = createDice(seed)
  const parts: string[] = [
    OPENING,
    zonesOf(dice, shape),
    timbresOf(dice, shape),
    ...shape.bands.map((band) => bandOf(dice, shape, band)),
  ]
  let length = parts.reduce((sum, part) => sum + part.length, 0)
  const sections: string[] = []
  for (let song = 1; length < size; song++) {
    const text = songOf(dice, shape, song, sections)
    length += text.length
    parts.push(text)
  }
  parts.push(`form ${sections.map((name, i) => (i % 7 === 3 ? `${name} * 2` : name)).join(',\n     ')}\n`)
  return parts.join('\n')
}

const OPENING = `// A book of songs for small bands who share a stage, a click and a player.

band  "The Long Book"
tempo 104 bpm in 80 bpm..132 bpm
meter 4/4
key   C major
swing learn 56% in 50%..68% on 8ths
seed  11

let shy  = 5 ms
let bold = 60 ms
let half = 0.5

player {
  zones pocket1
  plays |x x x x|
  count 1 bar
}
`

function zonesOf(dice: Dice, shape: Shape): string {
  const blocks: string[] = []
  for (let n = 1; n <= shape.zones; n++) {
    const snap = dice.between(12, 30)
    const follow = dice.between(90, 120)
    const learnt = dice.chance(0.5)
    blocks.push(
      [
        `/// How close is close: ${dice.of(REMARKS)}.`,
        `zones pocket${n} {`,
        learnt
          ? `  snap   learn ${snap} ms in shy..bold${remark(dice, 0.3)}`
          : `  snap   ${snap} ms${remark(dice, 0.3)}`,
        `  follow ${follow} ms  strength ${dice.chance(0.5) ? 'half' : `learn 0.${dice.between(2, 7)} in 0..1`}`,
        `  limit  ${dice.between(180, 240)} ms`,
        `  adapt  ${dice.chance(0.4) ? 'learn 0.2 in 0..0.6 by player.level, tempo' : `0.${dice.between(1, 4)}`}`,
        ...(dice.chance(0.3) ? ['  curve  classic'] : []),
        '}',
        '',
      ].join('\n'),
    )
  }
  return blocks.join('\n')
}

function timbresOf(dice: Dice, shape: Shape): string {
  const lines: string[] = []
  for (let n = 1; n <= shape.timbres; n++) {
    if (n % 12 === 1) lines.push('', `// ${dice.of(REMARKS)}`)
    const prompt = `"${dice.of(QUALITIES)} ${dice.of(MATERIALS)} ${dice.of(SOUNDS)}"`
    if (n > 2 && dice.chance(0.15)) {
      const share = dice.chance(0.5) ? `${dice.between(1, 9)}0%` : 'learn 30% in 0%..100%'
      lines.push(`timbre sound${n} = mix(sound${n - 1}, sound${n - 2}, ${share})`)
    } else lines.push(`timbre sound${n} = ${prompt}`)
  }
  return `${lines.join('\n')}\n`
}

const sound = (dice: Dice, shape: Shape): string => `sound${dice.between(1, shape.timbres)}`

function bandOf(dice: Dice, shape: Shape, band: string): string {
  return `// ---- the band ${band} ----

/// ${dice.of(REMARKS)}.
metronome click_${band} {
  beat   |${dice.of(BEATS)}|
  timbre ${sound(dice, shape)}
  timbre ${sound(dice, shape)} on 1
  level  -${dice.between(3, 12)} dB
  rest   every 4th bar${remark(dice, 1)}
}

drummer kit_${band} {
  kick   ${bars(dice, KICKS, 2)}  timbre ${sound(dice, shape)}
  snare  ${bars(dice, SNARES, 2)}  timbre ${sound(dice, shape)}  feel behind ${dice.between(2, 9)} ms
  hat    ${bars(dice, HATS, 1)}  timbre "closed hi-hat"  level -${dice.between(4, 10)} dB
  ride   |${dice.of(RIDES)}|
  fill   every 8 bars  density learn ${dice.between(2, 6)}0% in 0%..80%
  human  ${dice.between(2, 6)} ms
}

bassist bass_${band} follows kit_${band} {
  line     ${bars(dice, LINES, 2)}
  approach chromatic  chance learn 40% in 0%..100%
  range    E1..G2
  timbre   ${sound(dice, shape)}
}

pianist keys_${band} follows bass_${band} {
  voicing learn shell or spread or drop2
  comp    ${bars(dice, COMPS, 2)}
  range   C3..C5
  length  ${dice.between(5, 9)}0%
  timbre  ${sound(dice, shape)}
}
`
}

// ---- songs ----------------------------------------------------------------------------------------------------------

function songOf(dice: Dice, shape: Shape, song: number, sections: string[]): string {
  const title = `${dice.of(TITLES)} ${dice.of(NOUNS)}`
  const home = dice.of(shape.bands)
  const name = `${title.replace(' ', '_').toLowerCase()}${song}`
  const parts: string[] = [`// ---- ${song}. ${title}: ${dice.of(REMARKS)} ----\n`]
  const count = dice.between(3, 5)
  const first = dice.below(PLACES.length)
  for (let i = 0; i < count; i++) {
    const place = PLACES[(first + i) % PLACES.length]
    const section = `${name}_${place}`
    sections.push(section)
    parts.push(sectionOf(dice, shape, section, home))
  }
  const last = sections[sections.length - 1] ?? ''
  if (dice.chance(0.6)) parts.push(ruleOf(dice, name, home, last))
  if (dice.chance(0.25)) parts.push(rewardOf(dice, name))
  if (dice.chance(0.3)) parts.push(scenarioOf(dice, title, home))
  return parts.join('\n')
}

function sectionOf(dice: Dice, shape: Shape, name: string, home: string): string {
  const other = dice.of(shape.bands.filter((band) => band !== home))
  const lines: string[] = []
  if (dice.chance(0.5)) lines.push(`/// ${dice.of(REMARKS)}.`)
  lines.push(`section ${name} {`, '  bars 8')
  const chords = [...dice.of(PROGRESSIONS), ...dice.of(PROGRESSIONS)]
  lines.push(`  chords | ${chords.slice(0, 4).join(' | ')} |`, `         | ${chords.slice(4).join(' | ')} |`)
  if (dice.chance(0.25)) lines.push(`  zones pocket${dice.between(1, shape.zones)}${remark(dice, 0.5)}`)
  if (dice.chance(0.15))
    lines.push(`  tempo ${dice.between(96, 112)} bpm -> ${dice.between(90, 118)} bpm over 4 bars`)
  if (dice.chance(0.15)) lines.push(`  swing ${dice.between(52, 66)}%`)
  if (dice.chance(0.15)) lines.push(`  key ${dice.of(['A minor', 'F major', 'Bb major', 'G dorian'])}`)
  if (dice.chance(0.4)) lines.push(`  kit_${home}.kick  ${bars(dice, KICKS, 1)}${remark(dice, 0.4)}`)
  if (dice.chance(0.3))
    lines.push(`  kit_${home}.snare ${bars(dice, SNARES, dice.between(1, 2))}${modifiers(dice, shape)}`)
  if (dice.chance(0.5)) lines.push(`  kit_${home}.hat   ${bars(dice, HATS, 1)}${modifiers(dice, shape)}`)
  if (dice.chance(0.5))
    lines.push(`  bass_${home}.line ${bars(dice, LINES, dice.between(1, 2))}${remark(dice, 0.4)}`)
  if (dice.chance(0.3)) lines.push(`  keys_${home}.comp ${bars(dice, COMPS, 1)}`)
  if (dice.chance(0.3)) lines.push(`  keys_${home}.level -${dice.between(1, 8)} dB -> 0 dB over 4 bars`)
  if (dice.chance(0.3)) lines.push(`  bass_${home}.feel behind ${dice.between(2, 12)} ms`)
  lines.push(
    `  mute click_${other}, kit_${other}, bass_${other}, keys_${other}${remark(dice, 0.25)}`,
    '}',
    '',
  )
  return lines.join('\n')
}

function ruleOf(dice: Dice, name: string, home: string, section: string): string {
  const hold = `for ${dice.between(2, 8)} bars`
  const when = dice.of([
    `player.silent ${hold}`,
    `player.spread < ${dice.between(8, 20)} ms ${hold}`,
    `player.late and player.spread > ${dice.between(24, 40)} ms ${hold}`,
    `player.drift > ${dice.between(2, 6)}% or not player.early ${hold}`,
    `player.confidence < 0.${dice.between(2, 6)} ${hold}`,
  ])
  const action = dice.of([
    `level kit_${home} to -${dice.between(6, 14)} dB over 2 bars`,
    `tempo by +${dice.between(1, 4)} bpm over 2 bars keep`,
    `mute keys_${home}, bass_${home}`,
    `section ${section}`,
    'cue',
  ])
  return `rule ${name} when ${when} { ${action} }${remark(dice, 0.3)}\n`
}

function rewardOf(dice: Dice, name: string): string {
  const weight = dice.between(1, 4)
  return `/// ${dice.of(REMARKS)}.
reward ${name}_reward =
    0.${weight} * (improvement(within session) else 0)
  + 0.${5 - weight} * (improvement(across ${dice.between(3, 8)} sessions) else 0)
  + 0.2 * min(session.duration / ${dice.between(5, 20)} min, 1)
  + 0.3 * return_rate(${dice.between(2, 7)} days)
`
}

function scenarioOf(dice: Dice, title: string, home: string): string {
  const player = dice.of([
    'steady',
    `rushes ${dice.between(10, 40)} ms`,
    `speeds up ${dice.between(2, 6)}% over 8 bars`,
    'silent for 2 bars',
    'simulated novice',
  ])
  const expected = dice.of([
    `tempo within ${dice.between(2, 8)}% of 104 bpm`,
    `mode follow on ${dice.between(1, 5)}0% of beats`,
    `level kit_${home} < ${dice.between(1, 3)} dB`,
  ])
  return `scenario "${title}: ${dice.of(REMARKS)}" {
  bars ${dice.between(8, 32)}
  player ${player}
  expect ${expected}
}
`
}

// ---- small ----------------------------------------------------------------------------------------------------------

/** Bars of two halves each where a cell list is half a bar of 16ths; whole bars otherwise. */
function bars(dice: Dice, cells: readonly string[], count: number): string {
  const halves = cells === KICKS || cells === SNARES || cells === HATS
  let text = '|'
  for (let i = 0; i < count; i++)
    text += halves ? `${dice.of(cells)} ${dice.of(cells)}|` : `${dice.of(cells)}|`
  return text
}

function modifiers(dice: Dice, shape: Shape): string {
  let text = ''
  if (dice.chance(0.3)) text += `  timbre ${sound(dice, shape)}`
  if (dice.chance(0.3)) text += `  level -${dice.between(1, 9)} dB`
  return text
}

function remark(dice: Dice, p: number): string {
  return dice.chance(p) ? `  // ${dice.of(REMARKS)}` : ''
}

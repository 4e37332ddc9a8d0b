/**
 * Patterns as functions that play a bar into a sink. They run while the band plays: no allocation, no closures, no
 * lookups; one call a note, with numbers that are constants in the code.
 */

import type { EventIr, PatternIr, Position, SoundIr } from '../ir.ts'
import { block, type Code, code, lines, mark, textOf, under } from './code.ts'
import { numberLiteral, quotient, stringLiteral } from './literals.ts'
import { type Emission, EmitError, present, READS_SLOTS, type Shelf } from './module.ts'

/** Engines do not optimise functions beyond some 60 kB of bytecode: above this many events each bar is its own. */
const EVENTS_IN_ONE_FUNCTION = 256

/** Declares the pattern's function on the shelf. @returns its name. */
export function declarePattern(pattern: PatternIr, shelf: Shelf, emission: Emission): string {
  const bars = groupBars(pattern.bars.map((events) => barBody(events, pattern.id, emission)))
  const [only, second] = bars
  if (only === undefined) return declareFunction(pattern, [], shelf)
  if (second === undefined) return declareFunction(pattern, only.body, shelf)

  const events = pattern.bars.reduce((sum, bar) => sum + bar.length, 0)
  const large = events > EVENTS_IN_ONE_FUNCTION
  const cases = bars.map(({ numbers, body }) => {
    const heads = numbers.map((number) => `case ${number}:`).join('\n')
    if (large) return under(heads, callOfBar(pattern, numbers[0] ?? 0, body, shelf))
    const statements = lines([body, 'break'])
    return textOf(body).startsWith('const ') ? block(`${heads} {`, statements, '}') : under(heads, statements)
  })
  return declareFunction(pattern, block('switch (bar) {', lines(cases), '}'), shelf)
}

function callOfBar(pattern: PatternIr, bar: number, body: Code, shelf: Shelf): string {
  const parameters = parametersOf(textOf(body), false)
  const name = declare(`${pattern.id}_bar_${bar + 1}`, parameters, body, pattern, shelf)
  return `return ${name}(${parameters})`
}

function declareFunction(pattern: PatternIr, body: Code, shelf: Shelf): string {
  const text = textOf(body)
  return declare(pattern.id, parametersOf(text, text.startsWith('switch (bar)')), body, pattern, shelf)
}

function declare(hint: string, parameters: string, body: Code, pattern: PatternIr, shelf: Shelf): string {
  return shelf.share(hint, code`(${parameters}) ${body}`, (name) => {
    const head = code`${mark(pattern.span)}function ${name}(${parameters}) {`
    return body.length === 0 ? code`${head}}` : block(head, body, '}')
  })
}

function parametersOf(body: string, takesBar: boolean): string {
  if (takesBar) return 'e, s, bar'
  if (READS_SLOTS.test(body)) return 'e, s'
  return body === '' ? '' : 'e'
}

/** The most octaves that a note of a line goes up: an 8 is one above a 1. */
export function octavesUp({ bars }: PatternIr): number {
  let most = 0
  for (const events of bars) {
    for (const { sounds } of events) for (const sound of sounds) most = Math.max(most, octavesOf(sound))
  }
  return most
}

function octavesOf(sound: SoundIr): number {
  switch (sound.k) {
    case 'degree':
      return sound.octave + (sound.degree === 8 ? 1 : 0)
    case 'step':
      return sound.octave + (sound.semitones >= 22 ? 1 : 0)
    default:
      return 0
  }
}

interface BarGroup {
  readonly numbers: number[]
  readonly body: Code
}

/** Bars that play the same, together, in order of their first. */
function groupBars(bodies: readonly Code[]): readonly BarGroup[] {
  const groups = new Map<string, BarGroup>()
  bodies.forEach((body, number) => {
    const text = textOf(body)
    const group = groups.get(text)
    if (group === undefined) groups.set(text, { numbers: [number], body })
    else group.numbers.push(number)
  })
  return [...groups.values()]
}

function barBody(events: readonly EventIr[], id: string, emission: Emission): Code {
  const positions = createPositions(emission)
  const statements = events.map((event) => eventStatement(event, id, positions, emission))
  return lines([...positions.shared(), ...statements])
}

function eventStatement(event: EventIr, id: string, positions: Positions, emission: Emission): Code {
  const at = positions.expression(event.at)
  const end = event.end === null ? null : positions.expression(event.end)
  const notes = event.sounds.map((sound) => note(event, sound, at, end, id))
  const played = notes.length > 1 ? choice(event, notes, emission) : present(notes[0], `sound in ${id}`)
  const place = mark(event.span, event.label)
  const marked = code`${place}${played}`
  const chance = chanceOf(event, emission)
  if (chance === null) return marked
  return code`${place}${notes.length > 1 ? block(`if (${chance}) {`, marked, '}') : `if (${chance}) ${played}`}`
}

function chanceOf({ chance, cell }: EventIr, { slots }: Emission): string | null {
  switch (chance.k) {
    case 'always':
      return null
    case 'fixed':
      return `e.chance(${cell}, ${numberLiteral(chance.p)})`
    case 'slot':
      return `e.chance(${cell}, ${slots.number(chance.slot).text})`
  }
}

function choice({ cell, weights }: EventIr, notes: readonly string[], { slots }: Emission): Code {
  const drawn =
    weights === null
      ? `e.choose(${cell}, ${notes.length})`
      : `e.weigh(${cell}, ${slots.weights(weights, notes.length)}, ${notes.length})`
  const cases = notes.map((text, i) =>
    i < notes.length - 1 ? `case ${i}:\n  ${text}\n  break` : `default:\n  ${text}`,
  )
  return block(`switch (${drawn}) {`, cases.join('\n'), '}')
}

function note(event: EventIr, sound: SoundIr, at: string, end: string | null, id: string): string {
  const cell = String(event.cell)
  const velocity = numberLiteral(event.velocity)
  // Most notes are normal, and say nothing of it.
  const articulation = event.articulation === 'normal' ? '' : `, ${stringLiteral(event.articulation)}`
  if (sound.k === 'hit') {
    const until = end === null || articulation === '' ? '' : `, ${end}`
    return `e.hit(${cell}, ${at}, ${velocity}${articulation}${until})`
  }
  if (end === null) throw new EmitError(`cell ${event.label} of ${id} is a note without an end`)
  const note = `${cell}, ${at}, ${end}, ${velocity}`
  switch (sound.k) {
    case 'chord':
      return `e.chord(${note}${articulation})`
    case 'degree':
      return `e.degree(${note}, ${sound.degree}, ${sound.octave}${articulation})`
    case 'step':
      return `e.step(${note}, ${sound.semitones}, ${sound.octave}${articulation})`
    case 'pitch':
      return `e.pitch(${note}, ${sound.midi}${articulation})`
  }
}

// ---- positions ------------------------------------------------------------------------------------------------------

interface Positions {
  expression(position: Position): string
  /** Declarations of places that others lie between. */
  shared(): readonly string[]
}

/** Positions of one bar. Brackets in brackets share their ends, or the code would double with each level. */
function createPositions({ needs }: Emission): Positions {
  const declarations: string[] = []
  const declared = new Map<string, string>()
  const known = new Map<Position, string>()
  const exactPlace = createExactPlaces(false)

  const write = (position: Position): string => {
    if (!('from' in position)) {
      const at = quotient(position.num, position.den)
      return position.swing ? `e.swing(${at})` : at
    }
    const exact = exactPlace(position)
    const straight = exact === null ? null : quotientOf(exact)
    if (straight !== null) return straight
    const { num, den } = position
    // The ends themselves, not a rounding error beside them.
    if (num === 0) return expression(position.from)
    if (num === den) return expression(position.to)
    needs.add('between')
    return `between(${end(position.from)}, ${end(position.to)}, ${quotient(num, den)})`
  }
  const expression = (position: Position): string => {
    let text = known.get(position)
    if (text === undefined) {
      text = write(position)
      known.set(position, text)
    }
    return text
  }
  const end = (position: Position): string => {
    const text = expression(position)
    if (!text.startsWith('between(')) return text
    let name = declared.get(text)
    if (name === undefined) {
      name = `at${declared.size + 1}`
      declared.set(text, name)
      declarations.push(`const ${name} = ${text}`)
    }
    return name
  }
  return { expression, shared: () => declarations }
}

/** Where a place lies when nothing swings, as one exact quotient. */
export function unswungPlace(position: Position): string {
  const exact = createExactPlaces(true)(position)
  const text = exact === null ? null : quotientOf(exact)
  if (text === null) throw new EmitError('a position that no double can hold')
  return text
}

type Exact = readonly [num: bigint, den: bigint]

/** @returns a function that gives a place exactly; null where swing moves it, unless that is to be ignored. */
function createExactPlaces(ignoreSwing: boolean): (position: Position) => Exact | null {
  // Brackets in brackets may share their ends: each is worked out once.
  const known = new Map<Position, Exact | null>()
  const place = (position: Position): Exact | null => {
    let exact = known.get(position)
    if (exact === undefined) {
      exact = work(position)
      known.set(position, exact)
    }
    return exact
  }
  const work = (position: Position): Exact | null => {
    if (!('from' in position)) {
      if (position.swing && !ignoreSwing) return null
      return [BigInt(position.num), BigInt(position.den)]
    }
    const from = place(position.from)
    const to = from === null ? null : place(position.to)
    if (from === null || to === null) return null
    const [a, b] = from
    const [c, d] = to
    const num = BigInt(position.num)
    const den = BigInt(position.den)
    // a/b + (c/d − a/b) · num/den
    return reduce(a * d * den + (c * b - a * d) * num, b * d * den)
  }
  return place
}

function reduce(num: bigint, den: bigint): Exact {
  let a = num < 0n ? -num : num
  let b = den
  while (b !== 0n) [a, b] = [b, a % b]
  return [num / a, den / a]
}

function quotientOf([num, den]: Exact): string | null {
  const top = Number(num)
  const bottom = Number(den)
  return Number.isSafeInteger(top) && Number.isSafeInteger(bottom) ? quotient(top, bottom) : null
}

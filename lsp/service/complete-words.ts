/** Words that the language knows in some places, as completion offers them. */

import { FEATURES } from '../../compiler/check/learn.ts'
import { PLAYER_FLAGS, PLAYER_NUMBERS, SESSION_NUMBERS } from '../../compiler/check/metrics.ts'
import { GUARDED } from '../../compiler/check/train.ts'
import type { PropertySpec } from '../../language/vocabulary.ts'
import { sevenNoteModes } from '../../runtime/theory/key.ts'
import type { Completion } from './answers.ts'
import { meaningOf } from './meanings.ts'
import { numberedStops } from './stops.ts'

/** «…» are places that a hand writes over, in this order. */
export function snippet(label: string, detail: string, doc: string, text: string): Completion {
  return item(label, 'snippet', detail, doc, numberedStops(text))
}

export function item(
  label: string,
  kind: Completion['kind'],
  detail = '',
  doc = '',
  insert = label,
): Completion {
  return { label, kind, detail, doc, insert }
}

export const word = (label: string): Completion => item(label, 'keyword', '', '', `${label} `)
/** A word that a property knows. */
export const choice = (place: string, label: string): Completion =>
  item(label, 'value', '', meaningOf(place, label) ?? '')
export const value = (label: string): Completion => item(label, 'value')
export const name = (label: string): Completion => item(label, 'name')

export function propertyItem([name, spec]: readonly [string, PropertySpec]): Completion {
  // Behind what may end its line a blank would be what Enter takes.
  return item(name, 'property', spec.expects, spec.doc, spec.expects === 'nothing' ? name : `${name} `)
}

export const TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'].map(value)
export const MODES = sevenNoteModes().map(value)
export const PLAYER_FIELDS = [...PLAYER_FLAGS, ...PLAYER_NUMBERS.keys()].map((one) => choice('rule', one))
export const SESSION_FIELDS = [...SESSION_NUMBERS.keys()].flatMap((path) =>
  path.startsWith('session.') ? choice('reward', path.slice(8)) : [],
)
export const COMPARED = [word('<'), word('>')]
export const FEATURE_NAMES = FEATURES.map(value)
const RETURN_RATE = snippet(
  'return_rate',
  'a ratio',
  'Whether the player comes back within so many days.',
  'return_rate(«3 days»)',
)
export const GUARDS = [...GUARDED.map(value), RETURN_RATE]
export const METRICS = [
  snippet(
    'improvement',
    'a ratio',
    'How much closer to the beat the player has come.',
    'improvement(«within session»)',
  ),
  snippet('asynchrony', 'a time', 'How far the player is from the beat.', 'asynchrony(«within session»)'),
  RETURN_RATE,
  snippet('min', '', 'The smaller of two.', 'min(«a», «b»)'),
  snippet('max', '', 'The larger of two.', 'max(«a», «b»)'),
  value('session'),
  value('player'),
]
/** What a timbre may be made of. */
export const TIMBRE_VALUES = [
  snippet('"…"', 'a prompt', 'How it sounds, in words: "warm woody click".', '"«warm woody click»"'),
  snippet('mix', 'a timbre between two', '', 'mix(«from», «to», «50%»)'),
  snippet('sample', 'a timbre like a recording', '', 'sample "«sound.wav»"'),
  snippet(
    'near',
    'a timbre that is learned near a prompt',
    '',
    'near "«warm woody click»" within learn «0.2 in 0..1»',
  ),
]
export const LEARN = item(
  'learn',
  'keyword',
  'a slot',
  'The number, or the choice, is learned from sessions: `learn 20 ms in 5 ms..60 ms`, `learn shell or spread`.',
  'learn ',
)

/** Words that a property knows, where they are few. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  curve: ['smooth', 'classic'],
  expect: ['player', 'grid'],
  track: ['one', 'many'],
  voicing: ['rootless', 'shell', 'spread', 'drop2', 'close'],
  approach: ['chromatic', 'scale', 'dominant'],
  feel: ['behind', 'ahead'],
  count: ['player', '1 bar'],
  line: ['walk'],
  unit: ['session', 'user-week'],
  rest: ['every'],
  'rest every': ['4th bar', '2nd bar'],
  fill: ['every'],
  'fill every': ['8 bars', '4 bars'],
  meter: ['4/4', '3/4', '6/8', '12/8', '2/2', '5/4', '7/8 (2+2+3)'],
  dynamics: ['follow player'],
}

/** Words that only stand first. */
export const FIRST: Readonly<Record<string, string>> = { tempo: 'ladder', swing: 'short' }

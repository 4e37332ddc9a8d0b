/** What comes after the touch: long, wet, open. */

import { type GradedWord, keep, pole, say } from './attributes.ts'

const LONG = pole(
  'long',
  [
    say('long', 1),
    say('endless', 1, { open: 0.2 }),
    say('sustained|sustaining|lingering', 0.9),
    say('drawn out|long tailed|slow decaying', 0.9),
    say('ringing|ringy', 0.8, { open: 0.4 }),
    say('resonant', 0.7, { open: 0.3 }),
    say('lasting|trailing|extended', 0.75),
    say('shimmering', 0.7, { bright: 0.5 }),
    say('droning', 0.8, { noisy: -0.3 }),
    say('boomy|booming', 0.6, { deep: 0.6, full: 0.4 }),
    keep('prolonged|unending|everlasting', 0.95),
    keep('persistent', 0.7),
  ],
  [
    say('short', 1),
    say('staccato', 0.9, { sharp: 0.3 }),
    say('brief|momentary', 0.8),
    say('clipped|abrupt|truncated', 0.8),
    say('chopped|cut off', 0.8),
    say('gated', 0.8),
    say('tight', 0.7, { open: -0.3, sharp: 0.3 }),
    say('quick|fast', 0.7),
    say('choked', 0.8, { open: -0.7 }),
    say('compact|concise', 0.6),
    keep('curt|stubby|terse', 0.8),
    keep('fleeting', 0.75),
  ],
)

const WET = pole(
  'wet',
  [
    say('wet', 1),
    say('reverberant|reverby', 1),
    say('drenched|soaked', 0.95),
    say('echoing|echoey', 0.9),
    say('cathedral like', 0.9, { long: 0.4 }),
    say('cavernous', 0.9, { deep: 0.3, long: 0.3 }),
    say('spacious|ambient|atmospheric', 0.8),
    say('roomy|hall like', 0.75),
    say('distant|faraway', 0.7, { sharp: -0.2 }),
    say('ethereal|dreamy', 0.7, { hard: -0.4 }),
    say('washed out', 0.8, { sharp: -0.3 }),
    say('splashy', 0.6, { noisy: 0.4, bright: 0.3 }),
    keep('vast|expansive', 0.8),
    keep('remote|immersive', 0.7),
  ],
  [
    say('dry', 1),
    say('bone dry|studio dry', 1),
    say('close miked', 0.8),
    say('dead', 0.8, { long: -0.6, open: -0.3 }),
    say('close|intimate', 0.6),
    say('direct|upfront', 0.6),
    say('in your face', 0.6, { hard: 0.4 }),
    say('naked|unprocessed', 0.55),
    say('near|present', 0.45),
    keep('anechoic', 1),
    keep('arid|airless|parched', 0.85),
  ],
)

const OPEN = pole(
  'open',
  [
    say('open|wide open', 1),
    say('undamped', 0.9, { long: 0.5 }),
    say('unmuted|unchoked', 0.8),
    say('free|freely ringing', 0.7, { long: 0.4 }),
    say('loose', 0.7),
    say('half open', 0.5),
    say('floppy|flabby', 0.5, { hard: -0.3 }),
    say('blooming', 0.5, { long: 0.3, sharp: -0.2 }),
    say('uncovered|released', 0.6),
    keep('unrestrained|unimpeded', 0.8),
    keep('slack', 0.6),
  ],
  [
    say('muted|closed', 1),
    say('damped|dampened', 0.9, { long: -0.4 }),
    say('palm muted', 0.9, { bright: -0.4, long: -0.3 }),
    say('deadened', 0.8, { long: -0.4 }),
    say('smothered|stifled', 0.8, { bright: -0.4 }),
    say('shut|stopped', 0.75),
    say('taped|covered', 0.65),
    say('pinched', 0.6, { full: -0.3 }),
    say('restrained|contained', 0.5),
    keep('strangled|suppressed', 0.75),
    keep('gagged', 0.8),
  ],
)

export const TAIL: readonly GradedWord[] = [...LONG, ...WET, ...OPEN]

/** What musicians, and other programs, call the properties that blocks know: read where one is unknown. */

import { OTHER_KEY } from '../../language/keys.ts'
import { SAME_ALL_ALONG } from '../../language/slips/property-junk.ts'
import type { PropertyContext } from '../../language/vocabulary.ts'
import { HALF_TIME } from './spoken.ts'

type ByContext<T> = Readonly<Partial<Record<PropertyContext, T>>>

/** A property's name here, and what it is called elsewhere: small letters, without `_`. The value stays what it is. */
type Renames = Readonly<Record<string, readonly string[]>>

const MEMBER: Renames = {
  timbre: ['instrument', 'sound', 'tone', 'patch', 'preset', 'sample'],
  level: ['volume', 'vol', 'gain', 'loudness', 'amp'],
  pan: ['panning', 'balance'],
  human: ['humanize', 'humanise', 'jitter', 'looseness'],
  mute: ['silent', 'silence', 'off'],
}
const PITCHED: Renames = { ...MEMBER, length: ['duration', 'gate', 'legato', 'staccato', 'articulation'] }
const CHORDAL: Renames = {
  ...PITCHED,
  comp: ['comping', 'pattern', 'rhythm', 'hits', 'stabs', 'strumming', 'groove', 'beat', 'plays', 'play'],
  voicing: ['voicings', 'inversion', 'inversions'],
}

export const RENAMES: ByContext<Renames> = {
  file: {
    band: ['title', 'name', 'song', 'piece', 'tune'],
    tempo: ['speed'],
    meter: ['time', 'signature', 'timesignature', 'timesig', 'metre', 'compas', 'compás'],
    key: ['scale', 'tonality'],
    swing: ['shuffle', 'groove'],
    pickup: ['anacrusis', 'upbeat', 'pickup'],
  },
  zones: { snap: ['deadzone', 'tolerance', 'threshold'], strength: ['gain'], limit: ['max'] },
  player: { plays: ['pattern', 'rhythm', 'beat', 'play', 'expects'], count: ['countin'] },
  metronome: { ...MEMBER, beat: ['click', 'clicks', 'pattern', 'rhythm', 'pulse', 'plays', 'play'] },
  drummer: {
    ...MEMBER,
    kick: ['bassdrum', 'bass', 'bd', 'kickdrum', 'doublekick', 'doublebass', 'bumbo', 'bombo'],
    snare: ['sd', 'sn', 'snaredrum', 'caixa'],
    rim: ['sidestick', 'rimshot', 'crossstick', 'cross', 'stick', 'rimclick'],
    hat: ['hihat', 'hihats', 'hh', 'hats', 'ch', 'chh'],
    ride: ['ridecymbal'],
    crash: ['cymbal', 'cymbals', 'crashcymbal'],
    bell: ['cowbell', 'ridebell'],
    tom1: ['tom', 'toms', 'hightom', 'tomtom'],
    tom2: ['midtom'],
    tom3: ['floortom', 'lowtom', 'floor'],
  },
  bassist: {
    ...PITCHED,
    line: [
      ...['notes', 'note', 'melody', 'bassline', 'riff', 'pattern', 'groove', 'plays', 'play', 'part'],
      ...['root', 'roots', 'degrees', 'walkline', 'bass'],
    ],
  },
  pianist: CHORDAL,
  guitarist: CHORDAL,
  section: {
    bars: ['length', 'measures', 'size'],
    chords: ['harmony', 'changes', 'progression'],
    tempo: ['speed', 'bpm'],
    meter: ['time', 'metre', 'signature', 'timesignature', 'timesig', 'compas', 'compás'],
    mute: ['silence', 'tacet', 'without', 'no'],
    pickup: ['anacrusis', 'upbeat', 'pickup'],
  },
  scenario: { bars: ['length', 'duration', 'for'], expect: ['assert', 'expects', 'check'] },
  train: { explore: ['exploration', 'epsilon'], gate: ['confidence'] },
  actions: {
    level: ['volume', 'gain', 'fade'],
    mute: ['silence', 'tacet'],
    section: ['goto', 'jump'],
    tempo: ['speed'],
  },
}

/** What to say of a word where no other one stands in its place. */
type Sayings = Readonly<Record<string, string>>

const CHORDS = 'Chords stand in a section, for all who play: section head { bars 2  chords | Dm7 | G7 | }'
const LATER = 'As in: feel behind 8 ms'
const RANGE = 'As in: range E1..G2'

const FADE = 'A fade is the whole member’s, on one line: level -12 dB -> 0 dB over 4 bars'

/** Modifiers of other properties that are put behind a voice, or below it. */
export const SAID_OF_VOICES: Sayings = {
  chance: 'Chances stand in the cells: x?30 sounds with a chance of 30 %.',
  over: `A pattern’s own length is a loop: loop 3 beats. ${FADE}`,
}

const RISES = ['crescendo', 'cresc', 'swell', 'fadein']
const SWELLS = [...RISES, 'decrescendo', 'diminuendo', 'fade', 'fadeout']
const LOUDER = ['louder', 'softer', 'quieter', 'loud', 'soft', 'quiet']
const SLOWER = ['ritardando', 'ritard', 'rit', 'rallentando', 'rall', 'accelerando', 'accel']
const TONES = [
  'brushes',
  'brush',
  'sticks',
  'mallets',
  'reverb',
  'echo',
  'filter',
  'lpf',
  'hpf',
  'cutoff',
  'distortion',
  ...['lowpass', 'highpass', 'bandpass', 'resonance', 'lfo', 'drive', 'saturation', 'overdrive', 'eq'],
  ...['compressor', 'compression', 'attack', 'decay', 'release', 'envelope', 'detune'],
]
const OUTPUTS = ['output', 'out', 'outputs', 'send', 'bus', 'aux', 'route', 'routing', 'channel', 'monitor']
const EARS = ['ears', 'inear', 'iem', 'headphones', 'phones']
const BROKEN = ['arp', 'arpeggio', 'arpeggiate', 'arpeggiated', 'pick', 'picking', 'fingerpicking', 'broken']
const MOVED = ['capo', 'transpose', 'transposed', 'transposition', 'modulate', 'modulation']
const each = (words: readonly string[], said: string): Sayings =>
  Object.fromEntries(words.map((word) => [word, said]))

const POLY = ['polymeter', 'polymetre', 'polymetric', 'polyrhythm']
const HALVES = ['half', 'halftime', 'double', 'doubletime']
const SWELL = 'As in: level -12 dB -> 0 dB over 4 bars'
const LOOPS =
  'A pattern’s own length is a loop, which runs across the bars, as in: ride |x..|  loop 3 steps. A step is a 16th.'
const AS_THEY_SOUND =
  'Chords and pitches are written as they sound: a G with a capo on the second fret is an A.'
const WAITS = ['vamp', 'vamps', 'safety', 'safeties', 'wait', 'repeatuntil', 'openrepeat']
const VAMPS = 'A section that waits is a vamp of the form, as in: form verse, vamp head until cue, chorus'

export const SAID_OF_MEMBERS: Sayings = {
  ...SAID_OF_VOICES,
  over: FADE,
  ...each([...SWELLS, ...LOUDER], SWELL),
  ...each(
    TONES,
    'A timbre says how it sounds, in words, as in: timbre "soft brushed snare". A section may say another.',
  ),
  ...each(
    [...OUTPUTS, ...EARS],
    'All that sounds goes left and right: pan -100% is left alone. `sil render --stems` writes a file for each member.',
  ),
  ...each(
    ['sidechain', 'duck', 'ducking'],
    'Nobody gives way to a kick by itself. A line that leaves its beats free does: line |. 1 1 1|',
  ),
  ...each(POLY, LOOPS),
  ...each(MOVED, AS_THEY_SOUND),
  chords: CHORDS,
  harmony: CHORDS,
  ...each(['delay', 'offset', 'laidback', 'late'], LATER),
  ...each(['push', 'early', 'rush'], 'As in: feel ahead 8 ms'),
  velocity: 'Each cell says how hard: x is a hit, X an accent, g a ghost. `level` is for all of them.',
  ...each(
    ['accent', 'accents'],
    'Each cell says how hard: X is an accent. `timbre … on 1` gives a beat a sound of its own.',
  ),
  octave: RANGE,
  octaves: RANGE,
  register: RANGE,
}

const VOICES = 'A drummer has a line for each voice, as in: kick |x... x...|'
const STROKES = 'A stroke is a cell in the line of its drum: f d r are flam, drag and roll, g is a ghost.'
const LINES =
  'notes by themselves are a line, which a `bassist` plays in any range, as in: line |1 3 5 8|  range C3..C5'
const STRIKES = `It plays the chords of the section, when \`comp\` says so: comp |. x . x|; ${LINES}`
const BLAST = 'A blast beat is written out: kick |x.x. x.x. x.x. x.x.| and snare |.x.x .x.x .x.x .x.x|'
const PLAYS_CHORDS: Sayings = {
  ...each(['palm', 'palmmute', 'muted'], 'A muffled stroke is a cell with `_`: comp |x_ x_ x x_|'),
  ...each(['left', 'right'], 'Both hands play what `comp` says.'),
  ...each(BROKEN, `A chord is struck as one: ${LINES}`),
  ...Object.fromEntries(['line', 'notes', 'note', 'melody', 'riff', 'part'].map((word) => [word, STRIKES])),
  chords: `${CHORDS}. \`comp\` says when they are struck.`,
}

export const SAID: ByContext<Sayings> = {
  file: {
    ...each(
      ['repeat', 'loop', 'times'],
      'The form says what comes again, as in: form A * 4, or form A repeat',
    ),
    ...each(
      ['cps', 'setcps', 'cpm', 'setcpm'],
      'A tempo is in beats a minute, as in: tempo 120 bpm, which are 0.5 bars of 4/4 a second.',
    ),
    ...each(MOVED, AS_THEY_SOUND),
    ...each(
      ['when', 'if', 'on', 'whenever'],
      'A rule has a name, as in: rule NAME when player.silent for 2 bars { mute kit }',
    ),
    chords: CHORDS,
    drums: 'As in: drummer kit { kick |x... x...| }',
    bass: 'As in: bassist bass { line walk }',
    piano: 'As in: pianist keys { comp |. x . x| }',
    guitar: 'As in: guitarist guitar { comp |x x x x| }',
  },
  drummer: {
    ...each(['pattern', 'groove', 'beat', 'rhythm', 'drums', 'notes', 'plays', 'play', 'line'], VOICES),
    ...each(['open', 'openhat', 'oh', 'closed', 'closedhat'], 'An open hat is a cell of the hat: hat |x.xo|'),
    ...each(['blast', 'blastbeat', 'blastbeats'], BLAST),
    ...each(['flam', 'flams', 'drag', 'roll', 'ghost', 'ghosts'], STROKES),
    ...each(HALVES, HALF_TIME),
  },
  section: {
    ...each(HALVES, HALF_TIME),
    ...each(MOVED, OTHER_KEY),
    ...each([...WAITS, 'cue'], VAMPS),
    ...each(
      ['fermata', 'hold', 'pause', 'caesura', 'gp', 'railroad'],
      `Nobody waits on a note. A tempo that slows down stretches it, as in: tempo 96 bpm -> 48 bpm over 1 bar. ${VAMPS}`,
    ),
    ...each(
      ['colla', 'collavoce', 'colavoce', 'rubato', 'freely', 'adlib', 'libero'],
      'Zones say how far the band goes along with whom it hears, and a section may name others, as in: zones loose. Outside of sections: zones loose { snap 5 ms  follow 150 ms  strength 1  limit 400 ms  adapt 0.6 }',
    ),
    ...each(
      ['cut', 'cuts', 'skip'],
      'The form says which sections are played, and `bars` how long they are. Who is silent in one stands behind mute, as in: mute NAME',
    ),
    ...each(['atempo', 'tempoprimo'], 'A section without a tempo of its own has the piece’s again.'),
    ...each(
      ['metric', 'metricmodulation'],
      'A section says its tempo: where a dotted 8th of 120 bpm becomes the beat, it is tempo 160 bpm. Where only the metre changes, the 8th keeps its length.',
    ),
    ...each(POLY, LOOPS),
    ...each(['bar', 'last', 'first', 'final', 'lastbar', 'from'], SAME_ALL_ALONG),
    ...each(['blast', 'blastbeat', 'blastbeats'], BLAST),
    unmute: 'A section ends what it mutes: mute those that are without.',
    ...each(SLOWER, 'As in: tempo 96 bpm -> 72 bpm over 2 bars'),
    ...each(['repeat', 'times', 'loop'], 'The form says how often, as in: form A * 3'),
    ...each(SWELLS, 'A level moves, of each member, as in: NAME.level 0 dB -> -24 dB over 4 bars'),
    ...each(RISES, 'A level moves, of each member, as in: NAME.level -24 dB -> 0 dB over 4 bars'),
    ...each(LOUDER, 'A section says how loud each member is, as in: NAME.level 3 dB'),
  },
  actions: {
    ...each(
      ['stop', 'end', 'finish'],
      'As in: mute kit, keys. `cue` ends a vamp, and the form says what follows.',
    ),
    ...each(SWELLS, 'As in: level kit to -24 dB over 4 bars'),
    ...each(['go', 'play', 'continue', 'next'], 'As in: section verse. `cue` ends a vamp.'),
    ...each(['hold', 'wait', 'freeze'], 'As in: mute kit, keys. A vamp in the form waits for a `cue`.'),
  },
  scenario: { tempo: 'As in: expect tempo within 2% of 96 bpm' },
  bassist: {
    ...each(['walk', 'walking', 'style'], 'As in: line walk'),
    ...each(['root', 'roots'], 'As in: line |1 - 5 -|'),
  },
  pianist: PLAYS_CHORDS,
  guitarist: {
    ...PLAYS_CHORDS,
    ...each(
      ['tuning', 'tune', 'strings'],
      'Pitches are written as they sound, in any tuning. `range` says how far down and up it reaches, as in: range D2..E4',
    ),
    ...each(
      ['rasgueado', 'rasgueo', 'rasgueados', 'abanico'],
      'A slow stroke crosses one string after the other: strum 30 ms. Quick ones are cells: comp |[xxx] x x x|',
    ),
  },
}

const OUTSIDE = 'It stands outside of blocks, and in a section for its length.'

/** What has its place, wherever else it is written. */
export const PLACES: Sayings = {
  zones: 'All who follow the player share zones: they stand in `player`, and in a section for its length.',
  tempo: OUTSIDE,
  meter: OUTSIDE,
  key: OUTSIDE,
  swing: OUTSIDE,
  seed: 'It stands outside of blocks, for the whole piece.',
  band: 'It stands outside of blocks: the title of the piece.',
  form: 'It stands outside of blocks, as in: form head * 2, bridge',
  reward: 'It stands outside of blocks, as in: reward practice = session.completed',
  ...Object.fromEntries(
    [
      ...['player', 'section verse', 'train practice', 'drummer kit', 'bassist bass', 'pianist keys'],
      ...['guitarist guitar', 'metronome click', 'scenario "…"', 'rule quiet when player.silent'],
    ].map((head) => [head.split(' ')[0] ?? '', `It begins a block of its own, as in: ${head} { … }`]),
  ),
  follows: 'Whom a member follows stands before its brace, as in: drummer kit follows click { … }',
}

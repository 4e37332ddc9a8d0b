/**
 * What the voices can be: a class of sound, and the nouns that name it. A noun may say more than its class ("upright bass" is woody).
 * The ids are those of models/timbre/data/sounds.ts.
 */

import type { Grades } from './attributes.ts'

export interface Noun {
  /** Lower case, blanks for hyphens. */
  readonly noun: string
  readonly grades: Grades
  /** Takes no article: maracas, jingles. */
  readonly bare: boolean
  /** Never in training captions. */
  readonly heldOut: boolean
}

export interface TimbreClass {
  readonly id: string
  readonly nouns: readonly Noun[]
  /** Words that would name another class: an "open" hat is no closed one. */
  readonly never: readonly string[]
}

const nouns = (heldOut: boolean, bare: boolean, list: string, grades: Grades): readonly Noun[] =>
  list.split('|').map((noun) => ({ noun, grades, bare, heldOut }))

/** Nouns that captions are made of. */
const n = (list: string, grades: Grades = {}): readonly Noun[] => nouns(false, false, list, grades)
/** The same, without an article. */
const many = (list: string, grades: Grades = {}): readonly Noun[] => nouns(false, true, list, grades)
/** Kept back for trying. */
const keep = (list: string): readonly Noun[] => nouns(true, false, list, {})

const timbreClass = (
  id: string,
  lists: readonly (readonly Noun[])[],
  never: readonly string[] = [],
): TimbreClass => ({
  id,
  nouns: lists.flat(),
  never,
})

/** A "high hat" is another spelling. */
const OPEN_WORDS = [
  'high',
  'open', 'wide open', 'half open', 'closed', 'shut', 'unmuted', 'undamped', 'unchoked', 'loose', 'released', 'uncovered', 'choked',
  'left open', 'let ring', 'held shut', 'free', 'freely ringing',
] // biome-ignore format: a list

export const DRUMS: readonly TimbreClass[] = [
  timbreClass('kick', [
    n('kick|kick drum|bass drum|kickdrum|bassdrum|house kick|rock kick|techno kick|drum machine kick|bd'),
    n('808 kick', { long: 0.4, deep: 0.4 }),
    n('909 kick', { sharp: 0.3, hard: 0.3 }),
    n('boom', { long: 0.4, deep: 0.3 }),
    n('electronic kick|techno kick drum', { noisy: -0.3 }),
    n('acoustic kick', { noisy: 0.2 }),
    n('cajon', { metallic: -0.5 }),
    keep('thump|foot drum|gran cassa'),
  ]),
  timbreClass('snare', [
    n(
      'snare|snare drum|rock snare|funk snare|drum machine snare|trap snare|acoustic snare|sd|crack of a snare',
    ),
    n('piccolo snare', { deep: -0.4, bright: 0.2 }),
    n('electronic snare', { noisy: -0.2 }),
    keep('side drum|marching drum|backbeat'),
  ]),
  timbreClass('brush', [
    n(
      'brushed snare|brushed snare drum|snare with brushes|brush stroke|brushes on a snare|jazz brushes|swept snare|brush sweep',
    ),
    n('snare played with brushes|brushed drum|stirred brushes|brush swish'),
    keep('wire brushes|brush swirl|swished snare'),
  ]),
  timbreClass('rim', [
    n(
      'rimshot|rim shot|side stick|sidestick|rim click|snare rim|snare with rim|rim knock|click on the rim of a snare|snare drum rim',
    ),
    n('stick across the rim|bossa nova rim click'),
    keep('cross stick|stick on the rim|rim tap'),
  ]),
  timbreClass('clap', [
    n(
      'clap|hand clap|handclap|claps|clap of hands|808 clap|drum machine clap|group clap|studio clap|clap sample',
    ),
    n('layered clap'),
    keep('clapping hands|applause hit|palms together'),
  ]),
  timbreClass(
    'hat',
    [
      n(
        'hi hat|hat|closed hi hat|closed hat|hihat|closed hihat|hi hat closed|tight hi hat|drum machine hat|hi hat tick|shut hi hat',
      ),
      n('pedal hi hat|hi hat chick'),
      keep('hh|high hat|closed cymbals'),
    ],
    OPEN_WORDS,
  ),
  timbreClass(
    'openhat',
    [
      n(
        'open hi hat|open hat|open hihat|hi hat open|opened hi hat|washy hi hat|hi hat left open|ringing hi hat|half open hi hat',
      ),
      n('open hi hat wash|loose hi hat'),
      keep('splashing hats|open high hat|opened hats'),
    ],
    OPEN_WORDS,
  ),
  timbreClass('ride', [
    n('ride|ride cymbal|jazz ride|ride ping|ride pattern hit|ride tip|swing ride|stick on a ride cymbal'),
    keep('jazz cymbal|pinging cymbal|cymbal ping'),
  ]),
  timbreClass('crash', [
    n(
      'crash|crash cymbal|cymbal crash|rock crash|big cymbal|cymbal|accent cymbal|crash hit|orchestral cymbals',
    ),
    keep('crashing cymbal|clashing cymbals|suspended cymbal'),
  ]),
  timbreClass('splash', [
    n(
      'splash|splash cymbal|small cymbal|little cymbal|short cymbal|cymbal splash|small splash cymbal|eight inch splash',
    ),
    keep('mini cymbal|tiny crash'),
  ]),
  timbreClass('tom', [
    n('tom|tom tom|rack tom|tom drum|mid tom|rock tom|tom hit|drum tom'),
    n('floor tom|low tom', { deep: 0.5, full: 0.3 }),
    n('high tom', { deep: -0.4 }),
    n('frame drum|bodhran', { deep: 0.3, hard: -0.3 }),
    n('electronic tom|synth tom', { noisy: -0.4, rough: -0.3 }),
    n('timbale', { metallic: 0.4, bright: 0.4 }),
    keep('tomtom|tom fill|tenor drum'),
  ]),
]
export const PERCUSSION: readonly TimbreClass[] = [
  timbreClass('conga', [
    n('conga|conga drum|open conga|conga hit|latin conga|afro cuban drum|conga tone|hand drum'),
    n('djembe', { sharp: 0.3 }),
    keep('tumba|quinto|tumbadora'),
  ]),
  timbreClass('bongo', [
    n('bongo|bongo drum|bongo hit|high bongo|bongo tap|small bongo'),
    many('bongos'),
    keep('small hand drum|bongo tick'),
  ]),
  timbreClass('tabla', [
    n('tabla|tabla drum|tabla stroke|indian drum|tabla hit|tuned hand drum|ringing tabla'),
    keep('dayan|indian hand drum|tabla tap'),
  ]),
  timbreClass('cowbell', [
    n('cowbell|808 cowbell|latin cowbell|cowbell hit|salsa cowbell|drum machine cowbell|mambo bell|cow bell'),
    keep('cencerro|bongo bell|agogo'),
  ]),
  timbreClass('woodblock', [
    n(
      'woodblock|wood block|woodblock hit|hollow wood block|wooden knock|knock on wood|wooden block|orchestral woodblock|tock',
    ),
    keep('temple block|mokugyo|wooden box knock'),
  ]),
  timbreClass('claves', [
    n(
      'clave|wooden sticks|clave hit|son clave|hardwood sticks|clave click|stick against stick|hardwood clave',
    ),
    many('claves|rhythm sticks'),
    many('castanets', { long: -0.3 }),
    keep('two hardwood sticks|rosewood sticks'),
  ]),
  timbreClass('triangle', [
    n(
      'triangle|triangle hit|orchestral triangle|open triangle|steel triangle|triangle ding|struck triangle|metal triangle',
    ),
    keep('triangle ting|triangle chime'),
  ]),
  timbreClass('shaker', [
    n('shaker|egg shaker|shaker hit|seed shaker|shake of a shaker|sand shaker|shekere|shaken beads|caxixi'),
    many('maracas'),
    n('maraca'),
    n('guiro', { rough: 0.6 }),
    keep('cabasa|rice shaker|rattle'),
  ]),
  timbreClass('tambourine', [
    n('tambourine|tambourine hit|shaken tambourine|tambourine jingle|pandeiro|gospel tambourine|jingle ring'),
    many('jingles'),
    keep('sleigh bells|tamburello|riq'),
  ]),
  timbreClass('snap', [
    n(
      'finger snap|snap|fingersnap|snapped fingers|snap of the fingers|jazz snap|finger snap sample|hand snap',
    ),
    keep('finger click|thumb snap|snapping fingers'),
  ]),
  timbreClass('click', [
    n(
      'click|tick|metronome|metronome click|metronome tick|click track|clock tick|tap|clicking sound|pen click|mouse click|tick tock',
    ),
    n('stick click'),
    keep('count in click|tapping|tiny tick'),
  ]),
]

export const PITCHED: readonly TimbreClass[] = [
  timbreClass('gong', [
    n('gong|gong hit|chinese gong|temple gong|big gong|struck gong|orchestral gong|meditation gong'),
    keep('tam tam|wind gong'),
  ]),
  timbreClass('bell', [
    n('bell|church bell|bell strike|hand bell|struck bell|bell tone|tower bell|bell hit|fm bell|ship bell'),
    n('steel drum|steel pan', { warm: 0.3 }),
    keep('chime|tubular bell|carillon'),
  ]),
  timbreClass('glockenspiel', [
    n(
      'glockenspiel|glock|glockenspiel note|orchestral bells|metal bars|toy glockenspiel|glockenspiel hit|struck metal bar',
    ),
    n('vibraphone', { warm: 0.5, long: 0.4, hard: -0.3 }),
    many('wind chimes'),
    keep('celesta|music box|metallophone'),
  ]),
  timbreClass('marimba', [
    n(
      'marimba|marimba note|wooden bars|marimba bar|mallet on wood|rosewood marimba|marimba hit|struck wooden bar|wooden mallet instrument',
    ),
    n('kalimba|thumb piano', { long: -0.2 }),
    keep('xylophone|balafon|marimbula'),
  ]),
  timbreClass('timpani', [
    n(
      'timpani|timpani hit|kettledrum|orchestral drum|timpani roll hit|concert timpani|tuned orchestral drum|timpani stroke',
    ),
    n('taiko', { hard: 0.4, full: 0.3 }),
    keep('kettle drum|timpano'),
  ]),
  timbreClass('beep', [
    n(
      'beep|sine beep|electronic beep|computer beep|bleep|beep tone|digital beep|test tone|sine wave|phone beep',
    ),
    keep('blip|sine tone|alarm beep'),
  ]),
  timbreClass('zap', [
    n(
      'zap|laser|laser zap|synth zap|pitch drop|laser gun|arcade zap|electronic zap|video game laser|falling synth tone',
    ),
    keep('pew|ray gun|sci fi shot'),
  ]),
  timbreClass('bass', [
    n('bass|bass guitar|bass note|plucked bass|electric bass|bass string|picked bass'),
    n('upright bass|double bass|acoustic bass', { metallic: -0.5, warm: 0.3 }),
    n('synth bass', { metallic: 0.2, noisy: -0.3 }),
    n('muted bass', { open: -0.6, long: -0.4 }),
    n('cello pizzicato|plucked cello', { warm: 0.2 }),
    n('sub bass', { bright: -0.5, deep: 0.4, noisy: -0.3 }),
    keep('contrabass|bass pluck|fretless bass'),
  ]),
  timbreClass('guitar', [
    n(
      'guitar|acoustic guitar|guitar note|plucked guitar|guitar string|guitar pluck|folk guitar|picked guitar|jazz guitar',
    ),
    n('nylon guitar|classical guitar|spanish guitar', { metallic: -0.4, bright: -0.3, hard: -0.3 }),
    n('steel string guitar', { metallic: 0.4, bright: 0.4 }),
    n('electric guitar', { metallic: 0.3 }),
    n('banjo', { bright: 0.4, long: -0.4 }),
    n('harp', { long: 0.3, hard: -0.3 }),
    n('mandolin', { bright: 0.4, deep: -0.4 }),
    keep('nylon string guitar|plucked string|six string'),
  ]),
  timbreClass('piano', [
    n(
      'piano|grand piano|acoustic piano|piano note|upright piano|piano key|concert grand|piano chord|studio piano',
    ),
    n('felt piano', { hard: -0.6, bright: -0.4 }),
    n('honky tonk piano', { rough: 0.4, bright: 0.3 }),
    keep('pianoforte|baby grand|parlour piano'),
  ]),
  timbreClass('epiano', [
    n(
      'electric piano|rhodes|fender rhodes|e piano|tine piano|rhodes note|suitcase rhodes|electric piano note|rhodes keys',
    ),
    n('fm electric piano', { bright: 0.3, metallic: 0.3 }),
    n('clavinet', { bright: 0.4, long: -0.4, sharp: 0.4 }),
    n('synth keys', { noisy: -0.3 }),
    keep('wurlitzer|wurli|stage piano'),
  ]),
]

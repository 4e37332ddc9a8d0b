// biome-ignore-all format: a table, several grades a line

/**
 * Instruments: what a word for a sounding thing says about its sound. Grades are set by ear and by the physics of
 * the thing (what it is made of, how long it rings, where its energy lies), relative to one another; ±0.75 is
 * about as far as a thing goes by itself, so that qualities can still move it.
 */

import { entry, type Grades, type LexiconEntry } from './lexicon-entry.ts'

const it = (words: string, grades: Grades) => entry('instrument', words, grades)

const DRUMS: readonly LexiconEntry[] = [
  it('kick|kick drum|kickdrum|bass drum|bassdrum|bd', {
    kick: 1, membrane: 0.7, depth: 0.75, brightness: -0.5, warmth: 0.3, attack: 0.4, decay: -0.3,
    noisiness: -0.4, pitchedness: -0.2, boominess: 0.2, energy: 0.3,
  }),
  it('snare|snare drum|snaredrum|sd', {
    snare: 1, membrane: 0.5, brightness: 0.3, hardness: 0.3, attack: 0.6, decay: -0.3, roughness: 0.2,
    noisiness: 0.6, pitchedness: -0.4, energy: 0.3,
  }),
  it('rim|rimshot|rim shot', {
    snare: 0.5, click: 0.5, wood: 0.4, metal: 0.3, brightness: 0.5, hardness: 0.7, attack: 0.75, decay: -0.6,
    pitchedness: -0.1, energy: 0.4,
  }),
  it('side stick|sidestick|cross stick|cross stick snare|rim click', {
    click: 0.7, snare: 0.4, wood: 0.6, brightness: 0.2, hardness: 0.6, attack: 0.75, decay: -0.75,
    noisiness: -0.3, hollowness: 0.3, energy: -0.1,
  }),
  it('hat|hi hat|hihat|high hat|hh', {
    hat: 1, metal: 0.7, brightness: 0.75, warmth: -0.5, hardness: 0.2, depth: -0.7, attack: 0.6, decay: -0.4,
    noisiness: 0.7, pitchedness: -0.7, openness: -0.2,
  }),
  it('ride|ride cymbal', {
    cymbal: 0.9, hat: 0.2, metal: 0.8, brightness: 0.55, warmth: -0.1, depth: -0.4, attack: 0.5, decay: 0.6,
    noisiness: 0.3, pitchedness: -0.3, openness: 0.4,
  }),
  it('ride bell|cymbal bell', {
    cymbal: 0.8, metal: 0.9, brightness: 0.6, hardness: 0.5, depth: -0.4, attack: 0.7, decay: 0.6,
    noisiness: -0.2, pitchedness: 0.3, openness: 0.3,
  }),
  it('crash|crash cymbal', {
    cymbal: 1, metal: 0.8, brightness: 0.6, depth: -0.3, attack: 0.5, decay: 0.75, roughness: 0.3,
    noisiness: 0.75, pitchedness: -0.7, energy: 0.6, openness: 0.7,
  }),
  it('splash|splash cymbal', {
    cymbal: 0.9, metal: 0.8, brightness: 0.7, depth: -0.6, attack: 0.6, decay: 0.1, noisiness: 0.7,
    pitchedness: -0.6, energy: 0.3, openness: 0.5,
  }),
  it('china|china cymbal', {
    cymbal: 0.9, metal: 0.8, brightness: 0.5, attack: 0.5, decay: 0.4, roughness: 0.7, noisiness: 0.75,
    pitchedness: -0.7, energy: 0.7, openness: 0.6,
  }),
  it('cymbal', {
    cymbal: 1, metal: 0.8, brightness: 0.6, depth: -0.4, attack: 0.4, decay: 0.65, noisiness: 0.6,
    pitchedness: -0.6, energy: 0.3, openness: 0.5,
  }),
  it('gong|tam tam|tamtam', {
    cymbal: 0.7, metal: 0.9, brightness: 0.1, warmth: 0.2, depth: 0.5, attack: -0.3, decay: 0.75, roughness: 0.2,
    noisiness: 0.4, openness: 0.6, wetness: 0.2, energy: 0.4,
  }),
  it('tom|tom tom|tomtom|rack tom', {
    tom: 1, membrane: 0.8, brightness: -0.2, warmth: 0.3, depth: 0.4, attack: 0.4, decay: 0.1, noisiness: -0.4,
    pitchedness: 0.2, hollowness: 0.2, boominess: 0.2, energy: 0.2,
  }),
  it('floor tom|low tom', {
    tom: 1, kick: 0.2, membrane: 0.8, brightness: -0.4, warmth: 0.4, depth: 0.65, attack: 0.3, decay: 0.3,
    noisiness: -0.4, pitchedness: 0.1, hollowness: 0.2, boominess: 0.4, energy: 0.3,
  }),
]

const HAND_DRUMS: readonly LexiconEntry[] = [
  it('conga|tumba', {
    tom: 0.8, membrane: 0.8, warmth: 0.4, depth: 0.1, attack: 0.4, decay: -0.1, noisiness: -0.4,
    pitchedness: 0.4, hollowness: 0.3,
  }),
  it('bongo', {
    tom: 0.7, click: 0.2, membrane: 0.8, brightness: 0.1, hardness: 0.1, depth: -0.3, attack: 0.6, decay: -0.5,
    noisiness: -0.4, pitchedness: 0.4,
  }),
  it('djembe', {
    tom: 0.7, membrane: 0.9, warmth: 0.2, depth: 0.2, attack: 0.6, decay: -0.3, energy: 0.4, hollowness: 0.2,
  }),
  it('tabla', {
    tom: 0.6, membrane: 0.8, brightness: 0.1, attack: 0.5, decay: 0.1, noisiness: -0.5, pitchedness: 0.7,
  }),
  it('cajon', {
    kick: 0.4, snare: 0.4, wood: 0.7, warmth: 0.3, depth: 0.2, attack: 0.5, decay: -0.5, hollowness: 0.5,
  }),
  it('timbale', {
    tom: 0.8, membrane: 0.6, metal: 0.4, brightness: 0.5, hardness: 0.4, attack: 0.7, decay: 0.1,
    pitchedness: 0.2, energy: 0.4,
  }),
  it('frame drum|bodhran|daf', {
    tom: 0.7, membrane: 0.9, brightness: -0.3, warmth: 0.4, hardness: -0.3, depth: 0.4, attack: 0.1, boominess: 0.3,
  }),
  it('taiko', {
    tom: 0.8, kick: 0.4, membrane: 0.9, brightness: -0.4, depth: 0.7, attack: 0.3, decay: 0.3, boominess: 0.6,
    energy: 0.7, wetness: 0.2,
  }),
  it('timpani|kettledrum|kettle drum', {
    tom: 0.7, membrane: 0.8, brightness: -0.4, warmth: 0.4, depth: 0.7, decay: 0.6, noisiness: -0.5,
    pitchedness: 0.7, boominess: 0.4, wetness: 0.2,
  }),
]

const SMALL_PERCUSSION: readonly LexiconEntry[] = [
  it('shaker|egg shaker', {
    shaker: 1, brightness: 0.6, warmth: -0.2, depth: -0.7, attack: -0.3, decay: -0.5, roughness: 0.2,
    noisiness: 0.75, pitchedness: -0.75, energy: -0.4,
  }),
  it('maraca', {
    shaker: 1, wood: 0.2, brightness: 0.6, depth: -0.7, attack: 0.1, decay: -0.7, noisiness: 0.75,
    pitchedness: -0.75, energy: -0.2,
  }),
  it('cabasa', {
    shaker: 1, metal: 0.4, brightness: 0.75, depth: -0.75, decay: -0.6, noisiness: 0.75, pitchedness: -0.75,
  }),
  it('tambourine', {
    shaker: 0.8, metal: 0.6, membrane: 0.1, brightness: 0.75, warmth: -0.4, depth: -0.75, attack: 0.4,
    decay: -0.1, noisiness: 0.6, pitchedness: -0.5, energy: 0.2,
  }),
  it('sleigh bells|jingle bells|jingles', {
    shaker: 0.7, metal: 0.8, brightness: 0.75, depth: -0.75, decay: 0.2, noisiness: 0.3, pitchedness: 0.1,
  }),
  it('guiro', {
    shaker: 0.7, click: 0.2, wood: 0.5, brightness: 0.3, depth: -0.4, attack: -0.3, roughness: 0.75, noisiness: 0.5,
    pitchedness: -0.4,
  }),
  it('rain stick|rainstick', {
    shaker: 0.9, wood: 0.2, brightness: 0.4, attack: -0.75, decay: 0.75, noisiness: 0.75, energy: -0.6,
    pitchedness: -0.75,
  }),
  it('cowbell', {
    click: 0.6, metal: 0.8, brightness: 0.3, warmth: -0.1, hardness: 0.6, depth: -0.1, attack: 0.7, decay: -0.1,
    noisiness: -0.5, pitchedness: 0.4, hollowness: 0.6, energy: 0.4,
  }),
  it('agogo|agogo bell', {
    click: 0.6, metal: 0.8, brightness: 0.5, hardness: 0.6, depth: -0.3, attack: 0.7, decay: 0.1,
    noisiness: -0.6, pitchedness: 0.6, hollowness: 0.3,
  }),
  it('triangle', {
    click: 0.4, cymbal: 0.3, metal: 0.9, brightness: 0.75, warmth: -0.6, hardness: 0.5, depth: -0.75, attack: 0.6,
    decay: 0.75, noisiness: -0.4, pitchedness: 0.4, openness: 0.3,
  }),
  it('anvil', {
    click: 0.5, metal: 0.9, brightness: 0.6, hardness: 0.75, attack: 0.75, decay: 0.3, roughness: 0.2,
    pitchedness: 0.3, energy: 0.6,
  }),
  it('clave', {
    click: 0.9, wood: 0.9, brightness: 0.3, hardness: 0.7, depth: -0.4, attack: 0.75, decay: -0.6,
    noisiness: -0.7, pitchedness: 0.4,
  }),
  it('wood block|woodblock', {
    click: 0.9, wood: 0.9, brightness: 0.1, hardness: 0.5, depth: -0.2, attack: 0.7, decay: -0.6,
    noisiness: -0.6, pitchedness: 0.4, hollowness: 0.7,
  }),
  it('temple block', {
    click: 0.8, wood: 0.9, brightness: -0.2, warmth: 0.3, depth: 0.1, attack: 0.5, decay: -0.5, noisiness: -0.6,
    pitchedness: 0.5, hollowness: 0.75,
  }),
  it('castanet', {
    click: 0.9, wood: 0.8, brightness: 0.4, hardness: 0.6, depth: -0.5, attack: 0.75, decay: -0.75,
    noisiness: -0.1, hollowness: 0.3,
  }),
  it('stick|drumstick|drum stick', {
    click: 0.9, wood: 0.9, brightness: 0.3, hardness: 0.6, depth: -0.4, attack: 0.75, decay: -0.75, noisiness: -0.2,
  }),
  it('clap|handclap|hand clap', {
    snare: 0.4, click: 0.4, air: 0.3, brightness: 0.3, attack: 0.4, decay: -0.4, roughness: 0.2, noisiness: 0.7,
    pitchedness: -0.7, energy: 0.2,
  }),
  it('finger snap|fingersnap|finger click', {
    click: 0.7, air: 0.2, brightness: 0.4, depth: -0.4, attack: 0.7, decay: -0.7, noisiness: 0.1, energy: -0.1,
  }),
  it('metronome', {
    click: 1, wood: 0.4, brightness: 0.1, hardness: 0.4, depth: -0.2, attack: 0.75, decay: -0.7,
    noisiness: -0.3, hollowness: 0.3,
  }),
  it('bell', {
    click: 0.2, keys: 0.2, metal: 0.9, brightness: 0.6, hardness: 0.5, depth: -0.3, attack: 0.6, decay: 0.7,
    noisiness: -0.6, pitchedness: 0.6, openness: 0.3,
  }),
]

const MALLETS: readonly LexiconEntry[] = [
  it('marimba', {
    keys: 0.5, click: 0.2, wood: 0.9, warmth: 0.6, brightness: -0.2, hardness: -0.1, depth: 0.2, attack: 0.5,
    decay: -0.1, noisiness: -0.7, pitchedness: 0.75, hollowness: 0.4,
  }),
  it('xylophone', {
    keys: 0.5, click: 0.3, wood: 0.9, brightness: 0.5, hardness: 0.6, depth: -0.4, attack: 0.75, decay: -0.5,
    noisiness: -0.6, pitchedness: 0.7,
  }),
  it('vibraphone|vibes', {
    keys: 0.6, metal: 0.7, brightness: 0.2, warmth: 0.4, attack: 0.3, decay: 0.7, noisiness: -0.75,
    pitchedness: 0.75, wetness: 0.2, openness: 0.4,
  }),
  it('glockenspiel|glock', {
    keys: 0.6, metal: 0.8, brightness: 0.75, warmth: -0.4, hardness: 0.6, depth: -0.75, attack: 0.75, decay: 0.5,
    noisiness: -0.7, pitchedness: 0.75,
  }),
  it('celesta', {
    keys: 0.8, metal: 0.6, brightness: 0.5, depth: -0.5, attack: 0.4, decay: 0.4, noisiness: -0.75,
    pitchedness: 0.75, energy: -0.4,
  }),
  it('music box', {
    keys: 0.6, metal: 0.7, brightness: 0.6, depth: -0.7, attack: 0.6, decay: 0.4, pitchedness: 0.75,
    noisiness: -0.6, energy: -0.5,
  }),
  it('kalimba|thumb piano|mbira', {
    keys: 0.5, guitar: 0.2, metal: 0.5, wood: 0.4, warmth: 0.3, attack: 0.5, decay: 0.1, pitchedness: 0.7,
    noisiness: -0.4, hollowness: 0.3,
  }),
  it('steel pan|steel drum|steelpan', {
    keys: 0.4, tom: 0.2, metal: 0.8, brightness: 0.3, attack: 0.5, decay: 0.4, pitchedness: 0.75, hollowness: 0.2,
  }),
  it('tubular bells', {
    keys: 0.5, metal: 0.9, brightness: 0.4, attack: 0.5, decay: 0.75, pitchedness: 0.7, openness: 0.5, wetness: 0.2,
  }),
]

const BASSES: readonly LexiconEntry[] = [
  it('bass|electric bass|bass guitar|e bass', {
    bass: 1, string: 0.8, metal: 0.3, brightness: -0.4, warmth: 0.5, depth: 0.7, attack: 0.3, decay: 0.3,
    noisiness: -0.7, pitchedness: 0.75,
  }),
  it('upright bass|double bass|acoustic bass|contrabass|string bass|upright', {
    bass: 1, string: 0.8, wood: 0.7, brightness: -0.5, warmth: 0.6, hardness: -0.2, depth: 0.7, attack: 0.3,
    decay: 0.1, noisiness: -0.5, pitchedness: 0.6, hollowness: 0.3, boominess: 0.2, energy: -0.1,
  }),
  it('fretless bass|fretless', {
    bass: 1, string: 0.8, wood: 0.3, brightness: -0.3, warmth: 0.6, depth: 0.65, attack: -0.1, decay: 0.5,
    noisiness: -0.7, pitchedness: 0.75, roughness: -0.2,
  }),
  it('slap bass', {
    bass: 1, string: 0.8, metal: 0.5, brightness: 0.4, hardness: 0.5, depth: 0.5, attack: 0.75, decay: -0.1,
    pitchedness: 0.6, energy: 0.6, noisiness: -0.3,
  }),
  it('synth bass|bass synth|acid bass', {
    bass: 1, electronic: 0.9, brightness: -0.2, warmth: 0.3, depth: 0.7, attack: 0.4, decay: 0.2,
    noisiness: -0.7, pitchedness: 0.75, roughness: 0.2,
  }),
  it('sub bass|808 bass|sub', {
    bass: 1, kick: 0.3, electronic: 0.9, brightness: -0.75, warmth: 0.4, depth: 0.85, decay: 0.5,
    noisiness: -0.75, pitchedness: 0.6, boominess: 0.5, roughness: -0.3,
  }),
]

const KEYBOARDS: readonly LexiconEntry[] = [
  it('piano|grand piano|grand|acoustic piano', {
    keys: 1, string: 0.6, wood: 0.3, brightness: 0.1, warmth: 0.3, hardness: 0.2, attack: 0.5, decay: 0.6,
    noisiness: -0.6, pitchedness: 0.75, openness: 0.3,
  }),
  it('upright piano', {
    keys: 1, string: 0.6, wood: 0.5, warmth: 0.4, attack: 0.5, decay: 0.3, noisiness: -0.5, pitchedness: 0.75,
    hollowness: 0.2, roughness: 0.1,
  }),
  it('felt piano', {
    keys: 1, string: 0.5, wood: 0.5, brightness: -0.6, warmth: 0.6, hardness: -0.65, attack: -0.2, decay: 0.2,
    noisiness: -0.3, pitchedness: 0.7, energy: -0.6,
  }),
  it('honky tonk|honky tonk piano|tack piano', {
    keys: 1, string: 0.6, metal: 0.4, brightness: 0.6, hardness: 0.5, attack: 0.7, decay: 0.2, roughness: 0.3,
    pitchedness: 0.7, energy: 0.3,
  }),
  it('electric piano|rhodes|fender rhodes|e piano', {
    keys: 1, electronic: 0.5, metal: 0.4, warmth: 0.6, brightness: -0.1, hardness: -0.3, attack: 0.2, decay: 0.5,
    noisiness: -0.75, pitchedness: 0.75, energy: -0.2,
  }),
  it('wurlitzer|wurly|wurli', {
    keys: 1, electronic: 0.5, metal: 0.4, warmth: 0.4, brightness: 0.1, attack: 0.4, decay: 0.2, roughness: 0.3,
    noisiness: -0.7, pitchedness: 0.75,
  }),
  it('clavinet|clav', {
    keys: 1, string: 0.5, electronic: 0.5, brightness: 0.5, hardness: 0.5, attack: 0.75, decay: -0.3,
    pitchedness: 0.7, energy: 0.4, noisiness: -0.5,
  }),
  it('organ|hammond|hammond organ', {
    keys: 1, electronic: 0.4, air: 0.2, warmth: 0.5, attack: 0.2, decay: 0.75, noisiness: -0.7, pitchedness: 0.75,
    openness: 0.2,
  }),
  it('pipe organ|church organ', {
    keys: 1, air: 0.7, warmth: 0.3, depth: 0.3, attack: -0.4, decay: 0.75, pitchedness: 0.75, wetness: 0.6,
    noisiness: -0.6,
  }),
  it('harpsichord', {
    keys: 1, string: 0.8, metal: 0.4, brightness: 0.65, warmth: -0.3, hardness: 0.5, attack: 0.75, decay: 0.1,
    pitchedness: 0.7, noisiness: -0.4,
  }),
  it('toy piano', {
    keys: 0.9, metal: 0.6, brightness: 0.5, depth: -0.6, attack: 0.7, decay: -0.3, pitchedness: 0.6, hardness: 0.4,
  }),
  it('accordion', {
    keys: 0.8, air: 0.7, brightness: 0.2, attack: -0.4, decay: 0.7, roughness: 0.2, pitchedness: 0.7,
  }),
  it('synth|synthesizer|synthesiser', {
    keys: 0.7, electronic: 1, brightness: 0.2, decay: 0.3, pitchedness: 0.7, noisiness: -0.6,
  }),
  it('pad|synth pad', {
    keys: 0.7, electronic: 0.8, warmth: 0.5, attack: -0.75, decay: 0.75, pitchedness: 0.7, wetness: 0.5,
    energy: -0.4, noisiness: -0.4,
  }),
  it('keys|keyboard', { keys: 1, attack: 0.4, decay: 0.3, pitchedness: 0.75, noisiness: -0.6 }),
]

const STRINGS: readonly LexiconEntry[] = [
  it('guitar|acoustic guitar', {
    guitar: 1, string: 0.9, wood: 0.5, brightness: 0.2, warmth: 0.3, attack: 0.5, decay: 0.3, noisiness: -0.5,
    pitchedness: 0.75, hollowness: 0.2,
  }),
  it('nylon guitar|classical guitar|nylon string guitar|spanish guitar', {
    guitar: 1, string: 0.8, wood: 0.7, brightness: -0.3, warmth: 0.6, hardness: -0.4, attack: 0.3, decay: 0.1,
    noisiness: -0.5, pitchedness: 0.75, hollowness: 0.3, energy: -0.3,
  }),
  it('steel guitar|steel string guitar|steel string', {
    guitar: 1, string: 0.9, metal: 0.5, wood: 0.4, brightness: 0.5, hardness: 0.3, attack: 0.6, decay: 0.4,
    noisiness: -0.4, pitchedness: 0.75,
  }),
  it('electric guitar|clean guitar|clean electric guitar', {
    guitar: 1, string: 0.8, electronic: 0.5, metal: 0.4, brightness: 0.3, attack: 0.5, decay: 0.5,
    noisiness: -0.6, pitchedness: 0.75,
  }),
  it('jazz guitar|archtop|hollow body guitar', {
    guitar: 1, string: 0.8, electronic: 0.3, wood: 0.5, brightness: -0.5, warmth: 0.7, hardness: -0.3,
    attack: 0.3, decay: 0.2, noisiness: -0.6, pitchedness: 0.75, hollowness: 0.2, energy: -0.2,
  }),
  it('distorted guitar|overdriven guitar|rock guitar', {
    guitar: 1, string: 0.8, electronic: 0.6, metal: 0.3, brightness: 0.4, attack: 0.4, decay: 0.7, roughness: 0.75,
    pitchedness: 0.6, energy: 0.7,
  }),
  it('twelve string guitar|12 string guitar|twelve string|12 string', {
    guitar: 1, string: 1, metal: 0.6, wood: 0.3, brightness: 0.65, attack: 0.6, decay: 0.5, pitchedness: 0.7,
  }),
  it('ukulele|uke', {
    guitar: 0.8, string: 0.8, wood: 0.6, brightness: 0.2, depth: -0.5, attack: 0.5, decay: -0.3, pitchedness: 0.7,
  }),
  it('banjo', {
    guitar: 0.8, string: 0.8, membrane: 0.4, metal: 0.4, brightness: 0.6, warmth: -0.4, attack: 0.75, decay: -0.4,
    pitchedness: 0.7, hollowness: 0.2,
  }),
  it('mandolin', {
    guitar: 0.8, string: 0.9, metal: 0.5, brightness: 0.6, depth: -0.5, attack: 0.7, decay: -0.2, pitchedness: 0.7,
  }),
  it('harp', {
    guitar: 0.5, keys: 0.2, string: 1, warmth: 0.3, attack: 0.3, decay: 0.6, pitchedness: 0.75, energy: -0.4,
    openness: 0.4,
  }),
  it('pizzicato|pizzicato strings', {
    guitar: 0.3, bass: 0.3, string: 0.9, wood: 0.5, warmth: 0.3, attack: 0.5, decay: -0.5, pitchedness: 0.7,
  }),
  it('strings|violin|cello|viola', {
    string: 1, wood: 0.5, warmth: 0.3, attack: -0.6, decay: 0.75, roughness: 0.2, pitchedness: 0.75,
  }),
  it('voice|vocal|mouth|beatbox', { air: 0.8, warmth: 0.3, attack: -0.1, pitchedness: 0.3, noisiness: 0.1 }),
]

export const INSTRUMENTS: readonly LexiconEntry[] = [
  ...DRUMS,
  ...HAND_DRUMS,
  ...SMALL_PERCUSSION,
  ...MALLETS,
  ...BASSES,
  ...KEYBOARDS,
  ...STRINGS,
]

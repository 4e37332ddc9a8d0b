/** What words and signs mean that stand for a value: said on hovering and beside completions. */

import type { HitCell } from '../../language/ast.ts'
import type { PropertyContext } from '../../language/vocabulary.ts'

/** By the property, or the block, that they stand behind. */
export const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  curve: {
    smooth: 'Corrections grow without a step, from the follow zone out to the limit.',
    classic: 'The founding formula: beyond the follow zone it jumps to the whole distance.',
  },
  expect: {
    player: 'Who is always a little early, or late, counts as on the beat.',
    grid: 'On the beat is what is on the beat: a habit of the player is not learned.',
  },
  track: {
    one: 'One idea of where the player’s next beat will be.',
    many: 'Ten ideas of it compete, and the band goes by their mean: steadier, where a player wanders.',
  },
  voicing: {
    rootless: 'Third, fifth, seventh and ninth: 3 5 7 9 or 7 9 3 5. A bassist plays the root.',
    shell: 'Root, third and seventh.',
    spread: 'Every second voice an octave higher: 1 5 3’ 7’.',
    drop2: 'Close, with the second voice from the top an octave lower.',
    close: 'Up to four chord tones within an octave, in any inversion.',
  },
  approach: {
    chromatic: 'The next root is reached from a semitone away.',
    scale: 'The next root is reached by a step of its chord’s scale.',
    dominant: 'The next root is reached from its fifth, above or below.',
  },
  feel: { behind: 'Always that much late.', ahead: 'Always that much early.' },
  line: { walk: 'A walking bass: a note on every beat, each chord’s root where it begins.' },
  count: { player: 'The player counts in, and the band takes the tempo from that.' },
  unit: {
    session: 'Each session has a draw of its own.',
    'user-week': 'All sessions of a user within a week share a draw.',
  },
  dynamics: { player: 'As loud as the player, so far.' },
  player: {
    steady: 'Plays every beat, as the band sounds it.',
    rushes: 'Is always that much before the band’s beat.',
    drags: 'Is always that much after the band’s beat.',
    speeds: 'Gets faster over that time, then stays there, and heeds no band.',
    slows: 'Gets slower over that time, then stays there, and heeds no band.',
    silent: 'Plays nothing from bar 1 on for that long, then joins.',
    simulated: 'Has human noise and habits.',
  },
  rule: {
    silent: 'The last beat brought no note; with `for`, so many beats or bars did not.',
    early: 'On the mean of four, the player’s last notes came before the snap zone.',
    late: 'On the mean of four, the player’s last notes came after the snap zone.',
    spread: 'How unevenly the player plays: a time.',
    bias: 'How early or late the player plays by habit: a time.',
    tempo: 'How fast it goes now.',
    drift: 'How far the tempo has gone from the written one: a share.',
    confidence: 'How sure the band is of the player: 0 to 1.',
  },
  guard: { completed: 'The share of sessions that were played to their end.' },
  reward: {
    duration: 'How long the session was, without what was paused: a time.',
    completed: '1 where it was played to its end, else 0.',
    rating: '1 to 5, if the player gave one.',
    onsets: 'How many notes the player played.',
    spread: 'How unevenly the player played: a time.',
    bias: 'How early or late the player played by habit: a time.',
  },
}

/** @param place the property, or the kind of block, that the word stands behind */
export const meaningOf = (place: string, word: string): string | undefined =>
  Object.hasOwn(WORDS, place) && Object.hasOwn(WORDS[place] ?? {}, word) ? WORDS[place]?.[word] : undefined

export const HITS: Readonly<Record<HitCell['mark'], string>> = {
  x: 'a hit, at 0.7 of full loudness',
  X: 'an accent, at full loudness',
  g: 'a ghost note, at a quarter of full loudness',
  o: 'the hat, open: it rings until it is struck again or closed, at the barline at the latest',
  p: 'the hat, closed by its pedal',
  f: 'a flam: a small stroke right before',
  d: 'a drag: two small strokes right before',
  r: 'a roll that fills its cell',
  '#': 'choked: the hand stops the cymbal',
}

/** What holds where a file does not say it. */
export const USUAL: Readonly<Partial<Record<PropertyContext, Readonly<Record<string, string>>>>> = {
  file: { tempo: '100 bpm', meter: '4/4', key: 'C major', swing: '50%', seed: '0' },
  zones: {
    snap: '20 ms',
    follow: '100 ms',
    limit: '200 ms',
    strength: '0.5',
    adapt: '0.2',
    curve: 'smooth',
    expect: 'player',
    track: 'one',
  },
  player: { count: '1 bar' },
  bassist: { range: 'E1..G2' },
  pianist: { range: 'C3..C5', voicing: 'close' },
  guitarist: { range: 'E2..E4', voicing: 'drop2' },
  train: { explore: '10%', unit: 'user-week', gate: '95%' },
}

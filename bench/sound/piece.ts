/** What both sides play: twenty seconds of drums, bass and keys at 120 bpm. */

export interface SoundNote {
  readonly time: number
  readonly voice: 'kick' | 'snare' | 'hat' | 'bass' | 'keys'
  /** MIDI numbers; none for drums. */
  readonly pitches: readonly number[]
  readonly length: number
  readonly velocity: number
}

export const SECONDS = 20
const BEAT = 0.5
const ROOTS = [38, 43, 36, 33]
const CHORDS = [
  [53, 57, 60, 64],
  [53, 59, 62, 65],
  [52, 55, 59, 62],
  [55, 58, 61, 64],
]

export const NOTES: readonly SoundNote[] = notes()

function notes(): readonly SoundNote[] {
  const list: SoundNote[] = []
  for (let beat = 0; beat * BEAT < SECONDS - 0.5; beat++) {
    const time = beat * BEAT
    const bar = Math.floor(beat / 4)
    const drum = (voice: SoundNote['voice'], at: number, velocity: number) =>
      list.push({ time: at, voice, pitches: [], length: 0.1, velocity })
    drum(beat % 2 === 0 ? 'kick' : 'snare', time, 0.8)
    for (const half of [0, 0.5]) drum('hat', time + half * BEAT, half === 0 ? 0.7 : 0.5)
    const root = ROOTS[bar % 4] ?? 36
    list.push({ time, voice: 'bass', pitches: [root + (beat % 2) * 7], length: 0.45, velocity: 0.8 })
    if (beat % 2 === 0)
      list.push({ time, voice: 'keys', pitches: CHORDS[bar % 4] ?? [], length: 0.9, velocity: 0.6 })
  }
  return list
}

// Writes the two onset files of this folder. They are made by simulated players, not by people, and say so.
// Deterministic: same script, same bytes. Run it with `node examples/make-onsets.mjs`.

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** mulberry32: a small counter-based generator, uniform in [0, 1). */
function uniform(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Twelve uniforms minus six: normal enough, and free of Math.log, which differs between engines. */
function normal(random) {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random()
  return sum
}

/**
 * Plays quarter notes along a written tempo curve.
 *
 * @param player.bpm        beat index → the tempo the player has in mind at that beat
 * @param player.early      habitual earliness, ms
 * @param player.sd         standard deviation of the timing, ms
 * @param player.memory     lag-1 autocorrelation of the timing
 * @param player.missed     beat index → the player does not play this beat
 * @param player.offbeat    { chance, swing }: now and then a soft 8th, `swing` into the beat
 * @param player.extra      chance of a clumsy second hit after a beat
 */
function play({ seed, countBeats, beats, bpm, early, sd, memory, missed, offbeat, extra }) {
  const random = uniform(seed)
  const onsets = []
  let grid = countBeats * (60 / bpm(0))
  let wander = 0
  for (let beat = 0; beat < beats; beat++) {
    const period = 60 / bpm(beat)
    // AR(1) with unit variance: people who are late tend to be late again.
    wander = memory * wander + Math.sqrt(1 - memory * memory) * normal(random)
    const time = grid + (wander * sd - early) / 1000
    const accent = beat % 4 === 0 ? 0.12 : 0
    const velocity = 0.66 + accent + 0.05 * normal(random)
    const [dropped, doubled, passing] = [random(), random(), random()]
    if (!missed(beat, dropped)) onsets.push({ time, velocity })
    if (doubled < extra) onsets.push({ time: time + 0.11 + 0.03 * random(), velocity: 0.3 })
    if (offbeat && passing < offbeat.chance && !missed(beat, 1)) {
      onsets.push({ time: time + period * offbeat.swing, velocity: 0.36 + 0.03 * normal(random) })
    }
    grid += period
  }
  return onsets
    .sort((a, b) => a.time - b.time)
    .map(({ time, velocity }) => ({
      time: Math.round(time * 10_000) / 10_000,
      velocity: Math.round(Math.min(1, Math.max(0.1, velocity)) * 100) / 100,
    }))
}

function file(about, onsets) {
  const lines = onsets.map((onset) => `    ${JSON.stringify(onset)}`)
  return `{\n  "version": 1,\n  "source": "simulated",\n  "about": ${JSON.stringify(about)},\n  "onsets": [\n${lines.join(',\n')}\n  ]\n}\n`
}

// pocket-trio: count-in, head twice (16 bars), stop (4), then the vamp on head, which is where the tune opens up.
const STOP = 16 * 4
const VAMP = 20 * 4
const REST = 34 * 4

/** The player's tempo: a slow breath of ±0.8 % over 24 bars, and a push of 2.5 % into the vamp that settles again. */
function trioTempo(beat) {
  const breath = 1 - 4 * Math.abs(((beat / 96 + 0.25) % 1) - 0.5) // a triangle, -1..1, 0 at the first beat
  const pushed =
    beat < VAMP - 2 || beat >= VAMP + 32 ? 0 : Math.min(1, (beat - VAMP + 3) / 8, (VAMP + 32 - beat) / 16)
  return 96 * (1 + 0.008 * breath + 0.025 * pushed)
}

const trio = {
  seed: 96,
  countBeats: 4,
  beats: 44 * 4,
  bpm: trioTempo,
  early: 25,
  sd: 18,
  memory: 0.43,
  missed: (beat, chance) =>
    chance < 0.02 || beat === STOP + 3 || beat === STOP + 7 || (beat >= REST && beat < REST + 10),
  offbeat: { chance: 0.14, swing: 0.58 },
  extra: 0,
}

const novice = {
  seed: 90,
  countBeats: 4,
  beats: 22 * 4,
  bpm: (beat) => 90 * (1 + 0.02 * Math.min(1, beat / 64)),
  early: 45,
  sd: 30,
  memory: 0.4,
  missed: (_beat, chance) => chance < 0.07,
  offbeat: null,
  extra: 0.04,
}

/** Path beside this script → text of the file. */
export const FILES = {
  'pocket-trio/take.onsets.json': file(
    'Simulated musician at 96 bpm: 25 ms early, SD 18 ms, a slow drift, a few missed beats, a push into the vamp, two and a half bars of rest near the end.',
    play(trio),
  ),
  'four-timbres.onsets.json': file(
    'Simulated novice at 90 bpm: 45 ms early, SD 30 ms, drifting ahead by 2 %, missing one beat in fourteen, now and then hitting twice.',
    play(novice),
  ),
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(FILES)) writeFileSync(new URL(path, import.meta.url), text)
}

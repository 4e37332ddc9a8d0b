/** The piece as Silencio's engine is told it. */

import { createPalette, type SoundSink } from '../../runtime/audio/palette/palette.ts'
import { makeBeat } from '../../runtime/score/beat.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'
import { NOTES } from './piece.ts'

const TIMBRES = {
  kick: timbreOfText('deep kick drum'),
  snare: timbreOfText('crisp snare drum'),
  hat: timbreOfText('closed hi-hat'),
  bass: timbreOfText('round upright bass'),
  keys: timbreOfText('mellow upright piano'),
}

export function eventsOfPiece(sampleRate: number, sink: SoundSink): void {
  const palette = createPalette({ sampleRate, sink })
  palette.setMembers([
    { name: 'kit', kind: 'drummer' },
    { name: 'bass', kind: 'bassist' },
    { name: 'keys', kind: 'pianist' },
  ])
  for (const { time, voice, pitches, length, velocity } of NOTES) {
    const member = voice === 'bass' || voice === 'keys' ? voice : 'kit'
    for (const pitch of pitches.length > 0 ? pitches : [null])
      palette.play(
        makeBeat({
          timestamp: time,
          beatNumber: 1,
          measure: 1,
          member,
          voice,
          timbre: TIMBRES[voice],
          pitch,
          velocity,
          duration: length,
        }),
        Math.round(time * sampleRate),
      )
  }
}

/** Where sections begin and in which keys they are, from the beats that were played. */

import type { PolicyDefinition, SectionDef } from '../policy.ts'
import type { Seconds } from '../units.ts'
import { keySignatureOf } from './key-signature.ts'
import type { KeyChange, SectionStart } from './score.ts'

interface PlayedBeat {
  readonly time: Seconds
  readonly measure: number
  readonly section: SectionDef | undefined
}

/** @param beats in order of time; a pickup's are of no section yet */
export function sectionMapOf(beats: readonly PlayedBeat[]): readonly SectionStart[] {
  const starts: SectionStart[] = []
  let last: SectionDef | undefined
  let from = 0
  for (const { time, measure, section } of beats) {
    if (measure < 1 || section === undefined) continue
    // A repeat begins where all its bars are through.
    if (section === last && measure - from < (section.bars ?? Number.POSITIVE_INFINITY)) continue
    last = section
    from = measure
    if (section.name !== '') starts.push({ time, name: section.name })
  }
  return starts
}

/** From C major, in which a score is that says nothing. The first key holds from 0 on: a pickup is in it, and a count. */
export function keyMapOf(
  beats: readonly PlayedBeat[],
  chords: PolicyDefinition['chords'],
): readonly KeyChange[] {
  const changes: KeyChange[] = []
  let last: SectionDef | undefined
  let before = { fifths: 0, minor: false }
  for (const { time, section } of beats) {
    const isFirst = last === undefined
    if (section === last || section === undefined) continue
    last = section
    const tonic = chords[section.tonic]
    if (tonic === undefined) continue
    const key = keySignatureOf(tonic)
    if (key.fifths === before.fifths && key.minor === before.minor) continue
    before = key
    changes.push({ time: isFirst ? 0 : time, key })
  }
  return changes
}

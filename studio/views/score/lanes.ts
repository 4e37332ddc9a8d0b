/**
 * Which lane a note lies on. A drummer has a row for each voice, feet at the bottom; who plays pitches has a roll of
 * them; a metronome has one row. The player's own lane stands below all.
 */

import type { MemberView } from '../../protocol.ts'

type Kind = MemberView['kind']

/** From the top, as in a drum chart. */
const DRUM_ORDER = ['crash', 'bell', 'ride', 'hat', 'tom1', 'tom2', 'snare', 'rim', 'tom3', 'kick', 'pedal']

const MELODIC: readonly Kind[] = ['bassist', 'pianist', 'guitarist']

interface Voice {
  readonly member: string
  readonly name: string
  /** Middle of its row; for a roll the row of its lowest pitch. */
  y: number
  /** Height of its row. */
  height: number
  /** Of a roll: pixels a semitone up, else 0. */
  rise: number
  lowest: number
  muted: boolean
}

export interface Lane {
  readonly name: string
  readonly top: number
  readonly height: number
  readonly muted: boolean
  /** In a drummer's lane its rows, in a roll the Cs. */
  readonly rows: readonly LaneRow[]
  readonly roll: boolean
}

interface LaneRow {
  readonly name: string
  readonly y: number
}

export interface Lanes {
  /** The number of a voice; a new one changes the lanes. */
  voice(member: string, name: string, pitch: number | null): number
  at(voice: number): Voice | undefined
  /** Who plays now, from the top. Who left the band has no lane any more. */
  members(members: readonly MemberView[]): void
  /** No note refers to a voice any more. */
  clear(): void
  /** Lays everything out anew between two heights. */
  layOut(top: number, bottom: number): readonly Lane[]
  /** Counts up with each change that asks for a new layout. */
  readonly changes: number
}

interface Member {
  readonly name: string
  kind: Kind
  muted: boolean
  readonly voices: Voice[]
  lowest: number
  highest: number
}

/** Between two lanes, px; less where there are so many that it would take their own room. */
export const LANE_GAP = 6
const OCTAVE = 12
/** A roll shows at least so many semitones. */
const LEAST_RANGE = 12
/** Heights, in rows of a drummer. */
const ROWS: Readonly<Record<Kind, number>> = {
  metronome: 1,
  drummer: 1,
  bassist: 3,
  pianist: 4.5,
  guitarist: 4.5,
}

export function createLanes(): Lanes {
  const members: Member[] = []
  const voices: Voice[] = []
  /** The members shown, in the order they were told; null until somebody told. */
  let told: readonly MemberView[] | null = null
  let changes = 0

  return {
    voice,
    at: (index) => voices[index],
    members: know,
    clear() {
      members.length = 0
      voices.length = 0
      if (told !== null) know(told)
      changes += 1
    },
    layOut,
    get changes() {
      return changes
    },
  }

  function memberOf(name: string): Member {
    const known = members.find((member) => member.name === name)
    if (known !== undefined) return known
    const made: Member = { name, kind: 'drummer', muted: false, voices: [], lowest: 127, highest: 0 }
    members.push(made)
    changes += 1
    return made
  }

  function voice(memberName: string, name: string, pitch: number | null): number {
    const found = voices.findIndex((one) => one.name === name && one.member === memberName)
    const member = memberOf(memberName)
    if (isPitch(pitch) && (pitch < member.lowest || pitch > member.highest)) {
      member.lowest = Math.min(member.lowest, Math.floor(pitch))
      member.highest = Math.max(member.highest, Math.ceil(pitch))
      changes += 1
    }
    if (found >= 0) return found
    const made: Voice = { member: memberName, name, y: 0, height: 0, rise: 0, lowest: 0, muted: false }
    member.voices.push(made)
    member.voices.sort((a, b) => DRUM_ORDER.indexOf(a.name) - DRUM_ORDER.indexOf(b.name))
    changes += 1
    return voices.push(made) - 1
  }

  function know(next: readonly MemberView[]): void {
    if (told === null || !sameNames(told, next)) changes += 1
    told = next
    for (const { name, kind, muted } of next) {
      const member = memberOf(name)
      if (member.kind === kind && member.muted === muted) continue
      member.kind = kind
      member.muted = muted
      changes += 1
    }
  }

  function layOut(top: number, bottom: number): readonly Lane[] {
    for (const voice of voices) voice.height = 0
    const shown = told === null ? members : told.map(({ name }) => memberOf(name))
    const rows = shown.reduce((sum, member) => sum + rowsOf(member), 0)
    const gap = Math.min(LANE_GAP, (bottom - top) / (2 * shown.length))
    const room = bottom - top - gap * shown.length
    let y = top
    return shown.map((member): Lane => {
      const height = rows === 0 ? 0 : (room * rowsOf(member)) / rows
      const lane = {
        name: member.name,
        top: y,
        height,
        muted: member.muted,
        rows: place(member, y, height),
        roll: isMelodic(member),
      }
      y += height + gap
      return lane
    })
  }

  function rowsOf(member: Member): number {
    if (member.kind !== 'drummer') return ROWS[member.kind]
    return Math.max(1, member.voices.length)
  }

  function place(member: Member, top: number, height: number): readonly LaneRow[] {
    if (isMelodic(member)) return placeRoll(member, top, height)
    const count = Math.max(1, member.voices.length)
    member.voices.forEach((voice, i) => {
      voice.muted = member.muted
      voice.rise = 0
      voice.height = member.kind === 'drummer' ? height / count : height
      voice.y = top + voice.height * ((member.kind === 'drummer' ? i : 0) + 0.5)
    })
    return member.kind === 'drummer' ? member.voices.map(({ name, y }) => ({ name, y })) : []
  }

  function placeRoll(member: Member, top: number, height: number): readonly LaneRow[] {
    const range = Math.max(LEAST_RANGE, member.highest - member.lowest)
    const lowest = (member.highest + member.lowest - range) / 2
    // The lowest and the highest note stay inside the lane.
    const rise = (height * 0.84) / (range + 1)
    const y = top + height * 0.92 - rise / 2
    for (const voice of member.voices) {
      voice.muted = member.muted
      voice.rise = rise
      voice.lowest = lowest
      voice.height = rise
      voice.y = y
    }
    if (member.highest < member.lowest) return []
    const first = Math.ceil(lowest / OCTAVE)
    const count = Math.max(0, Math.floor((lowest + range) / OCTAVE) - first + 1)
    return Array.from({ length: count }, (_, i) => {
      const pitch = (first + i) * OCTAVE
      // MIDI 60 is C4.
      return { name: `C${pitch / OCTAVE - 1}`, y: y - (pitch - lowest) * rise }
    })
  }
}

const isMelodic = ({ kind }: Member): boolean => MELODIC.includes(kind)

const isPitch = (pitch: number | null): pitch is number => pitch !== null && pitch >= 0 && pitch <= 127

function sameNames(a: readonly MemberView[], b: readonly MemberView[]): boolean {
  return a === b || (a.length === b.length && a.every(({ name }, i) => name === b[i]?.name))
}

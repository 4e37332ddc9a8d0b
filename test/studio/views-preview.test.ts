import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { previewPieces } from '../../scripts/preview/pieces.ts'
import { previewSession } from '../../scripts/preview/session.ts'
import { repositoryTop } from '../harness/sil.ts'

const examples = join(repositoryTop, 'examples')

describe('the preview of the views', () => {
  it('has a session in which all happens that its pictures show', async () => {
    const { beats, taps, notes, moments } = await previewSession(
      join(examples, 'pocket-trio', 'pocket-trio.sil'),
    )
    const at = (time: number) => beats.findLast((beat) => beat.time <= time)
    expect(at(moments.mid)?.mode).toBe('snap')
    expect(at(moments.rushing)?.mode).toBe('follow')
    expect(at(moments.limit)?.mode).toBe('limit')
    expect(at(moments.coasting)?.confidence).toBeLessThan(0.3)
    expect(at(moments.rushing)?.bpm).toBeGreaterThan(99)
    expect(taps.filter(({ mode }) => mode === 'limit').length).toBeGreaterThan(1)
    expect(new Set(notes.map(({ member }) => member))).toEqual(new Set(['click', 'kit', 'bass', 'keys']))
  })

  it('has a card for every piece of the examples’ table', async () => {
    const pieces = await previewPieces(examples)
    expect(pieces.length).toBeGreaterThan(12)
    for (const { title, rhythm, beats, members } of pieces) {
      expect(title).not.toBe('')
      expect(members.length).toBeGreaterThan(0)
      expect(rhythm.flatMap(({ strokes }) => strokes).length).toBeGreaterThan(2)
      for (const { at } of rhythm.flatMap(({ strokes }) => strokes)) expect(at).toBeLessThan(1)
      expect(beats[0]).toBe(0)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { readFromPlayer, readToPlayer } from '../../studio/player-protocol.ts'

describe('what the player’s pane and its editor say to each other', () => {
  it.each([
    { kind: 'open', path: 'a.sil', title: 'a', text: 'tempo 96 bpm', version: 1 },
    { kind: 'text', text: '', version: 2 },
    { kind: 'sources' },
    { kind: 'source', id: 0, source: { kind: 'text', text: '' } },
    { kind: 'source', id: 1, source: { kind: 'missing' } },
    { kind: 'source', id: 2, source: { kind: 'refused', why: 'it is a link' } },
  ])('the pane takes $kind, and nothing that came along with it', (message) => {
    expect(readToPlayer({ ...message, more: 1 })).toEqual(message)
  })

  it.each([
    { kind: 'ready' },
    { kind: 'source-wanted', id: 3, path: 'zones.sil' },
    { kind: 'lit', version: 4, cells: [[5, 6]] },
    { kind: 'lit', version: 4, cells: [] },
  ])('the editor takes $kind, and nothing that came along with it', (message) => {
    expect(readFromPlayer({ ...message, more: 1 })).toEqual(message)
  })

  it.each([
    null,
    'open',
    {},
    { kind: 'open', path: 'a.sil', title: 'a', text: 'tempo' },
    { kind: 'text', text: 1, version: 2 },
    { kind: 'text', text: '', version: Number.NaN },
    { kind: 'source', id: 0, source: { kind: 'text' } },
    { kind: 'source', id: 0, source: 'text' },
  ])('the pane does not take %j', (message) => {
    expect(readToPlayer(message)).toBeNull()
  })

  it.each([
    undefined,
    { kind: 'source-wanted', id: '3', path: 'zones.sil' },
    { kind: 'source-wanted', id: 3 },
    { kind: 'lit', version: 4, cells: [[5]] },
    { kind: 'lit', version: 4, cells: [[5, 'x']] },
    { kind: 'lit', version: 4, cells: 5 },
    { kind: 'setState' },
  ])('the editor does not take %j', (message) => {
    expect(readFromPlayer(message)).toBeNull()
  })
})

import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { endWith } from '../../scripts/signals.mjs'

test.each([
  ['linux', ['SIGINT', 'SIGTERM']],
  ['darwin', ['SIGINT', 'SIGTERM']],
  ['win32', []],
])(
  'signals are handed on to a child of %s where they do not come by themselves, and end nobody before it',
  (platform, sent) => {
    const told: string[] = []
    const child = { kill: (signal: string) => told.push(signal) }
    const from = Object.assign(new EventEmitter(), { platform })
    endWith(child, ['SIGINT', 'SIGTERM'], from)
    expect(['SIGINT', 'SIGTERM'].every((signal) => from.emit(signal))).toBe(true)
    expect(told).toEqual(sent)
  },
)

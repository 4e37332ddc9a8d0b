import { expect, test } from 'vitest'
import { type Machine, rename } from '../../training/rename.ts'

const refusal = (code: string): Error => Object.assign(new Error(code), { code })

/** A machine whose file system refuses the first calls. */
function machine(platform: string, refusals: readonly string[]) {
  const told = { calls: 0, waited: 0 }
  const made: Machine = {
    platform,
    rename() {
      const code = refusals[told.calls++]
      if (code !== undefined) throw refusal(code)
    },
    wait: (ms) => {
      told.waited += ms
    },
  }
  return { made, told }
}

test('on Windows a file that is held is waited for, and not for long', () => {
  const held = ['EPERM', 'EBUSY', 'EACCES']
  const soon = machine('win32', held)
  rename('a', 'b', soon.made)
  expect(soon.told).toEqual({ calls: 4, waited: 70 })

  const never = machine('win32', Array(99).fill('EPERM'))
  expect(() => rename('a', 'b', never.made)).toThrow('EPERM')
  expect(never.told.waited).toBe(1500)
})

test('what is wrong otherwise, or elsewhere, is told at once', () => {
  for (const [platform, code] of [
    ['win32', 'ENOENT'],
    ['linux', 'EPERM'],
    ['darwin', 'EACCES'],
  ] as const) {
    const { made, told } = machine(platform, [code])
    expect(() => rename('a', 'b', made), platform).toThrow(code)
    expect(told).toEqual({ calls: 1, waited: 0 })
  }
})

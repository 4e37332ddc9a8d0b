import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownNode, refuseTooOld } from '../../scripts/own-node.mjs'

const machine = (platform: NodeJS.Platform, arch: NodeJS.Architecture, node: string, glibc?: string) => ({
  platform,
  arch,
  versions: { ...process.versions, node },
  execPath: 'its own',
  report: { ...process.report, getReport: () => ({ header: { glibcVersionRuntime: glibc } }) },
})

describe('the Node that the project runs on', () => {
  test.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'is the packaged one where that was made for the system',
    () => expect(basename(ownNode(machine('linux', 'x64', '20.11.0', '2.36')))).toBe('node'),
  )

  test.each([
    ['Alpine', machine('linux', 'x64', '22.18.0')],
    ['a Mac', machine('darwin', 'arm64', '24.1.0')],
    ['Windows', machine('win32', 'x64', '25.0.0')],
    ['a small computer', machine('linux', 'arm64', '22.18.0', '2.36')],
  ])('is the one that is there, on %s', (_, its) => {
    expect(ownNode(its)).toBe('its own')
    expect(() => refuseTooOld(its)).not.toThrow()
  })

  test.each([
    ['Alpine', machine('linux', 'x64', '20.19.0')],
    ['a Mac', machine('darwin', 'arm64', '22.17.9')],
  ])('has to be newer than this on %s, which is said before anything is fetched', (_, its) => {
    const told = `This is Node ${its.versions.node}, and none is packaged for ${its.platform}-${its.arch}: please install Node 22.18 or newer`
    expect(() => ownNode(its)).toThrow(told)
    expect(() => refuseTooOld(its)).toThrow(told)
  })

  test('may be old as long as the packaged one is still to come', () => {
    expect(() => refuseTooOld(machine('linux', 'x64', '20.11.0', '2.36'))).not.toThrow()
  })
})

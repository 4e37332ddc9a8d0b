import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { repositoryTop } from '../harness/sil.ts'

/** Who reads our files by our schemas does it with the validator as it comes. */

const room = join(repositoryTop, 'schemas')
const schemas = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
)

it.each(schemas)('%s is taken by a validator without a word', (name) => {
  const words: string[] = []
  const say = (...parts: readonly unknown[]): void => {
    words.push(parts.join(' '))
  }
  // Lists of three in which more may stand are meant: what else stands there is its writer's.
  const ajv = new Ajv2020({ strictTuples: false, logger: { log: say, warn: say, error: say } })
  ajv.compile(JSON.parse(readFileSync(join(room, name), 'utf8')))
  expect(words).toEqual([])
})

it('each says what it is of', () => {
  for (const name of schemas) {
    const { title, description, $id } = JSON.parse(readFileSync(join(room, name), 'utf8'))
    expect(typeof title === 'string' && title !== '', name).toBe(true)
    expect(typeof description === 'string' && description !== '', name).toBe(true)
    // What is beside the commands' answers is known by its name, for others to refer to.
    if (!name.startsWith('cli')) expect($id, name).toBe(name)
  }
})

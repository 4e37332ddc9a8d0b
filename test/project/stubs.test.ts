import { describe, expect, it } from 'vitest'
import { withoutStubs } from '../../scripts/build/stubs.ts'

const built = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    withoutStubs(Object.entries(files).map(([path, text]) => ({ path, text }))).map(({ path, text }) => [
      path,
      String(text),
    ]),
  )

/** What a module exports as `out`, its imports gone. */
const outOf = (text: string): unknown => new Function(text.replace(/export\{(\w+) as out\};?/, 'return $1'))()

describe('chunks that hold next to nothing', () => {
  it('stand where they are used, under the names that they have there, and beside others of these names', () => {
    const files = built({
      'chunk-A.js': 'var e="1.2",t=n=>n*2;function n(e){return t(e)+1}export{e as a,n as b,t as c};',
      'page.js': 'import{a as t,b as n}from"./chunk-A.js";var e=[t,n(4)];export{e as out};',
      'worker.js': 'import"./chunk-A.js";var e=1;export{e as out};',
    })
    expect(Object.keys(files)).toEqual(['page.js', 'worker.js'])
    expect(outOf(files['page.js'] ?? '')).toEqual(['1.2', 9])
    expect(files['worker.js']).toBe('var e=1;export{e as out};')
  })

  it.each([
    ['a state', 'var e=0;function t(){return++e}export{t as a};'],
    ['a state that is given', 'var e=null;function t(n){e=n}export{t as a};'],
    ['a state in a pattern', 'var e=null;function t(n){[e]=n}export{t as a};'],
    ['an object', 'var e={};export{e as a};'],
    ['a class', 'class e{}export{e as a};'],
    ['a regular expression that goes on', 'var e=/x/g;export{e as a};'],
    ['something that is done', 'console.log(1);var e=1;export{e as a};'],
    ['imports', 'import{a as t}from"./chunk-B.js";var e=1;export{e as a,t as b};'],
    ['more than a few lines', `var e="${'x'.repeat(400)}";export{e as a};`],
  ])('stay files where they hold %s', (_, text) => {
    const files = { 'chunk-A.js': text, 'page.js': 'import{a as t}from"./chunk-A.js";export{t as out};' }
    expect(built(files)).toEqual(files)
  })

  it('stay files where somebody loads them late', () => {
    const files = {
      'chunk-A.js': 'var e=1;export{e as a};',
      'page.js': 'import("./chunk-A.js").then(()=>{});',
    }
    expect(built(files)).toEqual(files)
  })
})

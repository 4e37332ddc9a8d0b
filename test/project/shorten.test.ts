import { describe, expect, test } from 'vitest'
import { shorten } from '../../scripts/build/standalone/shorten.ts'

/** What a module's `result` is, as JSON. */
async function resultOf(code: string): Promise<unknown> {
  const url = `data:text/javascript;base64,${Buffer.from(`${code}\nexport { result }`).toString('base64')}`
  const module: { readonly result: unknown } = await import(url)
  return JSON.stringify(module.result)
}

describe('shortened code gives what the code gave', () => {
  test.each([
    [
      'functions that are called before they stand',
      'const a = f(2)\nfunction f(x) { return g(x) + 1; function g(y) { return y * 2 } }\nconst result = a',
    ],
    [
      'functions that call each other',
      'function even(n) { return n === 0 || odd(n - 1) }\nfunction odd(n) { return n > 0 && even(n - 1) }\nconst result = [even(7), odd(7)]',
    ],
    [
      'functions with arguments of their own',
      'function f() { return arguments.length }\nconst result = f(1, 2, 3)',
    ],
    [
      'functions with a this of their own',
      'function f() { return this?.x }\nconst result = f.call({ x: 4 })',
    ],
    ['generators', 'function* f() { yield 1; yield 2 }\nconst result = [...f()]'],
    [
      'defaults, rests and patterns',
      'function f({ a = 1, b: [c, ...d] } = { b: [2, 3] }, ...e) { return [a, c, d, e] }\nconst result = [f(), f({ b: [5] }, 6)]',
    ],
    [
      'private fields beside public ones of their name',
      'class A { #x = 1; x = 2; #y; constructor() { this.#y = 3 } #sum() { return this.#x + this.x + this.#y } get all() { return this.#sum() } }\nconst result = new A().all',
    ],
    [
      'methods that often say this, also inside arrows',
      'class A { n = 1; f() { const g = () => this.n++; g(); g(); this.n *= 2; this.n += this.n; return [1, 2].map((x) => x * this.n) } }\nconst result = new A().f()',
    ],
    [
      'a this inside a function inside a method',
      'class A { n = 1; f() { const g = function () { return this }; return [g.call(7), this.n, this.n, this.n, this.n] } }\nconst result = new A().f()',
    ],
    [
      'static members',
      'class A { static #made = 0; static make() { A.#made++; return A.#made } }\nA.make()\nconst result = A.make()',
    ],
    [
      'undefined, also as a shorthand, and null',
      'const { a, b = null } = { b: undefined }\nconst o = { undefined }\nconst result = [a === undefined, b, "undefined" in o, o.undefined === undefined]',
    ],
    [
      'texts that are said often, as values and as names',
      "const o = { 'often said': 1 }\nconst result = ['often said', 'often said', 'often said', 'often said', o['often said'], { 'often said': 2 }]",
    ],
    [
      'constants in loops',
      'const fs = []\nfor (const i of [1, 2, 3]) { const j = i * 2; fs.push(() => i + j) }\nconst result = fs.map((f) => f())',
    ],
    [
      'labels, switches and templates',
      'let n = 0\nouter: for (const a of [1, 2]) { switch (a) { case 1: { const b = `x\u0024{a}`; n += b.length; break } default: break outer } }\nconst result = n',
    ],
  ])('%s', async (_, code) => {
    expect(await resultOf(shorten(code))).toBe(await resultOf(code))
  })
})

test.each(['class A { #x = 1; is(o) { return #x in o } }', 'class A {}\nclass B extends A { #x = 1 }'])(
  '%s is refused',
  (code) => {
    expect(() => shorten(code)).toThrow('cannot be shortened')
  },
)

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CanonicalError, canonicalJson, hashOf, sha256Hex, utf8 } from '../../compiler/canonical.ts'
import { anyCharacter } from '../harness/any-character.ts'
import { runs } from '../harness/runs.ts'

const bits = (high: number, low: number): number => {
  const view = new DataView(new ArrayBuffer(8))
  view.setUint32(0, high)
  view.setUint32(4, low)
  return view.getFloat64(0)
}

describe('canonical JSON is that of RFC 8785', () => {
  test('the sample of §3.2.2 and §3.2.3', () => {
    const text = `{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`
    // The bytes of §3.2.4.
    const bytes = `
      7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72
      75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a
      5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31
      65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37
      5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30
      30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d`
    expect(Buffer.from(utf8(canonicalJson(JSON.parse(text)))).toString('hex')).toBe(
      bytes.replaceAll(/\s/g, ''),
    )
  })

  test('keys stand in the order of their UTF-16 units (§3.2.3)', () => {
    // U+FB33 is in the basic plane but beyond the surrogates: by code points it would come before the smiley.
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const value = Object.fromEntries(keys.map((key) => [key, 0]))
    expect(canonicalJson(value)).toBe(
      '{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
    )
  })

  // Appendix B, but for its rows of −0, NaN and infinity, which are refused here.
  test.each([
    [0x00000000, 0x00000000, '0'],
    [0x00000000, 0x00000001, '5e-324'],
    [0x80000000, 0x00000001, '-5e-324'],
    [0x7fefffff, 0xffffffff, '1.7976931348623157e+308'],
    [0xffefffff, 0xffffffff, '-1.7976931348623157e+308'],
    [0x43400000, 0x00000000, '9007199254740992'],
    [0xc3400000, 0x00000000, '-9007199254740992'],
    [0x44300000, 0x00000000, '295147905179352830000'],
    [0x44b52d02, 0xc7e14af5, '9.999999999999997e+22'],
    [0x44b52d02, 0xc7e14af6, '1e+23'],
    [0x44b52d02, 0xc7e14af7, '1.0000000000000001e+23'],
    [0x444b1ae4, 0xd6e2ef4e, '999999999999999700000'],
    [0x444b1ae4, 0xd6e2ef4f, '999999999999999900000'],
    [0x444b1ae4, 0xd6e2ef50, '1e+21'],
    [0x3eb0c6f7, 0xa0b5ed8c, '9.999999999999997e-7'],
    [0x3eb0c6f7, 0xa0b5ed8d, '0.000001'],
    [0x41b3de43, 0x55555553, '333333333.3333332'],
    [0x41b3de43, 0x55555554, '333333333.33333325'],
    [0x41b3de43, 0x55555555, '333333333.3333333'],
    [0x41b3de43, 0x55555556, '333333333.3333334'],
    [0x41b3de43, 0x55555557, '333333333.33333343'],
    [0xbecbf647, 0x612f3696, '-0.0000033333333333333333'],
    [0x43143ff3, 0xc1cb0959, '1424953923781206.2'],
  ])('the double %s:%s is %s', (high, low, text) => {
    expect(canonicalJson(bits(high, low))).toBe(text)
  })

  test('parses back to the same value, and is a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        fc.pre(!/[\uD800-\uDFFF]/.test(JSON.stringify(value)) && !JSON.stringify(value).includes('-0'))
        let text: string
        try {
          text = canonicalJson(value)
        } catch (error) {
          // fast-check likes −0 and half characters: refusing them is another test.
          expect(error).toBeInstanceOf(CanonicalError)
          return
        }
        expect(JSON.parse(text)).toEqual(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
      runs(300),
    )
  })

  test('does not depend on the order in which keys were set', () => {
    expect(canonicalJson({ b: 1, a: { d: [], c: null } })).toBe(
      canonicalJson({ a: { c: null, d: [] }, b: 1 }),
    )
  })
})

describe('what JSON cannot say is refused with its path', () => {
  const cyclic: unknown[] = []
  cyclic.push({ again: cyclic })
  test.each([
    [{ slots: [{ min: 0 }, { min: Number.NaN }] }, '$.slots[1].min', 'NaN'],
    [{ a: { 'b c': -0 } }, '$.a["b c"]', '−0'],
    [[Number.POSITIVE_INFINITY], '$[0]', 'Infinity'],
    [{ a: undefined }, '$.a', 'undefined'],
    [[undefined], '$[0]', 'undefined'],
    [undefined, '$', 'undefined'],
    [{ a: () => 1 }, '$.a', 'a function'],
    [{ a: 1n }, '$.a', 'a bigint'],
    [{ a: new Map() }, '$.a', 'no plain object'],
    [{ a: Float64Array.of(1) }, '$.a', 'no plain object'],
    [{ a: ['ok', '\ud800'] }, '$.a[1]', 'half a character'],
    [{ a: { '\udc00': 1 } }, '$.a', 'no Unicode'],
    [cyclic, '$[0].again', 'holds itself'],
  ])('%o', (value, path, what) => {
    let caught: unknown
    try {
      canonicalJson(value)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(CanonicalError)
    expect(caught).toMatchObject({ path, message: expect.stringContaining(what) })
  })

  test('a value that appears twice is no cycle', () => {
    const shared = { x: 1 }
    expect(canonicalJson([shared, shared])).toBe('[{"x":1},{"x":1}]')
  })

  test('nesting deeper than the call stack is no problem', () => {
    let deep: unknown = 1
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(canonicalJson(deep).length).toBe(200_001)
  })
})

describe('SHA-256', () => {
  // FIPS 180-2, appendix B.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %o', (text, hash) => {
    expect(sha256Hex(text)).toBe(hash)
  })

  test('of any text is what the host says, and UTF-8 is what TextEncoder says', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
        expect(utf8(text)).toEqual(new TextEncoder().encode(text))
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
      }),
      runs(200),
    )
    expect(utf8('é😀\ud83dx')).toEqual(new TextEncoder().encode('é😀\ud83dx'))
  })

  test('of a value is that of its canonical JSON', () => {
    expect(hashOf({ b: 1, a: 2 })).toBe(createHash('sha256').update('{"a":2,"b":1}').digest('hex'))
  })
})

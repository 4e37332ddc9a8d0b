/**
 * One spelling for every JSON value (RFC 8785, "JCS"), and SHA-256 of it: how policies, slot schemas and sessions get
 * names that two programs, written in two languages, agree on.
 */

import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'

/** A value that has no canonical spelling. `path` says where: `$.slots[3].min`. */
export class CanonicalError extends TypeError {
  readonly path: string

  constructor(path: string, what: string) {
    super(`${path} is ${what}, which canonical JSON cannot say`)
    this.name = 'CanonicalError'
    this.path = path
  }
}

/**
 * The canonical JSON of plain data: keys in the order of their UTF-16 units, shortest numbers, no blanks.
 *
 * Stricter than JSON.stringify, which would let a mistake through in silence: NaN and infinities (written `null`),
 * −0 (written `0`), undefined and functions (left out), Maps and typed arrays (written `{}`) are refused.
 *
 * @throws CanonicalError naming the path, also for lone surrogates (RFC 8785 §3.2.2.2) and for cycles.
 */
export function canonicalJson(value: unknown): string {
  // Nearly all data is good, and no path is asked for.
  if (!speakable(value, 0)) refuseUnspeakable(value)
  const text = canonicalize(value)
  if (text === undefined) throw new CanonicalError('$', 'nothing')
  return text
}

/** SHA-256 as 64 lowercase hex digits; text is hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  let hex = ''
  for (const byte of sha256(typeof data === 'string' ? utf8(data) : data))
    hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** SHA-256 of the canonical JSON. @throws CanonicalError */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalJson(value))
}

/** Deeper data may be good all the same; who keeps a path must look. */
const SURELY_NO_CYCLE = 100

/** Whether nothing needs refusing, as far as can be said at a glance. */
function speakable(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return problemOfLeaf(value) === null
  if (depth > SURELY_NO_CYCLE) return false
  if (Array.isArray(value)) {
    for (const child of value) if (!speakable(child, depth + 1)) return false
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  for (const [key, child] of Object.entries(value))
    if (hasLoneSurrogate(key) || !speakable(child, depth + 1)) return false
  return true
}

interface Visit {
  readonly value: unknown
  readonly key: string | number
  readonly parent: Visit | null
}

// With a stack of its own: data may nest deeper than the engine's call stack.
function refuseUnspeakable(root: unknown): void {
  const stack: Visit[] = [{ value: root, key: '$', parent: null }]
  const open = new Set<object>()
  // A visited container stays on the stack, below its children, until they are done.
  const entered = new Set<Visit>()
  for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
    const { value } = visit
    if (typeof value !== 'object' || value === null) {
      stack.pop()
      const problem = problemOfLeaf(value)
      if (problem !== null) throw new CanonicalError(pathOf(visit), problem)
      continue
    }
    if (entered.has(visit)) {
      stack.pop()
      entered.delete(visit)
      open.delete(value)
      continue
    }
    if (open.has(value)) throw new CanonicalError(pathOf(visit), 'a value that holds itself')
    open.add(value)
    entered.add(visit)
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) stack.push({ value: value[i], key: i, parent: visit })
    } else {
      const prototype: unknown = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== null)
        throw new CanonicalError(pathOf(visit), 'no plain object')
      for (const [key, child] of Object.entries(value).reverse()) {
        if (hasLoneSurrogate(key))
          throw new CanonicalError(pathOf(visit), 'an object whose key is no Unicode')
        stack.push({ value: child, key, parent: visit })
      }
    }
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** Names are short, and for short text a regular expression takes long to begin. */
function hasLoneSurrogate(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0xd800) return LONE_SURROGATE.test(text)
  return false
}

function problemOfLeaf(value: unknown): string | null {
  switch (typeof value) {
    case 'number':
      if (Number.isNaN(value)) return 'NaN'
      if (!Number.isFinite(value)) return String(value)
      return Object.is(value, -0) ? '−0' : null
    case 'string':
      return hasLoneSurrogate(value) ? 'text with half a character (a lone surrogate)' : null
    case 'boolean':
      return null
    case 'object':
      return null
    default:
      return value === undefined ? 'undefined' : `a ${typeof value}`
  }
}

function pathOf(visit: Visit): string {
  const steps: string[] = []
  for (let at: Visit | null = visit; at !== null; at = at.parent) {
    const { key } = at
    if (at.parent === null) steps.push('$')
    else if (typeof key === 'number') steps.push(`[${key}]`)
    else steps.push(/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)
  }
  return steps.reverse().join('')
}

/** UTF-8 without a TextEncoder, which worklets and bare engines lack. A lone surrogate becomes U+FFFD, as there. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      bytes[length++] = code
      continue
    }
    if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6)
    } else {
      const low = text.charCodeAt(i + 1)
      if (code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        i++
        bytes[length++] = 0xf0 | (code >> 18)
        bytes[length++] = 0x80 | ((code >> 12) & 0x3f)
      } else {
        if (code >= 0xd800 && code < 0xe000) code = 0xfffd
        bytes[length++] = 0xe0 | (code >> 12)
      }
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f)
    }
    bytes[length++] = 0x80 | (code & 0x3f)
  }
  return bytes.slice(0, length)
}

/**
 * Built-ins that the runtime asks for often, under names that a minifier can shorten: esbuild puts these in place of
 * what they are called after.
 */

const numberIsNaN = Number.isNaN
const numberIsFinite = Number.isFinite
const isSafeInteger = Number.isSafeInteger
const nan = Number.NaN
const lowest = Number.NEGATIVE_INFINITY
const floor = Math.floor
const max = Math.max
const min = Math.min
const abs = Math.abs
const round = Math.round
const imul = Math.imul
const ceil = Math.ceil
const sqrt = Math.sqrt
const isArray = Array.isArray
const parseDate = Date.parse
const Doubles = Float64Array
const OutOfRange = RangeError
const text = String
const entries = Object.entries
const fromEntries = Object.fromEntries

export {
  abs as 'Math.abs',
  ceil as 'Math.ceil',
  Doubles as Float64Array,
  entries as 'Object.entries',
  floor as 'Math.floor',
  fromEntries as 'Object.fromEntries',
  imul as 'Math.imul',
  isArray as 'Array.isArray',
  isSafeInteger as 'Number.isSafeInteger',
  lowest as 'Number.NEGATIVE_INFINITY',
  max as 'Math.max',
  min as 'Math.min',
  nan as 'Number.NaN',
  numberIsFinite as 'Number.isFinite',
  numberIsNaN as 'Number.isNaN',
  OutOfRange as RangeError,
  parseDate as 'Date.parse',
  round as 'Math.round',
  sqrt as 'Math.sqrt',
  text as String,
}

/** JSON for reading: whatever fits on a line stands on one, and long rows of numbers are summed up. */

const WIDTH = 110

export function compactJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (flat === undefined) return 'null'
  if (value === null || typeof value !== 'object') return flat
  const spaced = oneLine(value)
  if (indent.length + spaced.length <= WIDTH) return spaced
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'number')) return summary(value)
    return `[\n${value.map((item) => inner + compactJson(item, inner)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${compactJson(item, inner)}`,
  )
  return `{\n${entries.join(',\n')}\n${indent}}`
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** A vector of a timbre: nobody reads its numbers, but a change must show. */
function summary(numbers: readonly number[]): string {
  const sum = numbers.reduce((total, number, i) => total + number * (i + 1), 0)
  return JSON.stringify(`${numbers.length} numbers, weighted sum ${sum.toPrecision(12)}`)
}

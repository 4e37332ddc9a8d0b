/** The attributes of a timbre as a small picture in plain characters, which every terminal and editor can show. */

/** Characters to either side of the middle. */
const HALF = 10
/** What is nearer the middle nobody would hear. */
const LEAST = 0.05

/** `brightness  ·····█████│··········  −0.47`: a line for each that stands out, from −1 on the left to 1 on the right. */
export function profilePicture(attributes: Readonly<Record<string, number>>): readonly string[] {
  const rows = Object.entries(attributes).filter(([, x]) => Math.abs(x) >= LEAST)
  const longest = rows.reduce((most, [name]) => Math.max(most, name.length), 0)
  return rows.map(([name, x]) => {
    const side = '█'.repeat(Math.round(Math.min(1, Math.abs(x)) * HALF))
    const left = x < 0 ? side.padStart(HALF, '·') : '·'.repeat(HALF)
    const right = x < 0 ? '·'.repeat(HALF) : side.padEnd(HALF, '·')
    return `${name.padEnd(longest)}  ${left}│${right}  ${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(2)}`
  })
}

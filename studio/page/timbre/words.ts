/** Sliders as words: a step along an axis is a quality in the prompt, with how much of it. */

/**
 * From one opposite to the other, as people say them. Each moves its own axis of the lexicon most; `attribute` is what the trained model
 * calls it (models/timbre/words/attributes.ts).
 */
export const SLIDERS = [
  { axis: 'brightness', attribute: 'bright', less: 'dark', more: 'bright' },
  { axis: 'warmth', attribute: 'warm', less: 'cold', more: 'warm' },
  { axis: 'hardness', attribute: 'hard', less: 'soft', more: 'hard' },
  { axis: 'depth', attribute: 'deep', less: 'high', more: 'deep' },
  { axis: 'decay', attribute: 'long', less: 'short', more: 'long' },
  { axis: 'roughness', attribute: 'rough', less: 'smooth', more: 'rough' },
  { axis: 'wetness', attribute: 'wet', less: 'dry', more: 'wet' },
  { axis: 'openness', attribute: 'open', less: 'closed', more: 'open' },
] as const
export type Slider = (typeof SLIDERS)[number]

/** −3 "very dark" … 0 not said … 3 "very bright". */
export const MOST_STEP = 3
const AMOUNTS = ['slightly ', '', 'very '] as const

/** Where a prompt's words put the slider. */
export function stepIn(prompt: string, slider: Slider): number {
  const found = said(slider).exec(prompt)
  if (found === null) return 0
  const size = { slightly: 1, very: 3 }[found[1]?.toLowerCase() ?? ''] ?? 2
  return found[2]?.toLowerCase() === slider.less ? -size : size
}

/** The prompt with the slider at that step: its word is replaced where it stands, or comes first. */
export function withStep(prompt: string, slider: Slider, step: number): string {
  const words =
    step === 0 ? '' : `${AMOUNTS[Math.abs(step) - 1] ?? ''}${step < 0 ? slider.less : slider.more}`
  const pattern = said(slider)
  if (!pattern.test(prompt)) return words === '' ? prompt : `${words} ${prompt}`.trim()
  const without = prompt
    .replace(pattern, words)
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]+|[\s,]+$/g, '')
  // A prompt of one word cannot do without it.
  return without === '' ? 'sound' : without
}

const said = ({ less, more }: Slider): RegExp =>
  new RegExp(`\\b(?:(slightly|very)\\s+)?(${less}|${more})\\b(?![-\\w])`, 'i')

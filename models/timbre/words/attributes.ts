/**
 * What words say of a sound besides what it is: twelve attributes between two opposites, −1 … 1. Their names are the words at +1.
 *
 * Chosen from what listeners rate and engineers ask for: brightness, attack and roughness lead in dissimilarity studies (Grey 1977;
 * McAdams et al. 1995; Lakatos 2000); warm, hard, full, deep, metallic/woody are the words of the AudioCommons ontology and of the
 * equaliser studies (Cartwright & Pardo 2013; Stables et al. 2014); wet, long, noisy and open are what the voices can also do.
 */

export const ATTRIBUTES = [
  'bright',
  'warm',
  'hard',
  'rough',
  'metallic',
  'wet',
  'long',
  'full',
  'deep',
  'noisy',
  'open',
  'sharp',
] as const

export type Attribute = (typeof ATTRIBUTES)[number]

/** What is not named is 0. */
export type Grades = Readonly<Partial<Record<Attribute, number>>>

/** The word at −1, and what of a sound goes from there to +1. */
export const OPPOSITES: Readonly<Record<Attribute, { readonly low: string; readonly says: string }>> = {
  bright: { low: 'dark', says: 'where the energy lies in the spectrum' },
  warm: { low: 'cold', says: 'low mids against the highs' },
  hard: { low: 'soft', says: 'how stiff the contact is and how forcefully it is made' },
  rough: { low: 'smooth', says: 'distortion, and beating between 20 and 150 Hz' },
  metallic: { low: 'woody', says: 'inharmonic partials that ring, against a damped bar or body' },
  wet: { low: 'dry', says: 'share of the room' },
  long: { low: 'short', says: 'how long it takes to fall by 40 dB' },
  full: { low: 'thin', says: 'energy below 500 Hz against the rest' },
  deep: { low: 'high', says: 'how low the lowest strong partial is' },
  noisy: { low: 'tonal', says: 'noise against partials' },
  open: { low: 'muted', says: 'free to ring, against damped or covered' },
  sharp: { low: 'swelling', says: 'how fast it rises' },
}

/** A word (or words: `close miked`) and what it says. */
export interface GradedWord {
  /** Lower case, blanks for hyphens. */
  readonly word: string
  /** The attribute whose list it stands in. */
  readonly main: Attribute
  /** With `main` among them. */
  readonly grades: Grades
  /** Never in training captions: what the trained heads are tried on. */
  readonly heldOut: boolean
}

/** Rows of a list: words of one grade. */
export interface WordRow {
  readonly words: readonly string[]
  /** How much of the pole: 1 is the plain word. */
  readonly grade: number
  readonly also: Grades
  readonly heldOut: boolean
}

const row =
  (heldOut: boolean) =>
  (words: string, grade: number, also: Grades = {}): WordRow => ({
    words: words.split('|'),
    grade,
    also,
    heldOut,
  })

/** Words that captions are made of. */
export const say = row(false)
/** Words that are kept back for trying. */
export const keep = row(true)

/** Both poles of an attribute as graded words. */
export function pole(
  main: Attribute,
  high: readonly WordRow[],
  low: readonly WordRow[],
): readonly GradedWord[] {
  return [...signed(high, 1), ...signed(low, -1)]

  function signed(rows: readonly WordRow[], sign: 1 | -1): readonly GradedWord[] {
    return rows.flatMap(({ words, grade, also, heldOut }) =>
      words.map((word) => ({ word, main, grades: { ...also, [main]: sign * grade }, heldOut })),
    )
  }
}

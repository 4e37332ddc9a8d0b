/**
 * What one file may cost. The limits are far beyond any piece of music; they turn a file that would fill the memory
 * or stall the band into an error. Length of a file and depth of nesting are the parser's to limit.
 */
export const LIMITS = {
  /** Files one compilation reads, the first included. */
  files: 1000,
  /** Events that one bar of any section may hold, all members together. */
  eventsPerBar: 4096,
  /** Notes that may sound at once. */
  voices: 64,
  /** Members of one band. */
  members: 64,
  /** Learnable slots of one policy. */
  slots: 10_000,
  /** Members times sections: each member has its part in each. */
  parts: 100_000,
  /** Bars of one section. */
  sectionBars: 10_000,
  /** Steps of a form, and how often a step may repeat. */
  formSteps: 10_000,
  formTimes: 10_000,
  /** Cells and chords that all sections hold together, once patterns are cut to each metre. */
  cells: 200_000,
  /** Different metres in one file: each pattern is cut to each of them. */
  metres: 64,
  /** Beats in a bar: the upper number of a metre. */
  meterUpper: 64,
  /** The shortest beat of a metre: the lower number. */
  meterLower: 64,
  /** Different prompts in one compilation, and characters of one. */
  prompts: 1000,
  promptLength: 300,
  /** Different recordings that one compilation listens to. */
  recordings: 200,
  /** Operators and values of one expression, its lets included. */
  expressionSize: 1000,
  /** The same of all expressions of one compilation together: each is written out wherever its let or reward is used. */
  formulas: 100_000,
} as const

/** What every command understands, before its name or behind it. */

import { type Command, InvalidArgumentError, Option } from 'commander'

export interface Common {
  readonly json?: boolean
  readonly seed?: number
  /** Of the commands that have several. */
  readonly format?: string
}

export const commonOptions = (command: Command): Command =>
  command
    .option('--json', 'print one JSON document on stdout and nothing else')
    .addOption(
      new Option('--seed <n>', "what randomness starts from (default: the file's, else 0)").argParser(
        wholeNumber,
      ),
    )

/** A command of `parent`, with its examples. */
export const commandOf = (
  parent: Command,
  usage: string,
  description: string,
  examples: readonly string[],
): Command =>
  commonOptions(parent.command(usage).description(description))
    .addHelpText('after', `\nExamples:\n${examples.map((e) => `  $ ${e}`).join('\n')}\n`)
    .exitOverride()

/** Nothing may be called nothing: an empty name is a variable that was not set. @throws CommanderError */
export function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName())
    const all: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (all.includes('')) command.error(`error: option '${option.flags}' is empty; a name belongs there`)
  }
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('A whole number from 0 to 2^53 belongs here.')
  return value
}

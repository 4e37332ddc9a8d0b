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

/** `help NAME…`: what commander brings along says nothing of a name that it does not know. */
export const helpOf = (parent: Command): Command =>
  parent
    .command('help [command...]')
    .description('print help for a command')
    // What is common to all is listed with each of them.
    .allowUnknownOption()
    .exitOverride()
    .action(async (given: readonly string[]) => {
      let at = parent
      for (const name of given.filter((one) => !one.startsWith('-'))) {
        if (at.commands.length === 0) break
        const found = at.commands.find((one) => one.name() === name)
        // It says what it would say of that command.
        if (found === undefined) await at.parseAsync([name], { from: 'user' })
        else at = found
      }
      at.help()
    })

/** What stands before a command's name counts as what stands behind it, and the last of several. */
export const optionsOf = (command: Command): Common => ({
  ...(command.parent === null ? {} : optionsOf(command.parent)),
  ...command.opts(),
})

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

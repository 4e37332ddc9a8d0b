/** A second minifier goes over what the page loads: it knows some things that esbuild's does not, and an expression less is one less to send. */

import { minifySync } from 'rolldown/utils'
import type { Output } from './outputs.ts'

/** @throws Error where a module cannot be read, with its path */
export function squeezed(output: Output): Output {
  const { path, text } = output
  if (!path.endsWith('.js')) return output
  const source = typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
  const { code, errors } = minifySync(path, source, {
    module: true,
    compress: { target: 'es2022' },
    mangle: { toplevel: true },
    codegen: { removeWhitespace: true, legalComments: 'none' },
  })
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  return { path, text: code.length < source.length ? code : source }
}

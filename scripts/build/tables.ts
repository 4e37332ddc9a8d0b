import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

/** Bundles what `runtime/theory/tables.ts` exports in place of its code, which would be run at each start. */
export const computedTables: Plugin = {
  name: 'computed-tables',
  setup(build) {
    build.onLoad({ filter: /[\\/]runtime[\\/]theory[\\/]tables\.ts$/ }, async ({ path }) => {
      const values: object = await import(pathToFileURL(path).href)
      const lines = Object.entries(values).map(
        ([name, value]) =>
          `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(value))})`,
      )
      return { contents: lines.join('\n'), loader: 'js' }
    })
  },
}

/** Packages whose data is in the tables, and which no bundle names otherwise. */
export const TABLE_PACKAGES = [
  'node_modules/@tonaljs/chord-type',
  'node_modules/@tonaljs/scale-type',
] as const

import type { Num, PolicyIr } from '../../compiler/ir.ts'

/** At the defaults of the slots. */
export function numberOf(num: Num, ir: PolicyIr): number {
  switch (num.k) {
    case 'const':
      return num.v
    case 'slot': {
      const value = ir.slots[num.slot]?.default
      return typeof value === 'number' ? value : Number.NaN
    }
    case 'op': {
      const a = numberOf(num.a, ir)
      const b = numberOf(num.b, ir)
      switch (num.op) {
        case '+':
          return a + b
        case '-':
          return a - b
        case '*':
          return a * b
        case '/':
          return a / b
        case 'min':
          return Math.min(a, b)
        case 'max':
          return Math.max(a, b)
      }
    }
  }
}

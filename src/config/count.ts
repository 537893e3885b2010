import { sayNumber } from './say-number.ts'

/** `1 post`, `3 posts`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${sayNumber(n)} ${n === 1 ? one : many}`
}

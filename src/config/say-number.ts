/** `2,310`. */
export function sayNumber(n: number): string {
  return n.toLocaleString('en-US')
}

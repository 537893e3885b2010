/** `2,310`. */
export function sayNumber(n: number): string {
  return n.toLocaleString('en-US')
}

/** `613 KB` */
export function kilobytes(bytes: number): string {
  return `${sayNumber(Math.ceil(bytes / 1000))} KB`
}

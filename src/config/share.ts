/** `5%` → 0.05; undefined for anything but a number from 0 to 100 and a percent sign. */
export function parseShare(text: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3})?)\s?%$/.exec(text)
  const percent = Number(match?.[1])
  return match && percent <= 100 ? percent / 100 : undefined
}

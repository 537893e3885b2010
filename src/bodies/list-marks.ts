import type { Element, ElementContent } from 'hast'
import { property } from '../posts/element.ts'

/** What stands in plain text before each of a list's nodes: `- `, or its number as the list counts; nothing before what is no item. */
export function marksOf(list: Element, nodes: ElementContent[]): string[] {
  const start = Number(property(list, 'start') || 1)
  let number = Number.isInteger(start) ? start : 1
  return nodes.map((node) => {
    if (node.type !== 'element' || node.tagName !== 'li') return ''
    return list.tagName === 'ul' ? '- ' : ` ${numeral(number++, property(list, 'type'))}. `
  })
}

/** By `<ol type>`; a number that it has no sign for is written in digits, as browsers do. */
function numeral(number: number, type: string | undefined): string {
  if (type === 'a' && number > 0) return letters(number)
  if (type === 'A' && number > 0) return letters(number).toUpperCase()
  if (type === 'i' && number > 0 && number < 4000) return roman(number).toLowerCase()
  if (type === 'I' && number > 0 && number < 4000) return roman(number)
  return String(number)
}

/** a, …, z, aa, ab, … */
function letters(number: number): string {
  const rest = Math.floor((number - 1) / 26)
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode('a'.charCodeAt(0) + ((number - 1) % 26))
}

const ROMAN = Object.entries({
  ...{ M: 1000, CM: 900, D: 500, CD: 400, C: 100, XC: 90 },
  ...{ L: 50, XL: 40, X: 10, IX: 9, V: 5, IV: 4, I: 1 },
})

function roman(number: number): string {
  const [sign, value] = ROMAN.find(([, least]) => least <= number) ?? ['', number]
  return number > 0 ? sign + roman(number - value) : ''
}

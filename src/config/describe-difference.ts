import type { SettingDifference } from './sending-settings.ts'

/** More than these say nothing more. */
const SHOWN = 5

/** `smtp.relay.url is "mailbox:dist/mail" there, "smtp://relay.example" here; smtp.relay.password differs`. */
export function describeDifference(
  differences: SettingDifference[],
  { theirs, ours }: { theirs: string; ours: string },
): string {
  const said = differences.slice(0, SHOWN).map((difference) => {
    if (difference.isSecret) return `${difference.key} differs`
    return `${difference.key} is ${shown(difference.theirs)} ${theirs}, ${shown(difference.ours)} ${ours}`
  })
  const rest = differences.length - said.length
  return [...said, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')
}

function shown(value: string | undefined): string {
  return value === undefined ? 'not set' : `"${value}"`
}

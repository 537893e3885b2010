import type { SettingDifference } from './sending-settings.ts'

/** More than these say nothing more. */
const SHOWN = 3

/** `smtp.relay.url: "mailbox:dist/mail" there, "smtp://relay.example" here; smtp.relay.password differs`. */
export function describeDifference(
  differences: SettingDifference[],
  { theirs, ours }: { theirs: string; ours: string },
): string {
  const told = withoutDetails(differences)
  const said = told.slice(0, SHOWN).map((difference) => {
    if (difference.isSecret) return `${difference.key} differs`
    return `${difference.key}: ${shown(difference.theirs)} ${theirs}, ${shown(difference.ours)} ${ours}`
  })
  const rest = told.length - said.length
  return [...said, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')
}

/** Of a server that was added, removed or replaced its address says all: that its other keys differ, too, is no news. */
function withoutDetails(differences: SettingDifference[]): SettingDifference[] {
  const others = differences.flatMap(({ key }) => /^(smtp\..*\.)url$/.exec(key)?.[1] ?? [])
  const isDetail = (key: string) =>
    others.some((server) => key.startsWith(server) && key !== `${server}url` && !key.slice(server.length).includes('.'))
  return differences.filter(({ key }) => !isDetail(key))
}

function shown(value: string | undefined): string {
  return value === undefined ? 'not set' : `"${value}"`
}

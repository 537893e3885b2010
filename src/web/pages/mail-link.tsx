/** To a person. */
export function MailLink({ address }: { address: string }) {
  return <a href={`mailto:${encodeURI(address)}`}>{address}</a>
}

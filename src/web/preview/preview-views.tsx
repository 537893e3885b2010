import type { EditionPreview } from '../../actions/editions/preview-edition.ts'
import { count } from '../../config/count.ts'
import { hrefOf, type PreviewQuery } from './preview-query.ts'

/** What is there to choose from, and where the page stands. */
export interface PreviewSite {
  title: string
  url: string
  newsletters: { id: string; title: string; cadences: string[] }[]
}

interface ViewsProps {
  site: PreviewSite
  query: PreviewQuery
  preview: EditionPreview
  /** Of the mail that is shown, among the mails. */
  place: number
  hasMail: boolean
}

/** Which mail is shown, and how: a link for each. */
export function Views({ site, query, preview, place, hasMail }: ViewsProps) {
  const { newsletter, plan, mails, reader } = preview
  const cadences = site.newsletters.find(({ id }) => id === newsletter.id)?.cadences ?? []
  return (
    <nav class="views" aria-label="What is shown">
      {site.newsletters.length > 1 && (
        <Choice
          label="Newsletter"
          options={site.newsletters.map(({ id, title }) => ({
            text: isTwice(title, site.newsletters) ? `${title} (${id})` : title,
            href: hrefOf(query, { newsletter: id, cadence: undefined, mail: 0 }),
            isCurrent: id === newsletter.id,
          }))}
        />
      )}
      {cadences.length > 1 && (
        <Choice
          label="Cadence"
          options={cadences.map((cadence) => ({
            text: cadence,
            href: hrefOf(query, { cadence, mail: 0 }),
            isCurrent: cadence === plan.cadence,
          }))}
        />
      )}
      {mails.length > 1 && !reader && (
        <Choice
          label="Mail"
          options={mails.map(({ recipientCount, postIds }, index) => ({
            text: `${count(postIds.length, 'post')} to ${count(recipientCount, 'person', 'people')}`,
            href: hrefOf(query, { mail: index }),
            isCurrent: index === place,
          }))}
        />
      )}
      {hasMail && (
        <>
          <Widths query={query} />
          <Choice
            label="Colours"
            options={[
              { text: 'Light', href: hrefOf(query, { scheme: 'light' }), isCurrent: query.scheme === 'light' },
              { text: 'Dark', href: hrefOf(query, { scheme: 'dark' }), isCurrent: query.scheme === 'dark' },
            ]}
          />
          <Choice
            label="Pictures"
            options={[
              { text: 'Shown', href: hrefOf(query, { pictures: true }), isCurrent: query.pictures },
              { text: 'Off', href: hrefOf(query, { pictures: false }), isCurrent: !query.pictures },
            ]}
          />
        </>
      )}
    </nav>
  )
}

/** Without a width it is the screen's own that is shown as chosen: the page's style says which of the two is seen. */
function Widths({ query }: { query: PreviewQuery }) {
  const choice = (width: 'desktop' | 'phone', isCurrent: boolean) => ({
    text: width === 'desktop' ? 'Desktop' : 'Phone',
    href: hrefOf(query, { width }),
    isCurrent,
  })
  const chosen = (current: 'desktop' | 'phone') => (
    <Choice label="Width" options={[choice('desktop', current === 'desktop'), choice('phone', current === 'phone')]} />
  )
  if (query.width) return chosen(query.width)
  return (
    <>
      <div class="on-wide">{chosen('desktop')}</div>
      <div class="on-narrow">{chosen('phone')}</div>
    </>
  )
}

function isTwice(title: string, newsletters: PreviewSite['newsletters']): boolean {
  return newsletters.filter((newsletter) => newsletter.title === title).length > 1
}

function Choice({ label, options }: { label: string; options: { text: string; href: string; isCurrent: boolean }[] }) {
  return (
    <div>
      <small>{label}</small>
      <ul>
        {options.map(({ text, href, isCurrent }) => (
          <li>
            <a href={href} aria-current={isCurrent ? 'true' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

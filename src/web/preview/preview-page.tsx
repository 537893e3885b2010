import type { EditionPreview } from '../../actions/editions/preview-edition.ts'
import { count } from '../../config/count.ts'
import type { Problem } from '../../config/problem.ts'
import type { LookedMail } from '../../messages/looked-mail.ts'
import { Layout, type PageFrame } from '../pages/layout.tsx'
import { HeadersTable, LeftOutPeople, Problems, Sizes } from './mail-parts.tsx'
import { AsForm, PostsForm } from './preview-forms.tsx'
import { hrefOf, type PreviewQuery } from './preview-query.ts'
import { PREVIEW_STYLE } from './preview-style.ts'
import { type PreviewSite, Views } from './preview-views.tsx'

interface Common {
  site: PreviewSite
  query: PreviewQuery
  /** Of what is shown: another one, and the page loads itself again. */
  version: string
}

export interface PreviewPageProps extends Common {
  preview: EditionPreview
  /** The one that is looked at; undefined where there is none. */
  mail?: LookedMail
  /** Its place among the mails. */
  place: number
}

const WIDTHS = { phone: '375 pixels wide', desktop: 'as on a desktop', screen: 'as wide as this screen asks for' }

export function PreviewPage({ site, query, version, preview, mail, place }: PreviewPageProps) {
  const { newsletter, about, reader, plan, mails, latest, siteProblems } = preview
  const shown = mails[place]
  const title = shown?.subject ?? newsletter.title
  return (
    <Layout frame={frameOf(site, `Preview: ${title}`)}>
      <Live version={version} />
      <p class="facts">Preview of {newsletter.title}. Nothing is sent or written down by looking.</p>
      <h1 dir="auto">{title}</h1>
      {(mail || !reader) && about.map((sentence) => <p dir="auto">{sentence}</p>)}
      {reader && (
        <p class="note" dir="auto">
          {reader.sentence} <a href={hrefOf(query, { as: undefined })}>See all mails</a>
        </p>
      )}
      <Views site={site} query={query} preview={preview} place={place} hasMail={mail !== undefined} />
      {mail && shown && (
        <section class="frame" tabindex={0} aria-label="The mail">
          {/* An empty sandbox: no script, no form, no same origin, whatever a mail holds. */}
          <iframe
            title={`The mail, ${WIDTHS[query.width ?? 'screen']}, ${query.scheme}`}
            class={`${query.width ?? 'by-screen'} ${query.scheme}`}
            sandbox=""
            src={hrefOf(query, { mail: place }, 'mail')}
          />
        </section>
      )}
      <h2>Problems of the mail</h2>
      <Problems problems={plan.problems} none="None was found." />
      {plan.holds.length > 0 && (
        <>
          <h2>What would hold it</h2>
          <ul>
            {plan.holds.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <h2>Who gets it</h2>
      <p>
        {count(plan.recipientCount, 'person', 'people')}
        {mails.length > 1 && `, in ${mails.length} different mails`}
        {shown &&
          shown.recipientCount > 0 &&
          mails.length > 1 &&
          `; this one: ${count(shown.recipientCount, 'person', 'people')}`}
        .
      </p>
      <LeftOutPeople excluded={plan.excluded} />
      {plan.leftOut.map(({ sentence }) => (
        <p dir="auto">{sentence}</p>
      ))}
      <AsForm query={query} />
      {mail && (
        <>
          <h2>The mail, taken apart</h2>
          <Sizes mail={mail} pictureBytes={shown?.pictureBytes ?? 0} />
          <details id="text">
            <summary>Text part</summary>
            <pre dir="auto">{mail.text}</pre>
          </details>
          <details id="headers">
            <summary>Headers</summary>
            <HeadersTable headers={mail.headers} />
          </details>
          <p>
            <a href={hrefOf(query, { mail: place }, 'mail')}>Only the mail</a> ·{' '}
            <a href={hrefOf(query, { mail: place }, 'source')}>Source</a>
          </p>
        </>
      )}
      <PostsForm query={query} latest={latest} />
      {siteProblems.length > 0 && (
        <details id="site">
          <summary>What else check would say of the site ({siteProblems.length})</summary>
          <Problems problems={siteProblems} />
        </details>
      )}
    </Layout>
  )
}

/** Where not even a mail can be tried: the configuration is broken, the site cannot be read, or something else was asked for. */
export function TroublePage({ site, query, version, problems }: Common & { problems: Problem[] }) {
  return (
    <Layout frame={frameOf(site, 'Preview: nothing can be shown')}>
      <Live version={version} />
      <h1>Nothing can be shown</h1>
      <Problems problems={problems} />
      <p>Put it right, and the mail comes back by itself.</p>
      <p>
        <a
          href={hrefOf({
            ...query,
            posts: undefined,
            as: undefined,
            newsletter: undefined,
            cadence: undefined,
            mail: 0,
          })}
        >
          Begin anew
        </a>
      </p>
    </Layout>
  )
}

function Live({ version }: { version: string }) {
  return <script src="live.js" data-version={version} defer />
}

/** It speaks English: only an operator sees it. */
function frameOf({ title, url }: PreviewSite, page: string): PageFrame {
  return { title: page, language: 'en', site: { title, url }, css: PREVIEW_STYLE, isPrivate: true }
}

import type { SignUpOffer } from '../../actions/subscribers/offered.ts'
import type { AskAgain } from '../../actions/subscribers/sign-up.ts'
import type { WordingVersion } from '../../words/consent-wording.ts'
import { listOf } from '../../words/list-of.ts'
import type { SubscribeWords } from '../../words/words.ts'
import { CadenceField, Choices, EmailField, LanguageField, Traps } from '../pages/fields.tsx'
import { Layout, type PageFrame } from '../pages/layout.tsx'
import { SentencePage } from '../pages/sentence-page.tsx'

/** What a form was sent with, shown again where it is asked once more. */
export interface Typed {
  email?: string
  newsletters: string[]
  cadence?: string
  topics: string[]
  language?: string
}

export interface SignUpPageProps {
  frame: PageFrame
  words: SubscribeWords
  wording: WordingVersion
  offer: SignUpOffer
  typed: Typed
  stamp: string
  /** Why the form is shown again. */
  notice?: { why: AskAgain | 'tooMany'; text: string }
}

/** At `subscribe`, which its links are relative to. Nothing of it needs a script; the one that there is saves work for limits. */
export function SignUpPage({ frame, words, wording, offer, typed, stamp, notice }: SignUpPageProps) {
  const { newsletters, cadences, topics } = offer
  const isAboutAddress = notice !== undefined && ['notAnAddress', 'refused', 'didYouMean'].includes(notice.why)
  const [only, ...others] = newsletters
  const what = only && others.length === 0 ? only.title : frame.site.title
  return (
    <Layout frame={{ ...frame, title: words.title }}>
      <h1>{words.title}</h1>
      {notice && (
        <p id="notice" role="alert" class="notice">
          {notice.text}
        </p>
      )}
      <form method="post" class="sign-up" action="" novalidate>
        <EmailField
          label={words.email}
          describedBy={notice ? 'notice consent' : 'consent'}
          typed={typed.email}
          isRequired
          isInvalid={isAboutAddress}
        />
        {newsletters.length > 1 && (
          <Choices
            legend={words.newsletters}
            name="newsletter"
            choices={newsletters.map(({ id, title }) => [id, title])}
            chosen={typed.newsletters}
          />
        )}
        <CadenceField
          id="cadence"
          label={words.cadence}
          names={words.cadences}
          cadences={cadences}
          chosen={typed.cadence}
        />
        {topics.length > 0 && (
          <Choices
            legend={words.topics}
            name="topic"
            choices={topics.map((topic) => [topic, topic])}
            chosen={typed.topics}
          />
        )}
        <LanguageField label={words.language} chosen={typed.language ?? frame.language} />
        <Traps leaveEmpty={words.leaveEmpty} stamp={stamp} />
        {notice?.why === 'didYouMean' && <input type="hidden" name="asked" value={typed.email} />}
        <p id="consent" class="facts">
          {words.consent[wording](listOf([what], frame.language))}
        </p>
        <p>
          <button type="submit">{words.button}</button>
        </p>
      </form>
      <script type="module" src="subscribe/form.js" />
    </Layout>
  )
}

/** After the form, whoever the address belongs to. */
export function SentPage({ frame, words }: { frame: PageFrame; words: SubscribeWords }) {
  return (
    <SentencePage frame={frame} title={words.sentTitle} sentence={words.sent}>
      <p>
        <a href={frame.site.url}>{words.back(frame.site.title)}</a>
      </p>
    </SentencePage>
  )
}
